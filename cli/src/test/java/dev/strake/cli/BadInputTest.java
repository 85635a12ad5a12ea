package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is wrong with what users give: exit code 1, a sentence that names the thing and a way
/// out, no stack trace, no file.
final class BadInputTest {
  private static final String SOURCE =
      """
      kernel scale(a: f64, x: f64[n], k: i64) -> y: f64[n] {
        par for i in 0..n { y[i] = a * x[i]; }
      }
      kernel total<T: num>(x: T[n], y: T[n]) -> s: T where n > 0 {
        s = sum[i in 0..n] (x[i] * y[i]);
      }
      kernel pick(x: f64[n], at: i64[m]) -> y: f64[m] {
        par for i in 0..m {
          assert at[i] != 3, "3 is not allowed";
          y[i] = x[at[i]];
        }
      }
      """;

  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.writeString(folder.resolve("a.strake"), SOURCE);
  }

  @Test
  void noSuchSource() {
    check("strake: can't read `DIR/b.strake`: there is no such file", "run", at("b.strake"), "f");
  }

  @Test
  void aFolderAsSource() {
    check("strake: can't read `DIR`: it is a directory", "run", folder, "f");
  }

  @Test
  void unknownKernel() {
    check("strake: DIR/a.strake has no kernel scal; did you mean scale?", "run", source, "scal");
    check(
        "strake: DIR/a.strake has no kernel edges; there is scale, total, pick",
        "run",
        source,
        "edges");
  }

  @Test
  void unknownParameter() {
    checkScale("strake: scale has no parameter b; there is a, x, k", "b=1");
    checkScale("strake: y is a result of scale; to save it write --out y=FILE", "y=1");
  }

  @Test
  void missingArguments() {
    checkScale(
        "strake: scale needs x=VALUE and k=VALUE; it takes a: f64, x: f64[n], k: i64", "a=1");
  }

  @Test
  void repeatedArguments() {
    checkScale("strake: a is given twice; give it once", "a=1", "a=2");
  }

  @Test
  void malformedNumbers() {
    checkScale("strake: k must be a whole number (i64), got 1.5", "a=1", "x=ones:2", "k=1.5");
    checkScale(
        "strake: k must be from -9223372036854775808 to 9223372036854775807 (i64),"
            + " got 9223372036854775808",
        "a=1",
        "x=ones:2",
        "k=9223372036854775808");
    checkScale("strake: a must be a number (f64), got 1,5", "a=1,5", "x=ones:2", "k=1");
    checkScale("strake: a must be a number (f64), got 0x.p1", "a=0x.p1", "x=ones:2", "k=1");
    checkScale(
        "strake: a is too large for f64: 1e999; write inf for infinity",
        "a=1e999",
        "x=ones:2",
        "k=1");
  }

  @Test
  void aNumberForAnArray() {
    checkScale(
        "strake: x is an array (x: f64[n]), got 3;"
            + " give a .npy, .png or .jpg file, or random:1000",
        "a=1",
        "x=3",
        "k=1");
  }

  @Test
  void malformedSizes() {
    checkScale(
        "strake: zeros:3x gives no sizes; write them as zeros:1000 or zeros:20x30",
        "a=1",
        "x=zeros:3x",
        "k=1");
    checkScale(
        "strake: zeros:-3: shape (-3,) has a negative size; write smaller sizes",
        "a=1",
        "x=zeros:-3",
        "k=1");
    checkScale(
        "strake: x: the float64 array of shape (9223372036854775807,) is too large:"
            + " its size exceeds 2^63 - 1 bytes; write smaller sizes",
        "a=1",
        "x=zeros:9223372036854775807",
        "k=1");
  }

  @Test
  void moreMemoryThanThereIs() {
    var run = CommandRun.of("run", source, "scale", "a=1", "x=ones:100000000000000", "k=1");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().startsWith("strake: no memory for the float64 array"), run.err());
  }

  @Test
  void noSuchArrayFile() {
    checkScale(
        "strake: DIR/b.npy: there is no such file; check the path",
        "a=1",
        "x=" + at("b.npy"),
        "k=1");
  }

  @Test
  void noSuchPicture() {
    checkScale(
        "strake: DIR/b.png: there is no such file; check the path",
        "a=1",
        "x=" + at("b.png"),
        "k=1");
  }

  @Test
  void wrongDtype() throws IOException {
    var x = npy("x.npy", NDArray.of(1, 2));
    checkScale(
        """
        strake: parameter `x` of kernel `scale` is f64, got i32
        help: convert it to f64\
        """,
        "a=1",
        "x=" + x,
        "k=1");
    var y = npy("y.npy", NDArray.of(1.0, 2.0));
    check(
        """
        strake: `T` is i32 by `x` and f64 by `y`
        help: convert one of them\
        """,
        "run",
        source,
        "total",
        "x=" + x,
        "y=" + y);
    check(
        "strake: T is i32 by the arguments and f32 by --types;"
            + " leave --types out, or convert the arguments",
        "run",
        source,
        "total",
        "x=" + x,
        "y=" + x,
        "--types",
        "T=f32");
  }

  @Test
  void wrongRank() {
    checkScale("strake: scale: x must be f64[n], got f64[2, 2]", "a=1", "x=ones:2x2", "k=1");
  }

  @Test
  void wrongSize() {
    check(
        "strake: total: n is 2 by axis 0 of x but 3 by axis 0 of y; make them equal",
        "run",
        source,
        "total",
        "x=ones:2",
        "y=ones:3");
    check("strake: total: needs n > 0, but n is 0", "run", source, "total", "x=ones:0", "y=ones:0");
  }

  @Test
  void wrongTypes() {
    check(
        "strake: there is no type f46; the types are bool, u8, i32, i64, f32, f64",
        "run",
        source,
        "total",
        "x=ones:2",
        "y=ones:2",
        "--types",
        "T=f46");
    check(
        "strake: there is no type parameter U; there is T",
        "run",
        source,
        "total",
        "x=ones:2",
        "y=ones:2",
        "--types",
        "U=f64");
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
    Files.write(at("x.npy"), content);
    checkScale("strake: DIR/x.npy: " + problem, "a=1", "x=" + at("x.npy"), "k=1");
    Files.delete(at("x.npy"));
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
  void hostilePictures() throws IOException {
    Files.writeString(at("x.png"), "not a picture");
    checkScale(
        "strake: DIR/x.png: it is not an image in JPEG or PNG format; convert it to PNG",
        "a=1",
        "x=" + at("x.png"),
        "k=1");
  }

  @Test
  void unknownResults() {
    checkOut("strake: scale has no result z to save; there is y", "z=" + at("z.npy"));
    checkOut("strake: scale has no result a to save; there is y", "a=" + at("z.npy"));
  }

  @Test
  void unwritableOutputs() throws IOException {
    checkOut(
        "strake: cannot write DIR/none/y.npy: there is no folder DIR/none; make it first",
        "y=" + at("none/y.npy"));
    Files.createDirectory(at("y.npy"));
    checkOut("strake: cannot write DIR/y.npy: it is a folder; name a file", "y=" + at("y.npy"));
    checkOut("strake: DIR/y: results are saved as .npy or .png; name such a file", "y=" + at("y"));
    checkOut(
        "strake: DIR/y.png: only u8[h, w] and u8[h, w, 3] make a picture, and y: f64[n] is not;"
            + " save it as .npy",
        "y=" + at("y.png"));
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
        "strake: --out y is given twice; give it once", "y=" + at("1.npy"), "y=" + at("2.npy"));
    checkOut(
        "strake: DIR/1.npy is given for two results; name a file for each",
        "y=" + at("1.npy"),
        "y=" + at("1.npy"));
  }

  @Test
  void unknownBackend() {
    checkScale(
        "strake: there is no backend vectr; did you mean vector?",
        "a=1",
        "x=ones:2",
        "k=1",
        "--backend",
        "vectr");
  }

  @Test
  void failuresOfTheKernel() throws IOException {
    var at = npy("at.npy", NDArray.of(0L, 7L));
    check(
        """
        strake: pick: index 7 is outside 0..5
          --> DIR/a.strake:10:12
        10 |     y[i] = x[at[i]];
           |            ^^^^^^^^\
        """,
        "run",
        source,
        "pick",
        "x=ones:5",
        "at=" + at,
        "--out",
        "y=" + at("y.npy"));
    check(
        """
        strake: pick: assertion failed: 3 is not allowed
         --> DIR/a.strake:9:5
        9 |     assert at[i] != 3, "3 is not allowed";
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\
        """,
        "run",
        source,
        "pick",
        "x=ones:5",
        "at=" + npy("at.npy", NDArray.of(0L, 3L)));
  }

  @Test
  void mistakesInTheSource() throws IOException {
    Files.writeString(source, "kernel f(x: f64) -> y: f64 { y = z; }\nkernel g( {}\n");
    var run = CommandRun.of("run", source, "f", "x=1");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("nothing here is called `z`"), run.err());
    assertTrue(run.err().contains("a.strake:2:"), run.err());
  }

  @Test
  void deepNesting() throws IOException {
    var parentheses = "(".repeat(20_000) + "a" + ")".repeat(20_000);
    Files.writeString(source, "kernel f(a: f64) -> y: f64 { y = " + parentheses + "; }");
    var run = CommandRun.of("run", source, "f", "a=1");
    assertEquals(1, run.exitCode());
    assertTrue(
        run.err().startsWith("error[K0008]: this is nested more than 200 levels deep\n"),
        run.err());
    assertEquals(4, run.err().lines().count());
  }

  @Test
  void randomBytesAsSource() throws IOException {
    var seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    for (var i = 0; i < 20; i++) {
      var bytes = new byte[2_000];
      random.nextBytes(bytes);
      Files.write(source, bytes);
      check(
          "strake: DIR/a.strake is not a text in UTF-8;"
              + " name a file with kernels, or save it as UTF-8",
          "run",
          source,
          "f");
    }
  }

  @Test
  void randomCharactersAsSource() throws IOException {
    var seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    for (var i = 0; i < 20; i++) {
      var text = new StringBuilder();
      random.ints(300, ' ', 127).forEach(c -> text.append((char) c));
      Files.writeString(source, text);
      var run = CommandRun.of("run", source, "f");
      assertEquals(1, run.exitCode(), "seed " + seed);
      assertTrue(run.err().startsWith("error[K"), run.err());
      assertFalse(run.err().contains("\tat "), run.err());
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private Path npy(String name, NDArray array) throws IOException {
    NpyFile.write(at(name), array);
    return at(name);
  }

  private void checkScale(String message, String... arguments) {
    var words = new ArrayList<Object>(List.of("run", source, "scale"));
    words.addAll(List.of(arguments));
    check(message, words.toArray());
  }

  private void checkOut(String message, String... outputs) {
    var words = new ArrayList<String>(List.of("a=1", "x=ones:2", "k=1"));
    for (var output : outputs) {
      words.add("--out");
      words.add(output);
    }
    checkScale(message, words.toArray(String[]::new));
  }

  /// The command fails with this message, in which `DIR` stands for the test's folder, prints
  /// nothing else and makes no file.
  private void check(String message, Object... arguments) {
    var before = files();
    var run = CommandRun.of(arguments);
    var text = message.replace("DIR", folder.toString()) + "\n";
    assertEquals(new CommandRun(1, "", text), run);
    assertEquals(before, files());
  }

  private List<Path> files() {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
