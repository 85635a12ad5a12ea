package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.launch.LaunchRecord;

/// A defect in the code: `rule` rewrites every op it fits that lies `where`.
record CodeMutation(Family family, String defect, Backend.Form form, Where where, Rule rule)
    implements Mutation {

  /// Which ops a backend gets wrong: it may well print lanes by other code than the rest.
  enum Where {
    EVERYWHERE(""),
    IN_LANES(" in lanes"),
    OUTSIDE_LANES(" outside lanes");

    private final String text;

    Where(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    boolean covers(Place place) {
      return switch (this) {
        case EVERYWHERE -> true;
        case IN_LANES -> place.isInLanes();
        case OUTSIDE_LANES -> !place.isInLanes();
      };
    }
  }

  /// In scheduled kernels, everywhere.
  static CodeMutation of(Family family, String defect, Rule rule) {
    return new CodeMutation(family, defect, Backend.Form.SCHEDULED, Where.EVERYWHERE, rule);
  }

  /// The same defect elsewhere.
  CodeMutation at(Where elsewhere) {
    return new CodeMutation(family, defect + elsewhere.text, form, elsewhere, rule);
  }

  /// The same defect of a backend that takes another form.
  CodeMutation on(Backend.Form otherForm) {
    return new CodeMutation(family, defect, otherForm, where, rule);
  }

  @Override
  public Kernel apply(Kernel kernel) {
    return new Rewriting(this, kernel).rewritten();
  }

  @Override
  public boolean changes(Kernel kernel) {
    return !apply(kernel).equals(kernel);
  }

  @Override
  public void tamper(Kernel kernel, LaunchRecord arguments) {}
}
