package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names, numbers, types and sizes that don't fit.
final class BadCallTest {
  @TempDir private Path folder;
  private RefusedCommands refused;

  @BeforeEach
  void writeSource() throws IOException {
    refused = RefusedCommands.in(folder);
  }

  @Test
  void unknownKernel() {
    refused.check(
        "strake: DIR/a.strake has no kernel scal; did you mean scale?",
        "run",
        refused.source(),
        "scal");
    refused.check(
        "strake: DIR/a.strake has no kernel edges; there is scale, total, pick",
        "run",
        refused.source(),
        "edges");
  }

  @Test
  void unknownParameter() {
    refused.checkScale("strake: scale has no parameter b; there is a, x, k", "b=1");
    refused.checkScale("strake: y is a result of scale; to save it write --out y=FILE", "y=1");
  }

  @Test
  void missingArguments() {
    refused.checkScale(
        "strake: scale needs x=VALUE and k=VALUE; it takes a: f64, x: f64[n], k: i64", "a=1");
  }

  @Test
  void repeatedArguments() {
    refused.checkScale("strake: a is given twice; give it once", "a=1", "a=2");
  }

  @Test
  void malformedNumbers() {
    refused.checkScale(
        "strake: k must be a whole number (i64), got 1.5", "a=1", "x=ones:2", "k=1.5");
    refused.checkScale(
        "strake: k must be from -9223372036854775808 to 9223372036854775807 (i64),"
            + " got 9223372036854775808",
        "a=1",
        "x=ones:2",
        "k=9223372036854775808");
    refused.checkScale("strake: a must be a number (f64), got 1,5", "a=1,5", "x=ones:2", "k=1");
    refused.checkScale("strake: a must be a number (f64), got 0x.p1", "a=0x.p1", "x=ones:2", "k=1");
    refused.checkScale(
        "strake: a is too large for f64: 1e999; write inf for infinity",
        "a=1e999",
        "x=ones:2",
        "k=1");
  }

  @Test
  void aNumberForAnArray() {
    refused.checkScale(
        "strake: x is an array (x: f64[n]), got 3;"
            + " give a .npy, .png or .jpg file, or random:1000",
        "a=1",
        "x=3",
        "k=1");
  }

  @Test
  void malformedSizes() {
    refused.checkScale(
        "strake: zeros:3x gives no sizes; write them as zeros:1000 or zeros:20x30",
        "a=1",
        "x=zeros:3x",
        "k=1");
    refused.checkScale(
        "strake: zeros:-3: shape (-3,) has a negative size; write smaller sizes",
        "a=1",
        "x=zeros:-3",
        "k=1");
    refused.checkScale(
        "strake: x: the float64 array of shape (9223372036854775807,) is too large:"
            + " its size exceeds 2^63 - 1 bytes; write smaller sizes",
        "a=1",
        "x=zeros:9223372036854775807",
        "k=1");
  }

  @Test
  void moreMemoryThanThereIs() {
    var run =
        CommandRun.of("run", refused.source(), "scale", "a=1", "x=ones:100000000000000", "k=1");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().startsWith("strake: no memory for the float64 array"), run.err());
  }

  @Test
  void wrongDtype() throws IOException {
    var x = refused.npy("x.npy", NDArray.of(1, 2));
    refused.checkScale(
        """
        strake: parameter `x` of kernel `scale` is f64, got i32
        help: convert it to f64\
        """,
        "a=1",
        "x=" + x,
        "k=1");
    var y = refused.npy("y.npy", NDArray.of(1.0, 2.0));
    refused.check(
        """
        strake: `T` is i32 by `x` and f64 by `y`
        help: convert one of them\
        """,
        "run",
        refused.source(),
        "total",
        "x=" + x,
        "y=" + y);
    refused.check(
        "strake: T is i32 by the arguments and f32 by --types;"
            + " leave --types out, or convert the arguments",
        "run",
        refused.source(),
        "total",
        "x=" + x,
        "y=" + x,
        "--types",
        "T=f32");
  }

  @Test
  void wrongRank() {
    refused.checkScale(
        "strake: scale: x must be f64[n], got f64[2, 2]", "a=1", "x=ones:2x2", "k=1");
  }

  @Test
  void wrongSize() {
    refused.check(
        "strake: total: n is 2 by axis 0 of x but 3 by axis 0 of y; make them equal",
        "run",
        refused.source(),
        "total",
        "x=ones:2",
        "y=ones:3");
    refused.check(
        "strake: total: needs n > 0, but n is 0 by axis 0 of x",
        "run",
        refused.source(),
        "total",
        "x=ones:0",
        "y=ones:0");
  }

  @Test
  void wrongTypes() {
    refused.check(
        "strake: there is no type f46; the types are bool, i8, i16, i32, i64, u8, u16, u32, u64,"
            + " f16, bf16, f32, f64, complex64, complex128",
        "run",
        refused.source(),
        "total",
        "x=ones:2",
        "y=ones:2",
        "--types",
        "T=f46");
    refused.check(
        "strake: there is no type parameter U; there is T",
        "run",
        refused.source(),
        "total",
        "x=ones:2",
        "y=ones:2",
        "--types",
        "U=f64");
  }

  @Test
  void unknownBackend() {
    refused.checkScale(
        "strake: there is no backend vectr; did you mean vector?",
        "a=1",
        "x=ones:2",
        "k=1",
        "--backend",
        "vectr");
  }

  @Test
  void failuresOfTheKernel() throws IOException {
    var at = refused.npy("at.npy", NDArray.of(0L, 7L));
    refused.check(
        """
        strake: pick: index 7 is outside 0..5 (axis 0 of x) at i = 1
          --> DIR/a.strake:10:12
        10 |     y[i] = x[at[i]];
           |            ^^^^^^^^\
        """,
        "run",
        refused.source(),
        "pick",
        "x=ones:5",
        "at=" + at,
        "--out",
        "y=" + refused.at("y.npy"));
    refused.check(
        """
        strake: pick: assertion failed: 3 is not allowed (3 != 3 is false) at i = 1
         --> DIR/a.strake:9:5
        9 |     assert at[i] != 3, "3 is not allowed";
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\
        """,
        "run",
        refused.source(),
        "pick",
        "x=ones:5",
        "at=" + refused.npy("at.npy", NDArray.of(0L, 3L)));
  }
}
