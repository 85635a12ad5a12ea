package dev.strake.ndarray;

import java.util.Locale;

/// The system has no memory left for an array.
public final class ArrayMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param description what the memory is for
  public ArrayMemoryException(String description, long sizeBytes, long liveBytes) {
    super(
        "no memory for %s: it needs %s, and %s are in use by arrays; close some of them"
            .formatted(description, amount(sizeBytes), amount(liveBytes)));
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
