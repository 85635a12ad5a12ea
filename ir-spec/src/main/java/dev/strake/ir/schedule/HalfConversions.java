package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;

/// Writes conversions to and from halves as integer and float ops without branches, each rounding
/// once: to nearest, ties to even, to subnormals as to others.
///
/// A half is the `u16` of its bits. In the middle stands the `f32`, which has every value of both
/// halves; what is wider is brought to an `f32` by rounding to odd: toward zero, with the last bit
/// set if anything was lost. An `f32` has two bits more than either half at every magnitude, so
/// that rounding such a number to nearest gives what rounding the original would (Boldo and
/// Melquiond, Emulation of FMA and correctly rounded sums, 2008).
final class HalfConversions {
  /// What is added to the exponent field of an `f16` to make that of an `f32`, in place.
  private static final int REBIAS = (127 - 15) << 23;

  /// Fraction bits that an `f32` has more than an `f16`.
  private static final int SPARE = 23 - 10;

  /// The bits of 2^-14, the smallest normal `f16`, as an `f32`.
  private static final int SMALLEST_NORMAL = (127 - 14) << 23;

  /// The bits of 2^-24, the smallest `f16`, as an `f32`.
  private static final int SMALLEST = (127 - 24) << 23;

  /// The bits of 0.5: in an `f32` from there to 1, the last bit counts the smallest `f16`.
  private static final int COUNTER = 126 << 23;

  private static final int INFINITY = 0x7f80_0000;

  private final RegionBuilder at;

  HalfConversions(RegionBuilder at) {
    this.at = at;
  }

  /// The `f32` of a half's bits; exact.
  Value widen(ScalarType half, Value bits) {
    var word = at.cast(ScalarType.I32, bits);
    return switch (half) {
      case F16 -> widenF16(word);
      case BF16 -> at.bitcast(ScalarType.F32, at.binary(BinaryOp.SHL, word, word(16)));
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64, F32, F64, COMPLEX64, COMPLEX128 ->
          throw noHalf(half);
    };
  }

  private Value widenF16(Value word) {
    var sign = at.binary(BinaryOp.SHL, and(word, 0x8000), word(16));
    var magnitude = and(word, 0x7fff);
    var moved = at.binary(BinaryOp.SHL, magnitude, word(SPARE));
    var normal = at.binary(BinaryOp.ADD, moved, word(REBIAS));
    var isFinite = at.compare(CompareOp.LT, magnitude, word(0x7c00));
    var nonFinite = at.binary(BinaryOp.OR, moved, word(INFINITY));
    var unsigned = at.select(isFinite, normal, nonFinite);
    var isNormal = at.compare(CompareOp.GE, magnitude, word(1 << 10));
    // Subnormals count the smallest number, of either sign.
    var unit = at.bitcast(ScalarType.F32, at.binary(BinaryOp.OR, sign, word(SMALLEST)));
    var subnormal = at.binary(BinaryOp.MUL, at.cast(ScalarType.F32, magnitude), unit);
    var large = at.bitcast(ScalarType.F32, at.binary(BinaryOp.OR, sign, unsigned));
    return at.select(isNormal, large, subnormal);
  }

  /// The bits of the half nearest to a number of any type but another half.
  Value narrow(ScalarType half, Value number) {
    return switch (number.scalar()) {
      case F32 -> nearest(half, at.bitcast(ScalarType.I32, number));
      case F64 -> nearest(half, odd(number));
      case BOOL, I8, I16, U8, U16 ->
          nearest(half, at.bitcast(ScalarType.I32, at.cast(ScalarType.F32, number)));
      case I32, U32 -> nearest(half, odd(at.cast(ScalarType.F64, number)));
      case I64, U64 -> nearest(half, odd(at.cast(ScalarType.F64, withoutLowDigits(number))));
      case F16, BF16 -> throw CompilerError.bug("expand-halves", "a half is left");
      case COMPLEX64, COMPLEX128 -> throw number.scalar().isPair();
    };
  }

