package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.launch.LaunchException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What kernels with packs of axes mean, for any number of axes.
final class PackTest {
  private static void check(String expected, String source, String... inputs) {
    assertEquals(expected, Evaluation.run(source, inputs));
  }

  private static final String ROWS =
      """
      kernel rows(x: f64[..s, n]) -> (total: f64[..s], y: f64[..s, n], count: i64) {
        par for r in s {
          let e[j in 0..n] = x[r, j] * 2;
          total[r] = sum@seq[j in 0..n] e[j];
          par for j in 0..n { y[r, j] = e[j] - x[r, 0]; }
        }
        count = sum[r in s, j in 0..n] (1);
      }
      """;

  @Test
  void aPackStandsForAnyNumberOfAxes() {
    check("total = 6.0\ny = 1.0 3.0\ncount = 2", ROWS, "x: f64[2] = 1 2");
    check("total = 6.0 14.0\ny = 1.0 3.0 3.0 5.0\ncount = 4", ROWS, "x: f64[2, 2] = 1 2 3 4");
    check(
        "total = 2.0 4.0 6.0 8.0\ny = 1.0 2.0 3.0 4.0\ncount = 4",
        ROWS,
        "x: f64[2, 1, 2, 1] = 1 2 3 4");
    check("total = 0.0 0.0\ny = \ncount = 0", ROWS, "x: f64[2, 0] = ");
  }

  private static final String WHOLE =
      """
      kernel whole(x: inout f64[..s]) -> (all: f64, most: f64) {
        let e[r in s] = x[r] * x[r];
        all = sum@seq[r in s] e[r];
        most = max[r in s] x[r];
        par for r in s { x[r] -= 1; }
      }
      """;

  @Test
  void aPackMayBeAllThereIs() {
    check("x = 2.0\nall = 9.0\nmost = 3.0", WHOLE, "x: f64[] = 3");
    check("x = 0.0 1.0\nall = 5.0\nmost = 2.0", WHOLE, "x: f64[2] = 1 2");
    check("x = 0.0 1.0 -4.0\nall = 14.0\nmost = 2.0", WHOLE, "x: f64[3, 1] = 1 2 -3");
  }

  private static final String OUTER =
      """
      kernel outer(a: i64[..s], b: i64[..t]) -> c: i64[..t, ..s] {
        par for p in s, q in t { c[q, p] = a[p] * b[q]; }
      }
      """;

  @Test
  void packsHaveAxesOfTheirOwn() {
    check("c = 3 6", OUTER, "a: i64[2] = 1 2", "b: i64[] = 3");
    check("c = 3 6 4 8 5 10", OUTER, "a: i64[2] = 1 2", "b: i64[3, 1] = 3 4 5");
  }

  @Test
  void loopsInOrderGoThroughAllAxes() {
    var source =
        """
        kernel numbered(x: i64[..s]) -> y: i64[..s] {
          var at = 0;
          seq for r in s { y[r] = at * x[r]; at += 1; }
        }
        """;
    check("y = 0", source, "x: i64[] = 1");
    check("y = 0 1 2 3", source, "x: i64[2, 2] = 1 1 1 1");
  }

  private static void checkMessage(String expected, Executable action) {
    var thrown = assertThrows(CompileException.class, action);
    assertEquals(
        expected, thrown.diagnostics().getFirst().code() + " " + thrown.getMessage().strip());
  }

  @Test
  void theArgumentsTellHowManyAxes() {
    var file = Frontend.check(Source.of("outer.strake", OUTER));
    assertEquals(
        "kernel outer(a: i64[..s], b: i64[..t]) -> (c: i64[..t, ..s])",
        file.kernel("outer").orElseThrow().toString());
    assertEquals(Map.of("s", 0, "t", 3), file.ranks("outer", Map.of("a", 0, "b", 3)));
    checkMessage(
        "K0705 nothing tells how many axes `..t` has", () -> file.ranks("outer", Map.of("a", 1)));
    checkMessage(
        "K0710 kernel `outer` has no pack of axes `u`",
        () ->
            file.instantiate("outer", new KernelChoice(Map.of(), Map.of("s", 1, "t", 1, "u", 1))));
    checkMessage(
        "K0711 `..t` can be 0 to 64 axes, not 65",
        () -> file.instantiate("outer", new KernelChoice(Map.of(), Map.of("s", 1, "t", 65))));
    var rows = Frontend.check(Source.of("rows.strake", ROWS));
    checkMessage(
        "K0708 parameter `x` of kernel `rows` has at least 1 axis, got 0",
        () -> rows.ranks("rows", Map.of("x", 0)));
  }

  private static final String ADD =
      """
      kernel add(x: f64[..s], y: f64[..s]) -> z: f64[..s] {
        par for r in s { z[r] = x[r] + y[r]; }
      }
      """;

  @Test
  void argumentsAgree() {
    var file = Frontend.check(Source.of("add.strake", ADD));
    checkMessage(
        "K0709 `..s` is 2 axes by `x` and 1 axis by `y`",
        () -> file.ranks("add", Map.of("x", 2, "y", 1)));
    var thrown =
        assertThrows(
            LaunchException.class,
            () -> Evaluation.run(ADD, "x: f64[1, 2] = 1 2", "y: f64[1, 1] = 1"));
    assertEquals(
        "add: axis 1 of ..s is 2 by axis 1 of x but 1 by axis 1 of y; make them equal",
        thrown.getMessage());
  }

  @Test
  void mistakesAreToldOnceInTheWordsOfTheSource() {
    var source =
        """
        kernel k<T: num>(x: T[..s, n]) -> y: T[..s] {
          par for r in s { y[r] = x[r, 0] + nothing; }
          par for r in s, j in 0..n { y[r] = x[r, j]; }
        }
        """;
    assertEquals("2 K0101 nothing here is called `nothing`", ExpectedMistakes.found(source));
    var raced = Frontend.check(Source.of("test.strake", source.replace("nothing", "x[r, 0]")));
    assertEquals(
        "3 K0207 iterations of this parallel loop write the same element",
        ExpectedMistakes.found(raced));
  }
}
