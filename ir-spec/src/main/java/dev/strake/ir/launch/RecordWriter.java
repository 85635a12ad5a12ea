package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.HashMap;
import java.util.Map;

/// Fills the record of one launch and reserves its local arrays.
final class RecordWriter {
  private final Kernel kernel;
  private final SizeBinding binding;
  private final SegmentAllocator scratch;

  private RecordWriter(Kernel kernel, SizeBinding binding, SegmentAllocator scratch) {
    this.kernel = kernel;
    this.binding = binding;
    this.scratch = scratch;
  }

  /// A record of `layout` with status 0, the symbols, every argument and every local array.
  ///
  /// @throws LaunchException if a local array is larger than any memory
  static LaunchRecord write(
      Kernel kernel,
      RecordLayout layout,
      SizeBinding binding,
      Map<String, Argument> arguments,
      SegmentAllocator scratch) {
    var writer = new RecordWriter(kernel, binding, scratch);
    var views = writer.views(layout, arguments);
    var memories = new HashMap<Integer, MemorySegment>();
    views.forEach((value, view) -> memories.put(value.id(), view.memory()));
    var block = scratch.allocate(8L * layout.slots(), 8);
    var filled = new LaunchRecord(layout, block, memories);
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

  /// The view of every view parameter and local array.
  private Map<Value, Argument.View> views(RecordLayout layout, Map<String, Argument> arguments) {
    var views = new HashMap<Value, Argument.View>();
    for (var parameter : kernel.parameters()) {
      if (arguments.get(parameter.name()) instanceof Argument.View view) {
        views.put(parameter.value(), view);
      }
    }
    layout.locals().forEach(local -> views.put(local.result(), reserve(local)));
    return views;
  }

  /// Reserves a local array as a row-major view of scratch memory.
  private Argument.View reserve(Op.Local local) {
    var type = local.result().view();
    var extents = new long[type.rank()];
    var strides = new long[type.rank()];
    try {
      var count = 1L;
      for (var axis = type.rank() - 1; axis >= 0; axis--) {
        extents[axis] = binding.extent("a local array", type.dims().get(axis));
        strides[axis] = count;
        count = Math.multiplyExact(count, extents[axis]);
      }
      var sizeBytes = Math.multiplyExact(count, type.element().sizeBytes());
      var memory = scratch.allocate(Math.max(sizeBytes, 1), 64);
      return Argument.View.of(type.element(), memory, 0, extents, strides);
    } catch (ArithmeticException _) {
      throw new LaunchException(
          "%s: a local array of %s elements does not fit any memory with %s"
              .formatted(kernel.name(), type.dims(), binding.symbols()));
    }
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
