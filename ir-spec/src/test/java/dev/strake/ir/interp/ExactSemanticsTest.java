package dev.strake.ir.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Integer ops and conversions against arithmetic without bounds: what IR.md says of numbers, not
/// of bits.
final class ExactSemanticsTest {
  private static final long SEED = Long.getLong("seed", 20250101);

  static Stream<ScalarType> integers() {
    return Stream.of(ScalarType.values()).filter(ScalarType::isInteger);
  }

  static Stream<ScalarType> floats() {
    return Stream.of(ScalarType.values()).filter(type -> type.isFloat() || type.isHalf());
  }

  private static BigInteger number(ScalarType type, long bits) {
    return type.isUnsigned()
        ? new BigInteger(Long.toUnsignedString(bits))
        : BigInteger.valueOf(bits);
  }

  /// The raw bits of the number that is equal modulo two to the width and in the type's range.
  private static long wrapped(ScalarType type, BigInteger number) {
    var modulus = BigInteger.ONE.shiftLeft(type.bits());
    var least = number.mod(modulus);
    var isTooLarge = !type.isUnsigned() && least.testBit(type.bits() - 1);
    return (isTooLarge ? least.subtract(modulus) : least).longValue();
  }

  /// Around zero, the ends, the powers of two.
  private static long[] values(ScalarType type) {
    var powers =
        LongStream.range(0, type.bits())
            .filter(k -> k < 5 || k > type.bits() - 3 || k % 8 < 2)
            .flatMap(k -> LongStream.of((1L << k) - 1, 1L << k, (1L << k) + 1, -(1L << k)));
    return LongStream.concat(powers, new Random(SEED).longs(4))
        .map(type::wrap)
        .distinct()
        .toArray();
  }

  private static BigInteger exact(UnaryOp op, BigInteger a) {
    return switch (op) {
      case NEG -> a.negate();
      case ABS -> a.abs();
      case NOT -> a.not();
      case SQRT -> throw new IllegalArgumentException("no op of integers");
    };
  }

  @ParameterizedTest
  @MethodSource("integers")
  void opsOfOneIntegerWrapTheExactResult(ScalarType type) {
    for (var op : UnaryOp.values()) {
      for (var a : op.accepts(type) ? values(type) : new long[0]) {
        var expected = wrapped(type, exact(op, number(type, a)));
        assertEquals(expected, ScalarSemantics.unary(op, type, a), () -> op + " " + a);
      }
    }
  }

