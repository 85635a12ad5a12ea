package dev.strake.ndarray.exec;

import dev.strake.ndarray.ArrayMemoryException;
import dev.strake.ndarray.storage.Contents;
import dev.strake.ndarray.storage.NativeHeap;
import dev.strake.ndarray.storage.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Memory for the local arrays of one run.
final class Scratch {
  /// Below this an arena's own memory is the faster one, although it is zeroed at once.
  private static final long SMALL_BYTES = 1L << 14;

  private Scratch() {}

  /// Memory that lives as long as `arena`.
  static SegmentAllocator within(Arena arena) {
    return (sizeBytes, alignmentBytes) ->
        sizeBytes < SMALL_BYTES || alignmentBytes > NativeHeap.ALIGNMENT_BYTES
            ? arena.allocate(sizeBytes, alignmentBytes)
            : large(sizeBytes, arena);
  }

  private static MemorySegment large(long sizeBytes, Arena arena) {
    var description = "the kernel's local arrays";
    return Storage.allocateWithin(arena, sizeBytes, Contents.UNDEFINED, description)
        .orElseThrow(() -> new ArrayMemoryException(description, sizeBytes));
  }
}
