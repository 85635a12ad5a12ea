package dev.strake.bench.math;

import dev.strake.bench.math.Findings.Point;
import dev.strake.ir.ScalarType;
import java.util.SplittableRandom;

/// Random arguments of a function: a quarter uniform over all bit patterns, a quarter very near 0,
/// 1 or the end of a range, the rest uniform in its ranges. Where there are two arguments, most
/// pairs are such that the result depends on both.
final class RandomArguments {
  private final MathFunction function;
  private final Reference reference;
  private final SplittableRandom random;

  RandomArguments(MathFunction function, Reference reference, SplittableRandom random) {
    this.function = function;
    this.reference = reference;
    this.random = random;
  }

  Point next() {
    if (function.arity() == 1) {
      return new Point(one(), 0);
    }
    return function.name().equals("pow") ? power() : pair();
  }

  private double one() {
    return switch (random.nextInt(4)) {
      case 0 -> pattern();
      case 1 -> near();
      case 2, 3 -> within();
      default -> throw new AssertionError();
    };
  }

  private double pattern() {
    return function.type() == ScalarType.F32
        ? Float.intBitsToFloat(random.nextInt())
        : Double.longBitsToDouble(random.nextLong());
  }

  private Reference.Range range() {
    return reference.ranges().get(random.nextInt(reference.ranges().size()));
  }

  private double within() {
    var range = range();
    return random.nextDouble(range.low(), range.high());
  }

  /// An anchor and a distance from it whose exponent is uniform.
  private double near() {
    var range = range();
    var sign = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(4)) {
      case 0 -> range.low() + power(-56, 1);
      case 1 -> range.high() - power(-56, 1);
      case 2 -> sign * (1 + (random.nextBoolean() ? 1 : -1) * power(-56, 0));
      case 3 -> sign * power(function.type() == ScalarType.F32 ? -150 : -1075, 2);
      default -> throw new AssertionError();
    };
  }

  /// Between 2 to the `low` and 2 to the `high`.
  private double power(int low, int high) {
    return Math.scalb(1 + random.nextDouble(), random.nextInt(low, high));
  }

  private int exponents() {
    return function.type() == ScalarType.F32 ? 150 : 1075;
  }

  /// The second is of about the size of the first, or of any.
  private Point pair() {
    var sign = random.nextBoolean() ? 1 : -1;
    return switch (random.nextInt(4)) {
      case 0 -> new Point(pattern(), pattern());
      case 1 -> new Point(one(), one());
      case 2 -> new Point(within(), within());
      case 3 -> {
        var x = power(-exponents(), exponents() - 26);
        yield new Point(x, sign * x * power(-60, 61));
      }
      default -> throw new AssertionError();
    };
  }

  /// The results are of every size, near 1, and near the ends.
  private Point power() {
    var any = power(-exponents(), exponents() - 26);
    var nearOne = 1 + (random.nextBoolean() ? 1 : -1) * power(-52, 0);
    return switch (random.nextInt(8)) {
      case 0 -> new Point(pattern(), pattern());
      case 1 -> new Point(one(), one());
      case 2 -> new Point(within(), random.nextInt(-1000, 1001) / 2.0);
      case 3, 4 -> new Point(any, exponent() / log2(any));
      case 5, 6 -> new Point(nearOne, exponent() / log2(nearOne));
      case 7 -> new Point(any, random.nextDouble(-4, 4) * power(-60, 0));
      default -> throw new AssertionError();
    };
  }

  private double exponent() {
    return random.nextDouble(-exponents() - 1, exponents() - 25);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
