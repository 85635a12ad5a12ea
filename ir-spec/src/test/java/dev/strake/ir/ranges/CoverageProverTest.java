package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.diag.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoverageProverTest {
  /// Whether the one result `%y`, a matrix of `h` by `w`, is proved wholly written by the body.
  private static void check(boolean expected, String body) {
    var program =
        NamedIr.parse(
            """
            kernel k(%%x in x: view<u8, [h, w]>, %%v in v: f64, %%c in c: bool,
                     %%y out y: view<f64, [h, w]>)
              where h ge 2
              where w ge 2
            {
              %%zero = const i64 0
              %%one = const i64 1
              %%h = size h
              %%w = size w
              %%lastrow = sub %%h, %%one
              %%lastcolumn = sub %%w, %%one
              %s
            }
            """
                .formatted(body));
    var result = program.kernels().getFirst().results().getFirst();
    var prover = CoverageProver.of(program.kernels().getFirst());
    assertEquals(expected, prover.isWhollyWritten(result));
    var codes = CoverageProver.check(program).stream().map(Diagnostic::code).toList();
    assertEquals(expected ? List.of() : List.of("K0209"), codes);
  }

  private static String loops(String rows, String columns, String store) {
    return """
    for par %%i in %s {
      for par %%j in %s {
        %s
      }
    }
    """
        .formatted(rows, columns, store);
  }

  @Test
  void acceptsStoreOverTheWholeExtents() {
    check(true, loops("%zero..%h", "%zero..%w", "store %y[%i, %j], %v"));
  }

  @Test
  void whatIsReadDependsOnItsContents() {
    var text =
        """
        kernel k(%%x in x: view<f64, [n]>, %%y out y: view<f64, [n]>) {
          %%zero = const i64 0
          %%n = size n
          for par %%i in %%zero..%%n {
            %%e = load %s[%%i]
            store %%y[%%i], %%e
          }
        }
        """;
    for (var view : List.of("%x", "%y")) {
      var kernel = NamedIr.parse(text.formatted(view)).kernels().getFirst();
      var isIndependent =
          CoverageProver.of(kernel).isIndependentOfContents(kernel.results().getFirst());
      assertEquals(view.equals("%x"), isIndependent);
    }
  }

  @Test
  void acceptsMirroredStore() {
    check(
        true, loops("%zero..%h", "%zero..%w", "%back = sub %lastrow, %i\nstore %y[%back, %j], %v"));
  }

  @Test
  void rejectsInteriorAlone() {
    check(false, loops("%one..%lastrow", "%one..%lastcolumn", "store %y[%i, %j], %v"));
  }

  @Test
  void rejectsDiagonal() {
    check(false, "for par %i in %zero..%h {\n store %y[%i, %i], %v\n}");
  }

  @Test
  void rejectsGuardedStore() {
    check(
        false,
        loops(
            "%zero..%h",
            "%zero..%w", "%upper = lt %i, %j\nif %upper {\n  store %y[%i, %j], %v\n}"));
  }

  @Test
  void acceptsStoreInBothArms() {
    check(
        true,
        loops(
            "%zero..%h",
            "%zero..%w",
            """
            %upper = lt %i, %j
            if %upper {
              store %y[%i, %j], %v
            } else {
              if %c {
                store %y[%i, %j], %v
              } else {
                store %y[%i, %j], %v
              }
            }
            """));
  }

  @Test
  void acceptsInteriorWithItsBorders() {
    check(
        true,
        loops("%one..%lastrow", "%one..%lastcolumn", "store %y[%i, %j], %v")
            + """
            for par %r in %zero..%h {
              store %y[%r, %zero], %v
              store %y[%r, %lastcolumn], %v
            }
            for par %s in %one..%lastcolumn {
              store %y[%zero, %s], %v
              store %y[%lastrow, %s], %v
            }
            """);
  }

  @Test
  void rejectsInteriorWithoutOneColumn() {
    check(
        false,
        loops("%one..%lastrow", "%one..%lastcolumn", "store %y[%i, %j], %v")
            + """
            for par %r in %zero..%h {
              store %y[%r, %zero], %v
            }
            for par %s in %zero..%w {
              store %y[%zero, %s], %v
              store %y[%lastrow, %s], %v
            }
            """);
  }

  @Test
  void rejectsHalvesWithAGap() {
    check(
        false,
        """
        %half = size (h / 2)
        %after = size ((h / 2) + 1)
        """
            + loops("%zero..%half", "%zero..%w", "store %y[%i, %j], %v")
            + """
            for par %p in %after..%h {
              for par %q in %zero..%w {
                store %y[%p, %q], %v
              }
            }
            """);
  }

  @Test
  void acceptsHalves() {
    check(
        true,
        "%half = size (h / 2)\n"
            + loops("%zero..%half", "%zero..%w", "store %y[%i, %j], %v")
            + """
            for par %p in %half..%h {
              for par %q in %zero..%w {
                store %y[%p, %q], %v
              }
            }
            """);
  }

  @Test
  void rejectsStoreUnderLoopThatMayBeEmpty() {
    var nest =
        """
        %%steps = size (%s)
        for seq %%t in %%zero..%%steps {
          %s
        }
        """;
    var all = loops("%zero..%h", "%zero..%w", "store %y[%i, %j], %v");
    check(false, nest.formatted("h - 2", all));
    check(true, nest.formatted("h - 1", all));
  }
}
