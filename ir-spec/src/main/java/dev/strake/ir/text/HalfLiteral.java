package dev.strake.ir.text;

import dev.strake.ir.ScalarType;
import dev.strake.ir.interp.ScalarSemantics;
import java.math.BigDecimal;

/// Literals of `f16` and `bf16`, rounded once from their digits.
///
/// Java reads doubles, correctly rounded. Rounding such a double again could go wrong where it lies
/// just between two halves and the digits don't. So digits are first rounded to a double the odd
/// way: toward zero, with the last bit set if anything was lost. With more than two spare bits that
/// rounds on to the right half (Boldo and Melquiond, Emulation of FMA and correctly rounded sums,
/// 2008).
final class HalfLiteral {
  /// Hexadecimal digits that a double holds beside one more.
  private static final int HEX_DIGITS = 12;

  private HalfLiteral() {}

  /// The value, which every half has as a float.
  static float value(ScalarType type, long bits) {
    return Float.intBitsToFloat((int) ScalarSemantics.cast(type, ScalarType.F32, bits));
  }

  /// @throws NumberFormatException if it is no number
  static long parse(ScalarType type, String text) {
    var value =
        switch (text) {
          case "nan" -> Double.NaN;
          case "inf" -> Double.POSITIVE_INFINITY;
          case "-inf" -> Double.NEGATIVE_INFINITY;
          default -> text.contains("0x") ? hexadecimal(text) : decimal(text);
        };
    return ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(value));
  }

  private static double decimal(String text) {
    var nearest = Double.parseDouble(ScalarText.withExponent(text));
    if (nearest == 0 || Double.isInfinite(nearest)) {
      return nearest;
    }
    var exact = new BigDecimal(text).abs();
    var order = exact.compareTo(new BigDecimal(nearest).abs());
    if (order == 0) {
      return nearest;
    }
    var magnitude = Math.abs(nearest);
    var below = order < 0 ? Math.nextDown(magnitude) : magnitude;
    var odd = Double.longBitsToDouble(Double.doubleToRawLongBits(below) | 1);
    return Math.copySign(odd, nearest);
  }

  /// The digits that a double may not hold become one digit: 1, or 0 if all of them are 0.
  private static double hexadecimal(String text) {
    var number = ScalarText.withExponent(text);
    var start = number.indexOf('x') + 1;
    var exponent = number.indexOf('p');
    var digits = number.substring(start, exponent).toCharArray();
    var significant = 0;
    var sticky = -1;
    for (var k = 0; k < digits.length; k++) {
      if (digits[k] != '.' && (significant > 0 || digits[k] != '0')) {
        significant++;
      }
      if (digits[k] != '.' && significant > HEX_DIGITS) {
        sticky = sticky < 0 ? k : sticky;
        digits[sticky] = digits[k] == '0' ? digits[sticky] : '1';
        digits[k] = k == sticky ? digits[k] : '0';
      }
    }
    return Double.parseDouble(
        number.substring(0, start) + String.valueOf(digits) + number.substring(exponent));
  }
}
