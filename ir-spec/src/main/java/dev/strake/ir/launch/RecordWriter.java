package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Value;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills the record of one launch.
///
/// Record and local arrays lie in one piece of memory. So an allocator that gives the same memory
/// again and again can't make one overwrite the other, and the whole size is known before any is
/// asked for.
final class RecordWriter {
  private static final long SLOT_BYTES = 8;

  private final RecordLayout layout;
  private final SizeBinding binding;
  private final Map<Value, Argument.View> views = new LinkedHashMap<>();

  private RecordWriter(RecordLayout layout, SizeBinding binding) {
    this.layout = layout;
    this.binding = binding;
  }

  /// A record of `layout` with status 0, the symbols, every argument and every local array, one
  /// behind the other.
  ///
  /// @throws IllegalArgumentException if `scratch` gives other memory than it was asked for
  static LaunchRecord write(
      Kernel kernel,
      RecordLayout layout,
      SizeBinding binding,
      Map<String, Argument> arguments,
      LocalArrays locals,
      SegmentAllocator scratch) {
    var recordBytes = sizeBytes(layout);
    var memory = reserve(scratch, Math.addExact(recordBytes, locals.sizeBytes()));
    var writer = new RecordWriter(layout, binding);
    writer.addArguments(kernel, arguments);
    locals.place(memory.asSlice(recordBytes, locals.sizeBytes()), writer.views::put);
    return writer.filled(kernel, arguments, memory.asSlice(0, recordBytes));
  }

  /// The bytes of a record alone, a multiple of the alignment.
  static long sizeBytes(RecordLayout layout) {
    var sizeBytes = SLOT_BYTES * layout.slots();
    return (sizeBytes + LocalArrays.ALIGNMENT_BYTES - 1) & -LocalArrays.ALIGNMENT_BYTES;
  }

  /// @throws IllegalArgumentException if `scratch` gives other memory than it was asked for
  static MemorySegment reserve(SegmentAllocator scratch, long sizeBytes) {
    var memory = scratch.allocate(sizeBytes, LocalArrays.ALIGNMENT_BYTES);
    if (!memory.isNative()
        || memory.isReadOnly()
        || memory.byteSize() < sizeBytes
        || memory.address() % LocalArrays.ALIGNMENT_BYTES != 0
        || !memory.scope().isAlive()
        || !memory.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException(
          "scratch must give %d bytes of native memory aligned to %d, not %s"
              .formatted(sizeBytes, LocalArrays.ALIGNMENT_BYTES, memory));
    }
    return memory;
  }

  private void addArguments(Kernel kernel, Map<String, Argument> arguments) {
    for (var parameter : kernel.parameters()) {
      if (arguments.get(parameter.name()) instanceof Argument.View view) {
        var isSplit = view.type().isComplex() && !parameter.value().view().element().isComplex();
        views.put(parameter.value(), isSplit ? view.components() : view);
      }
    }
  }

  private LaunchRecord filled(Kernel kernel, Map<String, Argument> arguments, MemorySegment block) {
    var memories = views.values().stream().map(Argument.View::memory).toList();
    var filled = new LaunchRecord(layout, block, List.copyOf(views.keySet()), memories);
    filled.set(RecordLayout.STATUS, 0);
    for (var size : layout.sizes()) {
      filled.set(layout.size(size), binding.evaluate("a size", size));
    }
    for (var parameter : kernel.parameters()) {
      if (arguments.get(parameter.name()) instanceof Argument.Scalar(_, var bits)) {
        filled.set(layout.scalar(parameter.value()), bits);
      }
    }
    views.forEach((value, view) -> set(filled, value, view));
    return filled;
  }

  private static void set(LaunchRecord filled, Value value, Argument.View view) {
    var layout = filled.layout();
    filled.set(layout.address(value), view.address());
    for (var axis = 0; axis < view.rank(); axis++) {
      filled.set(layout.extent(value, axis), view.extent(axis));
      filled.set(layout.stride(value, axis), view.stride(axis));
    }
  }
}
