package dev.strake.ir.pass;

import dev.strake.ir.schedule.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FuseLoopsTest {
  private static final Pass PASS = FuseLoops.pass(fusing(1_000));

  private static Plan fusing(int ops) {
    var plan = Plan.standard(256);
    return new Plan(256, 1, List.of(), plan.contraction(), plan.rows(), 0, ops, 0, 400, 0);
  }

  /// x is read, y and z are written, over %3..%4.
  private static String kernel(String body) {
    return """
    kernel k(%0 in x: view<f64, [n]>, %1 inout y: view<f64, [n]>, %2 inout z: view<f64, [n]>) {
      %3 = const i64 0
      %4 = size n
    """
        + body.indent(2)
        + "}\n";
  }

  @Test
  void neighboursBecomeOneAndHandOverWhatTheyStored() {
    var before =
        kernel(
            """
            for par %5 in %3..%4 {
              %6 = load %0[%5]
              %7 = neg %6
              store %1[%5], %7
            }
            %8 = const i64 0
            %9 = size n
            for par %10 in %8..%9 {
              %11 = load %1[%10]
              %12 = sqrt %11
              store %2[%10], %12
            }
            """);
    var after =
        kernel(
            """
            %8 = const i64 0
            %9 = size n
            for par %5 in %3..%4 {
              %6 = load %0[%5]
              %7 = neg %6
              store %1[%5], %7
              %12 = sqrt %7
              store %2[%5], %12
            }
            """);
    Rewrites.check(List.of(PASS), before, after);
    Rewrites.checkUnchanged(FuseLoops.pass(fusing(5)), before);
    Rewrites.checkUnchanged(FuseLoops.pass(fusing(0)), before);
  }

  @Test
  void nestsFuseFromTheOutside() {
    var before =
        """
        kernel k(%0 in x: view<f64, [n, n]>, %1 out y: view<f64, [n, n]>, %2 out z: view<f64, [n, n]>) {
          %3 = const i64 0
          %4 = size n
          for par %5 in %3..%4 {
            for par %6 in %3..%4 {
              %7 = load %0[%5, %6]
              store %1[%5, %6], %7
            }
          }
          for par %8 in %3..%4 {
            for par %9 in %3..%4 {
              %10 = load %1[%8, %9]
              store %2[%8, %9], %10
            }
          }
        }
        """;
    var after =
        """
        kernel k(%0 in x: view<f64, [n, n]>, %1 out y: view<f64, [n, n]>, %2 out z: view<f64, [n, n]>) {
          %3 = const i64 0
          %4 = size n
          for par %5 in %3..%4 {
            for par %6 in %3..%4 {
              %7 = load %0[%5, %6]
              store %1[%5, %6], %7
              store %2[%5, %6], %7
            }
          }
        }
        """;
    Rewrites.check(List.of(PASS), before, after);
  }

  @Test
  void whatReadsOtherIterationsStaysApart() {
    Rewrites.checkUnchanged(
        PASS,
        kernel(
            """
            %5 = size (n - 1)
            for par %6 in %3..%4 {
              %7 = load %0[%6]
              store %1[%6], %7
            }
            for par %8 in %3..%4 {
              %9 = sub %5, %8
              %10 = load %1[%9]
              store %2[%8], %10
            }
            """));
  }

  @Test
  void twoThatCanFailStayApart() {
    var failing =
        """
        for par %5 in %3..%4 {
          %6 = load %0[%5]
          %7 = eq %6, %6
          assert %7, "not a number"
          store %1[%5], %6
        }
        for par %8 in %3..%4 {
          %9 = load %0[%8]
          %10 = le %9, %9
          assert %10, "not a number either"
          store %2[%8], %9
        }
        """;
    Rewrites.checkUnchanged(PASS, kernel(failing));
  }

  @Test
  void whatStandsBetweenAndDependsOnTheFirstKeepsThemApart() {
    Rewrites.checkUnchanged(
        PASS,
        kernel(
            """
            for par %5 in %3..%4 {
              %6 = load %0[%5]
              store %1[%5], %6
            }
            %7 = reduce sum seq %8 in %3..%4 {
              %9 = load %1[%8]
              yield %9
            }
            for par %10 in %3..%4 {
              store %2[%10], %7
            }
            """));
  }

  /// Only apart may x and z be one array.
  @Test
  void whatMayShareMemoryStillMay() {
    Rewrites.checkUnchanged(
        PASS,
        kernel(
            """
            %5 = size (n - 1)
            for par %6 in %3..%4 {
              %7 = sub %5, %6
              %8 = load %0[%7]
              store %1[%6], %8
            }
            for par %9 in %3..%4 {
              %10 = load %1[%9]
              store %2[%9], %10
            }
            """));
  }
}
