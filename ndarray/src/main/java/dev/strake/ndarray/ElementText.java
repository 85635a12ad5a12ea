package dev.strake.ndarray;

import java.util.List;

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
    };
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
