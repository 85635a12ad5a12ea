package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import java.util.Optional;
import java.util.OptionalLong;

/// How many iterations loops inside of tiles have at most, so that local arrays can hold something
/// for each of them.
///
/// Known of a loop from 0 to a literal, a size or `min(.., one of these)`, and of a loop from `a`
/// to `a` plus such a number. The latter may be wrong where `a` plus something overflows: who
/// numbers elements by its iterations takes them from [#count].
final class Extents {
  private final Definitions definitions;

  Extents(Definitions definitions) {
    this.definitions = definitions;
  }

  /// The most iterations, not negative.
  Optional<Size> of(Op.For loop) {
    if (isZero(loop.lower())) {
      return limit(loop.upper());
    }
    var upper = definitions.op(loop.upper());
    return upper.isPresent()
            && upper.get() instanceof Op.Binary(_, var kind, var left, var right, _)
            && kind == BinaryOp.ADD
            && left.equals(loop.lower())
        ? limit(right)
        : Optional.empty();
  }

  private boolean isZero(Value value) {
    return definitions.constant(value).orElse(1) == 0;
  }

  /// The most a value may be, not negative.
  Optional<Size> limit(Value value) {
    var op = definitions.op(value);
    if (op.isPresent()
        && op.get() instanceof Op.Binary(_, var kind, var left, var right, _)
        && kind == BinaryOp.MIN) {
      return limit(right).or(() -> limit(left));
    }
    return op.flatMap(Extents::size).map(Extents::notNegative);
  }

  private static Optional<Size> size(Op op) {
    if (op instanceof Op.Constant(_, var bits)) {
      return Optional.of(Size.of(bits));
    }
    return op instanceof Op.SizeOf(_, var size) ? Optional.of(size) : Optional.empty();
  }

  /// `max(0, size)`, folded where that is the size.
  static Size notNegative(Size size) {
    return isNatural(size) ? size : Size.of(Size.Operator.MAX, Size.of(0), size);
  }

  private static boolean isNatural(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> value >= 0;
      case Size.Symbol _ -> false;
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case ADD, MUL, MIN, FLOORDIV -> isNatural(left) && isNatural(right);
            case MAX -> isNatural(left) || isNatural(right);
            case SUB, FLOORMOD -> false;
          };
    };
  }

  /// The number of iterations, never more than `extent`.
  static Value count(RegionBuilder at, Op.For loop, Size extent) {
    var trip = Loops.tripCount(at, loop.lower(), loop.upper());
    return at.binary(BinaryOp.MIN, trip, at.size(extent));
  }

  /// A number the product of the sizes does not exceed, if one is known before the launch.
  static OptionalLong bound(Iterable<Size> sizes) {
    var product = 1L;
    for (var size : sizes) {
      var bound = bound(size);
      if (bound > Integer.MAX_VALUE || product > Integer.MAX_VALUE) {
        return OptionalLong.empty();
      }
      product *= bound;
    }
    return OptionalLong.of(product);
  }

  private static long bound(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> value;
      case Size.Symbol _ -> Long.MAX_VALUE;
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case MIN -> Math.min(bound(left), bound(right));
            case MAX -> Math.max(bound(left), bound(right));
            case FLOORDIV ->
                bound(left) < Long.MAX_VALUE && right instanceof Size.Constant(var by) && by > 0
                    ? Math.floorDiv(bound(left), by)
                    : Long.MAX_VALUE;
            case ADD ->
                bound(left) < Integer.MAX_VALUE && bound(right) < Integer.MAX_VALUE
                    ? bound(left) + bound(right)
                    : Long.MAX_VALUE;
            case SUB, MUL, FLOORMOD -> Long.MAX_VALUE;
          };
    };
  }
}
