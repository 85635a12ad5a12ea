package dev.strake.ndarray.storage;

/// The axes of a strided view with neighbours merged where one stride covers both.
///
/// `[3, 1, 4, 5]` with strides `[40, 9, 5, 1]` becomes `[3, 20]` with `[40, 1]`: the row-major
/// order of the elements stays, and the inner runs are as long as they can be. There is at least
/// one axis.
public final class CollapsedAxes {
  private final long[] sizes;
  private final long[] strides;
  private final int rank;

  private CollapsedAxes(long[] sizes, long[] strides, int rank) {
    this.sizes = sizes;
    this.strides = strides;
    this.rank = rank;
  }

  /// Merges the axes of a view with these sizes and strides.
  public static CollapsedAxes of(long[] sizes, long[] strides) {
    long[] merged = new long[sizes.length + 1];
    long[] steps = new long[sizes.length + 1];
    int rank = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 1) {
        continue;
      }
      if (rank > 0 && steps[rank - 1] == strides[axis] * sizes[axis]) {
        merged[rank - 1] *= sizes[axis];
        steps[rank - 1] = strides[axis];
      } else {
        merged[rank] = sizes[axis];
        steps[rank++] = strides[axis];
      }
    }
    if (rank == 0) {
      merged[rank] = 1;
      steps[rank++] = 1;
    }
    return new CollapsedAxes(merged, steps, rank);
  }

  /// The number of merged axes, at least 1.
  public int rank() {
    return rank;
  }

  /// The size of a merged axis.
  public long size(int axis) {
    return sizes[axis];
  }

  /// The stride of a merged axis, in elements.
  public long stride(int axis) {
    return strides[axis];
  }

  /// How many inner runs there are: the product of the outer sizes, 0 where runs are empty.
  long runs() {
    long runs = Math.min(1, sizes[rank - 1]);
    for (int axis = 0; axis < rank - 1; axis++) {
      runs *= sizes[axis];
    }
    return runs;
  }

  /// Steps the outer `position` in row-major order and returns the distance in elements.
  long advance(long[] position) {
    long distance = 0;
    for (int axis = position.length - 1; axis >= 0; axis--) {
      if (++position[axis] < sizes[axis]) {
        return distance + strides[axis];
      }
      position[axis] = 0;
      distance -= (sizes[axis] - 1) * strides[axis];
    }
    return distance;
  }
}
