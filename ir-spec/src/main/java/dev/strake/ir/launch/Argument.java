package dev.strake.ir.launch;

import dev.strake.ir.Layout;
import dev.strake.ir.ScalarType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/// What a caller passes for one parameter.
public sealed interface Argument {
  ScalarType type();

  /// A scalar as raw bits (see [ScalarType]).
  record Scalar(ScalarType type, long bits) implements Argument {}

  /// A strided view of native memory: element (i, j, ..) lies `offset + i*strides[0] + j*strides[1]
  /// + ..` elements after the start of `memory`.
  final class View implements Argument {
    private final ScalarType type;
    private final MemorySegment memory;
    private final long offset;
    private final long[] extents;
    private final long[] strides;

    private View(
        ScalarType type, MemorySegment memory, long offset, long[] extents, long[] strides) {
      this.type = type;
      this.memory = memory;
      this.offset = offset;
      this.extents = extents;
      this.strides = strides;
    }

    /// A view that provably stays within `memory`.
    ///
    /// @throws IllegalArgumentException if an element would lie outside, an extent is negative, the
    ///   memory is not native, or it is not aligned to the element size
    public static View of(
        ScalarType type, MemorySegment memory, long offset, long[] extents, long[] strides) {
      var view = new View(type, memory, offset, extents.clone(), strides.clone());
      view.checkInside();
      return view;
    }

    private void checkInside() {
      if (!memory.isNative() || memory.address() % type.sizeBytes() != 0) {
        throw new IllegalArgumentException("views need native memory aligned to " + type);
      }
      if (extents.length != strides.length || Arrays.stream(extents).anyMatch(e -> e < 0)) {
        throw new IllegalArgumentException(
            "extents " + Arrays.toString(extents) + " with strides " + Arrays.toString(strides));
      }
      if (isEmpty()) {
        return;
      }
      var capacity = memory.byteSize() / type.sizeBytes();
      if (lowestIndex() < 0 || highestIndex() >= capacity) {
        throw new IllegalArgumentException(
            "elements %d..=%d of a memory of %d %s"
                .formatted(lowestIndex(), highestIndex(), capacity, type));
      }
    }

    private long lowestIndex() {
      return reach(-1);
    }

    private long highestIndex() {
      return reach(1);
    }

    /// The furthest element in one direction, counted from the start of memory; exact.
    private long reach(int direction) {
      var index = offset;
      for (var axis = 0; axis < extents.length; axis++) {
        if (Long.signum(strides[axis]) == direction) {
          var steps = Math.multiplyExact(extents[axis] - 1, strides[axis]);
          index = Math.addExact(index, steps);
        }
      }
      return index;
    }

    @Override
    public ScalarType type() {
      return type;
    }

    public MemorySegment memory() {
      return memory;
    }

    public int rank() {
      return extents.length;
    }

    public long extent(int axis) {
      return extents[axis];
    }

    /// In elements.
    public long stride(int axis) {
      return strides[axis];
    }

    public boolean isEmpty() {
      return Arrays.stream(extents).anyMatch(extent -> extent == 0);
    }

    /// The address of element (0, 0, ..).
    public long address() {
      return memory.address() + offset * type.sizeBytes();
    }

    /// The class of strides that programs are specialised on.
    Layout layout() {
      return Layout.of(extents, strides);
    }

    /// Whether two index tuples may name one element: false only where strides nest without
    /// overlap.
    boolean mayOverlapItself() {
      if (isEmpty()) {
        return false;
      }
      var axes = new ArrayList<Integer>();
      for (var axis = 0; axis < extents.length; axis++) {
        if (extents[axis] > 1) {
          axes.add(axis);
        }
      }
      axes.sort(Comparator.comparingLong(axis -> Math.abs(strides[axis])));
      var reach = 0L;
      for (var axis : axes) {
        var step = Math.abs(strides[axis]);
        if (step <= reach) {
          return true;
        }
        reach += step * (extents[axis] - 1);
      }
      return false;
    }

    /// Whether the address ranges of two views meet.
    boolean touches(View other) {
      if (isEmpty() || other.isEmpty()) {
        return false;
      }
      return firstByte() < other.endByte() && other.firstByte() < endByte();
    }

    private long firstByte() {
      return memory.address() + lowestIndex() * type.sizeBytes();
    }

    private long endByte() {
      return memory.address() + (highestIndex() + 1) * type.sizeBytes();
    }

    /// Whether both name the same elements in the same order.
    boolean isSameView(View other) {
      return type == other.type
          && address() == other.address()
          && Arrays.equals(extents, other.extents)
          && Arrays.equals(strides, other.strides);
    }

    @Override
    public String toString() {
      return type + Arrays.toString(extents);
    }
  }
}
