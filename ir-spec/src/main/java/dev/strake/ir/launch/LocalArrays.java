package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Value;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/// The local arrays of one launch: how large each is, one behind the other in one piece of memory.
final class LocalArrays {
  /// Every array starts at a multiple of this.
  static final long ALIGNMENT_BYTES = 64;

  private final Program program;
  private final Kernel kernel;
  private final SizeBinding binding;
  private final List<LocalArray> arrays = new ArrayList<>();
  private final long sizeBytes;

  /// `sizeBytes` has no bound, since the product of extents has none, and includes what alignment
  /// leaves unused.
  private record LocalArray(Op.Local op, List<Long> extents, BigInteger sizeBytes) {
    static LocalArray of(Op.Local op, List<Long> extents) {
      var size = BigInteger.valueOf(op.result().view().element().sizeBytes());
      for (var extent : extents) {
        size = size.multiply(BigInteger.valueOf(extent));
      }
      var last = BigInteger.valueOf(ALIGNMENT_BYTES - 1);
      return new LocalArray(op, extents, size.add(last).andNot(last));
    }

    Argument.View in(MemorySegment memory) {
      var sizes = extents.stream().mapToLong(Long::longValue).toArray();
      var strides = new long[sizes.length];
      var count = 1L;
      for (var axis = sizes.length - 1; axis >= 0; axis--) {
        strides[axis] = count;
        count *= Math.max(sizes[axis], 1);
      }
      return Argument.View.of(op.result().view().element(), memory, 0, sizes, strides);
    }
  }

  /// The sizes of `locals` in this launch.
  ///
  /// @throws LaunchException if an extent can't be computed, is negative or above 2^48, or if all
  ///   arrays together take more than `budgetBytes`
  LocalArrays(
      Program program,
      Kernel kernel,
      List<Op.Local> locals,
      SizeBinding binding,
      long budgetBytes) {
    this.program = program;
    this.kernel = kernel;
    this.binding = binding;
    for (var local : locals) {
      var dims = local.result().view().dims();
      var extents = dims.stream().map(dim -> binding.extent("a local array", dim)).toList();
      arrays.add(LocalArray.of(local, extents));
    }
    var total = arrays.stream().map(LocalArray::sizeBytes).reduce(BigInteger.ZERO, BigInteger::add);
    if (total.compareTo(BigInteger.valueOf(budgetBytes)) > 0) {
      throw tooLarge(total, budgetBytes);
    }
    sizeBytes = total.longValueExact();
  }

  /// The bytes of all together.
  long sizeBytes() {
    return sizeBytes;
  }

  private LaunchException tooLarge(BigInteger total, long budgetBytes) {
    var largest = arrays.stream().max(Comparator.comparing(LocalArray::sizeBytes)).orElseThrow();
    var type = largest.op.result().view();
    var place = program.span(largest.op.site()).map(span -> " (" + span + ")").orElse("");
    return new LaunchException(
        "%s: local arrays take %s, of which %s takes %s%s; a launch may take %s%s"
            .formatted(
                kernel.name(),
                Bytes.text(total),
                type.element().mnemonic() + type.dims(),
                Bytes.text(largest.sizeBytes),
                place,
                Bytes.text(budgetBytes),
                binding.where(type.dims())));
  }

  /// Places every array in `memory`, which has room for [#sizeBytes].
  void place(MemorySegment memory, BiConsumer<Value, Argument.View> placed) {
    var offsetBytes = 0L;
    for (var array : arrays) {
      var sizeBytes = array.sizeBytes.longValueExact();
      placed.accept(array.op.result(), array.in(memory.asSlice(offsetBytes, sizeBytes)));
      offsetBytes += sizeBytes;
    }
  }
}
