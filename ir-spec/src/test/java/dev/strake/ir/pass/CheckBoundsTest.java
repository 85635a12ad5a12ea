package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import org.junit.jupiter.api.Test;

final class CheckBoundsTest {
  private static void check(String before, String after) {
    var program = IrParser.parse(before);
    var checked = CheckBounds.pass().rewrite().apply(program);
    assertEquals(after, IrPrinter.print(checked));
    assertEquals(checked, CheckBounds.pass().rewrite().apply(checked), "checking twice");
  }

  @Test
  void leavesProvedAccessesAlone() {
    var proved =
        """
        kernel k(%0 in x: view<f64, [n]>, %1 inout y: view<f64, [n]>) {
          %2 = const i64 0
          %3 = size n
          for par %4 in %2..%3 {
            %5 = load %0[%4]
            store %1[%4], %5
          }
        }
        """;
    check(proved, proved);
  }

  @Test
  void checksIndicesFromMemoryPerElement() {
    check(
        """
        kernel k(%0 in at: view<i64, [n]>, %1 inout y: view<f64, [n, m]>, %2 in v: f64) {
          %3 = const i64 0
          %4 = size n
          for seq %5 in %3..%4 {
            %6 = load %0[%5]
            store %1[%6, %6], %2 !7
          }
        }
        """,
        """
        kernel k(%0 in at: view<i64, [n]>, %1 inout y: view<f64, [n, m]>, %2 in v: f64) {
          %3 = const i64 0
          %4 = size n
          for seq %5 in %3..%4 {
            %6 = load %0[%5]
            %7 = size n
            %8 = check_index %6, %7 !7
            %9 = size m
            %10 = check_index %6, %9 !7
            store %1[%8, %10], %2 !7
          }
        }
        """);
  }

  @Test
  void checksAffineIndicesAtLaunchOnce() {
    check(
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out s: view<f64, []>) {
          %2 = const i64 1
          %3 = size m
          %4 = reduce sum lanes %5 in %2..%3 {
            %6 = add %5, %2
            %7 = load %0[%6]
            %8 = load %0[%6]
            %9 = add %7, %8
            yield %9
          }
          store %1[], %4
        }
        """,
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out s: view<f64, []>)
          check x axis 0 2..=m below n for 1..m
        {
          %2 = const i64 1
          %3 = size m
          %4 = reduce sum lanes %5 in %2..%3 {
            %6 = add %5, %2
            %7 = load %0[%6]
            %8 = load %0[%6]
            %9 = add %7, %8
            yield %9
          }
          store %1[], %4
        }
        """);
  }

  @Test
  void dropsLaunchChecksThatTheKernelCameWith() {
    check(
        """
        kernel k(%0 in x: view<f64, [n]>, %1 in k: i64)
          check x axis 0 0..=0 below n
        {
          %2 = load %0[%1]
        }
        """,
        """
        kernel k(%0 in x: view<f64, [n]>, %1 in k: i64)
          check x axis 0 k..=k below n
        {
          %2 = load %0[%1]
        }
        """);
  }

  @Test
  void checksLocalArraysToo() {
    check(
        """
        kernel k(%0 in x: view<f64, [n]>, %1 in w: bool, %2 in k: i64, %3 in v: f64) {
          if %1 {
            %4 = local view<f64, [4] dense>
            store %4[%2], %3
            %5 = load %4[%2]
          }
        }
        """,
        """
        kernel k(%0 in x: view<f64, [n]>, %1 in w: bool, %2 in k: i64, %3 in v: f64) {
          if %1 {
            %4 = local view<f64, [4] dense>
            %6 = size 4
            %7 = check_index %2, %6
            store %4[%7], %3
            %5 = load %4[%2]
          }
        }
        """);
  }
}
