package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class AliasProverTest {
  /// Whether `x` and `y`, both matrices of `n` by `n`, may be the same one.
  private static void check(boolean expected, String body) {
    var kernel =
        NamedIr.parse(
                """
                kernel k(%%x in x: view<f64, [n, n]>, %%y inout y: view<f64, [n, n]>) {
                  %%zero = const i64 0
                  %%one = const i64 1
                  %%n = size n
                  %%end = sub %%n, %%one
                  %s
                }
                """
                    .formatted(body))
            .kernels()
            .getFirst();
    var x = kernel.parameter("x").orElseThrow();
    var y = kernel.parameter("y").orElseThrow();
    assertEquals(expected, AliasProver.of(kernel).mayShareElements(y, x));
  }

  private static void checkLoops(boolean expected, String outer, String body) {
    check(
        expected,
        """
        for %s %%i in %%zero..%%end {
          for par %%j in %%zero..%%n {
            %s
          }
        }
        """
            .formatted(outer, body));
  }

  @Test
  void acceptsElementwise() {
    checkLoops(true, "par", "%a = load %x[%i, %j]\nstore %y[%i, %j], %a");
  }

  @Test
  void rejectsLoadAfterStore() {
    checkLoops(false, "par", "%a = load %y[%j, %i]\nstore %y[%i, %j], %a\n%b = load %x[%i, %j]");
  }

  @Test
  void rejectsTranspose() {
    checkLoops(false, "par", "%a = load %x[%j, %i]\nstore %y[%i, %j], %a");
  }

  @Test
  void acceptsReadingAheadInOrderOnly() {
    var body = "%next = add %i, %one\n%a = load %x[%next, %j]\nstore %y[%i, %j], %a";
    checkLoops(true, "seq", body);
    checkLoops(false, "par", body);
  }

  @Test
  void rejectsReadingBehind() {
    var body = "%a = load %x[%i, %j]\n%next = add %i, %one\nstore %y[%next, %j], %a";
    checkLoops(false, "seq", body);
  }

  @Test
  void acceptsRowsReadBeforeTheyAreWritten() {
    check(
        true,
        """
        for par %i in %zero..%n {
          %m = reduce max free %p in %zero..%n {
            %a = load %x[%i, %p]
            yield %a
          }
          for par %j in %zero..%n {
            %b = load %x[%i, %j]
            %c = sub %b, %m
            store %y[%i, %j], %c
          }
        }
        """);
  }

  @Test
  void rejectsRowsReadOnceMore() {
    check(
        false,
        """
        for par %i in %zero..%n {
          for par %j in %zero..%n {
            %b = load %x[%i, %j]
            store %y[%i, %j], %b
          }
          %m = reduce max free %p in %zero..%n {
            %a = load %x[%i, %p]
            yield %a
          }
        }
        """);
  }

  @Test
  void acceptsLoadAndStoreInDifferentArms() {
    checkLoops(
        true,
        "par",
        """
        %v = const f64 0x0.0p0
        %c = lt %i, %j
        %unused = if %c {
          store %y[%i, %j], %v
          yield %zero
        } else {
          %a = load %x[%i, %j]
          yield %one
        }
        """);
  }
}
