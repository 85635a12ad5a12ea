package dev.strake.ndarray;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Floating-point numbers in a column: one notation for all, points below each other, and as many
/// digits as the longest number needs, at most eight after the point.
final class FloatColumn {
  private static final int MAX_DIGITS = 8;

  /// Numbers farther apart than this are written with exponents.
  private static final double MAX_RATIO = 1000;

  private FloatColumn() {}

  /// The texts of all values, equal from the point on in length but not yet aligned to the right.
  static List<String> words(double[] values, Decimal.Precision precision) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    var decimals = Arrays.stream(finite).mapToObj(value -> Decimal.of(value, precision)).toList();
    var notation = needsExponent(finite, precision) ? scientific(decimals) : positional(decimals);
    return Arrays.stream(values)
        .mapToObj(
            value ->
                Double.isFinite(value)
                    ? Decimal.sign(value) + notation.apply(Decimal.of(value, precision))
                    : Decimal.nonFinite(value))
        .toList();
  }

  /// Whether some number is too large or too small, or two are too far apart, for one column.
  private static boolean needsExponent(double[] finite, Decimal.Precision precision) {
    var magnitudes =
        Arrays.stream(finite).filter(value -> value != 0).map(Math::abs).summaryStatistics();
    if (magnitudes.getCount() == 0) {
      return false;
    }
    double max = magnitudes.getMax();
    double min = magnitudes.getMin();
    return max >= precision.columnLimit
        || min < precision.smallest
        || precision.rounded(max / min) > MAX_RATIO;
  }

  private static Function<Decimal, String> positional(List<Decimal> decimals) {
    int fraction =
        decimals.stream()
            .map(decimal -> decimal.positional(MAX_DIGITS))
            .mapToInt(FloatColumn::fractionLength)
            .max()
            .orElse(0);
    return decimal -> {
      String text = decimal.positional(MAX_DIGITS);
      return text + " ".repeat(fraction - fractionLength(text));
    };
  }

  private static int fractionLength(String text) {
    return text.length() - text.indexOf('.') - 1;
  }

  private static Function<Decimal, String> scientific(List<Decimal> decimals) {
    var texts = decimals.stream().map(decimal -> decimal.scientific(0, MAX_DIGITS)).toList();
    int fraction = texts.stream().mapToInt(Decimal.Scientific::fractionLength).max().orElse(0);
    int exponent = texts.stream().mapToInt(Decimal.Scientific::exponentDigits).max().orElse(0);
    return decimal -> {
      var text = decimal.scientific(fraction, fraction);
      return text.mantissa() + text.exponentText(exponent);
    };
  }
}
