package dev.strake.ndarray;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The sizes of an array's axes, outermost first.
///
/// Every size is at least 0, and the product of those above 0 fits into 63 bits: so does every
/// element index and every row-major stride.
public final class Shape {
  /// The most axes an array can have.
  public static final int MAX_RANK = 64;

  private final long[] sizes;
  private final long count;

  private Shape(long[] sizes) {
    this.sizes = sizes;
    this.count = countOf(sizes);
  }

  /// The shape with these sizes; none at all is the shape of a single number.
  ///
  /// @throws IllegalArgumentException if a size is negative, there are too many, or their product
  ///   is too large
  public static Shape of(long... sizes) {
    return new Shape(sizes.clone());
  }

  private static long countOf(long[] sizes) {
    if (sizes.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "a shape has at most " + MAX_RANK + " axes, got " + sizes.length);
    }
    long product = 1;
    boolean empty = false;
    for (long size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("shape " + text(sizes) + " has a negative size");
      }
      empty |= size == 0;
      if (size > 0 && product > Long.MAX_VALUE / size) {
        throw new IllegalArgumentException(
            "shape " + text(sizes) + " has more than 2^63 - 1 elements");
      }
      product *= Math.max(size, 1);
    }
    return empty ? 0 : product;
  }

  /// The number of axes.
  public int rank() {
    return sizes.length;
  }

  /// The size of one axis.
  ///
  /// @param axis from 0 on, or from -1 on counted from the last
  /// @throws IndexOutOfBoundsException if there is no such axis
  public long size(int axis) {
    return sizes[axis(axis)];
  }

  /// All sizes, as a new Java array.
  public long[] sizes() {
    return sizes.clone();
  }

  /// The number of elements: the product of all sizes, 1 where there are none.
  public long count() {
    return count;
  }

  /// These sizes with the one that is -1 inferred, so that there are as many elements as here.
  Shape reshaped(long[] newSizes) {
    long[] inferred = newSizes.clone();
    int unknown = -1;
    for (int axis = 0; axis < newSizes.length; axis++) {
      if (newSizes[axis] == -1 && unknown < 0) {
        unknown = axis;
        inferred[axis] = 1;
      }
    }
    long others = of(inferred).count();
    if (unknown >= 0 && others > 0 && count % others == 0) {
      inferred[unknown] = count / others;
    }
    var target = of(inferred);
    if (target.count() != count || (unknown >= 0 && others == 0)) {
      throw new IllegalArgumentException(
          "an array of shape %s with %d elements cannot be reshaped to %s"
              .formatted(this, count, text(newSizes)));
    }
    return target;
  }

  /// The same axis counted from 0; -1 is the last.
  int axis(int axis) {
    int counted = axis < 0 ? axis + sizes.length : axis;
    if (counted < 0 || counted >= sizes.length) {
      throw new IndexOutOfBoundsException(
          "axis " + axis + " is out of range for shape " + this + " of rank " + sizes.length);
    }
    return counted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// Written as a Python tuple: `()`, `(3,)`, `(3, 4)`.
  @Override
  public String toString() {
    return text(sizes);
  }

  private static String text(long[] sizes) {
    String inner = LongStream.of(sizes).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return sizes.length == 1 ? "(" + inner + ",)" : "(" + inner + ")";
  }
}
