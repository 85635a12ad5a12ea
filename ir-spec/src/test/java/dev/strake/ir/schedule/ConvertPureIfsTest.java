package dev.strake.ir.schedule;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Rewrites;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConvertPureIfsTest {
  private static final Pass WITH_LANES = ConvertPureIfs.pass(CompileOptions.vectors(256));

  private static String kernel(String ops) {
    return """
    kernel k(%0 in c: bool, %1 in a: i64, %2 inout x: view<i64, [n]>) where n ge 1 {
      %3 = const i64 0
      %4 = const i64 7
    """
        + ops.indent(2)
        + "}";
  }

  private static void check(String before, String after) {
    Rewrites.check(List.of(WITH_LANES), kernel(before), kernel(after));
  }

  private static void checkUnchanged(String ops) {
    Rewrites.checkUnchanged(WITH_LANES, kernel(ops));
  }

  @Test
  void runsBothArmsAndSelects() {
    check(
        """
        %5, %6, %7 = if %0 {
          %8 = neg %1
          yield %8, %1, %4
        } else {
          %9 = div %1, %4
          yield %9, %1, %3
        }
        %10 = add %5, %6
        %11 = add %10, %7
        store %2[%3], %11
        """,
        """
        %8 = neg %1
        %9 = div %1, %4
        %5 = select %0, %8, %9
        %7 = select %0, %4, %3
        %10 = add %5, %1
        %11 = add %10, %7
        store %2[%3], %11
        """);
  }

  @Test
  void convertsFromTheInsideOut() {
    check(
        """
        %5 = if %0 {
          %6 = lt %1, %3
          %7 = if %6 {
            yield %3
          } else {
            yield %1
          }
          yield %7
        } else {
          yield %4
        }
        store %2[%3], %5
        """,
        """
        %6 = lt %1, %3
        %7 = select %6, %3, %1
        %5 = select %0, %7, %4
        store %2[%3], %5
        """);
  }

  @Test
  void loadsOnceWhatBothArmsLoad() {
    check(
        """
        %5 = if %0 {
          %6 = load %2[%3]
          yield %6
        } else {
          %7 = load %2[%3]
          %8 = neg %7
          yield %8
        }
        store %2[%3], %5
        """,
        """
        %6 = load %2[%3]
        %8 = neg %6
        %5 = select %0, %6, %8
        store %2[%3], %5
        """);
  }

  @Test
  void keepsBranchesThatGuard() {
    checkUnchanged(
        """
        %5 = if %0 {
          %6 = load %2[%3]
          yield %6
        } else {
          yield %1
        }
        %7 = if %0 {
          %8 = div %4, %5 !1
          yield %8
        } else {
          yield %1
        }
        if %0 {
          store %2[%3], %7
        }
        """);
  }

  /// `count` ops from `first` on; the last value is yielded.
  private static String arm(int first, int count) {
    var chain = new StringBuilder("  %%%d = neg %%1\n".formatted(first));
    for (var id = first + 1; id < first + count; id++) {
      chain.append("  %%%d = neg %%%d\n".formatted(id, id - 1));
    }
    return chain + "  yield %%%d\n".formatted(first + count - 1);
  }

  @Test
  void keepsLongArms() {
    checkUnchanged(
        "%5 = if %0 {\n" + arm(6, 35) + "} else {\n" + arm(41, 35) + "}\nstore %2[%3], %5");
  }

  /// It may be rare: then the other side should not pay for it.
  @Test
  void keepsArmsBesideNothing() {
    checkUnchanged("%5 = if %0 {\n" + arm(6, 35) + "} else {\n  yield %1\n}\nstore %2[%3], %5");
  }
}
