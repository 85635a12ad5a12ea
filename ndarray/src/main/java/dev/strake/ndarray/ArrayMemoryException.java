package dev.strake.ndarray;

import dev.strake.ndarray.storage.MemoryBudget;
import dev.strake.ndarray.storage.NativeHeap;
import java.util.Locale;

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
                amount(sizeBytes),
                amount(NativeHeap.liveBytes()),
                amount(MemoryBudget.usedBytes()),
                largest(),
                amount(MemoryBudget.limitBytes()),
                MemoryBudget.PROPERTY));
  }

  private static String largest() {
    var largest = MemoryBudget.largest(LARGEST);
    return largest.isEmpty() ? "" : " (the largest: " + String.join(", ", largest) + ")";
  }

  /// `1073741824 bytes (1.0 GiB)`
  private static String amount(long bytes) {
    if (bytes < 1L << 20) {
      return bytes + " bytes";
    }
    boolean giga = bytes >= 1L << 30;
    double units = bytes / (double) (giga ? 1L << 30 : 1L << 20);
    return String.format(Locale.ROOT, "%d bytes (%.1f %s)", bytes, units, giga ? "GiB" : "MiB");
  }
}
