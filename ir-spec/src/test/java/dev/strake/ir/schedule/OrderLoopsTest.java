package dev.strake.ir.schedule;

import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Rewrites;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrderLoopsTest {
  private static final Pass PASS = OrderLoops.pass();

  /// From x to y in two loops, over %3 to %4 columns and %5 rows.
  private static String kernel(String loops, String indices) {
    return """
    kernel k(%0 in x: view<f64, [h, w] unit>, %1 out y: view<f64, [h, w] unit>) {
      %3 = const i64 0
      %4 = size w
      %5 = size h
    """
        + loops.indent(2)
        + """
              %8 = load %0[INDICES]
              store %1[%6, %7], %8
            }
          }
        }
        """
            .replace("INDICES", indices);
  }

  private static final String COLUMNS_OUTSIDE =
      """
      for par %7 in %3..%4 {
        for par %6 in %3..%5 {
      """;

  private static final String ROWS_OUTSIDE =
      """
      for par %6 in %3..%5 {
        for par %7 in %3..%4 {
      """;

  @Test
  void theInnermostLoopRunsAlongRows() {
    Rewrites.check(
        List.of(PASS), kernel(COLUMNS_OUTSIDE, "%6, %7"), kernel(ROWS_OUTSIDE, "%6, %7"));
    Rewrites.checkUnchanged(PASS, kernel(ROWS_OUTSIDE, "%6, %7"));
  }

  @Test
  void whatIsAsGoodStays() {
    var square =
        """
        kernel k(%0 in x: view<f64, [n, n] unit>, %1 out y: view<f64, [n, n] unit>) {
          %2 = const i64 0
          %3 = size n
          for par %4 in %2..%3 {
            for par %5 in %2..%3 {
              %6 = load %0[%5, %4]
              store %1[%4, %5], %6
            }
          }
        }
        """;
    Rewrites.checkUnchanged(PASS, square);
    Rewrites.checkUnchanged(PASS, square.replace("%1[%4, %5]", "%1[%5, %4]").replace("unit", ""));
  }
}
