package dev.strake.frontend.check;

import dev.strake.ir.ScalarType;
import dev.strake.ir.text.ScalarText;
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
      case BOOL, COMPLEX64, COMPLEX128 -> OptionalLong.empty();
      case F16, BF16, F32, F64 -> decimal(isHexadecimal ? value.toString() : digits, type);
      case U8, U16, U32, U64 -> within(value, BigInteger.ZERO, below(type.bits()));
      case I8, I16, I32, I64 -> signed(value, type, isHexadecimal);
    };
  }

  private static BigInteger value(String digits) {
    var plain = digits.replace("_", "").toLowerCase(Locale.ROOT);
    return plain.contains("0x")
        ? new BigInteger(plain.replace("0x", ""), 16)
        : new BigInteger(plain);
  }

  private static OptionalLong signed(BigInteger value, ScalarType type, boolean isHexadecimal) {
    var lowest = BigInteger.ONE.shiftLeft(type.bits() - 1).negate();
    var bitPattern = within(value, lowest, below(isHexadecimal ? type.bits() : type.bits() - 1));
    return bitPattern.isPresent() ? OptionalLong.of(type.wrap(bitPattern.getAsLong())) : bitPattern;
  }

  /// The largest number of so many binary digits.
  private static BigInteger below(int digits) {
    return BigInteger.ONE.shiftLeft(digits).subtract(BigInteger.ONE);
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
      case F16, BF16 -> halfPrecision(digits, type);
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException(digits + " as " + type);
    };
  }

  private static OptionalLong halfPrecision(String digits, ScalarType type) {
    var bits = ScalarText.parse(type, digits.replace("_", ""));
    var isInfinite = bits == type.largest() || bits == type.smallest();
    return isInfinite && !isNamed(digits) ? OptionalLong.empty() : OptionalLong.of(bits);
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
