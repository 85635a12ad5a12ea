package dev.strake.ir.schedule;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Condition;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import java.util.Optional;

/// Whether a range holds an index in every launch.
final class NonEmptyRange {
  private NonEmptyRange() {}

  /// Literal bounds, or a `where` condition that bounds the upper size from below by a literal:
  /// `where n > 0` proves `0..n`.
  static boolean isProved(Kernel kernel, Definitions definitions, Value lower, Value upper) {
    var from = definitions.constant(lower);
    if (from.isEmpty()) {
      return false;
    }
    var to = definitions.constant(upper);
    if (to.isPresent()) {
      return from.getAsLong() < to.getAsLong();
    }
    return size(definitions, upper)
        .filter(size -> kernel.where().stream().anyMatch(c -> exceeds(c, size, from.getAsLong())))
        .isPresent();
  }

  private static Optional<Size> size(Definitions definitions, Value value) {
    return definitions.op(value).orElse(null) instanceof Op.SizeOf(_, var size)
        ? Optional.of(size)
        : Optional.empty();
  }

  /// Whether the condition says `size > bound`.
  private static boolean exceeds(Condition condition, Size size, long bound) {
    return exceeds(condition.left(), condition.op(), condition.right(), size, bound)
        || exceeds(condition.right(), condition.op().swapped(), condition.left(), size, bound);
  }

  private static boolean exceeds(Size left, CompareOp op, Size right, Size size, long bound) {
    if (!left.equals(size) || !(right instanceof Size.Constant(var value))) {
      return false;
    }
    return switch (op) {
      case GT -> value >= bound;
      case GE, EQ -> value > bound;
      case NE, LT, LE -> false;
    };
  }
}
