package dev.strake.ir.pass;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HoistChecksTest {
  private static final Pass PASS = HoistChecks.pass();

  @Test
  void checksOnceInFrontOfTheLoop() {
    var before =
        """
        kernel k(%0 in x: view<f64, [m, n]>, %1 in row: i64, %2 out y: view<f64, [n]>) {
          %3 = const i64 0
          %4 = size m
          %5 = size n
          for par %6 in %3..%5 {
            %7 = add %6, %6
            %8 = check_index %1, %4 !5
            %9 = load %0[%8, %6]
            store %2[%6], %9
          }
        }
        """;
    var after =
        """
        kernel k(%0 in x: view<f64, [m, n]>, %1 in row: i64, %2 out y: view<f64, [n]>) {
          %3 = const i64 0
          %4 = size m
          %5 = size n
          %10 = lt %3, %5
          if %10 {
            %11 = check_index %1, %4 !5
          }
          for par %6 in %3..%5 {
            %7 = add %6, %6
            %9 = load %0[%1, %6]
            store %2[%6], %9
          }
        }
        """;
    Rewrites.check(List.of(PASS), before, after);
  }

  @Test
  void whatCanFailBeforeStaysBefore() {
    Rewrites.checkUnchanged(
        PASS,
        """
        kernel k(%0 in x: view<f64, [m]>, %1 in row: i64, %2 in z: view<i64, [n]>, %3 out y: view<f64, [n]>) {
          %4 = const i64 0
          %5 = size m
          %6 = size n
          for par %7 in %4..%6 {
            %8 = load %2[%7]
            %9 = check_index %8, %5
            %10 = check_index %1, %5
            %11 = load %0[%10]
            store %3[%7], %11
          }
        }
        """);
  }

  @Test
  void whatChangesInTheLoopStays() {
    Rewrites.checkUnchanged(
        PASS,
        """
        kernel k(%0 in x: view<f64, [m]>, %1 in z: view<i64, [n]>, %2 out y: view<f64, [n]>) {
          %3 = const i64 0
          %4 = size m
          %5 = size n
          for par %6 in %3..%5 {
            %7 = load %1[%6]
            %8 = check_index %7, %4
            %9 = load %0[%8]
            store %2[%6], %9
          }
        }
        """);
  }

  @Test
  void severalChecksKeepTheirOrder() {
    var before =
        """
        kernel k(%0 in x: view<f64, [m]>, %1 in i: i64, %2 in j: i64, %3 inout y: view<f64, [n]>) {
          %4 = const i64 0
          %5 = size m
          %6 = size n
          for seq %7 in %4..%6 {
            %8 = check_index %2, %5 !1
            %9 = check_index %1, %5 !2
            check_nonempty %4..%5 !3
            %10 = load %0[%8]
            %11 = load %0[%9]
            %12 = add %10, %11
            store %3[%7], %12
          }
        }
        """;
    var after =
        """
        kernel k(%0 in x: view<f64, [m]>, %1 in i: i64, %2 in j: i64, %3 inout y: view<f64, [n]>) {
          %4 = const i64 0
          %5 = size m
          %6 = size n
          %13 = lt %4, %6
          if %13 {
            %14 = check_index %2, %5 !1
            %15 = check_index %1, %5 !2
            check_nonempty %4..%5 !3
          }
          for seq %7 in %4..%6 {
            %10 = load %0[%2]
            %11 = load %0[%1]
            %12 = add %10, %11
            store %3[%7], %12
          }
        }
        """;
    Rewrites.check(List.of(PASS), before, after);
  }
}