  /// An integer of 64 bits that an `f64` has exactly: the number itself if it is small, else
  /// rounded to odd by 2^11. Flooring and setting the bit does that for negative numbers too.
  private Value withoutLowDigits(Value number) {
    var type = number.scalar();
    var low = at.binary(BinaryOp.AND, number, at.constant(type, 0x7ff));
    var high = at.binary(BinaryOp.XOR, number, low);
    var isLossless = at.compare(CompareOp.EQ, low, at.constant(type, 0));
    var odd = at.binary(BinaryOp.OR, high, at.constant(type, 0x800));
    var limit = at.constant(type, 1L << 53);
    var isSmall = at.compare(CompareOp.LT, number, limit);
    if (!type.isUnsigned()) {
      var isAbove = at.compare(CompareOp.GT, number, at.constant(type, -(1L << 53)));
      isSmall = at.binary(BinaryOp.AND, isSmall, isAbove);
    }
    return at.select(at.binary(BinaryOp.OR, isSmall, isLossless), number, odd);
  }

  /// The bits of an `f64` rounded to an `f32` the odd way.
  private Value odd(Value number) {
    var nearest = at.cast(ScalarType.F32, number);
    var back = at.cast(ScalarType.F64, nearest);
    var bits = at.bitcast(ScalarType.I32, nearest);
    var isExact = at.compare(CompareOp.EQ, back, number);
    var isAway =
        at.compare(CompareOp.GT, at.unary(UnaryOp.ABS, back), at.unary(UnaryOp.ABS, number));
    // One step toward zero, infinity becoming the largest number.
    var less = at.binary(BinaryOp.SUB, bits, word(1));
    var truncated = at.select(isAway, less, bits);
    return at.select(isExact, bits, at.binary(BinaryOp.OR, truncated, word(1)));
  }

  /// The half nearest to the `f32` of these bits.
  private Value nearest(ScalarType half, Value bits) {
    return switch (half) {
      case F16 -> at.cast(ScalarType.U16, nearestF16(bits));
      case BF16 -> at.cast(ScalarType.U16, rounded(bits, 16, 0));
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64, F32, F64, COMPLEX64, COMPLEX128 ->
          throw noHalf(half);
    };
  }

  /// `(bits - bias) >>> count`, rounded to nearest, ties to even. A carry goes into the exponent,
  /// and from the largest one to infinity. The quiet NaNs that come here stay NaNs.
  private Value rounded(Value bits, int count, int bias) {
    var lastBit = and(at.binary(BinaryOp.USHR, bits, word(count)), 1);
    var almostHalf = word((1 << count - 1) - 1 - bias);
    var sum = at.binary(BinaryOp.ADD, at.binary(BinaryOp.ADD, bits, almostHalf), lastBit);
    return at.binary(BinaryOp.USHR, sum, word(count));
  }

  private Value nearestF16(Value bits) {
    var sign = and(at.binary(BinaryOp.USHR, bits, word(16)), 0x8000);
    var magnitude = and(bits, 0x7fff_ffff);
    var normal = at.binary(BinaryOp.MIN, rounded(magnitude, SPARE, REBIAS), word(0x7c00));
    // The sum with the counter is rounded where its last bit counts the smallest f16.
    var counter = at.bitcast(ScalarType.F32, word(COUNTER));
    var sum = at.binary(BinaryOp.ADD, at.bitcast(ScalarType.F32, magnitude), counter);
    var subnormal = at.binary(BinaryOp.SUB, at.bitcast(ScalarType.I32, sum), word(COUNTER));
    var isSubnormal = at.compare(CompareOp.LT, magnitude, word(SMALLEST_NORMAL));
    var number = at.select(isSubnormal, subnormal, normal);
    var isNan = at.compare(CompareOp.GT, magnitude, word(INFINITY));
    var canonical = word((int) ScalarType.F16.canonical(0x7fff));
    return at.binary(BinaryOp.OR, sign, at.select(isNan, canonical, number));
  }

  /// The bits with every NaN the canonical one.
  Value canonical(ScalarType half, Value bits) {
    var magnitude = at.binary(BinaryOp.AND, bits, at.constant(ScalarType.U16, 0x7fff));
    var infinity = at.constant(ScalarType.U16, half.largest());
    var isNan = at.compare(CompareOp.GT, magnitude, infinity);
    var nan = at.constant(ScalarType.U16, half.canonical(0x7fff));
    return at.select(isNan, nan, bits);
  }

  private Value and(Value word, int mask) {
    return at.binary(BinaryOp.AND, word, word(mask));
  }

  private Value word(int bits) {
    return at.constant(ScalarType.I32, bits);
  }

  private static CompilerError noHalf(ScalarType type) {
    return CompilerError.bug("expand-halves", type + " is no half");
  }
}
