package dev.strake.ndarray.npy;

import dev.strake.ndarray.DType;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The `descr` of a `.npy` header: byte order, kind and size of the elements, `'<f8'`.
record NpyDescr(DType dtype, ByteOrder byteOrder) {
  private static final String CONVERT =
      "; convert it in NumPy: numpy.save(file, a.astype(numpy.float64))";

  static NpyDescr parse(Path file, PythonLiteral literal) throws NpyFormatException {
    return switch (literal) {
      case PythonLiteral.Text text -> ofText(file, text.value());
      case PythonLiteral.Sequence _, PythonLiteral.Tuple _, PythonLiteral.Dictionary _ ->
          throw new NpyFormatException(
              file,
              "it holds records with several fields, which are not read; save each field as an"
                  + " array of its own: numpy.save(file, a['field'])");
      case PythonLiteral.Whole _, PythonLiteral.Truth _, PythonLiteral.None _ ->
          throw new NpyFormatException(
              file, "the header's 'descr' names no dtype; save the array again");
    };
  }

  private static NpyDescr ofText(Path file, String descr) throws NpyFormatException {
    String bare =
        descr.isEmpty() || "<>=|".indexOf(descr.charAt(0)) < 0 ? descr : descr.substring(1);
    if (bare.startsWith("O")) {
      throw new NpyFormatException(
          file, "it holds pickled Python objects, which are never loaded" + CONVERT);
    }
    for (var dtype : DType.values()) {
      if (dtype.npyDescr().filter(known -> known.substring(1).equals(bare)).isPresent()) {
        return new NpyDescr(dtype, byteOrder(descr));
      }
    }
    String shown = descr.length() <= 40 ? descr : descr.substring(0, 40) + "...";
    throw new NpyFormatException(
        file, "its dtype '%s' is not supported, only %s are%s".formatted(shown, names(), CONVERT));
  }

  private static String names() {
    return Arrays.stream(DType.values())
        .filter(dtype -> dtype.npyDescr().isPresent())
        .map(DType::toString)
        .collect(Collectors.joining(", "));
  }

  /// Without a sign, and for `=` and `|`, the order of this machine, as in NumPy.
  private static ByteOrder byteOrder(String descr) {
    return switch (descr.charAt(0)) {
      case '<' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }
}
