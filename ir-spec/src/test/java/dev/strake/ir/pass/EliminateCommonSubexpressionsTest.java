package dev.strake.ir.pass;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EliminateCommonSubexpressionsTest {
  private static final Pass PASS = EliminateCommonSubexpressions.pass();

  private static String kernel(String ops) {
    return """
    kernel k(%0 in x: view<f64, [n]>, %1 inout y: view<f64, [n]>) where n ge 1 {
      %2 = const i64 0
      %3 = size n
    """
        + ops.indent(2)
        + "}";
  }

  private static void check(String before, String after) {
    Rewrites.check(List.of(PASS), kernel(before), kernel(after));
  }

  @Test
  void computesEqualValuesOnce() {
    check(
        """
        %4 = load %0[%2]
        %5 = load %1[%2]
        %6 = add %4, %5
        %7 = add %5, %4
        %8 = sub %4, %5
        %9 = sub %5, %4
        %10 = mul %6, %7
        %11 = fma %8, %9, %10
        store %1[%2], %11
        """,
        """
        %4 = load %0[%2]
        %5 = load %1[%2]
        %6 = add %4, %5
        %8 = sub %4, %5
        %9 = sub %5, %4
        %10 = mul %6, %6
        %11 = fma %8, %9, %10
        store %1[%2], %11
        """);
  }

  @Test
  void keepsLiteralsOfDifferentTypesApart() {
    var text =
        """
        %4 = const f64 0.0
        %5 = const f64 -0.0
        %6 = cast f64 %2
        %7 = cast i32 %2
        store %1[%2], %4
        store %1[%2], %5
        """;
    check(text, text);
  }

  @Test
  void loadsAgainAfterAStoreToTheSameView() {
    check(
        """
        %4 = load %0[%2]
        %5 = load %1[%2]
        store %1[%2], %4
        %6 = load %0[%2]
        %7 = load %1[%2]
        %8 = add %6, %7
        store %1[%2], %8
        """,
        """
        %4 = load %0[%2]
        %5 = load %1[%2]
        store %1[%2], %4
        %7 = load %1[%2]
        %8 = add %4, %7
        store %1[%2], %8
        """);
  }

  @Test
  void countsAStoreAsMadeBeforeEveryIteration() {
    check(
        """
        %4 = load %0[%2]
        %5 = load %1[%2]
        for seq %6 in %2..%3 {
          %7 = load %0[%2]
          %8 = load %1[%2]
          %9 = add %7, %8
          store %1[%2], %9
        }
        %10 = load %1[%2]
        store %1[%2], %10
        """,
        """
        %4 = load %0[%2]
        %5 = load %1[%2]
        for seq %6 in %2..%3 {
          %8 = load %1[%2]
          %9 = add %4, %8
          store %1[%2], %9
        }
        %10 = load %1[%2]
        store %1[%2], %10
        """);
  }

  @Test
  void leavesBranchesToThemselves() {
    var text =
        """
        %4 = load %0[%2]
        %5 = lt %2, %3
        %6 = if %5 {
          %7 = neg %4
          yield %7
        } else {
          %8 = neg %4
          yield %8
        }
        %9 = neg %4
        %10 = add %6, %9
        store %1[%2], %10
        """;
    check(text, text);
  }

  @Test
  void dropsARepeatedCheck() {
    check(
        """
        %4 = check_index %2, %3 !1
        %5 = check_index %2, %3 !2
        %6 = load %0[%5]
        store %1[%4], %6
        """,
        """
        %4 = check_index %2, %3 !1
        %6 = load %0[%4]
        store %1[%4], %6
        """);
  }
}