  private static BigInteger exact(BinaryOp op, ScalarType type, BigInteger a, BigInteger b) {
    var count = b.mod(BigInteger.valueOf(type.bits())).intValue();
    var floor = new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO};
    if (b.signum() != 0) {
      floor = a.divideAndRemainder(b);
      if (floor[1].signum() * b.signum() < 0) {
        floor = new BigInteger[] {floor[0].subtract(BigInteger.ONE), floor[1].add(b)};
      }
    }
    return switch (op) {
      case ADD -> a.add(b);
      case SUB -> a.subtract(b);
      case MUL -> a.multiply(b);
      case DIV -> a.divide(b);
      case REM -> a.remainder(b);
      case FLOORDIV -> floor[0];
      case FLOORMOD -> floor[1];
      case MIN -> a.min(b);
      case MAX -> a.max(b);
      case AND -> a.and(b);
      case OR -> a.or(b);
      case XOR -> a.xor(b);
      case SHL -> a.shiftLeft(count);
      case SHR -> a.shiftRight(count);
      case USHR -> a.mod(BigInteger.ONE.shiftLeft(type.bits())).shiftRight(count);
    };
  }

  @ParameterizedTest
  @MethodSource("integers")
  void opsOfTwoIntegersWrapTheExactResult(ScalarType type) {
    for (var op : BinaryOp.values()) {
      for (var a : values(type)) {
        for (var b : values(type)) {
          assertEquals(op.canFail(type) && b == 0, ScalarSemantics.fails(op, type, b));
          if (!ScalarSemantics.fails(op, type, b)) {
            var expected = wrapped(type, exact(op, type, number(type, a), number(type, b)));
            var found = ScalarSemantics.binary(op, type, a, b);
            assertEquals(expected, found, () -> "%s %d, %d".formatted(op, a, b));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("integers")
  void integersCompareAsNumbers(ScalarType type) {
    for (var a : values(type)) {
      for (var b : values(type)) {
        var order = number(type, a).compareTo(number(type, b));
        assertEquals(order == 0, ScalarSemantics.compare(CompareOp.EQ, type, a, b));
        assertEquals(order != 0, ScalarSemantics.compare(CompareOp.NE, type, a, b));
        assertEquals(order < 0, ScalarSemantics.compare(CompareOp.LT, type, a, b));
        assertEquals(order <= 0, ScalarSemantics.compare(CompareOp.LE, type, a, b));
        assertEquals(order > 0, ScalarSemantics.compare(CompareOp.GT, type, a, b));
        assertEquals(order >= 0, ScalarSemantics.compare(CompareOp.GE, type, a, b));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("integers")
  void integersKeepTheirLowBits(ScalarType from) {
    for (var a : values(from)) {
      integers()
          .forEach(
              to ->
                  assertEquals(
                      wrapped(to, number(from, a)), ScalarSemantics.cast(from, to, a), "" + to));
      assertEquals(a == 0 ? 0 : 1, ScalarSemantics.cast(from, ScalarType.BOOL, a));
    }
  }

  /// The value of finite bits, from the definition of the format.
  private static BigDecimal value(ScalarType type, long bits) {
    var fraction = bits & (1L << type.fractionBits()) - 1;
    var field = (int) (bits >>> type.fractionBits()) & (1 << exponentBits(type)) - 1;
    var significand = field == 0 ? fraction : fraction | 1L << type.fractionBits();
    var power = Math.max(field, 1) - bias(type) - type.fractionBits();
    var magnitude =
        power < 0
            ? new BigDecimal(significand).divide(new BigDecimal(BigInteger.TWO.pow(-power)))
            : new BigDecimal(BigInteger.valueOf(significand).shiftLeft(power));
    return (bits >>> type.bits() - 1 & 1) == 1 ? magnitude.negate() : magnitude;
  }

  private static int exponentBits(ScalarType type) {
    return type.bits() - 1 - type.fractionBits();
  }

  private static int bias(ScalarType type) {
    return (1 << exponentBits(type) - 1) - 1;
  }

  /// Asserts that no neighbour of `bits` is nearer to `exact`, nor as near with an even last bit;
  /// infinity stands where the next power of two would.
  private static void assertNearest(ScalarType type, BigDecimal exact, long bits) {
    var sign = bits & type.negativeZero();
    var magnitude = bits ^ sign;
    var what = "%s %x for %s".formatted(type, bits, exact);
    assertTrue(magnitude <= type.largest(), what);
    assertTrue(exact.signum() == 0 || exact.signum() < 0 == (sign != 0), what);
    var distance = distance(type, exact, magnitude);
    if (magnitude > 0) {
      var order = distance.compareTo(distance(type, exact, magnitude - 1));
      assertTrue(order < 0 || order == 0 && (magnitude & 1) == 0, what);
    }
    if (magnitude < type.largest()) {
      var order = distance.compareTo(distance(type, exact, magnitude + 1));
      assertTrue(order < 0 || order == 0 && (magnitude & 1) == 0, what);
    }
  }

  /// Beyond infinity nothing is, so a number above it is no farther than 0 from it.
  private static BigDecimal distance(ScalarType type, BigDecimal exact, long magnitude) {
    var difference = value(type, magnitude).subtract(exact.abs());
    return magnitude == type.largest() ? difference.max(BigDecimal.ZERO) : difference.abs();
  }

  @ParameterizedTest
  @MethodSource("floats")
  void integersRoundToTheNearestFloat(ScalarType to) {
    integers()
        .forEach(
            from -> {
              for (var a : values(from)) {
                var bits = ScalarSemantics.cast(from, to, a);
                assertNearest(to, new BigDecimal(number(from, a)), bits);
              }
            });
  }

  /// Bits around zero, one, the ends of the exponents, and anywhere.
  private static long[] floatBits(ScalarType type) {
    var near =
        LongStream.of(
                0,
                type.one(),
                type.largest(),
                1L << type.fractionBits(),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(65520)),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(0x1p-25)),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(0x1p31)),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(0x1p32)),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(0x1p63)),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(0x1p64)),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(0x1.01p9)),
                ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(255.5)))
            .flatMap(bits -> LongStream.rangeClosed(bits - 2, bits + 2));
    return LongStream.concat(near, new Random(SEED).longs(300))
        .map(type::wrap)
        .flatMap(bits -> LongStream.of(bits, bits ^ type.negativeZero()))
        .filter(bits -> (bits & ~type.negativeZero()) < type.largest())
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("floats")
  void floatsRoundToTheNearestFloat(ScalarType from) {
    for (var a : floatBits(from)) {
      floats().forEach(to -> assertNearest(to, value(from, a), ScalarSemantics.cast(from, to, a)));
    }
  }

  @ParameterizedTest
  @MethodSource("floats")
  void floatsAreCutOffAndSaturate(ScalarType from) {
    for (var a : floatBits(from)) {
      var whole = value(from, a).toBigInteger();
      integers()
          .forEach(
              to -> {
                var least = number(to, to.smallest());
                var most = number(to, to.largest());
                var expected = whole.max(least).min(most);
                assertEquals(
                    expected, number(to, ScalarSemantics.cast(from, to, a)), from + " " + to);
              });
    }
  }

  @ParameterizedTest
  @MethodSource("floats")
  void whatIsNoNumberConvertsAsStated(ScalarType from) {
    var nan = from.canonical(from.largest() | 1);
    var scalars = Stream.of(ScalarType.values()).filter(type -> !type.isComplex()).toList();
    for (var to : scalars) {
      var ofNan = to.canonical(ScalarSemantics.cast(from, to, nan));
      var isFloat = to.isFloat() || to.isHalf();
      assertEquals(isFloat ? to.canonical(to.largest() | 1) : to.isBool() ? 1 : 0, ofNan, "" + to);
      assertEquals(to.largest(), ScalarSemantics.cast(from, to, from.largest()));
      var ofLeast = ScalarSemantics.cast(from, to, from.smallest());
      assertEquals(to.isBool() ? 1 : to.smallest(), ofLeast);
      assertEquals(to.negativeZero(), ScalarSemantics.cast(from, to, from.negativeZero()));
    }
  }
}
