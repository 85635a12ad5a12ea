package dev.strake.ir.interp;

import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.launch.LaunchRecord;
import java.lang.foreign.MemorySegment;

/// The elements of the views of one launch, through their bounded memory.
final class ViewMemory {
  private final LaunchRecord launch;

  ViewMemory(LaunchRecord launch) {
    this.launch = launch;
  }

  long extent(Value view, int axis) {
    return launch.get(launch.layout().extent(view, axis));
  }

  /// The raw bits of one element. Indices outside the view may give elements around it, but never
  /// leave its memory.
  ///
  /// @throws IndexOutOfBoundsException if they would
  long load(Value view, long[] indices) {
    return ElementMemory.load(
        view.view().element(), launch.memory(view), offsetBytes(view, indices));
  }

  void store(Value view, long[] indices, long bits) {
    ElementMemory.store(
        view.view().element(), launch.memory(view), offsetBytes(view, indices), bits);
  }

  /// An element of a view of complex numbers.
  Complex loadComplex(Value view, long[] indices) {
    var type = view.view().element().component();
    var memory = launch.memory(view);
    var offset = offsetBytes(view, indices);
    return new Complex(
        ElementMemory.load(type, memory, offset),
        ElementMemory.load(type, memory, offset + type.sizeBytes()));
  }

  void store(Value view, long[] indices, Complex number) {
    var type = view.view().element().component();
    var memory = launch.memory(view);
    var offset = offsetBytes(view, indices);
    ElementMemory.store(type, memory, offset, number.real());
    ElementMemory.store(type, memory, offset + type.sizeBytes(), number.imaginary());
  }

  /// Makes the contents of a local array something nobody can rely on.
  void scramble(Value local) {
    launch.memory(local).fill((byte) 0xa5);
  }

  private long offsetBytes(Value view, long[] indices) {
    var layout = launch.layout();
    ScalarType element = view.view().element();
    MemorySegment memory = launch.memory(view);
    var offset = launch.get(layout.address(view)) - memory.address();
    for (var axis = 0; axis < indices.length; axis++) {
      offset += indices[axis] * launch.get(layout.stride(view, axis)) * element.sizeBytes();
    }
    return offset;
  }
}
