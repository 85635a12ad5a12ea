package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AccumulateRowsTest {
  private static final Pass PASS = pass(new Plan.Rows(3, 8, 2));

  private static Pass pass(Plan.Rows rows) {
    var contraction = new Plan.Contraction(0, 0, 1, 1, Plan.Packing.COLUMNS);
    return AccumulateRows.pass(new Plan(256, 1, List.of(), contraction, rows, 0, 0, 0, 400, 0));
  }

  /// A column of x is reduced by `reduction`, to %7.
  private static String columns(String reduction) {
    return """
    kernel k(%0 in x: view<f64, [h, w] unit>, %1 out y: view<f64, [w] unit>) {
      %2 = const i64 0
      %3 = size h
      %4 = size w
      for par %5 in %2..%4 {
    """
        + reduction.indent(4)
        + """
            store %1[%5], %7
          }
        }
        """;
  }

  private static String reduced(String operation) {
    return columns(
        """
        %7 = reduce OPERATION %6 in %2..%3 {
          %8 = load %0[%6, %5]
          yield %8
        }
        """
            .replace("OPERATION", operation));
  }

  /// In no, one and several blocks of columns; in no, a part of and several chunks of rows.
  private static void assertReducedInRows(String text) {
    var before = IrParser.parse(text);
    var after = PASS.rewrite().apply(before);
    assertTrue(!IrPrinter.print(after).contains("reduce"), IrPrinter.print(after));
    Rewrites.assertSameResults(before, after);
    for (var height : new long[] {0, 1, 7, 16, 35, 4_096, 8_209, 12_288}) {
      Evaluation.assertSame(before, after, Map.of("h", height, "w", 7L));
    }
  }

  @Test
  void lanesKeepTheirOrder() {
    assertReducedInRows(reduced("sum lanes"));
  }

  @Test
  void sequencesKeepTheirOrder() {
    assertReducedInRows(reduced("sum seq"));
  }

  @Test
  void productsOfNothingAreOne() {
    assertReducedInRows(reduced("prod lanes"));
  }

  @Test
  void laterReductionsReadEarlierOnes() {
    assertReducedInRows(
        columns(
            """
            %9 = reduce sum lanes %10 in %2..%3 {
              %11 = load %0[%10, %5]
              yield %11
            }
            %12 = neg %9
            %7 = reduce sum lanes %6 in %2..%3 {
              %8 = load %0[%6, %5]
              %13 = add %8, %12
              yield %13
            }
            """));
  }

  @Test
  void maximaThatMayBeOfNothingStay() {
    Rewrites.checkUnchanged(PASS, reduced("max free"));
  }

  @Test
  void rowsAreLeftToLanes() {
    Rewrites.checkUnchanged(
        PASS,
        """
        kernel k(%0 in x: view<f64, [h, w] unit>, %1 out y: view<f64, [h] unit>) {
          %2 = const i64 0
          %3 = size h
          %4 = size w
          for par %5 in %2..%3 {
            %6 = reduce sum lanes %7 in %2..%4 {
              %8 = load %0[%5, %7]
              yield %8
            }
            store %1[%5], %6
          }
        }
        """);
  }

  @Test
  void withoutColumnsNothingChanges() {
    Rewrites.checkUnchanged(pass(new Plan.Rows(0, 1, 1)), reduced("sum lanes"));
  }

  @Test
  void everyLoopOverColumnsRunsInLanes() {
    var passes = Pipelines.scheduled(CompileOptions.vectors(256));
    var scheduled = IrPrinter.print(Pipeline.run(passes, IrParser.parse(reduced("sum lanes"))));
    // All but the loop over blocks of columns are the rests of loops in lanes.
    var rests = scheduled.split("for par").length - 2;
    assertTrue(scheduled.split("for lanes").length - 1 >= rests, scheduled);
  }
}
