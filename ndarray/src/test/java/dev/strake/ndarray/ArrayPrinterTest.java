package dev.strake.ndarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Printed arrays against what NumPy printed for the same `.npy` files (`printing/make_cases.py`).
class ArrayPrinterTest {
  static List<Path> cases() throws IOException, URISyntaxException {
    var folder = Path.of(ArrayPrinterTest.class.getResource("printing").toURI());
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".npy")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsAsNumPyDoes(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".npy", ".txt");
    try (var array = NpyFile.read(file)) {
      assertEquals(Files.readString(file.resolveSibling(name)), array.toString());
    }
  }

  @Test
  void printsHugeArraysByTheirEdges() {
    try (var array = Creation.zeros(DType.FLOAT64, 1 << 15, 1 << 15)) {
      array.setDouble(1.5, 0, (1 << 15) - 1);
      var lines = array.toString().lines().toList();
      assertEquals("[[0.  0.  0.  ... 0.  0.  1.5]", lines.getFirst());
      assertEquals(7, lines.size());
    }
  }

  @Test
  void printsBroadcastArraysOfAnySize() {
    try (var array = NDArray.of(7L)) {
      assertEquals("[7 7 7 ... 7 7 7]", array.broadcastTo(1L << 60).toString());
    }
  }

  @Test
  void saysThatAnArrayIsClosed() {
    var array = Creation.ones(DType.INT32, 2, 3);
    array.close();
    assertEquals("closed int32 array of shape (2, 3)", array.toString());
  }

  @Test
  void printsAsManyCasesAsThereAre() throws IOException, URISyntaxException {
    assertTrue(cases().size() >= 30);
  }
}
