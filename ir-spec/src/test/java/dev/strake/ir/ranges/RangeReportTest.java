package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.diag.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RangeReportTest {
  /// A loop `seq i in lower..upper` with the given body over `x: f64[n]`, `t: i64[n]`.
  private static String kernel(String lower, String upper, String body) {
    return """
    kernel k(%%x in x: view<f64, [n]>, %%t in t: view<i64, [n]>, %%k in k: i64) {
      %%one = const i64 1
      %%n = size n
      %%lower = size %s
      %%upper = size %s
      for seq %%i in %%lower..%%upper {
        %s
      }
    }
    """
        .formatted(lower, upper, body.indent(4).strip());
  }

  private static void checkFailures(String expected, String kernel) {
    check(expected, KernelReport.of(NamedIr.parse(kernel), _ -> ""));
  }

  private static void checkChecks(String expected, String kernel) {
    check(expected, RangeReport.checks(NamedIr.parse(kernel), _ -> ""));
  }

  private static void check(String expected, List<Diagnostic> found) {
    var shown =
        found.stream()
            .map(d -> "%s: %s\n%s\n".formatted(d.code(), d.message(), d.note()))
            .collect(Collectors.joining());
    assertEquals(expected, shown);
  }

  @Test
  void warnsOfAnElementBehindTheLast() {
    checkFailures(
        """
        K0210: x[i + 1] is out of range in every launch that gets here
        in kernel k, for n = 1: iteration i = 0 reads x[1] of an array of shape [1]
        """,
        kernel("0", "n", "%j = add %i, %one\n%a = load %x[%j]"));
  }

  @Test
  void warnsOfAnElementBeforeTheFirst() {
    checkFailures(
        """
        K0210: x[i - 1] is out of range in every launch that gets here
        in kernel k, for n = 1: iteration i = 0 reads x[-1] of an array of shape [1]
        """,
        kernel("0", "n", "%j = sub %i, %one\n%a = load %x[%j]"));
  }

  @Test
  void saysNothingOfWhatSomeLaunchesPass() {
    checkFailures("", kernel("0", "n", "%j = add %i, %k\n%a = load %x[%j]"));
    checkFailures("", kernel("0", "n", "%a = load %x[%one]"));
    checkFailures("", kernel("0", "(n - 1)", "%j = add %i, %one\n%a = load %x[%j]"));
  }

  @Test
  void saysNothingOfWhatAConditionKeepsOut() {
    checkFailures(
        "", kernel("0", "n", "%j = add %i, %one\n%c = lt %j, %n\nif %c {\n  %a = load %x[%j]\n}"));
  }

  @Test
  void explainsAnIndexFromData() {
    checkChecks(
        """
        K0211: index t[i] of x[t[i]] is checked each time
        in kernel k, t[i] comes from data
        """,
        kernel("0", "n", "%j = load %t[%i]\n%a = load %x[%j]"));
  }

  @Test
  void explainsAnIndexByAnExample() {
    checkChecks(
        """
        K0211: index i * i of x[i * i] is checked each time
        in kernel k, for n = 3: iteration i = 2 reads x[4] of an array of shape [3]
        """,
        kernel("0", "n", "%j = mul %i, %i\n%a = load %x[%j]"));
  }

  @Test
  void explainsNothingWhereNothingIsChecked() {
    checkChecks("", kernel("0", "n", "%a = load %x[%i]"));
  }
}
