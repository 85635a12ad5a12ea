package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.Layout;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.text.IrParser;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpecializeLayoutsTest {
  private static final String WRITTEN =
      """
      kernel k(%0 in x: view<f64, [n]>, %1 in a: f64, %2 out y: view<f64, [n]>) {
        %3 = const i64 0
        %4 = size n
        for par %5 in %3..%4 {
          %6 = load %0[%5]
          %7 = mul %6, %1
          store %2[%5], %7
        }
      }
      """;

  @Test
  void retypesViewsWhereverTheyAreRead() {
    var pass = SpecializeLayouts.pass("k", List.of(Layout.UNIT_INNER, Layout.ROW_MAJOR));
    var after =
        WRITTEN
            .replace("x: view<f64, [n]>", "x: view<f64, [n] unit>")
            .replace("y: view<f64, [n]>", "y: view<f64, [n] dense>");
    Rewrites.check(List.of(pass), WRITTEN, after);
  }

  @Test
  void wantsOneLayoutPerView() {
    var pass = SpecializeLayouts.pass("k", List.of(Layout.ROW_MAJOR));
    assertThrows(CompilerError.class, () -> pass.rewrite().apply(IrParser.parse(WRITTEN)));
  }
}
