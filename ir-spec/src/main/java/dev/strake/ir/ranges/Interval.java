package dev.strake.ir.ranges;

import dev.strake.ir.ScalarType;
import java.util.Optional;

/// The integers `low..=high`, both 64-bit. What does not fit is no interval: arithmetic then
/// answers empty, which claims nothing.
record Interval(long low, long high) {
  static final Interval I64 = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

  Interval {
    if (low > high) {
      throw new IllegalArgumentException("no interval: " + low + " to " + high);
    }
  }

  static Interval of(long value) {
    return new Interval(value, value);
  }

  /// Every value of `bool` or of an integer type whose values all fit in an `i64`.
  static Interval of(ScalarType type) {
    return switch (type) {
      case BOOL, I8, I16, I32, I64, U8, U16, U32 -> new Interval(type.smallest(), type.largest());
      case U64, F16, BF16, F32, F64, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException("not all values of " + type + " are 64-bit integers");
    };
  }

  boolean contains(Interval other) {
    return low <= other.low && other.high <= high;
  }

  Optional<Interval> plus(Interval other) {
    try {
      return Optional.of(
          new Interval(Math.addExact(low, other.low), Math.addExact(high, other.high)));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  Optional<Interval> times(long factor) {
    return times(of(factor));
  }

  Optional<Interval> times(Interval other) {
    try {
      var a = Math.multiplyExact(low, other.low);
      var b = Math.multiplyExact(low, other.high);
      var c = Math.multiplyExact(high, other.low);
      var d = Math.multiplyExact(high, other.high);
      return Optional.of(
          new Interval(
              Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d))));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// What floor division by a positive constant makes of it.
  Interval floorDiv(long divisor) {
    return new Interval(Math.floorDiv(low, divisor), Math.floorDiv(high, divisor));
  }

  Interval min(Interval other) {
    return new Interval(Math.min(low, other.low), Math.min(high, other.high));
  }

  Interval max(Interval other) {
    return new Interval(Math.max(low, other.low), Math.max(high, other.high));
  }

  /// The smallest interval that holds both.
  Interval hull(Interval other) {
    return new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }

  /// The part that is at least `bound`; the whole where nothing is.
  Interval atLeast(long bound) {
    return bound > high ? this : new Interval(Math.max(low, bound), high);
  }

  /// The part that is at most `bound`; the whole where nothing is.
  Interval atMost(long bound) {
    return bound < low ? this : new Interval(low, Math.min(high, bound));
  }
}
