package dev.strake.ir.fuzz;

/// An engine that does not do what a program means, or a proof that is none.
///
/// `engine` is what [Engine#name] says, or the name of the pass after which the program is not the
/// same any more, or `race prover`.
public record Finding(FuzzCase tested, String engine, Observed expected, Observed observed) {
  /// Whether another finding is of the same class: what reduction must keep.
  public boolean isLike(Finding other) {
    return engine.equals(other.engine) && observed.outcome().equals(other.observed.outcome());
  }

  /// One line.
  @Override
  public String toString() {
    return "seed %d, %s: expected %s, got %s"
        .formatted(tested.seed(), engine, shortened(expected), shortened(observed));
  }

  private static String shortened(Observed observed) {
    var text = observed.toString();
    return text.length() > 400 ? text.substring(0, 400) + ".." : text;
  }
}
