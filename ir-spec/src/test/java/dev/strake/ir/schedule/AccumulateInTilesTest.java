package dev.strake.ir.schedule;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AccumulateInTilesTest {
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

  private static Plan plan(int rows, int columns, int steps) {
    var contraction = new Plan.Contraction(rows, columns, steps, 1, Plan.Packing.IN_PLACE);
    return new Plan(256, 1, List.of(), contraction, new Plan.Rows(0, 1, 1), 0, 0, 0, 400, 0);
  }

  /// Totals of the tile first, then run by run, then what becomes of them.
  @Test
  void takesAllSumsOfATileARunFurther() {
    var before =
        """
        kernel k(%0 in a: view<f64, [6, k]>, %1 in b: view<f64, [k, 8]>, %2 out c: view<f64, [6, 8]>) {
          %3 = const i64 0
          %4 = const i64 6
          %5 = const i64 8
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
    var after =
        """
        kernel k(%0 in a: view<f64, [6, k]>, %1 in b: view<f64, [k, 8]>, %2 out c: view<f64, [6, 8]>) {
          %3 = const i64 0
          %4 = const i64 6
          %5 = const i64 8
          %6 = size k
          %7 = const f64 0x0.0p0
          %17 = lt %3, %6
          %19 = select %17, %6, %3
          %20 = const i64 1
          %21 = sub %19, %20
          %23 = shr %21, %5
          %25 = add %23, %20
          %49 = local view<f64, [6, 8] dense>
          for par %51 in %3..%4 {
            for par %53 in %3..%5 {
              store %49[%51, %53], %7
            }
          }
          for seq %56 in %3..%25 {
            %57 = const i64 2
            for par %66 in %3..%57 {
              %67 = const i64 4
              %68 = mul %66, %67
              %69 = sub %5, %68
              %71 = min %69, %67
              for par %73 in %3..%4 {
                for par %75 in %3..%71 {
                  %76 = add %68, %75
                  %79 = load %49[%73, %76]
                  %80 = const i64 256
                  %81 = mul %56, %80
                  %82 = sub %19, %81
                  %84 = min %82, %80
                  %86 = add %81, %84
                  %87 = for seq %88 in %81..%86 carry (%89 = %79) {
                    %90 = load %0[%73, %88]
                    %91 = load %1[%88, %76]
                    %92 = fma %90, %91, %89
                    yield %92
                  }
                  store %49[%73, %76], %87
                }
              }
            }
          }
          for par %94 in %3..%4 {
            for par %96 in %3..%5 {
              %99 = load %49[%94, %96]
              store %2[%94, %96], %99
            }
          }
        }
        """;
    Rewrites.check(Rewrites.tidied(AccumulateInTiles.pass(plan(6, 8, 256))), before, after);
  }

  @Test
  void leavesWhatIsNoTile() {
    Rewrites.checkUnchanged(AccumulateInTiles.pass(plan(6, 8, 256)), PRODUCTS);
  }

  /// Each row reads the same column, so there is nothing to share between columns.
  @Test
  void leavesWhatDoesNotCombineRowsWithColumns() {
    Rewrites.checkUnchanged(
        AccumulateInTiles.pass(plan(6, 8, 256)),
        """
        kernel k(%0 in a: view<f64, [6, 8, k]>, %1 out c: view<f64, [6, 8]>) {
          %2 = const i64 0
          %3 = const i64 6
          %4 = const i64 8
          %5 = size k
          %6 = const f64 0.0
          for par %7 in %2..%3 {
            for par %8 in %2..%4 {
              %9 = for seq %10 in %2..%5 carry (%11 = %6) {
                %12 = load %0[%7, %8, %10]
                %13 = add %11, %12
                yield %13
              }
              store %1[%7, %8], %9
            }
          }
        }
        """);
  }

  /// More steps than a run has, more rows and columns than a tile, none of them a multiple.
  @Test
  void keepsTheOrderOverManyRuns() {
    var before =
        IrParser.parse(
            PRODUCTS.replace(
                """
                %10 = for seq %11 in %3..%6 carry (%12 = %7) {
                        %13 = load %0[%8, %11]
                        %14 = load %1[%11, %9]
                        %15 = fma %13, %14, %12
                        yield %15
                """
                    .strip(),
                """
                %10 = reduce sum chain %11 in %3..%6 {
                        %13 = load %0[%8, %11]
                        %14 = load %1[%11, %9]
                        yield %13, %14
                """
                    .strip()));
    for (var plan : List.of(Plan.standard(512), Plan.standard(0), plan(5, 33, 1))) {
      var after = Rewrites.run(Pipelines.scheduled(CompileOptions.of(plan)), before);
      for (var steps : List.of(255L, 256L, 257L, 600L)) {
        Evaluation.assertSame(before, after, Map.of("m", 9L, "n", 37L, "k", steps));
      }
    }
  }
}
