package dev.strake.ndarray;

import java.util.List;
import java.util.stream.IntStream;

/// The texts of single elements, all of one width where they stand in columns.
final class ElementText {
  private ElementText() {}

  /// @param indices of the elements whose texts are wanted
  static List<String> words(NDArray array, List<long[]> indices) {
    boolean inColumns = array.rank() > 0;
    return switch (array.dtype().kind()) {
      case BOOLEAN ->
          indices.stream().map(index -> booleanText(array.getBoolean(index), inColumns)).toList();
      case INTEGER ->
          alignRight(
              indices.stream().map(index -> whole(array.dtype(), array.getLong(index))).toList());
      case FLOATING -> {
        double[] values = indices.stream().mapToDouble(array::getDouble).toArray();
        var precision = Decimal.Precision.of(array.dtype().scalarType());
        yield inColumns
            ? alignRight(FloatColumn.words(values, precision))
            : List.of(Decimal.scalar(values[0], precision));
      }
      case COMPLEX -> {
        var values = indices.stream().map(array::getComplex).toList();
        var precision = Decimal.Precision.of(array.dtype().component().scalarType());
        yield inColumns
            ? complexColumn(values, precision)
            : List.of(complexScalar(values.getFirst(), precision));
      }
    };
  }

  /// Real and imaginary parts in columns of their own: `1.5-2.j`.
  private static List<String> complexColumn(List<Complex> values, Decimal.Precision precision) {
    var real = values.stream().mapToDouble(Complex::re).toArray();
    var imaginary = values.stream().mapToDouble(Complex::im).toArray();
    var left = alignRight(FloatColumn.words(real, precision));
    var right =
        alignRight(
            FloatColumn.words(imaginary, precision).stream().map(ElementText::withSign).toList());
    return IntStream.range(0, values.size())
        .mapToObj(i -> left.get(i) + withUnit(right.get(i)))
        .toList();
  }

  private static String withSign(String number) {
    return number.startsWith("-") ? number : "+" + number;
  }

  /// `j` follows the digits; spaces that keep a column aligned come after it.
  private static String withUnit(String imaginary) {
    var number = imaginary.stripTrailing();
    return number + "j" + imaginary.substring(number.length());
  }

  /// A number that stands alone: `(1.5-2j)`, and `2j` where the real part is +0.
  static String complexScalar(Complex value, Decimal.Precision precision) {
    var imaginary = withoutPoint(Decimal.scalar(value.im(), precision));
    if (Double.doubleToRawLongBits(value.re()) == 0) {
      return imaginary + "j";
    }
    var real = withoutPoint(Decimal.scalar(value.re(), precision));
    return "(" + real + withSign(imaginary) + "j)";
  }

  private static String withoutPoint(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }

  private static String whole(DType dtype, long value) {
    return dtype == DType.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
  }

  private static String booleanText(boolean value, boolean inColumns) {
    if (!value) {
      return "False";
    }
    return inColumns ? " True" : "True";
  }

  private static List<String> alignRight(List<String> words) {
    int width = words.stream().mapToInt(String::length).max().orElse(0);
    return words.stream().map(word -> " ".repeat(width - word.length()) + word).toList();
  }
}
