package dev.strake.ir.interp;

import dev.strake.ir.ScalarType;

/// Rounds numbers to a float or half, once: to nearest, ties to even, to subnormals as to others,
/// and to infinity what is too large. Written with integers alone, so that no conversion of the
/// machine rounds before.
final class Rounding {
  private Rounding() {}

  /// The raw bits of a whole number as a float or half.
  static long ofSigned(ScalarType type, long value) {
    return value < 0 ? type.negativeZero() | magnitude(type, -value, 0) : magnitude(type, value, 0);
  }

  /// The same for the number whose 64 bits are all digits.
  static long ofUnsigned(ScalarType type, long value) {
    return magnitude(type, value, 0);
  }

  /// The raw bits of a double as a float or half; a NaN becomes the canonical one.
  static long ofDouble(ScalarType type, double value) {
    if (Double.isNaN(value)) {
      return type.canonical(type.largest() | 1);
    }
    var bits = Double.doubleToRawLongBits(value);
    var sign = bits < 0 ? type.negativeZero() : 0;
    if (Double.isInfinite(value)) {
      return sign | type.largest();
    }
    var fraction = bits & (1L << 52) - 1;
    var isSubnormal = Math.getExponent(value) < Double.MIN_EXPONENT;
    var significand = isSubnormal ? fraction : fraction | 1L << 52;
    var exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    return sign | magnitude(type, significand, exponent);
  }

  /// `significand * 2^exponent`, the significand being unsigned.
  private static long magnitude(ScalarType type, long significand, int exponent) {
    if (significand == 0) {
      return 0;
    }
    var zeros = Long.numberOfLeadingZeros(significand);
    var digits = significand << zeros;
    // The number is from 2^power to below 2^(power + 1), its first digit the top bit of digits.
    var power = exponent - zeros + 63;
    var smallest = smallestPower(type);
    var surplus = 63 - type.fractionBits() + Math.max(smallest - power, 0);
    if (surplus > 64) {
      return 0;
    }
    var kept = surplus == 64 ? 0 : digits >>> surplus;
    var rest = digits << 64 - surplus;
    var half = Long.compareUnsigned(rest, Long.MIN_VALUE);
    var rounded = half > 0 || half == 0 && (kept & 1) == 1 ? kept + 1 : kept;
    // The leading digit, or a carry into it, counts the exponent field up by one.
    var bits = ((long) Math.max(power - smallest, 0) << type.fractionBits()) + rounded;
    return Math.min(bits, type.largest());
  }

  /// The power of two of the smallest normal number.
  private static int smallestPower(ScalarType type) {
    var exponentBits = type.bits() - 1 - type.fractionBits();
    return 2 - (1 << exponentBits - 1);
  }
}
