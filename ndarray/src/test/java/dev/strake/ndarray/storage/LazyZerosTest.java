package dev.strake.ndarray.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Zeros cost no memory until they are written, whatever was allocated and freed before.
class LazyZerosTest {
  private static final Path PAGE_MAP = Path.of("/proc/self/pagemap");
  private static final Path TOTALS = Path.of("/proc/self/smaps_rollup");
  private static final long PAGE_BYTES = 4096;
  private static final int MEBI = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 33})
  void staysUntouchedAfterFillingAndFreeing(int mebibytes) throws IOException {
    assumeTrue(Files.isReadable(PAGE_MAP), "needs " + PAGE_MAP + " to see which pages exist");
    long sizeBytes = (long) mebibytes * MEBI;
    for (int round = 0; round < 4; round++) {
      fillAndFree(sizeBytes);
      checkFresh(sizeBytes);
    }
  }

  private static void fillAndFree(long sizeBytes) throws IOException {
    try (var filled = Creation.zeros(DType.UINT8, sizeBytes)) {
      try (var arena = Arena.ofConfined()) {
        filled.segment(arena).fill((byte) 7);
      }
      assertEquals(sizeBytes / PAGE_BYTES, presentPages(filled, sizeBytes));
    }
  }

  private static void checkFresh(long sizeBytes) throws IOException {
    try (var zeros = Creation.zeros(DType.UINT8, sizeBytes)) {
      assertEquals(0, presentPages(zeros, sizeBytes));
      for (long index = 0; index < sizeBytes; index += PAGE_BYTES - 1) {
        assertEquals(0, zeros.getLong(index));
      }
      zeros.setLong(1, sizeBytes / 2);
      assertTrue(presentPages(zeros, sizeBytes) > 0);
    }
  }

  /// How many pages of the array exist. Also counts pages that were only read.
  private static long presentPages(NDArray array, long sizeBytes) throws IOException {
    long present = 0;
    try (var hold = array.hold();
        var map = new RandomAccessFile(PAGE_MAP.toFile(), "r")) {
      map.seek(hold.address() / PAGE_BYTES * 8);
      byte[] entries = new byte[(int) (sizeBytes / PAGE_BYTES) * 8];
      map.readFully(entries);
      for (int last = 7; last < entries.length; last += 8) {
        present += (entries[last] & 0x80) >> 7;
      }
    }
    return present;
  }

  @Test
  void writesOnlyTheDiagonalOfEye() throws IOException {
    assumeTrue(Files.isReadable(TOTALS), "needs " + TOTALS + " to see resident memory");
    Creation.eye(16_384).close();
    long grownKibibytes = Long.MAX_VALUE;
    // Other threads of the JVM may grow meanwhile: the least of three is what eye needs.
    for (int attempt = 0; attempt < 3; attempt++) {
      long before = residentKibibytes();
      try (var eye = Creation.eye(16_384)) {
        grownKibibytes = Math.min(grownKibibytes, residentKibibytes() - before);
        assertEquals(16_384, presentPages(eye, 8L << 28));
        assertEquals(1, eye.getDouble(16_383, 16_383));
        assertEquals(0, eye.getDouble(16_383, 16_382));
      }
    }
    assertTrue(grownKibibytes <= 65 * 1024, "resident memory grew by " + grownKibibytes + " KiB");
  }

  private static long residentKibibytes() throws IOException {
    String resident =
        Files.readAllLines(TOTALS).stream()
            .filter(line -> line.startsWith("Rss:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(resident.replaceAll("\\D", ""));
  }
}
