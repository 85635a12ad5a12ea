package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SplitReductionsTest {
  private static String total(String reduction, String type) {
    return """
    kernel k(%%0 in x: view<%2$s, [n] unit>, %%1 out y: view<%2$s, []>) {
      %%2 = const i64 0
      %%3 = size n
      %%5 = reduce %1$s %%4 in %%2..%%3 {
        %%6 = load %%0[%%4]
        yield %%6
      }
      store %%1[], %%5
    }
    """
        .formatted(reduction, type);
  }

  private static String split(String text) {
    return IrPrinter.print(SplitReductions.pass().rewrite().apply(IrParser.parse(text)));
  }

  private static boolean isSplit(String text) {
    return split(text).contains("for par");
  }

  /// Nothing, one part, ends and beginnings of parts, and an odd number of them.
  @Test
  void keepsTheBitsOfSums() {
    var before = IrParser.parse(total("sum lanes", "f32"));
    var after = IrParser.parse(split(total("sum lanes", "f32")));
    Rewrites.assertSameResults(before, after);
    for (var n : List.of(0L, 65_536L, 65_537L, 131_071L, 3 * 65_536L + 4_096, 327_683L)) {
      Evaluation.assertSame(before, after, Map.of("n", n));
    }
  }

  @Test
  void splitsWhatIsCombinedByPairs() {
    for (var reduction : List.of("sum lanes", "prod lanes", "max lanes", "min free")) {
      assertTrue(isSplit(total(reduction, "f64")), reduction);
    }
    assertEquals(false, isSplit(total("sum seq", "f64")));
  }

  @Test
  void leavesWhatThreadsCannotShare() {
    var inLoop =
        """
        kernel k(%0 in x: view<f64, [m, n]>, %1 out y: view<f64, [m]>) {
          %2 = const i64 0
          %3 = size n
          %4 = size m
          for par %5 in %2..%4 {
            %7 = reduce sum lanes %6 in %2..%3 {
              %8 = load %0[%5, %6]
              yield %8
            }
            store %1[%5], %7
          }
        }
        """;
    assertEquals(IrPrinter.print(IrParser.parse(inLoop)), split(inLoop));
  }
}
