package dev.strake.ndarray.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are damaged or made to harm: one sentence each, and nothing allocated for their sake.
class HostileNpyTest {
  private static final String GOOD = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

  @TempDir Path folder;

  private void rejects(byte[] bytes, String problem) throws IOException {
    var file = Files.write(folder.resolve("bad.npy"), bytes);
    var failure = assertThrows(NpyFormatException.class, () -> NpyFile.read(file).close());
    assertEquals(file + ": " + problem, failure.getMessage());
  }

  private static byte[] npy(String header, int dataBytes) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(NpyReader.MAGIC);
    bytes.writeBytes(new byte[] {1, 0});
    bytes.writeBytes(new byte[] {(byte) header.length(), (byte) (header.length() >> 8)});
    bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(new byte[dataBytes]);
    return bytes.toByteArray();
  }

  private void rejectsHeader(String header, String problem) throws IOException {
    rejects(npy(header, 48), problem);
  }

  private void rejectsShape(String shape, String problem) throws IOException {
    rejectsHeader(GOOD.replace("(2, 3)", shape), problem);
  }

  private void rejectsDescr(String descr, String problem) throws IOException {
    rejectsHeader(GOOD.replace("'<f8'", descr), problem);
  }

  @Test
  void acceptsTheGoodOne() throws IOException {
    var file = Files.write(folder.resolve("good.npy"), npy(GOOD, 48));
    NpyFile.read(file).close();
  }

  @Test
  void rejectsOtherFiles() throws IOException {
    rejects(new byte[0], "it is too short for a .npy file; copy or save it again");
    rejects(
        "Hello, world".getBytes(StandardCharsets.UTF_8),
        "it is not a .npy file: it does not start with \\x93NUMPY; make one with numpy.save");
    rejects(
        Files.readAllBytes(archive()),
        "it is a zip or .npz archive, not a .npy file; unpack it and name a file from it");
    byte[] future = npy(GOOD, 48);
    future[6] = 9;
    rejects(
        future, "it has the format version 9.0, but only 1.0, 2.0 and 3.0 are read; save it again");
  }

  private static Path archive() {
    return NpyFileTest.file("no_axes").resolveSibling("archive.npz");
  }

  @Test
  void rejectsEveryTruncation() throws IOException {
    byte[] good = npy(GOOD, 48);
    for (int length = 0; length < good.length; length++) {
      var file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(good, length));
      assertThrows(NpyFormatException.class, () -> NpyFile.read(file).close());
    }
    rejects(
        Arrays.copyOf(good, good.length - 1),
        "its header promises float64 and shape (2, 3), 6 elements of 8 bytes, but only 47"
            + " bytes follow; copy or save it again");
  }

  @Test
  void rejectsBytesLeftOver() throws IOException {
    rejects(
        npy(GOOD, 49),
        "its header promises float64 and shape (2, 3), 6 elements of 8 bytes, but 49 bytes"
            + " follow; copy or save it again");
  }

  @Test
  void rejectsHugeHeaders() throws IOException {
    byte[] huge = npy(GOOD, 48);
    huge[6] = 2;
    Arrays.fill(huge, 8, 12, (byte) 0xff);
    rejects(
        huge,
        "it claims a header of 4294967295 bytes, but "
            + (huge.length - 12)
            + " bytes are left and at most 1048576 are accepted; copy or save it again");
  }

  @Test
  void rejectsImpossibleShapes() throws IOException {
    rejectsShape(
        "(-2, 3)", "the header's 'shape' has the impossible size -2; save the array again");
    rejectsShape(
        "(2, 9223372036854775808)",
        "the header's 'shape' has the impossible size 9223372036854775808; save the array again");
    rejectsShape(
        "(9" + "9".repeat(60) + ",)",
        "the header's 'shape' has the impossible size "
            + "9".repeat(40)
            + "...; save the array again");
    rejectsShape(
        "(4294967296, 4294967296)",
        "its header is impossible: shape (4294967296, 4294967296) has more than 2^63 - 1 elements;"
            + " save the array again");
    rejectsShape(
        "(2305843009213693952,)",
        "its header promises float64 and shape (2305843009213693952,), 2305843009213693952"
            + " elements of 8 bytes, but only 48 bytes follow; copy or save it again");
    rejectsShape(
        "(" + "1, ".repeat(65) + ")",
        "its header is impossible: a shape has at most 64 axes, got 65; save the array again");
    rejectsShape("6", "the header's 'shape' is not a tuple; save the array again");
    rejectsShape("(6)", "the header's 'shape' is not a tuple; save the array again");
    rejectsShape("[2, 3]", "the header's 'shape' is not a tuple; save the array again");
    rejectsShape(
        "(2, '3')",
        "the header's 'shape' has an item that is not a whole number; save the array again");
  }

  @Test
  void rejectsWhatHoldsNoNumbers() throws IOException {
    rejects(
        Files.readAllBytes(NpyFileTest.file("objects")),
        "it holds pickled Python objects, which are never loaded; convert it in NumPy:"
            + " numpy.save(file, a.astype(numpy.float64))");
    rejects(
        Files.readAllBytes(NpyFileTest.file("structured")),
        "it holds records with several fields, which are not read; save each field as an array of"
            + " its own: numpy.save(file, a['field'])");
    rejectsUnsupported("long_double", "<f16");
    rejectsUnsupported("text", "<U2");
  }

  private void rejectsUnsupported(String name, String descr) throws IOException {
    rejects(Files.readAllBytes(NpyFileTest.file(name)), unsupported(descr));
  }

  private static String unsupported(String descr) {
    return "its dtype '%s' is not supported, only bool, int8, int16, int32, int64, uint8, uint16,"
            .formatted(descr)
        + " uint32, uint64, float16, float32, float64, complex64, complex128 are; convert it in"
        + " NumPy: numpy.save(file, a.astype(numpy.float64))";
  }

  @Test
  void rejectsOddDTypes() throws IOException {
    rejectsDescr("''", unsupported(""));
    rejectsDescr("'<'", unsupported("<"));
    rejectsDescr("'<f8x'", unsupported("<f8x"));
    rejectsDescr("8", "the header's 'descr' names no dtype; save the array again");
    rejectsDescr("None", "the header's 'descr' names no dtype; save the array again");
  }

  @Test
  void rejectsDamagedHeaders() throws IOException {
    String keys =
        "its header is not a dictionary with the keys descr, fortran_order and shape, each once;"
            + " save the array again";
    rejectsHeader("{}", keys);
    rejectsHeader("(1, 2)", keys);
    rejectsHeader(GOOD.replace("shape", "shade"), keys);
    rejectsHeader(GOOD.replace("}", "'shape': (2, 3)}"), keys);
    rejectsHeader(GOOD.replace("}", "'more': 1}"), keys);
    rejectsHeader(
        GOOD.replace("False", "0"),
        "the header's 'fortran_order' is not True or False; save the array again");
    rejectsHeader(GOOD.replace("}", ""), damaged("a value at character 58, found its end"));
    rejectsHeader(GOOD + "x", damaged("the end of the header at character 59, found 'x'"));
    rejectsHeader("", damaged("a value at character 0, found its end"));
    rejectsHeader("{'descr", damaged("a closing quote for the text at character 1, found '''"));
    rejectsHeader("{'a' 1}", damaged("':' at character 5, found '1'"));
    rejectsHeader("{'a': (1 2)}", damaged("',' or ')' at character 9, found '2'"));
    rejectsHeader("__import__('os')", damaged("a value at character 0, found '_'"));
    rejectsHeader("{'a': open('x')}", damaged("a value at character 6, found 'o'"));
    rejectsHeader("{'a': \u0007}", damaged("a value at character 6, found \\u0007"));
    rejectsHeader("(".repeat(60_000), "its header is nested too deeply; save the array again");
  }

  private static String damaged(String what) {
    return "its header is damaged: expected " + what + "; save the array again";
  }

  @Test
  void survivesRandomDamage() throws IOException {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    byte[] good = npy(GOOD, 48);
    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = good.clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        damaged[random.nextInt(good.length - 48)] = (byte) random.nextInt(256);
      }
      var file = Files.write(folder.resolve("damaged.npy"), damaged);
      try {
        NpyFile.read(file).close();
      } catch (NpyFormatException expected) {
        assertTrue(expected.getMessage().startsWith(file + ": "), "seed " + seed);
      }
    }
  }

  @Test
  void namesFilesThatCannotBeRead() {
    readFails(folder.resolve("none.npy"), "there is no such file; check the path");
    readFails(folder, "it is not a regular file; name a .npy file");
  }

  private static void readFails(Path file, String problem) {
    var failure = assertThrows(IOException.class, () -> NpyFile.read(file).close());
    assertEquals(file + ": " + problem, failure.getMessage());
  }

  @Test
  void namesFilesThatCannotBeWritten() throws IOException {
    writeFails(folder, "it is a folder; name a file");
    var missing = folder.resolve("missing");
    writeFails(missing.resolve("a.npy"), "there is no folder " + missing + "; make it first");
    if (Files.exists(Path.of("/dev/null"))) {
      writeFails(Path.of("/dev/null"), "it is not a regular file; name another one");
    }
  }

  private static void writeFails(Path file, String reason) {
    try (var array = NDArray.of(1.0)) {
      var failure = assertThrows(IOException.class, () -> NpyFile.write(file, array));
      assertEquals("cannot write " + file + ": " + reason, failure.getMessage());
    }
  }

  @Test
  void leavesNothingBehindAFailedWrite() throws IOException {
    var file = Files.writeString(folder.resolve("kept.npy"), "old");
    var failure =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(StandardCharsets.UTF_8.encode("new"));
                      throw new IOException("the disk is full");
                    }));
    assertEquals("cannot write " + file + ": the disk is full", failure.getMessage());
    assertEquals("old", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
