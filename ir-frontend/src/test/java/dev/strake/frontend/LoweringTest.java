package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.ScalarType;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/// Which ops each construct becomes. Type parameters are f64 where they can be.
final class LoweringTest {
  /// Both sides are parsed and printed, so that only the programs are compared.
  private static void check(String source, String expected) {
    var file = Frontend.check(Source.of("test.strake", source));
    assertEquals("", ExpectedMistakes.found(file));
    var kernel = file.kernels().getFirst();
    var types = new LinkedHashMap<String, ScalarType>();
    kernel.typeParameters().forEach(p -> types.put(p.name(), p.choices().getLast()));
    var program = file.instantiate(kernel.name(), types);
    var printed = IrPrinter.printWithoutPositions(program);
    assertEquals(IrPrinter.printWithoutPositions(IrParser.parse(expected)), printed);
  }

  @Test
  void parallelLoopsNest() {
    check(
        "kernel k(x: f64[h, w]) -> y: f64[w, h] { par for i in 0..h, j in 0..w { y[j, i] = x[i, j];"
            + " } }",
        """
        """);
  }
}
