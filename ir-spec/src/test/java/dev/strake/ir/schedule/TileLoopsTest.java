package dev.strake.ir.schedule;

import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TileLoopsTest {
  private static Plan plan(int vectorBits, List<Integer> tiles, Plan.Contraction contraction) {
    return new Plan(vectorBits, 1, tiles, contraction, new Plan.Rows(0, 1, 1), 0, 0, 0, 400, 0);
  }

  private static final Plan.Contraction WHOLE =
      new Plan.Contraction(0, 0, 1, 1, Plan.Packing.COLUMNS);

  @Test
  void cutsANestIntoTiles() {
    var before =
        """
        kernel k(%0 in x: view<f64, [m, n]>, %1 in s: view<f64, [m]>, %2 out y: view<f64, [m, n]>) {
          %3 = const i64 0
          %4 = size m
          %5 = size n
          for par %6 in %3..%4 {
            %7 = load %1[%6]
            for par %8 in %3..%5 {
              %9 = load %0[%6, %8]
              %10 = mul %9, %7
              store %2[%6, %8], %10
            }
          }
        }
        """;
    var after =
        """
        kernel k(%0 in x: view<f64, [m, n]>, %1 in s: view<f64, [m]>, %2 out y: view<f64, [m, n]>) {
          %3 = const i64 0
          %4 = size m
          %5 = size n
          %12 = lt %3, %4
          %14 = select %12, %4, %3
          %15 = const i64 1
          %16 = sub %14, %15
          %17 = const i64 3
          %18 = floordiv %16, %17
          %20 = add %18, %15
          %22 = lt %3, %5
          %24 = select %22, %5, %3
          %26 = sub %24, %15
          %27 = const i64 2
          %28 = shr %26, %27
          %30 = add %28, %15
          for par %32 in %3..%20 {
            %34 = mul %32, %17
            %35 = sub %14, %34
            %36 = size min(3, max(0, m))
            %37 = min %35, %36
            %39 = add %34, %37
            for par %41 in %3..%30 {
              %42 = const i64 4
              %43 = mul %41, %42
              %44 = sub %24, %43
              %45 = size min(4, max(0, n))
              %46 = min %44, %45
              %48 = add %43, %46
              for par %6 in %34..%39 {
                for par %8 in %43..%48 {
                  %7 = load %1[%6]
                  %9 = load %0[%6, %8]
                  %10 = mul %9, %7
                  store %2[%6, %8], %10
                }
              }
            }
          }
        }
        """;
    Rewrites.check(Rewrites.tidied(TileLoops.pass(plan(0, List.of(3, 4), WHOLE))), before, after);
  }

  @Test
  void leavesLoopsWholeWhereThePlanSaysSo() {
    var before =
        """
        kernel k(%0 inout y: view<i64, [m, n]>) {
          %1 = const i64 0
          %2 = size m
          %3 = size n
          for par %4 in %1..%2 {
            for par %5 in %1..%3 {
              store %0[%4, %5], %5
            }
          }
        }
        """;
    var after =
        """
        kernel k(%0 inout y: view<i64, [m, n]>) {
          %1 = const i64 0
          %2 = size m
          %3 = size n
          %7 = lt %1, %3
          %9 = select %7, %3, %1
          %10 = const i64 1
          %11 = sub %9, %10
          %12 = const i64 3
          %13 = shr %11, %12
          %15 = add %13, %10
          for par %17 in %1..%15 {
            %18 = const i64 8
            %19 = mul %17, %18
            %20 = sub %9, %19
            %21 = size min(8, max(0, n))
            %22 = min %20, %21
            %24 = add %19, %22
            for par %4 in %1..%2 {
              for par %5 in %19..%24 {
                store %0[%4, %5], %5
              }
            }
          }
        }
        """;
    Rewrites.check(Rewrites.tidied(TileLoops.pass(plan(0, List.of(0, 8), WHOLE))), before, after);
    Rewrites.checkUnchanged(TileLoops.pass(plan(0, List.of(), WHOLE)), before);
    Rewrites.checkUnchanged(TileLoops.pass(plan(0, List.of(0, 0, 5), WHOLE)), before);
  }

  @Test
  void cutsOnlyLoopsWithBoundsFromOutside() {
    var triangle =
        """
        kernel k(%0 inout y: view<i64, [n, n]>) {
          %1 = const i64 0
          %2 = size n
          for par %3 in %1..%2 {
            for par %4 in %1..%3 {
              store %0[%3, %4], %4
            }
          }
        }
        """;
    Rewrites.checkUnchanged(TileLoops.pass(plan(0, List.of(0, 4), WHOLE)), triangle);
    Rewrites.run(List.of(TileLoops.pass(plan(0, List.of(4, 4), WHOLE))), IrParser.parse(triangle));
  }

  @Test
  void keepsTheFirstFailureFirst() {
    Rewrites.checkUnchanged(
        TileLoops.pass(plan(0, List.of(2, 2), WHOLE)),
        """
        kernel k(%0 in x: view<f64, [m, n]>) {
          %1 = const i64 0
          %2 = size m
          %3 = size n
          for par %4 in %1..%2 {
            for par %5 in %1..%3 {
              %6 = load %0[%4, %5]
              %7 = eq %6, %6
              assert %7, "not a number"
            }
          }
        }
        """);
  }
}
