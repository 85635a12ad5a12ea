package dev.strake.frontend.check;

import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;

/// The values of a test that may stand in sizes: those that are computed before the statement under
/// check starts and never change.
final class SettledValues {
  private final List<Typed.Variable> settled = new ArrayList<>();
  private final List<Typed.Variable> used = new ArrayList<>();

  /// From here on the value is known, if it is one that a size can have.
  void settle(Typed.Variable variable) {
    if (variable.kind() == Typed.Variable.Kind.LET && variable.type() == ScalarType.I64) {
      settled.add(variable);
    }
  }

  /// Whether a size may contain the value; it then does.
  boolean use(Typed.Variable variable) {
    if (settled.contains(variable)) {
      used.add(variable);
    }
    return settled.contains(variable);
  }

  /// The values that sizes contain since this was last asked.
  List<Typed.Variable> takeUsed() {
    var taken = List.copyOf(used);
    used.clear();
    return taken;
  }
}
