package dev.strake.ir.launch;

import java.util.List;
import java.util.Optional;

/// Makes one failure of those of a launch's pieces.
///
/// A piece stops at its own first failure. Pieces that come after a failed one in iteration order
/// need not run; those before it run to their end, since one of them may fail too. So the first of
/// all, in iteration order, is always among them, however many threads there are.
final class PieceFailures {
  private PieceFailures() {}

  /// The failure to throw: the first, to which the others are attached in order.
  ///
  /// @param failures of the pieces that failed, in iteration order
  static Optional<KernelException> merged(List<KernelException> failures) {
    var first = failures.stream().findFirst();
    first.ifPresent(thrown -> failures.stream().skip(1).forEach(thrown::addSuppressed));
    return first;
  }
}
