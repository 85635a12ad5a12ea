package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/// Counts constants of a file that are being read because others need them, so that reading them
/// does not nest without end.
final class ConstantDepth {
  private static final int LIMIT = 100;

  private final List<Diagnostic> mistakes = new ArrayList<>();
  private int open;

  /// Whether one more may be read now.
  synchronized boolean enter(ConstantHeader constant) {
    if (open == LIMIT) {
      if (mistakes.isEmpty()) {
        var why = "more than " + LIMIT + " constants need each other";
        mistakes.add(ErrorCode.CONSTANT_FAILS.at(constant.place(), constant.name(), why));
      }
      return false;
    }
    open++;
    return true;
  }

  synchronized void leave() {
    open--;
  }

  synchronized List<Diagnostic> mistakes() {
    return List.copyOf(mistakes);
  }
}
