package dev.strake.ir.schedule;

import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JamLoopsTest {
  private static final String PRODUCTS =
      """
      kernel k(%0 in a: view<f64, [m, k]>, %1 in b: view<f64, [k, n]>, %2 out c: view<f64, [m, n]>) {
        %3 = const i64 0
        %4 = size m
        %5 = size n
        %6 = size k
        %7 = const f64 0.0
        for par %8 in %3..%4 {
          for par %9 in %3..%5 {
            %10 = for seq %11 in %3..%6 carry (%12 = %7) {
              %13 = load %0[%8, %11]
              %14 = load %1[%11, %9]
              %15 = fma %13, %14, %12
              yield %15
            }
            store %2[%8, %9], %10
          }
        }
      }
      """;

  private static Pass jamming(int block) {
    var contraction = new Plan.Contraction(0, 0, 1, block, Plan.Packing.COLUMNS);
    return JamLoops.pass(
        new Plan(256, 1, List.of(), contraction, new Plan.Rows(0, 1, 1), 0, 0, 0, 400, 0));
  }

  @Test
  void rowsShareLoadsAndLoopsAndKeepTheirOwnSums() {
    var after =
        """
        kernel k(%0 in a: view<f64, [m, k]>, %1 in b: view<f64, [k, n]>, %2 out c: view<f64, [m, n]>) {
          %3 = const i64 0
          %4 = size m
          %5 = size n
          %6 = size k
          %7 = const f64 0x0.0p0
          %17 = lt %3, %4
          %19 = select %17, %4, %3
          %20 = const i64 1
          %21 = shr %19, %20
          %22 = const i64 2
          %23 = mul %21, %22
          for par %26 in %3..%21 {
            %28 = mul %26, %22
            %31 = add %28, %20
            for par %32 in %3..%5 {
              %41, %42 = for seq %33 in %3..%6 carry (%34 = %7, %35 = %7) {
                %36 = load %0[%28, %33]
                %37 = load %0[%31, %33]
                %38 = load %1[%33, %32]
                %39 = fma %36, %38, %34
                %40 = fma %37, %38, %35
                yield %39, %40
              }
              store %2[%28, %32], %41
              store %2[%31, %32], %42
            }
          }
          for par %8 in %23..%4 {
            for par %9 in %3..%5 {
              %10 = for seq %11 in %3..%6 carry (%12 = %7) {
                %13 = load %0[%8, %11]
                %14 = load %1[%11, %9]
                %15 = fma %13, %14, %12
                yield %15
              }
              store %2[%8, %9], %10
            }
          }
        }
        """;
    Rewrites.check(Rewrites.tidied(jamming(2)), PRODUCTS, after);
  }

  @Test
  void anyNumberOfRowsGoesTogether() {
    for (var block : List.of(3, 5, 8)) {
      var program = IrParser.parse(PRODUCTS);
      Rewrites.assertSameResults(program, Rewrites.run(List.of(jamming(block)), program));
    }
    Rewrites.checkUnchanged(jamming(1), PRODUCTS);
  }

  @Test
  void keepsTheFirstFailureFirst() {
    var failing =
        PRODUCTS.replace(
            "yield %15", "%16 = eq %15, %15\n assert %16, \"not a number\"\n yield %15");
    Rewrites.checkUnchanged(jamming(2), failing);
  }
}
