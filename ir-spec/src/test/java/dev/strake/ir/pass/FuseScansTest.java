package dev.strake.ir.pass;

import dev.strake.ir.schedule.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FuseScansTest {
  private static final Pass PASS = FuseScans.pass(Plan.standard(256));

  /// Totals of x go to y; z is written behind, over %3..%4.
  private static String kernel(String body) {
    return """
    kernel k(%0 in x: view<f64, [n]>, %1 inout y: view<f64, [n]>, %2 inout z: view<f64, [n]>) {
      %3 = const i64 0
      %4 = size n
      scan sum %5 in %3..%4 {
        %6 = load %0[%5]
        yield %6
      } into (%7, %8) {
        store %1[%7], %8
    """
        + body.indent(2)
        + "}\n";
  }

  @Test
  void theSinkGoesOnWithTheTotal() {
    var before =
        kernel(
            """
            }
            for par %9 in %3..%4 {
              %10 = load %1[%9]
              %11 = neg %10
              store %2[%9], %11
            }
            """);
    var after =
        kernel(
            """
              %11 = neg %8
              store %2[%7], %11
            }
            """);
    Rewrites.check(List.of(PASS), before, after);
  }

  @Test
  void aLoopThatReadsOtherTotalsWaitsForThem() {
    Rewrites.checkUnchanged(
        PASS,
        kernel(
            """
            }
            for par %9 in %3..%4 {
              %10 = sub %4, %9
              %11 = const i64 1
              %12 = sub %10, %11
              %13 = load %1[%12]
              store %2[%9], %13
            }
            """));
  }

  @Test
  void aLoopThatOverwritesTotalsStaysBehind() {
    Rewrites.checkUnchanged(
        PASS,
        kernel(
            """
            }
            for par %9 in %3..%4 {
              %10 = load %1[%9]
              store %1[%9], %10
            }
            """));
  }

  @Test
  void muchWorkIsLeftToLanes() {
    Rewrites.checkUnchanged(
        PASS,
        kernel(
            """
            }
            for par %9 in %3..%4 {
              %10 = load %1[%9]
              %11 = sqrt %10
              %12 = sqrt %11
              store %2[%9], %12
            }
            """));
  }
}
