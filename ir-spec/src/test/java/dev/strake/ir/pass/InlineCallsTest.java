package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.text.IrParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class InlineCallsTest {
  @Test
  void replacesCallsByBodiesDownToTheLast() {
    var before =
        """
        func half(%0: f64) -> f64 {
          %1 = const f64 0.5
          %2 = mul %0, %1
          yield %2
        }
        func quarter(%0: f64) -> f64 {
          %1 = call f64 half(%0)
          %2 = call f64 half(%1)
          yield %2
        }
        kernel k(%0 in a: f64, %1 out r: view<f64, []>) {
          %2 = call f64 quarter(%0)
          store %1[], %2
        }
        """;
    var after =
        """
        kernel k(%0 in a: f64, %1 out r: view<f64, []>) {
          %5 = const f64 0.5
          %6 = mul %0, %5
          %7 = const f64 0.5
          %8 = mul %6, %7
          store %1[], %8
        }
        """;
    Rewrites.check(List.of(InlineCalls.pass()), before, after);
  }

  @Test
  void keepsTheFunctionsSitesAndBranches() {
    var before =
        """
        func safe(%0: i64, %1: i64) -> i64 {
          %2 = const i64 0
          %3 = ne %1, %2
          %4 = if %3 {
            %5 = div %0, %1 !7
            yield %5
          } else {
            yield %0
          }
          yield %4
        }
        kernel k(%0 in a: i64, %1 in b: i64, %2 out r: view<i64, []>) {
          %3 = call i64 safe(%0, %1)
          store %2[], %3
        }
        """;
    var after =
        """
        kernel k(%0 in a: i64, %1 in b: i64, %2 out r: view<i64, []>) {
          %4 = const i64 0
          %5 = ne %1, %4
          %6 = if %5 {
            %7 = div %0, %1 !7
            yield %7
          } else {
            yield %0
          }
          store %2[], %6
        }
        """;
    Rewrites.check(List.of(InlineCalls.pass()), before, after);
  }

  @Test
  @Timeout(30)
  void refusesWhatGrowsExponentially() {
    var doubling = new StringBuilder("func f0(%0: f64) -> f64 {\n  yield %0\n}\n");
    for (var k = 1; k < 60; k++) {
      doubling.append("func f%d(%%0: f64) -> f64 {%n".formatted(k));
      doubling.append("  %%1 = call f64 f%d(%%0)%n".formatted(k - 1));
      doubling.append("  %%2 = call f64 f%d(%%1)%n".formatted(k - 1));
      doubling.append("  yield %2\n}\n");
    }
    var kernel =
        """
        kernel chain(%0 in a: f64, %1 out r: view<f64, []>) {
          %2 = call f64 f59(%0)
          store %1[], %2
        }
        """;
    var program = IrParser.parse(doubling + kernel);
    var error =
        assertThrows(CompilerError.class, () -> Pipeline.run(List.of(InlineCalls.pass()), program));
    assertEquals(CompilerError.Kind.LIMIT, error.kind());
    assertTrue(error.getMessage().contains("chain would hold more than"), error::getMessage);
  }
}
