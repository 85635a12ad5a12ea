package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.launch.KernelException;
import org.junit.jupiter.api.Test;

/// What runs over all its indices at once: scatters, scans, reductions by functions.
final class BulkEvaluationTest {
  private static void check(String expected, String source, String... inputs) {
    assertEquals(expected, Evaluation.run(source, inputs));
  }

  private static void fails(String message, String source, String... inputs) {
    var failure = assertThrows(KernelException.class, () -> Evaluation.run(source, inputs));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  private static String scatter(String update, String outside) {
    return "kernel k(b: i64[n], w: i64[n], h: inout i64[m]) { scatter h[b[i]] "
        + update
        + " w[i] for i in 0..n "
        + outside
        + "; }";
  }

  @Test
  void scattersUpdateInOrder() {
    String[] inputs = {"b: i64[4] = 1 0 1 1", "w: i64[4] = 5 6 3 4", "h: i64[3] = 7 7 7"};
    check("h = 6 4 7", scatter("=", ""), inputs);
    check("h = 13 19 7", scatter("+=", ""), inputs);
    check("h = 42 420 7", scatter("*=", ""), inputs);
    check("h = 6 3 7", scatter("min=", ""), inputs);
    check("h = 7 7 7", scatter("max=", ""), inputs);
    check("h = 6 0 7", scatter("&=", ""), inputs);
    check("h = 7 7 7", scatter("|=", ""), inputs);
    check("h = 1 5 7", scatter("^=", ""), inputs);
  }

  @Test
  void scattersTreatIndicesOutsideAsTold() {
    String[] inputs = {"b: i64[4] = -1 0 3 5", "w: i64[4] = 1 10 100 1000", "h: i64[3] = 0 0 0"};
    fails("index", scatter("+=", ""), inputs);
    fails("index", scatter("+=", "oob error"), inputs);
    check("h = 10 0 0", scatter("+=", "oob drop"), inputs);
    check("h = 11 0 1100", scatter("+=", "oob clamp"), inputs);
    check("h = 110 0 1001", scatter("+=", "oob wrap"), inputs);
  }

  @Test
  void scattersIntoRowsRunInParallelLoops() {
    var source =
        """
        kernel k(b: i64[r, n]) -> h: i64[r, 3] {
          par for i in 0..r { scatter h[i, b[i, j]] += 1 for j in 0..n; }
        }
        """;
    check("h = 1 2 0 0 0 3", source, "b: i64[2, 3] = 1 0 1 2 2 2");
  }
}
