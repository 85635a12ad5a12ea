package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;

/// FNV-1a of 64 bits over the little-endian bytes of elements in row-major order, every NaN being
/// the canonical one.
final class ResultHash {
  private static final long PRIME = 0x100_0000_01b3L;
  private static final long START = 0xcbf2_9ce4_8422_2325L;

  private long value = START;

  long value() {
    return value;
  }

  void add(ScalarType type, long[] elements) {
    for (var element : elements) {
      var bits = type.canonical(element);
      for (var k = 0; k < type.component().sizeBytes(); k++) {
        value = (value ^ (bits >>> 8 * k & 0xff)) * PRIME;
      }
    }
  }
}
