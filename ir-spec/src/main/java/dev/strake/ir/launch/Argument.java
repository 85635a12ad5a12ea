package dev.strake.ir.launch;

import dev.strake.ir.Layout;
import dev.strake.ir.ScalarType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// What a caller passes for one parameter.
public sealed interface Argument {
  ScalarType type();

  /// A scalar as raw bits (see [ScalarType]).
  ///
  /// @throws IllegalArgumentException if no value of the type has these bits: proofs rely on the
  ///   range of a type
  record Scalar(ScalarType type, long bits) implements Argument {
    public Scalar {
      if (type.isComplex() || bits != type.wrap(bits)) {
        throw new IllegalArgumentException(
            "no %s has the raw bits 0x%s".formatted(type, Long.toHexString(bits)));
      }
    }
  }

  /// A strided view of native memory: element (i, j, ..) lies `offset + i*strides[0] + j*strides[1]
  /// + ..` elements after the start of `memory`.
  final class View implements Argument {
    private final ScalarType type;
    private final MemorySegment memory;
    private final long offset;
    private final long[] extents;
    private final long[] strides;
    private final boolean isEmpty;

    private View(
        ScalarType type, MemorySegment memory, long offset, long[] extents, long[] strides) {
      this.type = type;
      this.memory = memory;
      this.offset = offset;
      this.extents = extents;
      this.strides = strides;
      this.isEmpty = Arrays.stream(extents).anyMatch(extent -> extent == 0);
    }

    /// A view that provably stays within `memory`.
    ///
    /// The memory must stay open until every launch on the view has returned. A launch makes sure
    /// of it as far as Java can tell: it refuses memory that is closed, or that belongs to another
    /// thread. Nobody but the caller can keep another thread from closing a shared arena meanwhile.
    ///
    /// @throws IllegalArgumentException if an element would lie outside, an extent is negative, the
    ///   memory is not native, is a mapped file (whose pages vanish when the file shrinks), is
    ///   closed, or is not aligned to the element size
    public static View of(
        ScalarType type, MemorySegment memory, long offset, long[] extents, long[] strides) {
      checkMemory(type, memory);
      var view = new View(type, memory, offset, extents.clone(), strides.clone());
      view.checkInside();
      return view;
    }

    private static void checkMemory(ScalarType type, MemorySegment memory) {
      if (!memory.isNative() || memory.address() % type.component().sizeBytes() != 0) {
        throw new IllegalArgumentException("views need native memory aligned to " + type);
      }
      if (memory.isMapped()) {
        throw new IllegalArgumentException(
            "views can't lie in a mapped file: where it shrinks, memory vanishes; copy it");
      }
      if (!memory.scope().isAlive()) {
        throw new IllegalArgumentException("the memory of the view is closed");
      }
    }

    private void checkInside() {
      if (extents.length != strides.length || Arrays.stream(extents).anyMatch(e -> e < 0)) {
        throw new IllegalArgumentException(
            "extents " + Arrays.toString(extents) + " with strides " + Arrays.toString(strides));
      }
      if (isEmpty()) {
        return;
      }
      var capacity = memory.byteSize() / type.sizeBytes();
      if (!isWithin(capacity)) {
        throw new IllegalArgumentException(
            "extents %s with strides %s from element %d on leave a memory of %d %s"
                .formatted(
                    Arrays.toString(extents), Arrays.toString(strides), offset, capacity, type));
      }
    }

    private boolean isWithin(long capacity) {
      try {
        return lowestIndex() >= 0 && highestIndex() < capacity;
      } catch (ArithmeticException _) {
        // An index beyond 64 bits is beyond any memory.
        return false;
      }
    }

    private long lowestIndex() {
      return reach(-1);
    }

    private long highestIndex() {
      return reach(1);
    }

    /// The furthest element in one direction, counted from the start of memory.
    ///
    /// @throws ArithmeticException if it is beyond 64 bits, which no view is once it was made
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
      return isEmpty;
    }

    /// The address of element (0, 0, ..); of an empty view, where its memory starts.
    public long address() {
      return isEmpty() ? memory.address() : memory.address() + offset * type.sizeBytes();
    }

    /// The components of a view of complex numbers: a view with one axis more.
    View components() {
      var rank = extents.length;
      var moreExtents = Arrays.copyOf(extents, rank + 1);
      var moreStrides = Arrays.stream(Arrays.copyOf(strides, rank + 1)).map(s -> 2 * s).toArray();
      moreExtents[rank] = 2;
      moreStrides[rank] = 1;
      return new View(type.component(), memory, 2 * offset, moreExtents, moreStrides);
    }

    /// The class of strides that programs are specialised on.
    public Layout layout() {
      return Layout.of(extents, strides);
    }

    /// The address of the first byte of any element; the view is not empty.
    long firstByte() {
      return memory.address() + lowestIndex() * type.sizeBytes();
    }

    /// The address behind the last byte of any element; the view is not empty.
    long endByte() {
      return memory.address() + (highestIndex() + 1) * type.sizeBytes();
    }

    /// What a view is apart from where it lies.
    Form form() {
      return new Form(type, extents, strides);
    }

    /// Whether the view has this form.
    boolean has(Form form) {
      return type == form.type
          && Arrays.equals(extents, form.extents)
          && Arrays.equals(strides, form.strides);
    }

    /// Type, extents and strides of a view; it does not keep the memory.
    static final class Form {
      private final ScalarType type;
      private final long[] extents;
      private final long[] strides;

      private Form(ScalarType type, long[] extents, long[] strides) {
        this.type = type;
        this.extents = extents;
        this.strides = strides;
      }
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
