package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

final class SplitBodiesTest {
  private static Pass pass(int methodOps) {
    return SplitBodies.pass(Plan.standard(256).withMethodOps(methodOps));
  }

  private static String kernel(String body) {
    return """
    kernel k(%0 in x: view<f64, [n] unit>, %1 inout y: view<f64, [n] unit>) {
      %2 = const i64 0
      %3 = size n
      for par %4 in %2..%3 {
    """
        + body.indent(4)
        + "  }\n}\n";
  }

  /// `count` square roots from value `first` on.
  private static String roots(int first, int count) {
    var text = new StringJoiner("\n");
    for (var k = 0; k < count; k++) {
      text.add("%%%d = sqrt %%%d".formatted(first + k + 1, first + k));
    }
    return text.toString();
  }

  private static int loops(String text) {
    return text.split("for par").length - 1;
  }

  private static String split(String text) {
    return IrPrinter.print(pass(16).rewrite().apply(IrParser.parse(text)));
  }

  /// In no, one and several blocks.
  private static void assertSame(String text) {
    var before = IrParser.parse(text);
    var after = IrParser.parse(split(text));
    Rewrites.assertSameResults(before, after);
    Evaluation.assertSame(before, after, Map.of("n", 600L));
  }

  /// Twelve ops go into a stage of a plan for 16.
  @Test
  void cutsWhereOneValueCrosses() {
    var text = kernel("%10 = load %0[%4]\n" + roots(10, 14) + "\nstore %1[%4], %24");
    var after = split(text);
    assertEquals(3, loops(after), after);
    assertEquals(1, after.split("local view<f64, \\[256\\] dense>").length - 1, after);
    assertSame(text);
  }

  @Test
  void whatAllLanesShareIsComputedAgain() {
    var text =
        kernel(
            "%6 = const i64 1\n%7 = sub %4, %6\n%8 = add %7, %6\n%10 = load %0[%8]\n"
                + roots(10, 14)
                + "\nstore %1[%8], %24");
    var after = split(text);
    assertEquals(3, loops(after), after);
    assertEquals(1, after.split("local ").length - 1, after);
    assertSame(text);
  }

  @Test
  void arraysAreUsedAgain() {
    var text = kernel("%10 = load %0[%4]\n" + roots(10, 100) + "\nstore %1[%4], %110");
    var after = split(text);
    assertTrue(loops(after) > 8, after);
    assertEquals(2, after.split("local ").length - 1, after);
    assertSame(text);
  }

  @Test
  void storesAndLoadsKeepTheirOrder() {
    var text =
        kernel(
            "%10 = load %1[%4]\n"
                + roots(10, 8)
                + "\nstore %1[%4], %18\n%20 = load %1[%4]\n"
                + roots(20, 8)
                + "\nstore %1[%4], %28");
    assertSame(text);
  }

  @Test
  void keepsWhatIsSmallEnough() {
    var text = kernel("%10 = load %0[%4]\n" + roots(10, 10) + "\nstore %1[%4], %20");
    Rewrites.checkUnchanged(pass(16), text);
  }

  @Test
  void keepsWhatCanFail() {
    var text =
        kernel(
            "%10 = load %0[%4]\n%7 = gt %10, %10\nassert %7, \"no\"\n"
                + roots(10, 14)
                + "\nstore %1[%4], %24");
    Rewrites.checkUnchanged(pass(16), text);
  }

  @Test
  void keepsOneLargeOp() {
    var text =
        kernel(
            "%10 = load %0[%4]\n%7 = gt %10, %10\n%30 = if %7 {\n"
                + roots(10, 14)
                + "\nyield %24 } else { yield %10 }\nstore %1[%4], %30");
    Rewrites.checkUnchanged(pass(16), text);
  }

  /// So lanes come to all of a body, and no loop of lanes is large.
  @Test
  void stagesRunInLanes() {
    var options = CompileOptions.of(Plan.standard(256).withMethodOps(16));
    var text = kernel("%10 = load %0[%4]\n" + roots(10, 30) + "\nstore %1[%4], %40");
    var after =
        IrPrinter.print(
            Pipeline.run(
                Pipelines.scheduled(options),
                Pipeline.run(Pipelines.checked(), IrParser.parse(text))));
    assertEquals(3, after.split("for lanes\\(4\\)").length - 1, after);
  }
}
