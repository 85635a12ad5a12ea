package dev.strake.ndarray.npy;

import dev.strake.ndarray.DType;
import dev.strake.ndarray.Shape;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// What the header of a `.npy` file says of the data behind it.
///
/// @param dtype of the elements
/// @param byteOrder of each element
/// @param elementOrder of the elements in the file
/// @param shape of the array, whatever the element order
record NpyHeader(DType dtype, ByteOrder byteOrder, ElementOrder elementOrder, Shape shape) {
  /// Which axis varies fastest in the file.
  enum ElementOrder {
    /// The last one, as in C.
    ROW_MAJOR,
    /// The first one, as in Fortran.
    COLUMN_MAJOR
  }

  private static final List<String> KEYS = List.of("descr", "fortran_order", "shape");
  private static final String SAVE_AGAIN = "save the array again";
  private static final BigInteger MAX_SIZE = BigInteger.valueOf(Long.MAX_VALUE);

  /// Reads the dictionary of a header.
  ///
  /// @param file for messages
  /// @throws NpyFormatException if it is malformed, or its dtype is not one of [DType]
  static NpyHeader parse(Path file, String text) throws NpyFormatException {
    var entries = entries(file, PythonLiteralParser.parse(file, text));
    if (!(entries.get("fortran_order") instanceof PythonLiteral.Truth fortran)) {
      throw new NpyFormatException(
          file, "the header's 'fortran_order' is not True or False; " + SAVE_AGAIN);
    }
    var elements = NpyDescr.parse(file, entries.get("descr"));
    return new NpyHeader(
        elements.dtype(),
        elements.byteOrder(),
        fortran.value() ? ElementOrder.COLUMN_MAJOR : ElementOrder.ROW_MAJOR,
        shape(file, entries.get("shape")));
  }

  /// Exactly the three keys, each once.
  private static Map<String, PythonLiteral> entries(Path file, PythonLiteral literal)
      throws NpyFormatException {
    var entries = new HashMap<String, PythonLiteral>();
    int count = 0;
    if (literal instanceof PythonLiteral.Dictionary dictionary) {
      count = dictionary.entries().size();
      for (var entry : dictionary.entries()) {
        if (entry.key() instanceof PythonLiteral.Text key) {
          entries.put(key.value(), entry.value());
        }
      }
    }
    if (count != KEYS.size() || !entries.keySet().containsAll(KEYS)) {
      throw new NpyFormatException(
          file,
          "its header is not a dictionary with the keys descr, fortran_order and shape, each once; "
              + SAVE_AGAIN);
    }
    return entries;
  }

  private static Shape shape(Path file, PythonLiteral literal) throws NpyFormatException {
    if (!(literal instanceof PythonLiteral.Tuple tuple)) {
      throw new NpyFormatException(file, "the header's 'shape' is not a tuple; " + SAVE_AGAIN);
    }
    var sizes = LongStream.builder();
    for (var item : tuple.items()) {
      if (!(item instanceof PythonLiteral.Whole size)) {
        throw new NpyFormatException(
            file, "the header's 'shape' has an item that is not a whole number; " + SAVE_AGAIN);
      }
      if (size.value().signum() < 0 || size.value().compareTo(MAX_SIZE) > 0) {
        throw new NpyFormatException(
            file,
            "the header's 'shape' has the impossible size %s; %s"
                .formatted(abbreviated(size.value()), SAVE_AGAIN));
      }
      sizes.add(size.value().longValueExact());
    }
    try {
      return Shape.of(sizes.build().toArray());
    } catch (IllegalArgumentException impossible) {
      throw new NpyFormatException(
          file, "its header is impossible: " + impossible.getMessage() + "; " + SAVE_AGAIN);
    }
  }

  private static String abbreviated(BigInteger value) {
    String digits = value.toString();
    return digits.length() <= 40 ? digits : digits.substring(0, 40) + "...";
  }
}
