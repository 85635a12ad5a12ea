package dev.strake.ndarray;

/// A range of indices along one axis with the meaning of Python's `start:stop:step`.
///
/// Negative bounds count from the end, bounds beyond the ends are clipped, and a negative step
/// walks backwards. An absent bound is the farthest one in the direction of the step.
///
/// @param start the first index
/// @param stop the first index that is left out
/// @param step the distance between indices, not 0
public record Slice(long start, long stop, long step) {
  /// @throws IllegalArgumentException if the step is 0
  public Slice {
    if (step == 0) {
      throw new IllegalArgumentException(
          "the step of a slice must not be 0, got %d:%d:0".formatted(start, stop));
    }
  }

  /// The whole axis, `:`.
  public static Slice all() {
    return new Slice(Long.MIN_VALUE, Long.MAX_VALUE, 1);
  }

  /// The whole axis backwards, `::-1`.
  public static Slice reversed() {
    return new Slice(Long.MAX_VALUE, Long.MIN_VALUE, -1);
  }

  /// `start:stop`
  public static Slice of(long start, long stop) {
    return new Slice(start, stop, 1);
  }

  /// `start:stop:step`
  public static Slice of(long start, long stop, long step) {
    return new Slice(start, stop, step);
  }

  /// `start:`
  public static Slice from(long start) {
    return new Slice(start, Long.MAX_VALUE, 1);
  }

  /// `:stop`
  public static Slice to(long stop) {
    return new Slice(Long.MIN_VALUE, stop, 1);
  }

  /// The same bounds with another step of the same direction.
  ///
  /// @throws IllegalArgumentException if the step is 0 or changes direction: the bounds of a slice
  ///   belong to its direction
  public Slice step(long newStep) {
    if (Long.signum(newStep) == -Long.signum(step)) {
      throw new IllegalArgumentException(
          "step " + newStep + " turns " + this + " around; write its bounds with Slice.of");
    }
    return new Slice(start, stop, newStep);
  }

  /// The first index on an axis of this size. Of no meaning where [#count] is 0.
  long first(long size) {
    return clip(start, size);
  }

  /// How many indices lie in the range on an axis of this size.
  long count(long size) {
    long from = clip(start, size);
    long to = clip(stop, size);
    if (step > 0) {
      return from >= to ? 0 : (to - from - 1) / step + 1;
    }
    // Division of two negative numbers: -step could overflow.
    return to >= from ? 0 : (to - from + 1) / step + 1;
  }

  /// Forwards the bounds lie in `0..size`, backwards in `-1..size-1`.
  private long clip(long bound, long size) {
    long lowest = step > 0 ? 0 : -1;
    long highest = step > 0 ? size : size - 1;
    long counted = bound < 0 ? bound + size : bound;
    return Math.clamp(counted, lowest, highest);
  }

  /// Python's notation; absent bounds are left out.
  @Override
  public String toString() {
    String stepText = step == 1 ? "" : ":" + step;
    return boundText(start) + ":" + boundText(stop) + stepText;
  }

  private static String boundText(long bound) {
    return bound == Long.MIN_VALUE || bound == Long.MAX_VALUE ? "" : Long.toString(bound);
  }
}
