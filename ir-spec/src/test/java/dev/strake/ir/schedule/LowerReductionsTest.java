package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.strake.ir.Program;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LowerReductionsTest {
  private static final long[] SIZES = {
    0, 1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 255, 256, 257, 4095, 4096, 4097, 8193, 10007, 20481
  };

  /// Lowered for every width of vectors, and scheduled as a whole, the program computes the same.
  private static void check(String text, Map<String, Long> sizes) {
    var written = IrParser.parse(text);
    for (var bits : List.of(0, 128, 512)) {
      var options = bits == 0 ? CompileOptions.scalar() : CompileOptions.vectors(bits);
      check(written, List.of(LowerReductions.pass(options)), sizes);
      check(written, Pipelines.checked(), sizes);
      check(Pipeline.run(Pipelines.checked(), written), Pipelines.scheduled(options), sizes);
    }
  }

  private static void check(Program before, List<Pass> passes, Map<String, Long> sizes) {
    var after = Pipeline.run(passes, before);
    Evaluation.assertSame(before, after, sizes);
  }

  private static String overRow(String op, String order, String type) {
    return """
    kernel rows(%%0 in x: view<%s, [n] unit>, %%1 out y: view<%s, []>) {
      %%2 = const i64 0
      %%3 = size n
      %%4 = reduce %s %s %%5 in %%2..%%3 !1 {
        %%6 = load %%0[%%5]
        yield %%6
      }
      store %%1[], %%4
    }
    """
        .formatted(type, type, op, order);
  }

  @ParameterizedTest
  @CsvSource({
    "sum, lanes, f64", "sum, lanes, f32", "prod, lanes, f64", "sum, seq, f32", "prod, seq, f64",
    "sum, free, i64", "sum, lanes, i32", "sum, free, u8", "max, free, f64", "min, lanes, f32",
    "min, seq, f64", "any, free, bool", "all, seq, bool", "max, free, u8"
  })
  void keepsEveryBitOfARow(String op, String order, String type) {
    for (var n : SIZES) {
      check(overRow(op, order, type), Map.of("n", n));
    }
  }

  @Test
  void leavesNoReduction() {
    var program =
        Pipeline.run(
            List.of(LowerReductions.pass(CompileOptions.vectors(256))),
            IrParser.parse(overRow("sum", "lanes", "f64")));
    assertFalse(IrPrinter.print(program).contains("reduce"));
  }
}
