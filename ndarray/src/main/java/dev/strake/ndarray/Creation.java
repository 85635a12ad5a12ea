package dev.strake.ndarray;

import dev.strake.ndarray.storage.Contents;
import dev.strake.ndarray.storage.Elements;
import dev.strake.ndarray.storage.Storage;

/// The creation functions of the Array API standard: each result owns new memory and is in
/// row-major order.
///
/// All of them throw [IllegalArgumentException] for a size in bytes beyond 63 bits, and
/// [ArrayMemoryException] where the system refuses that much memory.
public final class Creation {
  private Creation() {}

  /// An array whose elements have no defined value: for results of which every element is written.
  public static NDArray empty(DType dtype, Shape shape) {
    return allocate(dtype, shape, Contents.UNDEFINED);
  }

  /// All elements 0 or false. Memory is taken from the system only where elements are written.
  public static NDArray zeros(DType dtype, Shape shape) {
    return allocate(dtype, shape, Contents.ZEROED);
  }

  public static NDArray zeros(DType dtype, long... sizes) {
    return zeros(dtype, Shape.of(sizes));
  }

  /// All elements 1 or true.
  public static NDArray ones(DType dtype, long... sizes) {
    return filled(dtype, Shape.of(sizes), dtype.one());
  }

  /// All elements `value`.
  ///
  /// @throws IllegalArgumentException if the dtype is one of whole numbers and has no such value;
  ///   floating-point dtypes round to nearest
  public static NDArray full(DType dtype, double value, long... sizes) {
    return filled(dtype, Shape.of(sizes), dtype.bits(value));
  }

  /// The `int64` numbers 0, 1, ... below `stop`; none if `stop` is not above 0.
  public static NDArray arange(long stop) {
    var result = empty(DType.INT64, Shape.of(Math.max(stop, 0)));
    Elements.count(result.storage().segment());
    return result;
  }

  /// The `n x n` identity matrix, `float64`.
  public static NDArray eye(long n) {
    return eye(n, DType.FLOAT64);
  }

  /// The `n x n` identity matrix. Only the diagonal is written.
  public static NDArray eye(long n, DType dtype) {
    var result = zeros(dtype, n, n);
    result.charge(n);
    fillReal(result, n + 1, n, dtype.one());
    return result;
  }

  private static NDArray filled(DType dtype, Shape shape, long bits) {
    if (bits == 0) {
      return zeros(dtype, shape);
    }
    var isComplex = dtype.kind() == DType.Kind.COMPLEX;
    var result = isComplex ? zeros(dtype, shape) : empty(dtype, shape);
    result.charge(isComplex ? shape.count() : 0);
    fillReal(result, 1, shape.count(), bits);
    return result;
  }

  /// Every `step`th of the first elements; of complex ones, the real part.
  private static void fillReal(NDArray array, long step, long count, long bits) {
    var dtype = array.dtype();
    Elements.fill(
        array.storage().segment(),
        dtype.component().sizeBytes(),
        0,
        step * dtype.components(),
        count,
        bits);
  }

  private static NDArray allocate(DType dtype, Shape shape, Contents contents) {
    String description = dtype + " array of shape " + shape;
    long elementBytes = dtype.sizeBytes();
    if (shape.count() > Long.MAX_VALUE / elementBytes) {
      throw new IllegalArgumentException(
          "the %s is too large: its size exceeds 2^63 - 1 bytes".formatted(description));
    }
    long sizeBytes = shape.count() * elementBytes;
    return Storage.allocate(sizeBytes, contents, description)
        .map(storage -> new NDArray(dtype, ArrayLayout.rowMajor(shape), storage))
        .orElseThrow(() -> new ArrayMemoryException("the " + description, sizeBytes));
  }
}
