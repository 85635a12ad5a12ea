package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

final class SkipRareArmsTest {
  private static Pass pass(int block) {
    return SkipRareArms.pass(Plan.standard(256).withRareBlock(block));
  }

  private static String kernel(String body) {
    return """
    kernel k(%0 in x: view<f64, [n] unit>, %1 inout y: view<f64, [n] unit>) {
      %2 = const i64 0
      %3 = size n
      %4 = const f64 0.5
      for par %5 in %2..%3 {
    """
        + body.indent(4)
        + "  }\n}\n";
  }

  /// An arm of six roots of `%from`, the last `%to`, which it yields.
  private static String arm(int from, int to) {
    var text = new StringJoiner("\n", "", "\nyield %" + to + "\n");
    for (var id = to - 5; id <= to; id++) {
      text.add("%%%d = sqrt %%%d".formatted(id, id == to - 5 ? from : id - 1));
    }
    return text.toString();
  }

  private static String skipped(String text, int block) {
    return IrPrinter.print(pass(block).rewrite().apply(IrParser.parse(text)));
  }

  /// In no, one and several blocks; in some of them an iteration takes the arm.
  private static void assertSame(String text) {
    var before = IrParser.parse(text);
    for (var block : new int[] {1, 3, 64}) {
      var after = Rewrites.run(Rewrites.tidied(pass(block)), before);
      Rewrites.assertSameResults(before, after);
      Evaluation.assertSame(before, after, Map.of("n", 200L));
    }
  }

  private static void assertLoops(int expected, String text) {
    var after = skipped(text, 64);
    assertEquals(expected, after.split("for par").length - 1, after);
    assertSame(text);
  }

  private static void assertUnchanged(String text) {
    Rewrites.checkUnchanged(pass(64), text);
  }

  private static final String RARE =
      """
      %6 = load %0[%5]
      %7 = lt %6, %4
      %8 = if %7 {
      """
          + arm(6, 15)
          + "} else { yield %6 }\nstore %1[%5], %8";

  @Test
  void blocksWithoutTheArmRunWithoutIt() {
    assertLoops(3, kernel(RARE));
    var after = skipped(kernel(RARE), 64);
    var common = after.substring(after.lastIndexOf("for par"));
    assertEquals(0, common.split(" = if ").length - 1, after);
  }

  @Test
  void theDearArmMayBeTheLast() {
    assertLoops(
        3,
        kernel(
            "%6 = load %0[%5]\n%7 = lt %6, %4\n%8 = if %7 { yield %6 } else {\n"
                + arm(6, 15)
                + "}\nstore %1[%5], %8"));
  }

  /// Where the first condition is true, it doesn't matter what the second is thought to be.
  @Test
  void conditionsMayDependOnEarlierBranches() {
    var text =
        RARE.replace("store %1[%5], %8", "")
            + "%20 = add %8, %8\n%21 = lt %20, %4\n%22 = if %21 {\n"
            + arm(20, 35)
            + "} else { yield %20 }\nstore %1[%5], %22";
    assertLoops(3, kernel(text));
  }

  @Test
  void aRareArmMayHoldAnother() {
    var inner = "%16 = gt %15, %4\n%17 = if %16 {\n" + arm(15, 35) + "} else { yield %15 }\n";
    assertLoops(3, kernel(RARE.replace("yield %15\n", inner + "yield %17\n")));
  }

  @Test
  void anElementMayBeReadBeforeItIsReplaced() {
    assertLoops(3, kernel(RARE.replace("load %0", "load %1")));
  }

  @Test
  void keepsConditionsOnWhatTheIterationStored() {
    var text = "store %1[%5], %4\n" + RARE.replace("load %0", "load %1");
    assertUnchanged(kernel(text));
  }

  @Test
  void keepsConditionsThatTakeLong() {
    var text =
        "%40 = load %0[%5]\n%41 = sqrt %40\n%42 = sqrt %41\n"
            + RARE.replace("%6 = load %0[%5]", "%6 = add %42, %42");
    assertUnchanged(kernel(text));
  }

  @Test
  void keepsArmsOfWhichNoneIsDear() {
    assertUnchanged(
        kernel(
            "%6 = load %0[%5]\n%7 = lt %6, %4\n%8 = if %7 { %9 = sqrt %6\nyield %9 }"
                + " else { yield %6 }\nstore %1[%5], %8"));
    assertUnchanged(kernel(RARE.replace("else { yield %6 }", "else {\n" + arm(6, 35) + "}")));
  }

  @Test
  void keepsConditionsThatLanesShare() {
    assertUnchanged(kernel(RARE.replace("lt %6, %4", "lt %4, %4")));
  }

  @Test
  void keepsWhatCanFail() {
    assertUnchanged(kernel(RARE + "\n%40 = ge %6, %6\nassert %40, \"no\""));
  }

  @Test
  void doesNothingWithoutBlocks() {
    Rewrites.checkUnchanged(pass(0), kernel(RARE));
  }
}
