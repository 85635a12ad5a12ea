package dev.strake.ir.pass;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EliminateDeadCodeTest {
  private static String kernel(String ops) {
    return """
    kernel k(%0 in x: view<i64, [n]>, %1 inout y: view<i64, [n]>) where n ge 1 {
      %2 = const i64 0
    """
        + ops.indent(2)
        + "}";
  }

  private static void check(String before, String after) {
    Rewrites.check(List.of(EliminateDeadCode.pass()), kernel(before), kernel(after));
  }

  @Test
  void dropsWhatNothingReads() {
    check(
        """
        %3 = size n
        %4 = load %0[%2]
        %5 = neg %4
        %6 = load %1[%2]
        %7 = add %5, %6
        %8 = lt %2, %3
        store %1[%2], %4
        """,
        """
        %4 = load %0[%2]
        store %1[%2], %4
        """);
  }

  @Test
  void keepsWhatCanFail() {
    var text =
        """
        %3 = size n
        %4 = load %0[%2]
        %5 = div %3, %4
        %6 = check_index %4, %3
        %7 = lt %4, %3
        assert %7, "below"
        """;
    check(text, text);
  }

  @Test
  void dropsADivisionByALiteralThatIsNotZero() {
    check(
        """
        %3 = size n
        %4 = load %0[%2]
        %5 = const i64 7
        %6 = div %4, %5
        store %1[%2], %4
        """,
        """
        %4 = load %0[%2]
        store %1[%2], %4
        """);
  }

  @Test
  void dropsLocalArraysThatAreNeverRead() {
    check(
        """
        %3 = size n
        %5 = local view<i64, [n] dense>
        %6 = local view<i64, [n] dense>
        for par %7 in %2..%3 {
          %8 = load %0[%7]
          store %5[%7], %8
          store %6[%7], %7
        }
        %9 = load %6[%2]
        store %1[%2], %9
        """,
        """
        %3 = size n
        %6 = local view<i64, [n] dense>
        for par %7 in %2..%3 {
          store %6[%7], %7
        }
        %9 = load %6[%2]
        store %1[%2], %9
        """);
  }

  @Test
  void dropsCarriedValuesThatOnlyFeedThemselves() {
    check(
        """
        %3 = size n
        %4 = load %0[%2]
        %5, %6, %7 = for seq %8 in %2..%3 carry (%9 = %2, %10 = %2, %11 = %4) {
          %12 = add %9, %8
          %13 = add %10, %11
          %14 = mul %11, %11
          yield %12, %13, %14
        }
        store %1[%2], %6
        """,
        """
        %3 = size n
        %4 = load %0[%2]
        %6, %7 = for seq %8 in %2..%3 carry (%10 = %2, %11 = %4) {
          %13 = add %10, %11
          %14 = mul %11, %11
          yield %13, %14
        }
        store %1[%2], %6
        """);
  }

  @Test
  void dropsUnreadResultsOfBranchesAndLoops() {
    check(
        """
        %3 = size n
        %4 = load %0[%2]
        %5 = lt %4, %3
        %6, %7 = if %5 {
          %8 = neg %4
          yield %8, %4
        } else {
          yield %4, %2
        }
        %9, %10 = while carry (%11 = %2, %12 = %4) {
          %13 = lt %11, %3
          yield %13
        } do (%14, %15) {
          %16 = const i64 1
          %17 = add %14, %16
          %18 = mul %15, %15
          yield %17, %18
        }
        %19 = add %7, %9
        store %1[%2], %19
        """,
        """
        %3 = size n
        %4 = load %0[%2]
        %5 = lt %4, %3
        %7 = if %5 {
          yield %4
        } else {
          yield %2
        }
        %9 = while carry (%11 = %2) {
          %13 = lt %11, %3
          yield %13
        } do (%14) {
          %16 = const i64 1
          %17 = add %14, %16
          yield %17
        }
        %19 = add %7, %9
        store %1[%2], %19
        """);
  }
}
