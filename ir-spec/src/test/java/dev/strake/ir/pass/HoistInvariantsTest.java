package dev.strake.ir.pass;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HoistInvariantsTest {
  private static String kernel(String ops) {
    return """
    kernel k(%0 in a: f64, %1 in x: view<f64, [n]>, %2 inout y: view<f64, [n]>) where n ge 1 {
    """
        + ops.indent(2)
        + "}";
  }

  private static void check(String before, String after) {
    Rewrites.check(List.of(HoistInvariants.pass()), kernel(before), kernel(after));
  }

  @Test
  void movesWhatEveryIterationRepeatsInFront() {
    check(
        """
        %3 = const i64 0
        %4 = size n
        for seq %5 in %3..%4 {
          %6 = mul %0, %0
          %7 = const i64 1
          %8 = add %5, %7
          for seq %9 in %3..%8 {
            %10 = cast f64 %8
            %11 = add %6, %10
            store %2[%9], %11
          }
        }
        """,
        """
        %3 = const i64 0
        %4 = size n
        %6 = mul %0, %0
        %7 = const i64 1
        for seq %5 in %3..%4 {
          %8 = add %5, %7
          %10 = cast f64 %8
          %11 = add %6, %10
          for seq %9 in %3..%8 {
            store %2[%9], %11
          }
        }
        """);
  }

  @Test
  void leavesABranchOnlyTogetherWithALoop() {
    check(
        """
        %3 = const i64 0
        %4 = size n
        %5 = lt %3, %4
        if %5 {
          %6 = sqrt %0
          for par %7 in %3..%4 {
            %8 = eq %7, %3
            if %8 {
              %9 = neg %0
              %10 = add %6, %9
              store %2[%7], %10
            }
          }
        }
        """,
        """
        %3 = const i64 0
        %4 = size n
        %5 = lt %3, %4
        if %5 {
          %6 = sqrt %0
          %9 = neg %0
          %10 = add %6, %9
          for par %7 in %3..%4 {
            %8 = eq %7, %3
            if %8 {
              store %2[%7], %10
            }
          }
        }
        """);
  }

  @Test
  void movesLoadsOnlyOutOfLoopsThatSurelyRun() {
    check(
        """
        %3 = const i64 0
        %4 = const i64 1
        %5 = const i64 8
        %6 = size n
        for seq %7 in %3..%5 {
          %8 = load %1[%3]
          %9 = load %2[%3]
          %10 = add %8, %9
          store %2[%3], %10
        }
        for seq %11 in %3..%6 {
          %12 = load %1[%3]
          store %2[%11], %12
        }
        """,
        """
        %3 = const i64 0
        %4 = const i64 1
        %5 = const i64 8
        %6 = size n
        %8 = load %1[%3]
        for seq %7 in %3..%5 {
          %9 = load %2[%3]
          %10 = add %8, %9
          store %2[%3], %10
        }
        for seq %11 in %3..%6 {
          %12 = load %1[%3]
          store %2[%11], %12
        }
        """);
  }

  @Test
  void keepsWhatCanFailInItsPlace() {
    var text =
        """
        %3 = const i64 0
        %4 = const i64 8
        %5 = size n
        for seq %6 in %3..%5 {
          %7 = floordiv %4, %5
          %8 = check_index %7, %5
          store %2[%6], %0
        }
        """;
    check(text, text);
  }
}
