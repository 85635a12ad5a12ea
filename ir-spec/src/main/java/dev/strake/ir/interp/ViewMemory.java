package dev.strake.ir.interp;

import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.launch.LaunchRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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
    var memory = launch.memory(view);
    var offset = offsetBytes(view, indices);
    return switch (view.view().element()) {
      case BOOL -> memory.get(ValueLayout.JAVA_BYTE, offset) == 0 ? 0 : 1;
      case U8 -> memory.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
      case I32 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
      case F32 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset) & 0xffff_ffffL;
      case I64, F64 -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    };
  }

  void store(Value view, long[] indices, long bits) {
    var memory = launch.memory(view);
    var offset = offsetBytes(view, indices);
    switch (view.view().element()) {
      case BOOL, U8 -> memory.set(ValueLayout.JAVA_BYTE, offset, (byte) bits);
      case I32, F32 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) bits);
      case I64, F64 -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, bits);
    }
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
