package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.launch.KernelException;
import org.junit.jupiter.api.Test;

/// What functions with array parameters mean.
final class ArrayFunctionTest {
  private static void check(String expected, String source, String... inputs) {
    assertEquals(expected, Evaluation.run(source, inputs));
  }

  private static final String DOT =
      """
      fn dot2<T: num>(a: T[n], b: T[n]) -> T = dot@seq[k in 0..n] (a[k], b[k]);
      fn total<T: num>(a: T[n]) -> T = sum@seq[k in 0..n] a[k];
      fn total<T: num>(a: T[h, w]) -> T = sum@seq[i in 0..h] total(a[i, ..]);
      """;

  @Test
  void wholeArraysAndSlices() {
    check(
        "c = 9 12 15 19 26 33",
        DOT
            + """
            kernel k(a: i64[m, p], b: i64[p, n]) -> c: i64[m, n] {
              par for i in 0..m, j in 0..n { c[i, j] = dot2(a[i, ..], b[.., j]); }
            }
            """,
        "a: i64[2, 2] = 1 2 3 4",
        "b: i64[2, 3] = 1 2 3 4 5 6");
    check(
        "y = 21.0",
        DOT + "kernel k(x: f64[h, w]) -> y: f64 { y = total(x); }",
        "x: f64[2, 3] = 1 2 3 4 5 6");
  }

  private static final String SECTIONS =
      DOT
          + """
          fn count(a: f64[n]) -> i64 = n;
          fn middle(a: f64[n]) -> f64 = total(a[1..n - 1]);
          kernel k(x: f64[n], lo: i64, hi: i64) -> (size: i64, all: f64, inner: f64) {
            size = count(x[lo..hi]);
            all = total(x[lo..hi]);
            inner = middle(x[lo..hi]);
          }
          """;

  @Test
  void sections() {
    var x = "x: f64[5] = 1 2 4 8 16";
    check("size = 3\nall = 14.0\ninner = 4.0", SECTIONS, x, "lo: i64 = 1", "hi: i64 = 4");
    check("size = 0\nall = 0.0\ninner = 0.0", SECTIONS, x, "lo: i64 = 4", "hi: i64 = 2");
    check("size = 5\nall = 31.0\ninner = 14.0", SECTIONS, x, "lo: i64 = 0", "hi: i64 = 5");
    var outside =
        assertThrows(
            KernelException.class, () -> Evaluation.run(SECTIONS, x, "lo: i64 = 2", "hi: i64 = 6"));
    assertTrue(outside.getMessage().contains("5"), outside.getMessage());
  }

  @Test
  void elementsOutsideOfASectionAreNotThere() {
    var source =
        """
        fn at(a: f64[n], k: i64) -> f64 = a[k];
        kernel k(x: f64[n], k: i64) -> y: f64 { y = at(x[1..3], k); }
        """;
    var x = "x: f64[5] = 1 2 4 8 16";
    check("y = 4.0", source, x, "k: i64 = 1");
    assertThrows(KernelException.class, () -> Evaluation.run(source, x, "k: i64 = 2"));
    assertThrows(KernelException.class, () -> Evaluation.run(source, x, "k: i64 = -1"));
  }

  @Test
  void sectionsOfRunningIndices() {
    check(
        "x = 1.0 2.0 -3.0",
        DOT
            + """
            kernel solve(l: f64[n, n], b: f64[n], x: inout f64[n]) {
              seq for i in 0..n {
                x[i] = (b[i] - dot2(l[i, 0..i], x[0..i])) / l[i, i];
              }
            }
            """,
        "l: f64[3, 3] = 1 0 0 2 1 0 3 4 2",
        "b: f64[3] = 1 4 5",
        "x: f64[3] = 0 0 0");
  }

  @Test
  void statementsAndLocalArrays() {
    check(
        "y = 14.0 4.0",
        """
        fn spread(a: f64[n], scale: f64) -> f64 {
          let mean = (sum@seq[k in 0..n] a[k]) / (n as f64);
          let off[k in 0..n] = (a[k] - mean) * scale;
          var most = 0.0;
          seq for k in 0..n { if off[k] > most { most = off[k]; } }
          return most;
        }
        kernel k(x: f64[h, w]) -> y: f64[h] {
          par for i in 0..h { y[i] = spread(x[i, ..], 2.0); }
        }
        """,
        "x: f64[2, 3] = 1 2 12 0 1 2".replace("0 1 2", "1 3 5"));
  }

  @Test
  void severalResults() {
    check(
        "low = 1.0\nhigh = 5.0",
        """
        fn ends(a: f64[n]) -> (f64, f64) = (a[0], a[n - 1]);
        kernel k(x: f64[n]) -> (low: f64, high: f64) where n > 0 {
          let (a, b) = ends(x);
          low = a;
          high = b;
        }
        """,
        "x: f64[3] = 1 2 5");
  }

  @Test
  void equationsOfWhereMakeExtentsEqual() {
    check(
        "y = 11.0",
        DOT
            + """
            kernel k(a: f64[n], b: f64[m, 2]) -> y: f64 where n == m {
              y = dot2(a, b[.., 0]);
            }
            """,
        "a: f64[2] = 1 2",
        "b: f64[2, 2] = 3 0 4 0");
    assertEquals(
        "",
        ExpectedMistakes.found(
            DOT
                + """
                kernel k(a: f64[n + 1], b: f64[n], c: f64[2 * n + 2]) -> y: f64 {
                  y = dot2(a, c[n + 1..2 * n + 2]) + dot2(a[0..n], b[0..n]);
                }
                """));
  }

  @Test
  void packsAndFunctions() {
    var source =
        DOT
            + """
            kernel k(x: f64[..s, n]) -> y: f64[..s] {
              par for r in s { y[r] = total(x[r, ..]); }
            }
            """;
    check("y = 6.0", source, "x: f64[3] = 1 2 3");
    check("y = 3.0 7.0", source, "x: f64[2, 2] = 1 2 3 4");
  }
}
