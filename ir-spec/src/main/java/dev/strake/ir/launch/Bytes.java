package dev.strake.ir.launch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// Amounts of memory as people read them.
public final class Bytes {
  private static final List<String> UNITS = List.of("MiB", "GiB", "TiB", "PiB", "EiB");

  private Bytes() {}

  /// `1073741824 bytes (1.0 GiB)`, without the bracket below a mebibyte.
  public static String text(BigInteger bytes) {
    // From 1024 of a unit on, the next larger one.
    var unit = Math.min(bytes.bitLength() - 1, 60) / 10 - 2;
    if (unit < 0) {
      return bytes + " bytes";
    }
    var size = new BigDecimal(BigInteger.ONE.shiftLeft(10 * (unit + 2)));
    var amount = new BigDecimal(bytes).divide(size, 1, RoundingMode.HALF_EVEN);
    return bytes + " bytes (" + amount.toPlainString() + " " + UNITS.get(unit) + ")";
  }

  public static String text(long bytes) {
    return text(BigInteger.valueOf(bytes));
  }
}
