package dev.strake.ndarray;

import dev.strake.ir.launch.Bytes;
import dev.strake.ndarray.storage.MemoryBudget;
import dev.strake.ndarray.storage.NativeHeap;

/// The system, or the [MemoryBudget], has no memory left for an array.
public final class ArrayMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// As many arrays are named.
  private static final int LARGEST = 5;

  /// @param description what the memory is for
  public ArrayMemoryException(String description, long sizeBytes) {
    super(
        ("no memory for %s: it needs %s, and %s are in use by arrays, %s of them filled; close some"
                + " of them%s; the limit is %s, -D%s=BYTES sets it")
            .formatted(
                description,
                Bytes.text(sizeBytes),
                Bytes.text(NativeHeap.liveBytes()),
                Bytes.text(MemoryBudget.usedBytes()),
                largest(),
                Bytes.text(MemoryBudget.limitBytes()),
                MemoryBudget.PROPERTY));
  }

  private static String largest() {
    var largest = MemoryBudget.largest(LARGEST);
    return largest.isEmpty() ? "" : " (the largest: " + String.join(", ", largest) + ")";
  }
}
