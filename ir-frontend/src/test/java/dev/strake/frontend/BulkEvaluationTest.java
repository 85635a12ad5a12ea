package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.launch.KernelException;
import org.junit.jupiter.api.Test;

/// What runs over all its indices at once: scatters, scans, reductions by functions.
final class BulkEvaluationTest {
  private static void check(String expected, String source, String... inputs) {
    assertEquals(expected, Evaluation.run(source, inputs));
  }

  private static void fails(String message, String source, String... inputs) {
    var failure = assertThrows(KernelException.class, () -> Evaluation.run(source, inputs));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  private static String scatter(String update, String outside) {
    return "kernel k(b: i64[n], w: i64[n], h: inout i64[m]) { scatter h[b[i]] "
        + update
        + " w[i] for i in 0..n "
        + outside
        + "; }";
  }

  @Test
  void scattersUpdateInOrder() {
    String[] inputs = {"b: i64[4] = 1 0 1 1", "w: i64[4] = 5 6 3 4", "h: i64[3] = 7 7 7"};
    check("h = 6 4 7", scatter("=", ""), inputs);
    check("h = 13 19 7", scatter("+=", ""), inputs);
    check("h = 42 420 7", scatter("*=", ""), inputs);
    check("h = 6 3 7", scatter("min=", ""), inputs);
    check("h = 7 7 7", scatter("max=", ""), inputs);
    check("h = 6 0 7", scatter("&=", ""), inputs);
    check("h = 7 7 7", scatter("|=", ""), inputs);
    check("h = 1 5 7", scatter("^=", ""), inputs);
  }

  @Test
  void scattersTreatIndicesOutsideAsTold() {
    String[] inputs = {"b: i64[4] = -1 0 3 5", "w: i64[4] = 1 10 100 1000", "h: i64[3] = 0 0 0"};
    fails("index", scatter("+=", ""), inputs);
    fails("index", scatter("+=", "oob error"), inputs);
    check("h = 10 0 0", scatter("+=", "oob drop"), inputs);
    check("h = 11 0 1100", scatter("+=", "oob clamp"), inputs);
    check("h = 110 0 1001", scatter("+=", "oob wrap"), inputs);
  }

  @Test
  void scattersIntoRowsRunInParallelLoops() {
    var source =
        """
        kernel k(b: i64[r, n]) -> h: i64[r, 3] {
          par for i in 0..r { scatter h[i, b[i, j]] += 1 for j in 0..n; }
        }
        """;
    check("h = 1 2 0 0 0 3", source, "b: i64[2, 3] = 1 0 1 2 2 2");
  }

  @Test
  void reductionsOfNothingGiveWhatStandsAfterElse() {
    var source =
        """
        kernel k(x: f64[n], v: f64) -> (a: f64, b: f64, c: f64, d: bool, e: i64, f: i64) {
          a = max[i in 0..n] x[i] else -inf;
          b = min[i in 0..2, j in 0..n] x[j] else (v * 2);
          c = sum[i in 0..n] x[i] else v;
          d = all[i in 0..n] (x[i] > 0) else false;
          e = argmin[i in 0..n] x[i] else -1;
          f = count[i in 0..n] (x[i] > 0) else (100 / n);
        }
        """;
    check(
        "a = 3.0\nb = -1.0\nc = 2.0\nd = false\ne = 1\nf = 1",
        source,
        "x: f64[2] = 3 -1",
        "v: f64 = 9");
    fails("division by zero", source, "x: f64[0] =", "v: f64 = 9");
    check(
        "a = -Infinity\nb = 18.0\nc = 9.0\nd = false\ne = -1\nf = 7",
        source.replace("(100 / n)", "7"),
        "x: f64[0] =",
        "v: f64 = 9");
  }

  @Test
  void extremesAreTheFirstOfEqualsAndOfNaNs() {
    var source =
        """
        kernel k(x: f64[n]) -> (low: i64, high: i64) {
          low = argmin[i in 0..n] x[i];
          high = argmax@seq[i in 0..n] x[i];
        }
        """;
    check("low = 2\nhigh = 1", source, "x: f64[5] = 1 5 0 5 0");
    check("low = 1\nhigh = 1", source, "x: f64[5] = 1 nan 0 nan 5");
    check("low = 0\nhigh = 0", source, "x: f64[2] = -0.0 0.0");
    fails("of nothing", source, "x: f64[0] =");
    var many = new StringBuilder("x: f64[100] = ");
    for (var i = 0; i < 100; i++) {
      many.append(i % 40 == 17 ? "9 " : i % 40 == 5 ? "-9 " : "1 ");
    }
    check("low = 5\nhigh = 17", source, many.toString());
  }

  @Test
  void extremesAreIndicesOfTheirRange() {
    var source =
        """
        kernel k(x: i32[n]) -> (low: i64, high: i64) {
          low = argmin[i in 1..n] x[i];
          high = argmax[i in 0..n - 1] (x[i] == 4);
        }
        """;
    check("low = 3\nhigh = 2", source, "x: i32[5] = 1 8 4 2 2");
  }

  private static final String LARGER =
      """
      fn larger(a: f64, i: i64, b: f64, j: i64) -> (f64, i64) =
        if b > a || (b == a && j < i) { (b, j) } else { (a, i) };
      """;

  @Test
  void functionsGiveSeveralValues() {
    var source =
        LARGER
            + """
            fn both(a: f64, b: f64) -> (f64, f64) {
              var low = a;
              if b < a { low = b; }
              let (_, at) = larger(a, 0, b, 1);
              if at == 0 { return (low, a); } else { return (low, b); }
            }
            kernel k(x: f64, y: f64) -> (low: f64, high: f64, at: i64, sign: f64) {
              let (a, b) = both(x, y);
              var (top, where_) = larger(x, 0, y, 1);
              top += 1;
              let (s, t) = if x < 0 { (-1, 0.5) } else if y < 0 { both(0.25, 2) } else { (1, 3) };
              low = a; high = b * t; at = where_; sign = s;
            }
            """;
    check("low = 1.0\nhigh = 6.0\nat = 1\nsign = 1.0", source, "x: f64 = 1", "y: f64 = 2");
    check("low = -2.0\nhigh = 2.0\nat = 0\nsign = 0.25", source, "x: f64 = 1", "y: f64 = -2");
  }

  @Test
  void functionsCombineElements() {
    var source =
        LARGER
            + """
            fn steeper<T: float>(a: T, b: T) -> T = if abs(b) > abs(a) { b } else { a };
            fn place(x: f64, i: i64) -> (f64, i64) = (x * 2, i + 10);
            kernel k(x: f64[n]) -> (top: f64, at: i64, most: f64, place2: i64, none: i64) {
              let (v, i) = larger[j in 0..n] (x[j], j);
              top = v; at = i;
              most = 2 * steeper@seq[j in 0..n] x[j];
              let (w, k) = larger@seq[j in 0..n] place(x[j], j) else (0, -1);
              place2 = k + ((w * 0) as i64);
              let (_, nothing) = larger[j in n..n] (x[j], j) else (0.0, -1);
              none = nothing;
            }
            """;
    check(
        "top = 7.0\nat = 1\nmost = -18.0\nplace2 = 11\nnone = -1", source, "x: f64[4] = 3 7 -9 7");
    check("top = 1.0\nat = 0\nmost = 2.0\nplace2 = 10\nnone = -1", source, "x: f64[1] = 1");
    fails("of nothing", source, "x: f64[0] =");
  }

  @Test
  void scansGiveEveryTotal() {
    var source =
        """
        fn affine(a: f64, b: f64, c: f64, d: f64) -> (f64, f64) = (a * c, b * c + d);
        fn last<T: num>(a: T, b: T) -> T = b;
        kernel k(x: f64[n], i: i32[n]) -> (s: f64[n], t: f64[n], low: i32[n], up: bool[n], l: i32[n], grid: f64[2, n]) {
          let c[j in 0..n] = scan add[j in 0..n] x[j];
          let (p, q)[j in 0..n] = scan affine[j in 0..n] (x[j], 1);
          let m[j in 0..n] = scan min[j in 0..n] i[j];
          let u[j in 0..n] = scan and[j in 0..n] (x[j] > 0);
          let e[j in 0..n] = scan last[j in 0..n] (2 * i[j]);
          let g[r in 0..2, j in 0..n] = scan mul[r in 0..2, j in 0..n] x[j];
          par for j in 0..n {
            s[j] = c[j]; t[j] = q[j] + p[j]; low[j] = m[j]; up[j] = u[j]; l[j] = e[j];
          }
          par for r in 0..2, j in 0..n { grid[r, j] = g[r, j]; }
        }
        """;
    check(
        """
        s = 1.0 3.0 0.0
        t = 2.0 5.0 -14.0
        low = 4 3 3
        up = true true false
        l = 8 6 10
        grid = 1.0 2.0 -6.0 -6.0 -12.0 36.0\
        """
            .stripIndent(),
        source,
        "x: f64[3] = 1 2 -3",
        "i: i32[3] = 4 3 5");
    check("s = \nt = \nlow = \nup = \nl = \ngrid = ", source, "x: f64[0] =", "i: i32[0] =");
  }

  @Test
  void scansRunInParallelLoops() {
    var source =
        """
        kernel k(x: i64[r, n]) -> y: i64[r, n] {
          par for i in 0..r {
            let c[j in 0..n] = scan add[j in 0..n] x[i, j];
            par for j in 0..n { y[i, j] = c[j] - x[i, j]; }
          }
        }
        """;
    check("y = 0 1 3 0 4 9", source, "x: i64[2, 3] = 1 2 3 4 5 6");
  }
}
