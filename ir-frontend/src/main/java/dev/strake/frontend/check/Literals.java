package dev.strake.frontend.check;

import dev.strake.ir.ScalarType;
import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;

/// The raw bits of literals. Decimals are rounded from their digits directly to the type, once.
final class Literals {
  private Literals() {}

  /// The bits of an integer literal, empty if the type can't hold it. Hexadecimal digits may also
  /// give the bits of a negative number: `0xffffffff` is -1 as an `i32`.
  static OptionalLong integer(String digits, ScalarType type) {
    var isHexadecimal = digits.contains("0x") || digits.contains("0X");
    var value = value(digits);
    return switch (type) {
      case BOOL -> OptionalLong.empty();
      case F32, F64 -> decimal(isHexadecimal ? value.toString() : digits, type);
      case U8 -> within(value, BigInteger.ZERO, BigInteger.valueOf(0xff));
      case I32, I64 -> signed(value, type.bits(), isHexadecimal);
    };
  }

  private static BigInteger value(String digits) {
    var plain = digits.replace("_", "").toLowerCase(Locale.ROOT);
    return plain.contains("0x")
        ? new BigInteger(plain.replace("0x", ""), 16)
        : new BigInteger(plain);
  }

  private static OptionalLong signed(BigInteger value, int bits, boolean isHexadecimal) {
    var lowest = BigInteger.ONE.shiftLeft(bits - 1).negate();
    var highest =
        BigInteger.ONE.shiftLeft(isHexadecimal ? bits : bits - 1).subtract(BigInteger.ONE);
    var bitPattern = within(value, lowest, highest);
    return bits == 32 && bitPattern.isPresent()
        ? OptionalLong.of((int) bitPattern.getAsLong())
        : bitPattern;
  }

  private static OptionalLong within(BigInteger value, BigInteger lowest, BigInteger highest) {
    return value.compareTo(lowest) < 0 || value.compareTo(highest) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(value.longValue());
  }

  /// The bits of a decimal literal, `inf` or `nan`; empty if it is larger than the type's numbers.
  ///
  /// @throws IllegalArgumentException if the type is no float
  static OptionalLong decimal(String digits, ScalarType type) {
    return switch (type) {
      case F32 -> singlePrecision(digits);
      case F64 -> doublePrecision(digits);
      case BOOL, U8, I32, I64 -> throw new IllegalArgumentException(digits + " as " + type);
    };
  }

  private static OptionalLong singlePrecision(String digits) {
    var value = Float.parseFloat(java(digits));
    return Float.isInfinite(value) && !isNamed(digits)
        ? OptionalLong.empty()
        : OptionalLong.of(Float.floatToIntBits(value) & 0xffff_ffffL);
  }

  private static OptionalLong doublePrecision(String digits) {
    var value = Double.parseDouble(java(digits));
    return Double.isInfinite(value) && !isNamed(digits)
        ? OptionalLong.empty()
        : OptionalLong.of(Double.doubleToLongBits(value));
  }

  private static boolean isNamed(String digits) {
    return digits.endsWith("inf");
  }

  private static String java(String digits) {
    return digits.replace("_", "").replace("inf", "Infinity").replace("nan", "NaN");
  }
}
