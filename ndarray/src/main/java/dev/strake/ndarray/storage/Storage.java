package dev.strake.ndarray.storage;

import dev.strake.ndarray.recording.Recording;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The owner of one block of native memory, shared by an array and all its views.
///
/// Memory is touched only between [#tryHold] and [#release]. While any thread holds it, it can't be
/// closed; once it is closed, it can't be held. So no access meets freed memory. A storage that was
/// never closed is freed after the collector finds it unreachable.
public final class Storage {
  private static final int CLOSED = -1;
  private static final Cleaner CLEANER = Cleaner.create();

  private final Block block;
  private final MemorySegment segment;
  private final Charge charge;
  private final Cleaner.Cleanable cleanable;

  /// The number of holds, or [#CLOSED].
  private final AtomicInteger holds = new AtomicInteger();

  private Storage(Block block, Charge charge) {
    this.block = block;
    this.segment = NativeHeap.segment(block);
    this.charge = charge;
    this.cleanable = CLEANER.register(this, () -> free(block, charge));
  }

  private static void free(Block block, Charge charge) {
    NativeHeap.free(block);
    charge.end();
  }

  /// Fresh memory, aligned to [NativeHeap#ALIGNMENT_BYTES], or nothing where the system or the
  /// [MemoryBudget] refuses. `description` is for people who ask what fills their memory.
  public static Optional<Storage> allocate(long sizeBytes, Contents contents, String description) {
    Reclamation.beforeAllocating();
    var charge = new Charge(MemoryBudget.PROCESS, description, sizeBytes);
    var block = allocate(sizeBytes, contents, charge);
    block.ifPresent(_ -> Recording.allocated(sizeBytes, description));
    return block.map(found -> new Storage(found, charge));
  }

  /// Memory that is going to be written is charged here, zeros when they are: see [#charge].
  private static Optional<Block> allocate(long sizeBytes, Contents contents, Charge charge) {
    var isFilled = contents == Contents.UNDEFINED || sizeBytes < NativeHeap.MAPPED_FROM_BYTES;
    if (isFilled && !charge.write(0, sizeBytes, sizeBytes)) {
      return Optional.empty();
    }
    var block = NativeHeap.allocate(sizeBytes, contents);
    if (block.isEmpty()) {
      charge.end();
    }
    return block;
  }

  /// Charges the budget with what is going to be written: `count` elements between two bytes. To be
  /// called before; false if that is over budget.
  public boolean charge(long firstByte, long endByte, long count) {
    return charge.write(firstByte, endByte, count);
  }

  /// The address of the first byte. Valid for access only while held.
  public long address() {
    return block.address();
  }

  /// The usable bytes.
  public long sizeBytes() {
    return block.sizeBytes();
  }

  /// All bytes, bounds checked. Valid for access only while held.
  public MemorySegment segment() {
    return segment;
  }

  /// Whether [#tryClose] was successful.
  public boolean isClosed() {
    return holds.get() == CLOSED;
  }

  /// Keeps the memory until the matching [#release]; false if it is closed. Holds may nest and may
  /// be taken by several threads.
  public boolean tryHold() {
    int seen = holds.get();
    while (seen != CLOSED) {
      int found = holds.compareAndExchange(seen, seen + 1);
      if (found == seen) {
        return true;
      }
      seen = found;
    }
    return false;
  }

  /// Ends one hold.
  public void release() {
    if (holds.getAndDecrement() <= 0) {
      throw new IllegalStateException("storage was released more often than it was held");
    }
    // A reachable storage is not freed by the collector: it stays so until the hold is over.
    Reference.reachabilityFence(this);
  }

  /// A segment over the same bytes that takes over one hold of the caller: it is released when
  /// `arena` closes, and the segment can't be used any more from then on.
  public MemorySegment segment(Arena arena) {
    return NativeHeap.withScope(segment, arena, this::release);
  }

  /// Frees the memory unless it is held or was closed before.
  public Closing tryClose() {
    int found = holds.compareAndExchange(0, CLOSED);
    if (found == 0) {
      cleanable.clean();
      return Closing.CLOSED;
    }
    return found == CLOSED ? Closing.WAS_CLOSED : Closing.HELD;
  }

  /// What [#tryClose] did.
  public enum Closing {
    /// The memory is freed now.
    CLOSED,
    /// Nothing: it had been freed before.
    WAS_CLOSED,
    /// Nothing: it is in use.
    HELD
  }
}
