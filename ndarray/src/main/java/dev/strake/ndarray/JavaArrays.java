package dev.strake.ndarray;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntFunction;

/// Copies between arrays and Java's own.
final class JavaArrays {
  private JavaArrays() {}

  /// A new array with the elements of a heap segment.
  static NDArray read(DType dtype, MemorySegment values, Shape shape) {
    long given = values.byteSize() / dtype.sizeBytes();
    if (given != shape.count()) {
      throw new IllegalArgumentException(
          "shape %s needs %d values, got %d".formatted(shape, shape.count(), given));
    }
    var result = Creation.empty(dtype, shape);
    result.storage().segment().copyFrom(values);
    return result;
  }

  /// A new array `[rows, length of each row]`.
  static NDArray readRows(DType dtype, int rows, IntFunction<MemorySegment> row) {
    long rowBytes = rows == 0 ? 0 : row.apply(0).byteSize();
    var result = Creation.empty(dtype, Shape.of(rows, rowBytes / dtype.sizeBytes()));
    for (int i = 0; i < rows; i++) {
      var values = row.apply(i);
      if (values.byteSize() != rowBytes) {
        throw new IllegalArgumentException(
            "all rows must have the length of the first, %d; row %d has length %d"
                .formatted(rowBytes / dtype.sizeBytes(), i, values.byteSize() / dtype.sizeBytes()));
      }
      result.storage().segment().asSlice(i * rowBytes, rowBytes).copyFrom(values);
    }
    return result;
  }

  /// The length of a Java array for all elements of `array`, whose dtype must be the given one.
  static int length(NDArray array, DType dtype) {
    if (array.dtype() != dtype) {
      throw new IllegalArgumentException(
          "the %s gives a Java array of another type: its elements are %s, not %s"
              .formatted(array.describe(), array.dtype(), dtype));
    }
    if (array.count() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "the %s has more elements than a Java array can".formatted(array.describe()));
    }
    return (int) array.count();
  }

  static MemorySegment segment(boolean[] values) {
    var bytes = MemorySegment.ofArray(new byte[values.length]);
    for (int i = 0; i < values.length; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (values[i] ? 1 : 0));
    }
    return bytes;
  }

  static boolean[] booleans(NDArray array) {
    byte[] bytes = new byte[length(array, DType.BOOL)];
    array.copyTo(MemorySegment.ofArray(bytes));
    var values = new boolean[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] != 0;
    }
    return values;
  }
}
