package dev.strake.cli;

import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import java.util.Arrays;

/// The elements of an array in row-major order, for comparing two arrays of one dtype and shape.
final class ElementBits {
  private final DType.Kind kind;

  /// Of each element: a whole number, the bits of an `f64` with the one canonical NaN, or those of
  /// a real and an imaginary part.
  private final long[] bits;

  private ElementBits(DType.Kind kind, long[] bits) {
    this.kind = kind;
    this.bits = bits;
  }

  static ElementBits of(NDArray array) {
    var kind = array.dtype().kind();
    var flat = array.reshape(-1);
    var parts = kind == DType.Kind.COMPLEX ? 2 : 1;
    var bits = new long[Math.multiplyExact(Math.toIntExact(array.count()), parts)];
    for (var i = 0; i < array.count(); i++) {
      switch (kind) {
        case BOOLEAN -> bits[i] = flat.getBoolean(i) ? 1 : 0;
        case INTEGER -> bits[i] = flat.getLong(i);
        case FLOATING -> bits[i] = Double.doubleToLongBits(flat.getDouble(i));
        case COMPLEX -> {
          var value = flat.getComplex(i);
          bits[2 * i] = Double.doubleToLongBits(value.re());
          bits[2 * i + 1] = Double.doubleToLongBits(value.im());
        }
      }
    }
    return new ElementBits(kind, bits);
  }

  int count() {
    return kind == DType.Kind.COMPLEX ? bits.length / 2 : bits.length;
  }

  boolean isSame(int i, ElementBits other) {
    return switch (kind) {
      case BOOLEAN, INTEGER, FLOATING -> bits[i] == other.bits[i];
      case COMPLEX -> bits[2 * i] == other.bits[2 * i] && bits[2 * i + 1] == other.bits[2 * i + 1];
    };
  }

  /// Whether all elements are the same.
  boolean isSame(ElementBits other) {
    return Arrays.equals(bits, other.bits);
  }

  /// The absolute value of an element.
  double magnitude(int i) {
    return switch (kind) {
      case BOOLEAN, INTEGER -> Math.abs((double) bits[i]);
      case FLOATING -> Math.abs(real(i));
      case COMPLEX -> Math.hypot(real(2 * i), real(2 * i + 1));
    };
  }

  /// The absolute value of the difference of two elements.
  double distance(int i, ElementBits other) {
    return switch (kind) {
      case BOOLEAN, INTEGER -> Math.abs((double) bits[i] - (double) other.bits[i]);
      case FLOATING -> Math.abs(real(i) - other.real(i));
      case COMPLEX ->
          Math.hypot(real(2 * i) - other.real(2 * i), real(2 * i + 1) - other.real(2 * i + 1));
    };
  }

  private double real(int i) {
    return Double.longBitsToDouble(bits[i]);
  }
}
