package dev.strake.ir.mutate;

import java.util.List;

/// What became of a number of mutants.
public record MutationScore(List<Verdict> verdicts) {
  public MutationScore {
    verdicts = List.copyOf(verdicts);
  }

  public int killed() {
    return verdicts.size() - survivors().size();
  }

  public List<Verdict.Survived> survivors() {
    return verdicts.stream()
        .filter(Verdict.Survived.class::isInstance)
        .map(Verdict.Survived.class::cast)
        .toList();
  }

  /// Killed mutants of all, in percent.
  public double percent() {
    return verdicts.isEmpty() ? 100 : 100.0 * killed() / verdicts.size();
  }
}
