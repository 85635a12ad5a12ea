package dev.strake.ndarray.storage;

/// What one block has cost its budget: the granules of it that were ever going to be written.
///
/// Known of them is one range and a number beside it. Both may be too large, never too small: a
/// write outside the range, which is not near it, is charged each time, up to the whole block.
final class Charge {
  /// Memory comes from the system in pieces of this size, when they are first written.
  private static final long GRANULE_BYTES = 4096;

  private final MemoryBudget budget;
  private final String description;
  private final long sizeBytes;
  private long from;
  private long to;
  private volatile long bytes;
  private boolean isOver;

  /// A block of which nothing is written yet.
  Charge(MemoryBudget budget, String description, long sizeBytes) {
    this.budget = budget;
    this.description = description;
    this.sizeBytes = sizeBytes;
  }

  /// The bytes charged.
  long bytes() {
    return bytes;
  }

  /// Charges what will be written: `count` pieces, each within a granule, between two bytes of the
  /// block. False if the budget has not as much; nothing is charged then.
  synchronized boolean write(long firstByte, long endByte, long count) {
    var first = firstByte / GRANULE_BYTES * GRANULE_BYTES;
    var end = Math.min(Math.ceilDiv(endByte, GRANULE_BYTES) * GRANULE_BYTES, sizeBytes);
    if (isOver || count == 0 || (from <= first && end <= to)) {
      return true;
    }
    var touchesRange = from < to && first <= to && from <= end;
    var granules = Math.ceilDiv(end - first, GRANULE_BYTES);
    var isDense = count >= granules;
    var growth =
        isDense && touchesRange
            ? Math.max(from - first, 0) + Math.max(end - to, 0)
            : isDense ? end - first : count * GRANULE_BYTES;
    if (!take(Math.min(growth, sizeBytes - bytes))) {
      return false;
    }
    if (isDense && touchesRange) {
      from = Math.min(from, first);
      to = Math.max(to, end);
    } else if (isDense && end - first > to - from) {
      from = first;
      to = end;
    }
    return true;
  }

  private boolean take(long more) {
    if (more > 0 && !budget.take(this, more)) {
      return false;
    }
    bytes += more;
    return true;
  }

  /// The block is freed.
  synchronized void end() {
    if (!isOver) {
      isOver = true;
      budget.giveBack(this, bytes);
    }
  }

  /// `float64 array of shape (3, 4): 96 bytes`
  @Override
  public String toString() {
    return description + ": " + bytes() + " bytes";
  }
}
