package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FoldConstantsTest {
  private static final List<Pass> FOLD = List.of(FoldConstants.pass(), EliminateDeadCode.pass());

  private static String kernel(String type, String ops) {
    return """
    kernel k(%%0 in x: %1$s, %%1 in y: %1$s, %%2 out r: view<%1$s, []>) {
    %2$s
    }
    """
        .formatted(type, ops);
  }

  /// The last op of `ops` defines %9, which the kernel stores.
  private static void check(String type, String ops, String folded) {
    check(type, ops, folded, "%9");
  }

  /// The same where another value comes to be stored.
  private static void check(String type, String ops, String folded, String stored) {
    Rewrites.check(
        FOLD,
        kernel(type, ops + "\nstore %2[], %9"),
        kernel(type, folded + "\nstore %2[], " + stored));
  }

  @Test
  void computesOpsOverLiterals() {
    check("i64", "%3 = const i64 7\n%9 = mul %3, %3", "%9 = const i64 49");
    check("i32", "%3 = const i32 2147483647\n%9 = add %3, %3", "%9 = const i32 -2");
    check("f64", "%3 = const i64 1\n%9 = cast f64 %3", "%9 = const f64 0x1.0p0");
    check("f64", "%3 = const f64 -1.0\n%9 = sqrt %3", "%9 = const f64 nan");
    check("f32", "%3 = const f32 3.0\n%9 = fma %3, %3, %3", "%9 = const f32 12.0");
  }

  @Test
  void givesTheCanonicalNan() {
    check(
        "i64",
        "%3 = const f64 bits(0xfff8000000000001)\n%4 = neg %3\n%9 = bitcast i64 %4",
        "%9 = const i64 0x7ff8000000000000");
  }

  @ParameterizedTest
  @CsvSource({
    "i64, add, 0",
    "i64, sub, 0",
    "i64, mul, 1",
    "i64, floordiv, 1",
    "i64, and, -1",
    "i64, or, 0",
    "f64, add, -0.0",
    "f64, sub, 0.0",
    "f64, mul, 1.0",
    "f64, div, 1.0",
    "f32, add, -0.0",
    "u8, min, 255",
    "f64, max, -inf",
    "i32, shl, 0",
    "bool, and, true",
    "bool, or, false"
  })
  void dropsIdentities(String type, String op, String identity) {
    check(type, "%3 = const " + type + " " + identity + "\n%9 = " + op + " %0, %3", "", "%0");
  }

  @ParameterizedTest
  @CsvSource({"f64, add, 0.0", "f64, sub, -0.0", "f64, mul, 0.0", "f64, min, -inf", "i64, rem, 4"})
  void keepsWhatOnlyLooksLikeAnIdentity(String type, String op, String literal) {
    var ops = "%3 = const " + type + " " + literal + "\n%9 = " + op + " %0, %3";
    check(type, ops, ops);
  }

  @Test
  void turnsFlooringDivisionByPowersOfTwoIntoShifts() {
    check("i64", "%3 = const i64 8\n%9 = floordiv %0, %3", "%10 = const i64 3\n%9 = shr %0, %10");
    check("i32", "%3 = const i32 8\n%9 = floormod %0, %3", "%10 = const i32 7\n%9 = and %0, %10");
    check("u8", "%3 = const u8 16\n%9 = div %0, %3", "%10 = const u8 4\n%9 = shr %0, %10");
  }

  @Test
  void keepsDivisionsByZero() {
    var ops = "%3 = const i64 1\n%4 = const i64 0\n%9 = div %3, %4";
    check("i64", ops, ops);
  }

  @Test
  void turnsChoicesBetweenTruthValuesIntoLogic() {
    check("bool", "%3 = const bool true\n%9 = select %0, %3, %1", "%9 = or %0, %1");
    check(
        "bool",
        "%3 = const bool true\n%4 = const bool false\n%9 = select %0, %4, %3",
        "%9 = not %0");
  }

  @Test
  void makesNoChoiceBetweenEqualLiterals() {
    check(
        "bool",
        "%3 = const bool false\n%4 = const bool false\n%9 = select %0, %3, %4",
        "%3 = const bool false",
        "%3");
  }

  @Test
  void keepsTheArmThatRuns() {
    check(
        "f64",
        """
        %3 = const bool false
        %9 = if %3 {
          yield %0
        } else {
          %4 = add %0, %1
          yield %4
        }
        """,
        "%4 = add %0, %1",
        "%4");
  }

  @Test
  void replacesLoopsOfNoAndOneIteration() {
    check(
        "i64",
        """
        %3 = const i64 5
        %4 = const i64 6
        %5 = for seq %6 in %4..%3 carry (%7 = %0) {
          yield %6
        }
        %9 = for seq %10 in %3..%4 carry (%11 = %5) {
          %12 = add %10, %11
          yield %12
        }
        """,
        "%3 = const i64 5\n%12 = add %3, %0",
        "%12");
  }

  @Test
  void dropsChecksThatHold() {
    var before =
        """
        kernel k(%0 inout x: view<i64, [4]>) {
          %1 = const i64 3
          %2 = const i64 4
          %3 = check_index %1, %2
          check_nonempty %1..%2
          %4 = lt %1, %2
          assert %4, "in range"
          store %0[%3], %2
        }
        """;
    var after =
        """
        kernel k(%0 inout x: view<i64, [4]>) {
          %1 = const i64 3
          %2 = const i64 4
          store %0[%1], %2
        }
        """;
    Rewrites.check(FOLD, before, after);
  }

  @Test
  void keepsChecksThatFail() {
    var text =
        """
        kernel k(%0 inout x: view<i64, [4]>) {
          %1 = const i64 4
          %2 = check_index %1, %1
          check_nonempty %1..%1
        }
        """;
    assertEquals(
        IrPrinter.print(IrParser.parse(text)),
        IrPrinter.print(Pipeline.run(FOLD, IrParser.parse(text))));
  }
}
