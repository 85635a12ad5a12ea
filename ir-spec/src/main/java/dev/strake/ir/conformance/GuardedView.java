package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;
import dev.strake.ir.interp.ElementMemory;
import dev.strake.ir.launch.Argument;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

/// The view argument of a run, in memory of its own with a margin: what a kernel writes outside the
/// view's elements is found out. A complex element counts as two: real part, imaginary part.
public final class GuardedView {
  private static final int MARGIN_ELEMENTS = 64;
  private static final byte FILL = 0x5a;

  private final ScalarType type;
  private final long[] extents;
  private final long[] strides;
  private final long offset;
  private final MemorySegment memory;

  private GuardedView(
      ScalarType type, long[] extents, long[] strides, long offset, MemorySegment memory) {
    this.type = type;
    this.extents = extents;
    this.strides = strides;
    this.offset = offset;
    this.memory = memory;
  }

  /// A view of undefined elements. The axis `broadcast`, if there is one, gets stride 0.
  public static GuardedView of(
      ScalarType type, long[] extents, Arrangement arrangement, int broadcast, Arena arena) {
    var once = extents.clone();
    if (broadcast != Input.NO_AXIS) {
      once[broadcast] = Math.min(once[broadcast], 1);
    }
    var strides = arrangement.strides(once);
    if (broadcast != Input.NO_AXIS) {
      strides[broadcast] = 0;
    }
    var before = (long) MARGIN_ELEMENTS;
    var after = (long) MARGIN_ELEMENTS;
    for (var axis = 0; axis < extents.length; axis++) {
      var reach = strides[axis] * Math.max(extents[axis] - 1, 0);
      before -= Math.min(reach, 0);
      after += Math.max(reach, 0);
    }
    var memory = arena.allocate((before + after + 1) * type.sizeBytes(), 64);
    memory.fill(FILL);
    return new GuardedView(type, extents, strides, before, memory);
  }

  ScalarType type() {
    return type;
  }

  public Argument.View argument() {
    return Argument.View.of(type, memory, offset, extents, strides);
  }

  private int count() {
    var count = 1L;
    for (var extent : extents) {
      count *= extent;
    }
    return Math.toIntExact(count);
  }

  /// The place in memory of the element with this row-major number.
  private long position(long number) {
    var position = offset;
    var rest = number;
    for (var axis = extents.length - 1; axis >= 0; axis--) {
      position += rest % extents[axis] * strides[axis];
      rest /= extents[axis];
    }
    return position;
  }

  /// Sets the elements, given in row-major order.
  public void set(long[] elements) {
    for (var number = 0; number < elements.length; number++) {
      ElementMemory.store(type.component(), memory, offsetBytes(number), elements[number]);
    }
  }

  /// The elements in row-major order, every NaN the canonical one.
  public long[] elements() {
    var elements = new long[count() * components()];
    for (var number = 0; number < elements.length; number++) {
      elements[number] = type.canonical(element(offsetBytes(number)));
    }
    return elements;
  }

  private int components() {
    return type.sizeBytes() / type.component().sizeBytes();
  }

  /// Where the component with this number lies.
  private long offsetBytes(long number) {
    var component = number % components() * type.component().sizeBytes();
    return position(number / components()) * type.sizeBytes() + component;
  }

  /// Of a `bool` the whole byte, which must be 0 or 1.
  private long element(long offsetBytes) {
    var held = type.isBool() ? ScalarType.U8 : type.component();
    return ElementMemory.load(held, memory, offsetBytes);
  }

  /// Whether everything around the elements is as it was.
  public boolean isMarginIntact() {
    var covered = new BitSet();
    for (var number = 0; number < count(); number++) {
      covered.set(Math.toIntExact(position(number)));
    }
    for (var index = 0L; index < memory.byteSize(); index++) {
      var isElement = covered.get((int) (index / type.sizeBytes()));
      if (!isElement && memory.get(ValueLayout.JAVA_BYTE, index) != FILL) {
        return false;
      }
    }
    return true;
  }
}
