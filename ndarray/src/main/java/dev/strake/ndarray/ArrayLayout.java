package dev.strake.ndarray;

import dev.strake.ndarray.storage.CollapsedAxes;
import java.util.Arrays;
import java.util.Optional;

/// Where the elements of a view lie in its storage: index `[i, j]` at element `offset + i *
/// strides[0] + j * strides[1]`.
///
/// A pure value. Every operation here is one on views that copies nothing.
final class ArrayLayout {
  private final Shape shape;
  private final long[] strides;
  private final long offset;

  private ArrayLayout(Shape shape, long[] strides, long offset) {
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
  }

  static ArrayLayout rowMajor(Shape shape) {
    return new ArrayLayout(shape, rowMajorStrides(shape.sizes()), 0);
  }

  private static long[] rowMajorStrides(long[] sizes) {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(sizes[axis], 1);
    }
    return strides;
  }

  Shape shape() {
    return shape;
  }

  /// In elements, as a new Java array.
  long[] strides() {
    return strides.clone();
  }

  /// Of the element at index 0 on every axis, in elements.
  long offset() {
    return offset;
  }

  /// The position in the storage of the element at `index`.
  long position(long... index) {
    if (index.length != shape.rank()) {
      throw new IndexOutOfBoundsException(
          "%d indices %s given for an array of shape %s, which needs %d"
              .formatted(index.length, Arrays.toString(index), shape, shape.rank()));
    }
    long position = offset;
    for (int axis = 0; axis < index.length; axis++) {
      position += checked(axis, index[axis]) * strides[axis];
    }
    return position;
  }

  private long checked(int axis, long index) {
    if (index < 0 || index >= shape.size(axis)) {
      throw new IndexOutOfBoundsException(
          "index %d is out of range for axis %d of size %d in an array of shape %s"
              .formatted(index, axis, shape.size(axis), shape));
    }
    return index;
  }

  /// The position in the storage of the element that comes first in memory; there is one.
  long lowest() {
    return furthest(-1);
  }

  /// The position in the storage of the element that comes last in memory; there is one.
  long highest() {
    return furthest(1);
  }

  private long furthest(int direction) {
    long position = offset;
    for (int axis = 0; axis < strides.length; axis++) {
      if (Long.signum(strides[axis]) == direction) {
        position += (shape.size(axis) - 1) * strides[axis];
      }
    }
    return position;
  }

  /// Whether the elements lie one after another in row-major order.
  boolean isRowMajor() {
    if (shape.count() == 0) {
      return true;
    }
    long[] expected = rowMajorStrides(shape.sizes());
    for (int axis = 0; axis < expected.length; axis++) {
      if (shape.size(axis) > 1 && strides[axis] != expected[axis]) {
        return false;
      }
    }
    return true;
  }

  ArrayLayout slice(int anyAxis, Slice slice) {
    int axis = shape.axis(anyAxis);
    long size = shape.size(axis);
    long count = slice.count(size);
    long[] sizes = shape.sizes();
    sizes[axis] = count;
    long[] newStrides = strides.clone();
    if (count > 1) {
      newStrides[axis] *= slice.step();
    }
    long first = count == 0 ? 0 : slice.first(size);
    return new ArrayLayout(Shape.of(sizes), newStrides, offset + first * strides[axis]);
  }

  /// Without the axis, at one index of it.
  ArrayLayout at(int anyAxis, long index) {
    int axis = shape.axis(anyAxis);
    long first = checked(axis, index) * strides[axis];
    return new ArrayLayout(
        Shape.of(without(shape.sizes(), axis)), without(strides, axis), offset + first);
  }

  private static long[] without(long[] values, int axis) {
    long[] rest = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }

  /// The layout of all components of all elements, with the components as a last axis.
  ArrayLayout split(int count) {
    var sizes = Arrays.copyOf(shape.sizes(), shape.rank() + 1);
    var newStrides = Arrays.copyOf(component(0, count).strides, shape.rank() + 1);
    sizes[shape.rank()] = count;
    newStrides[shape.rank()] = 1;
    return new ArrayLayout(Shape.of(sizes), newStrides, offset * count);
  }

  /// The layout of one component of each element, of `count` that lie one after another.
  ArrayLayout component(int component, int count) {
    var newStrides = Arrays.stream(strides).map(stride -> stride * count).toArray();
    return new ArrayLayout(shape, newStrides, offset * count + component);
  }

  ArrayLayout transpose(int... axes) {
    long[] sizes = new long[shape.rank()];
    long[] newStrides = new long[shape.rank()];
    boolean[] seen = new boolean[shape.rank()];
    if (axes.length != shape.rank()) {
      throw notAPermutation(axes);
    }
    for (int to = 0; to < axes.length; to++) {
      int from = shape.axis(axes[to]);
      if (seen[from]) {
        throw notAPermutation(axes);
      }
      seen[from] = true;
      sizes[to] = shape.size(from);
      newStrides[to] = strides[from];
    }
    return new ArrayLayout(Shape.of(sizes), newStrides, offset);
  }

  private IllegalArgumentException notAPermutation(int[] axes) {
    return new IllegalArgumentException(
        "transpose needs each axis of shape %s once, got %s"
            .formatted(shape, Arrays.toString(axes)));
  }

  /// Stride 0 along every new axis and every axis grown from size 1.
  ArrayLayout broadcastTo(Shape target) {
    int added = target.rank() - shape.rank();
    long[] newStrides = new long[target.rank()];
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (added < 0 || (shape.size(axis) != 1 && shape.size(axis) != target.size(axis + added))) {
        throw new IllegalArgumentException(
            "an array of shape %s cannot be broadcast to shape %s".formatted(shape, target));
      }
      boolean same = shape.size(axis) == target.size(axis + added);
      newStrides[axis + added] = same ? strides[axis] : 0;
    }
    return new ArrayLayout(target, newStrides, offset);
  }

  /// The same elements in the same row-major order under another shape of as many elements, or
  /// nothing where no strides can describe that.
  ///
  /// Old axes are first merged as far as possible; then each new axis must divide what is left of
  /// one merged axis, from the innermost on.
  Optional<ArrayLayout> reshape(Shape target) {
    if (isRowMajor()) {
      return Optional.of(new ArrayLayout(target, rowMajorStrides(target.sizes()), offset));
    }
    var merged = CollapsedAxes.of(shape.sizes(), strides);
    long[] newStrides = new long[target.rank()];
    int group = merged.rank() - 1;
    long remaining = merged.size(group);
    long stride = merged.stride(group);
    for (int axis = target.rank() - 1; axis >= 0; axis--) {
      long size = target.size(axis);
      if (size > 1 && remaining == 1) {
        remaining = merged.size(--group);
        stride = merged.stride(group);
      }
      if (remaining % size != 0) {
        return Optional.empty();
      }
      newStrides[axis] = stride;
      stride *= size;
      remaining /= size;
    }
    return Optional.of(new ArrayLayout(target, newStrides, offset));
  }
}
