package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir private Path folder;

  @Test
  void printsResultsWithTheirTypes() throws IOException {
    check(
        """
        y: f64[2] = [3. 6.]
        s: f64 = 3.0
        """,
        "kernel k(a: f64, x: f64[n]) -> (y: f64[n], s: f64) {"
            + " par for i in 0..n { y[i] = a * x[i]; } s = sum[i in 0..n] x[i]; }",
        "a=3",
        "x=" + npy("x", NDArray.of(1.0, 2.0)));
  }

  @Test
  void putsTablesOnLinesOfTheirOwn() throws IOException {
    check(
        """
        y: i64[2, 2] =
        [[0 1]
         [1 2]]
        """,
        "kernel k(n: i64) -> y: i64[n, n] { par for i in 0..n, j in 0..n { y[i, j] = i + j; } }",
        "n=2");
  }

  @Test
  void printsArgumentsChangedInPlace() throws IOException {
    var x = npy("x", NDArray.of(1, 2));
    check(
        "x: i32[2] = [2 3]\n",
        "kernel k(x: inout i32[n]) { par for i in 0..n { x[i] += 1; } }",
        "x=" + x);
    assertEquals("[1 2]", NpyFile.read(x).toString());
  }

  @Test
  void readsNumbersOfEveryType() throws IOException {
    check(
        """
        r0: bool = True
        r1: u8 = 255
        r2: i32 = -2147483648
        r3: i64 = 255
        r4: f32 = 0.1
        r5: f64 = -inf
        """,
        "kernel k(a: bool, b: u8, c: i32, d: i64, e: f32, f: f64)"
            + " -> (r0: bool, r1: u8, r2: i32, r3: i64, r4: f32, r5: f64)"
            + " { r0 = a; r1 = b; r2 = c; r3 = d; r4 = e; r5 = f; }",
        "a=true",
        "b=255",
        "c=-2147483648",
        "d=0xff",
        "e=.1e0",
        "f=-inf");
  }

  @Test
  void takesTheTypesOfTheArrays() throws IOException {
    var x = npy("x", NDArray.of(0.1f, 0.2f));
    check("s: f32 = 0.4\n", SCALED_MAX, "a=2", "x=" + x);
  }

  @Test
  void takesThePreciseTypeIfNothingTells() throws IOException {
    check("s: f64 = 0.2\n", SCALED_MAX, "a=0.2", "x=ones:3");
  }

  @Test
  void takesTheTypesAskedFor() throws IOException {
    check("s: u8 = 7\n", SCALED_MAX, "a=7", "x=ones:3", "--types", "T=u8");
  }

  private static final String SCALED_MAX =
      "kernel k<T: num>(a: T, x: T[n]) -> s: T where n > 0 { s = a * max[i in 0..n] x[i]; }";

  @Test
  void makesTheSameRandomNumbersInEveryRun() throws IOException {
    var kernel = "kernel k(x: f64[n]) -> s: f64 { s = sum[i in 0..n] x[i]; }";
    var first = CommandRun.output("run", source(kernel), "k", "x=random:1000");
    assertEquals(first, CommandRun.output("run", source(kernel), "k", "x=random:1000"));
    var sum = Double.parseDouble(first.replace("s: f64 = ", ""));
    assertTrue(sum > 450 && sum < 550, first);
  }

  @Test
  void savesArrays() throws IOException {
    var file = folder.resolve("y.npy");
    check("", DOUBLED, "x=" + npy("x", NDArray.of(1.0, 2.0)), "--out", "y=" + file);
    assertEquals("[2. 4.]", NpyFile.read(file).toString());
  }

  private static final String DOUBLED =
      "kernel k(x: f64[n]) -> y: f64[n] { par for i in 0..n { y[i] = 2 * x[i]; } }";

  @Test
  void replacesTheFileItHasRead() throws IOException {
    var file = npy("x", NDArray.of(1.0, 2.0));
    check("", DOUBLED, "x=" + file, "--out", "y=" + file);
    assertEquals("[2. 4.]", NpyFile.read(file).toString());
  }

  @Test
  void savesPictures() throws IOException {
    var pixels = NDArray.fromArray(new byte[] {0, 100, -1, 7, 8, 9}, 1, 2, 3);
    var file = folder.resolve("out.PNG");
    check(
        "",
        "kernel k(x: u8[h, w, 3]) -> y: u8[h, w, 3] {"
            + " par for i in 0..h, j in 0..w, c in 0..3 { y[i, j, c] = x[i, j, c]; } }",
        "x=" + npy("x", pixels),
        "--out",
        "y=" + file);
    var read = Images.read(file, _ -> {});
    assertEquals(pixels.toString(), read.toString());
  }

  @Test
  void runsOnArraysWithoutElements() throws IOException {
    check("y: f64[0] = []\n", DOUBLED, "x=" + npy("x", Creation.zeros(DType.FLOAT64, 0)));
  }

  @Test
  void saysWhichBackendRuns() throws IOException {
    var run =
        CommandRun.of(
            "run", source(DOUBLED), "k", "x=ones:1", "--backend", "interpreter", "--verbose");
    assertTrue(run.err().startsWith("strake: running on interpreter ("), run.err());
  }

  @Test
  void showsPrintsOfTheInterpreter() throws IOException {
    var file =
        source(
            """
            fn half(x: f64) -> f64 { print "halving", x; return x / 2; }
            kernel k(x: f64[n]) -> y: f64[n] {
              par for i in 0..n {
                y[i] = half(x[i]);
                if i > 0 { print i, true, "is the last of", n; }
              }
            }
            """);
    var shown = CommandRun.of("run", file, "k", "x=ones:2", "--backend", "interpreter");
    assertEquals("y: f64[2] = [0.5 0.5]\n", shown.out());
    assertEquals(
        """
        strake: %1$s:1:26: halving 1.0
        strake: %1$s:1:26: halving 1.0
        strake: %1$s:5:16: 1 true is the last of 2
        """
            .formatted(file),
        shown.err());
    var silent = CommandRun.of("run", file, "k", "x=ones:2", "--backend", "scalar");
    assertEquals(shown.out(), silent.out());
    assertEquals("strake: `print` is shown by --backend interpreter only\n", silent.err());
  }

  private Path source(String text) throws IOException {
    return Files.writeString(folder.resolve("k.strake"), text);
  }

  private Path npy(String name, NDArray array) throws IOException {
    var file = folder.resolve(name + ".npy");
    NpyFile.write(file, array);
    return file;
  }

  /// Kernel `k` of a source, run with these arguments on the default backend.
  private void check(String expected, String source, Object... arguments) throws IOException {
    var words = new Object[arguments.length + 3];
    words[0] = "run";
    words[1] = source(source);
    words[2] = "k";
    System.arraycopy(arguments, 0, words, 3, arguments.length);
    assertEquals(expected, CommandRun.output(words));
  }
}
