package dev.strake.ndarray;

import dev.strake.ir.ScalarType;
import dev.strake.ir.interp.ScalarSemantics;
import dev.strake.ir.text.ScalarText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/// One finite floating-point number in decimal, without its sign: the exact value, and the shortest
/// number of digits that identifies it among the numbers of its type.
///
/// Digits are cut or added as NumPy does (the Dragon4 algorithm in its unique mode): with fewer
/// digits than the shortest or with more, it is the *exact* value that is rounded, half to even.
final class Decimal {
  /// Which type's numbers a text must distinguish, and from where on they are written with an
  /// exponent.
  enum Precision {
    BRAIN(ScalarType.BF16, 1e2, 1e2, 1e-4f),
    HALF(ScalarType.F16, 1e3, 1e3, 1e-4f),
    SINGLE(ScalarType.F32, 1e6, 1e6, 1e-4f),
    DOUBLE(ScalarType.F64, 1e16, 1e8, 1e-4);

    private final ScalarType type;

    /// A number that stands alone has an exponent from here on.
    private final double scalarLimit;

    /// A column with such a number in it has exponents.
    final double columnLimit;

    /// The smallest magnitude above 0 without an exponent.
    final double smallest;

    Precision(ScalarType type, double scalarLimit, double columnLimit, double smallest) {
      this.type = type;
      this.scalarLimit = scalarLimit;
      this.columnLimit = columnLimit;
      this.smallest = smallest;
    }

    /// Of a float or half type.
    static Precision of(ScalarType type) {
      return Arrays.stream(values()).filter(known -> known.type == type).findFirst().orElseThrow();
    }

    /// Whether rounding a number to the type gives `value`, which is one of the type.
    private boolean identifies(BigDecimal number, double value) {
      return switch (this) {
        case BRAIN, HALF -> ScalarText.parse(type, number.toString()) == bits(value);
        case SINGLE -> number.floatValue() == (float) value;
        case DOUBLE -> number.doubleValue() == value;
      };
    }

    /// The number of the type nearest to `value`.
    double rounded(double value) {
      return Double.longBitsToDouble(ScalarSemantics.cast(type, ScalarType.F64, bits(value)));
    }

    private long bits(double value) {
      return ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(value));
    }

    /// The fewest digits that identify a number; Java prefers two to one where they are closer.
    private BigDecimal shortest(double value, BigDecimal exact) {
      return switch (this) {
        case BRAIN, HALF -> {
          var digits = 1;
          while (!identifies(toDigits(exact, digits), value)) {
            digits++;
          }
          yield toDigits(exact, digits);
        }
        case SINGLE -> new BigDecimal(Float.toString((float) value));
        case DOUBLE -> new BigDecimal(Double.toString(value));
      };
    }
  }

  private final BigDecimal exact;
  private final BigDecimal shortest;

  private Decimal(BigDecimal exact, BigDecimal shortest) {
    this.exact = exact;
    this.shortest = shortest;
  }

  static Decimal of(double value, Precision precision) {
    double magnitude = Math.abs(value);
    var exact = new BigDecimal(magnitude);
    var shortest = precision.shortest(magnitude, exact).stripTrailingZeros();
    var oneDigit = toDigits(exact, 1);
    boolean oneIsEnough = precision.identifies(oneDigit, magnitude);
    return new Decimal(exact, oneIsEnough ? oneDigit.stripTrailingZeros() : shortest);
  }

  private static BigDecimal toDigits(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  /// A number that stands alone: all digits it needs, and an exponent where it is very small or
  /// large.
  static String scalar(double value, Precision precision) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return nonFinite(value);
    }
    var decimal = of(value, precision);
    double magnitude = Math.abs(value);
    if (magnitude == 0 || (magnitude >= 1e-4 && magnitude < precision.scalarLimit)) {
      String text = decimal.positional(Integer.MAX_VALUE);
      return sign(value) + (text.endsWith(".") ? text + "0" : text);
    }
    var text = decimal.scientific(0, Integer.MAX_VALUE);
    return sign(value) + text.withoutBarePoint() + text.exponentText(2);
  }

  static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  static String nonFinite(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value < 0 ? "-inf" : "inf";
  }

  /// `12.5`, `3.`: at most `maxDigits` digits after the point, trailing zeros removed.
  String positional(int maxDigits) {
    var rounded =
        shortest.scale() <= maxDigits
            ? shortest
            : exact.setScale(maxDigits, RoundingMode.HALF_EVEN);
    String text = strip(rounded).toPlainString();
    return text.contains(".") ? text : text + ".";
  }

  /// `1.25` and the exponent: between `minDigits` and `maxDigits` digits after the point.
  Scientific scientific(int minDigits, int maxDigits) {
    if (exact.signum() == 0) {
      return new Scientific("0." + "0".repeat(minDigits), 0);
    }
    int digits = Math.clamp(shortest.precision() - 1, minDigits, maxDigits);
    var rounded =
        digits == shortest.precision() - 1
            ? shortest
            : exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    String all = strip(rounded).unscaledValue().toString();
    int exponent = rounded.precision() - rounded.scale() - 1;
    String fraction = all.substring(1);
    String zeros = "0".repeat(Math.max(0, minDigits - fraction.length()));
    return new Scientific(all.charAt(0) + "." + fraction + zeros, exponent);
  }

  /// Zeros after the point only: `100` stays, as `BigDecimal` would make it `1E+2`.
  private static BigDecimal strip(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  /// A mantissa with one digit before its point, and the exponent of 10.
  record Scientific(String mantissa, int exponent) {
    int fractionLength() {
      return mantissa.length() - 2;
    }

    int exponentDigits() {
      return Math.max(2, Integer.toString(Math.abs(exponent)).length());
    }

    /// `e+05`
    String exponentText(int minDigits) {
      String digits = Integer.toString(Math.abs(exponent));
      String zeros = "0".repeat(Math.max(0, minDigits - digits.length()));
      return (exponent < 0 ? "e-" : "e+") + zeros + digits;
    }

    String withoutBarePoint() {
      return mantissa.endsWith(".") ? mantissa.substring(0, 1) : mantissa;
    }
  }
}
