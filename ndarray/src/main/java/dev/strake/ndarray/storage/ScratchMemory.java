package dev.strake.ndarray.storage;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Memory for a short while, which belongs to whoever asked for it.
public final class ScratchMemory implements AutoCloseable {
  private final Block block;
  private final Charge charge;

  private ScratchMemory(Block block, Charge charge) {
    this.block = block;
    this.charge = charge;
  }

  /// Fresh memory, aligned to [NativeHeap#ALIGNMENT_BYTES] and charged at once, or nothing where
  /// the system or the [MemoryBudget] refuses. `description` is for people who ask what fills their
  /// memory.
  public static Optional<ScratchMemory> allocate(long sizeBytes, String description) {
    var charge = new Charge(MemoryBudget.PROCESS, description, sizeBytes);
    if (!charge.write(0, sizeBytes, sizeBytes)) {
      return Optional.empty();
    }
    var block = NativeHeap.allocate(sizeBytes, Contents.UNDEFINED);
    if (block.isEmpty()) {
      charge.end();
    }
    return block.map(found -> new ScratchMemory(found, charge));
  }

  /// All bytes, bounds checked, for any thread. Any access after [#close] is undefined.
  public MemorySegment segment() {
    return NativeHeap.segment(block);
  }

  /// Frees it; to be called once.
  @Override
  public void close() {
    NativeHeap.free(block);
    charge.end();
  }
}
