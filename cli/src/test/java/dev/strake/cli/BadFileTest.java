package dev.strake.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that can't be read or written.
final class BadFileTest {
  @TempDir private Path folder;
  private RefusedCommands refused;

  @BeforeEach
  void writeSource() throws IOException {
    refused = RefusedCommands.in(folder);
  }

  @Test
  void noSuchArrayFile() {
    refused.checkScale(
        "strake: DIR/b.npy: there is no such file; check the path",
        "a=1",
        "x=" + refused.at("b.npy"),
        "k=1");
  }

  @Test
  void hostileArrayFiles() throws IOException {
    checkNpy("it is too short for a .npy file; copy or save it again", new byte[0]);
    checkNpy(
        "its header promises float64 and shape (2,), 2 elements of 8 bytes, but only 4 bytes"
            + " follow; copy or save it again",
        npyBytes("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 4));
    checkNpy(
        "the header's 'shape' has the impossible size -1; save the array again",
        npyBytes("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", 4));
    checkNpy(
        "its header is impossible: shape (4294967296, 4294967296) has more than 2^63 - 1 elements;"
            + " save the array again",
        npyBytes(
            "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", 4));
    checkNpy(
        "it holds pickled Python objects, which are never loaded;"
            + " convert it in NumPy: numpy.save(file, a.astype(numpy.float64))",
        npyBytes("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8));
    var longHeader = npyBytes("{}", 0);
    longHeader[8] = (byte) 0xff;
    longHeader[9] = (byte) 0xff;
    checkNpy(
        "it claims a header of 65535 bytes, but 2 bytes are left and at most 1048576 are accepted;"
            + " copy or save it again",
        longHeader);
  }

  private void checkNpy(String problem, byte[] content) throws IOException {
    Files.write(refused.at("x.npy"), content);
    refused.checkScale("strake: DIR/x.npy: " + problem, "a=1", "x=" + refused.at("x.npy"), "k=1");
    Files.delete(refused.at("x.npy"));
  }

  private static byte[] npyBytes(String header, int dataBytes) {
    var bytes = new byte[10 + header.length() + dataBytes];
    var start = new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
    System.arraycopy(start, 0, bytes, 0, start.length);
    System.arraycopy(
        header.getBytes(StandardCharsets.US_ASCII), 0, bytes, start.length, header.length());
    return bytes;
  }

  @Test
  void noSuchPicture() {
    refused.checkScale(
        "strake: DIR/b.png: there is no such file; check the path",
        "a=1",
        "x=" + refused.at("b.png"),
        "k=1");
  }

  @Test
  void hostilePictures() throws IOException {
    Files.writeString(refused.at("x.png"), "not a picture");
    refused.checkScale(
        "strake: DIR/x.png: it is not an image in JPEG or PNG format; convert it to PNG",
        "a=1",
        "x=" + refused.at("x.png"),
        "k=1");
  }

  @Test
  void unknownResults() {
    checkOut("strake: scale has no result z to save; there is y", "z=" + refused.at("z.npy"));
    checkOut("strake: scale has no result a to save; there is y", "a=" + refused.at("z.npy"));
  }

  @Test
  void unwritableOutputs() throws IOException {
    checkOut(
        "strake: cannot write DIR/none/y.npy: there is no folder DIR/none; make it first",
        "y=" + refused.at("none/y.npy"));
    Files.createDirectory(refused.at("y.npy"));
    checkOut(
        "strake: cannot write DIR/y.npy: it is a folder; name a file", "y=" + refused.at("y.npy"));
    checkOut(
        "strake: DIR/y: results are saved as .npy or .png; name such a file",
        "y=" + refused.at("y"));
    checkOut(
        "strake: DIR/y.png: only u8[h, w] and u8[h, w, 3] make a picture, and y: f64[n] is not;"
            + " save it as .npy",
        "y=" + refused.at("y.png"));
  }

  @Test
  void aSystemFolderAsOutput() {
    var system = Path.of("/proc");
    assumeTrue(Files.isDirectory(system), "this system has no /proc");
    checkOut(
        "strake: cannot write /proc/y.npy: its folder refuses new files;"
            + " name a file in another folder",
        "y=" + system.resolve("y.npy"));
  }

  @Test
  void twoResultsInOneFile() {
    checkOut(
        "strake: --out y is given twice; give it once",
        "y=" + refused.at("1.npy"),
        "y=" + refused.at("2.npy"));
    checkOut(
        "strake: DIR/1.npy is given for two results; name a file for each",
        "y=" + refused.at("1.npy"),
        "y=" + refused.at("1.npy"));
  }

  private void checkOut(String message, String... outputs) {
    var words = new ArrayList<String>(List.of("a=1", "x=ones:2", "k=1"));
    for (var output : outputs) {
      words.add("--out");
      words.add(output);
    }
    refused.checkScale(message, words.toArray(String[]::new));
  }
}
