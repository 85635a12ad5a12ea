package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BlockContractionsTest {
  private static final String PRODUCTS =
      """
      kernel k(%0 in a: view<f64, [m, k]>, %1 in b: view<f64, [k, n]>, %2 out c: view<f64, [m, n]>) {
        %3 = const i64 0
        %4 = size m
        %5 = size n
        %6 = size k
        for par %8 in %3..%4 {
          for par %9 in %3..%5 {
            %10 = reduce sum chain %11 in %3..%6 {
              %13 = load %0[%8, %11]
              %14 = load %1[%11, %9]
              yield %13, %14
            }
            store %2[%8, %9], %10
          }
        }
      }
      """;

  private static Plan plan(int rows, int columns, int steps, int block, Plan.Packing packing) {
    var contraction = new Plan.Contraction(rows, columns, steps, block, packing);
    return Plan.standard(256).withContraction(contraction);
  }

  private static String scheduled(String text, Plan plan) {
    var program = IrParser.parse(text);
    return IrPrinter.print(Rewrites.run(Pipelines.scheduled(CompileOptions.of(plan)), program));
  }

  /// Eight rows of two registers: sixteen sums, and one place where they are added up.
  @Test
  void carriesTheSumsOfAWholeBlock() {
    var text = scheduled(PRODUCTS, Plan.standard(512));
    assertEquals(8, text.lines().filter(line -> line.contains("= fma ")).count(), text);
    assertTrue(text.contains("for lanes(16)"), text);
  }

  @Test
  void leavesWhatDoesNotCombineRowsWithColumns() {
    var pass = BlockContractions.pass(plan(6, 8, 256, 4, Plan.Packing.ROWS_AND_COLUMNS));
    Rewrites.checkUnchanged(
        pass,
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

  /// More steps than a run has, more rows and columns than a tile, none of them a multiple; one run
  /// and none.
  @Test
  void keepsTheOrderOverManyRuns() {
    var before = IrParser.parse(PRODUCTS);
    var plans =
        List.of(
            Plan.standard(512),
            Plan.standard(0),
            plan(5, 33, 1, 3, Plan.Packing.COLUMNS),
            plan(8, 16, 1, 4, Plan.Packing.ROWS_AND_COLUMNS));
    for (var plan : plans) {
      var after = Rewrites.run(Pipelines.scheduled(CompileOptions.of(plan)), before);
      for (var steps : List.of(0L, 1L, 255L, 256L, 257L, 600L)) {
        Evaluation.assertSame(before, after, Map.of("m", 9L, "n", 37L, "k", steps));
      }
      Evaluation.assertSame(before, after, Map.of("m", 0L, "n", 3L, "k", 2L));
      Evaluation.assertSame(before, after, Map.of("m", 3L, "n", 0L, "k", 2L));
    }
  }

  /// Sums of integers come in no runs: they go on from run to run.
  @Test
  void cutsStepsIntoRunsThatGoOn() {
    var integers = PRODUCTS.replace("f64", "i64");
    var before = IrParser.parse(integers);
    for (var steps : List.of(1, 3, 256)) {
      var plan = plan(5, 16, steps, 4, Plan.Packing.ROWS_AND_COLUMNS);
      var after = Rewrites.run(Pipelines.scheduled(CompileOptions.of(plan)), before);
      Evaluation.assertSame(before, after, Map.of("m", 7L, "n", 18L, "k", 10L));
    }
  }

  /// Results that lie apart are stored after all runs, not in lanes with the sums.
  @Test
  void storesTransposedResultsLast() {
    var transposed =
        PRODUCTS
            .replace("%2 out c: view<f64, [m, n]>", "%2 out c: view<f64, [n, m]>")
            .replace("store %2[%8, %9]", "store %2[%9, %8]");
    var before = IrParser.parse(transposed);
    List<Pass> passes = Pipelines.scheduled(CompileOptions.vectors(256));
    var after = Rewrites.run(passes, before);
    Evaluation.assertSame(before, after, Map.of("m", 9L, "n", 21L, "k", 300L));
  }
}
