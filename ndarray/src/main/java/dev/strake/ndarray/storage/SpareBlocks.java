package dev.strake.ndarray.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Mappings that were freed lately, for the next one who asks for as many bytes of any contents:
/// taking pages from the system and giving them back costs more than filling them.
///
/// Only such mappings are kept as were wholly written, so that none has untouched pages to lose.
/// Safe for use by several threads.
final class SpareBlocks {
  private final long maxBytes;
  private final Deque<Block> newestFirst = new ArrayDeque<>();
  private long bytes;

  /// @param maxBytes how much is kept; the oldest go first
  SpareBlocks(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// A block of exactly this size, which is the caller's from now on.
  synchronized Optional<Block> take(long sizeBytes) {
    var found = newestFirst.stream().filter(block -> block.sizeBytes() == sizeBytes).findFirst();
    found.ifPresent(this::remove);
    return found;
  }

  /// Keeps a block.
  ///
  /// @return those to give back to the system in its stead, itself perhaps
  synchronized List<Block> keep(Block block) {
    if (block.contents() != Contents.UNDEFINED || block.sizeBytes() > maxBytes) {
      return List.of(block);
    }
    newestFirst.addFirst(block);
    bytes += block.sizeBytes();
    var dropped = new ArrayList<Block>();
    while (bytes > maxBytes) {
      var oldest = newestFirst.getLast();
      remove(oldest);
      dropped.add(oldest);
    }
    return dropped;
  }

  private void remove(Block block) {
    newestFirst.remove(block);
    bytes -= block.sizeBytes();
  }
}
