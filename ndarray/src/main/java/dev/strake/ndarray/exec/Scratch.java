package dev.strake.ndarray.exec;

import dev.strake.ndarray.ArrayMemoryException;
import dev.strake.ndarray.storage.NativeHeap;
import dev.strake.ndarray.storage.ScratchMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;

/// Memory for the record and the local arrays of one run, for any thread to use, until it is
/// closed.
final class Scratch implements SegmentAllocator, AutoCloseable {
  private static final String DESCRIPTION = "the kernel's local arrays";

  private final List<ScratchMemory> taken = new ArrayList<>();

  @Override
  public MemorySegment allocate(long sizeBytes, long alignmentBytes) {
    if (alignmentBytes > NativeHeap.ALIGNMENT_BYTES) {
      throw new IllegalArgumentException("nothing is aligned to " + alignmentBytes);
    }
    var memory =
        ScratchMemory.allocate(sizeBytes, DESCRIPTION)
            .orElseThrow(() -> new ArrayMemoryException(DESCRIPTION, sizeBytes));
    taken.add(memory);
    return memory.segment();
  }

  @Override
  public void close() {
    taken.forEach(ScratchMemory::close);
  }
}
