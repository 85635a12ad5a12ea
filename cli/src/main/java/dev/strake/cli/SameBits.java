package dev.strake.cli;

import dev.strake.ir.ScalarType;
import dev.strake.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/// Compares arrays bit by bit; all NaN are the same.
final class SameBits {
  private SameBits() {}

  /// Whether two arrays have one shape, one type and the same elements.
  static boolean of(NDArray left, NDArray right) {
    var type = left.dtype().scalarType();
    if (type != right.dtype().scalarType()
        || !Arrays.equals(left.shape().sizes(), right.shape().sizes())) {
      return false;
    }
    if (type.isComplex()) {
      return of(left.real(), right.real()) && of(left.imag(), right.imag());
    }
    var a = left.reshape(-1);
    var b = right.reshape(-1);
    return LongStream.range(0, a.count()).allMatch(same(type, a, b));
  }

  private static LongPredicate same(ScalarType type, NDArray a, NDArray b) {
    return switch (type) {
      case BOOL -> i -> a.getBoolean(i) == b.getBoolean(i);
      case I8, I16, I32, I64, U8, U16, U32, U64 -> i -> a.getLong(i) == b.getLong(i);
      case F16, BF16, F32, F64, COMPLEX64, COMPLEX128 ->
          i -> Double.doubleToLongBits(a.getDouble(i)) == Double.doubleToLongBits(b.getDouble(i));
    };
  }
}
