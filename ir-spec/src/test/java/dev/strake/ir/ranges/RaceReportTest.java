package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import org.junit.jupiter.api.Test;

final class RaceReportTest {
  private static final String PARAMETERS =
      "%x in x: view<f64, [n, m]>, %y inout y: view<f64, [n]>, %s out s: view<f64, [n]>, ";

  /// Compares everything said about the one race of a kernel. `source` is a single line, which
  /// spans point into; `spans` gives the columns of the sites, from and to.
  private static void check(String expected, String body, String source, int... spans) {
    var text = new StringBuilder();
    text.append("kernel k(").append(PARAMETERS).append("%v in v: f64) {\n");
    text.append("%zero = const i64 0\n%one = const i64 1\n%n = size n\n%m = size m\n");
    text.append(body).append("}\nsites {\n");
    for (var k = 0; k < spans.length; k += 2) {
      text.append("!%d = \"a.strake\" 1:%d-1:%d\n".formatted(k / 2 + 1, spans[k], spans[k + 1]));
    }
    text.append("}\n");
    var found = RaceProver.check(NamedIr.parse(text.toString()), span -> textOf(source, span));
    assertEquals(1, found.size(), found::toString);
    assertEquals(expected.strip(), describe(found.getFirst(), source));
  }

  private static String textOf(String source, SourceSpan span) {
    return source.substring(span.column() - 1, span.endColumn() - 1);
  }

  private static String describe(Diagnostic race, String source) {
    var text = new StringBuilder(race.code() + ": " + race.message() + "\n");
    for (var label : race.labels()) {
      text.append("`%s` %s\n".formatted(textOf(source, label.span()), label.text()));
    }
    return text + "note: " + race.note() + "\nhelp: " + race.help();
  }

  @Test
  void suggestsReductionForAccumulation() {
    check(
        """
        K0207: iterations of this parallel loop write the same element
        `s[i]` written by every j
        `j` j does not appear in the subscript
        note: in kernel k, s[i] is the same element for every j
        help: make it a reduction:   s[i] = sum[j in 0..m] x[i, j];
        """,
        """
        for par %i in %zero..%n !1 {
          for par %j in %zero..%m !2 {
            %old = load %s[%i] !3
            %new = load %x[%i, %j] !4
            %sum = add %old, %new
            store %s[%i], %sum !3
          }
        }
        """,
        "par for i in 0..n, j in 0..m { s[i] += x[i, j]; }",
        9,
        10,
        20,
        21,
        32,
        36,
        40,
        47);
  }

  @Test
  void suggestsReductionIntoAnArgument() {
    check(
        """
        K0207: iterations of this parallel loop write the same element
        note: in kernel k, y[0] is the same element for every i and j
        help: make it a reduction:   y[0] = max(y[0], max[i in 0..n, j in 0..m] (x[i, j] * v));
        """,
        """
        for par %i in %zero..%n {
          for par %j in %zero..%m {
            %old = load %y[%zero]
            %new = load %x[%i, %j]
            %scaled = mul %new, %v
            %max = max %scaled, %old
            store %y[%zero], %max
          }
        }
        """,
        "");
  }

  @Test
  void suggestsOrderWhereNothingIsAccumulated() {
    check(
        """
        K0207: iterations of this parallel loop write the same element
        `y[0]` written by every row
        `row` row does not appear in the subscript
        note: in kernel k, y[0] is the same element for every row
        help: let the element depend on row, or make the loop over row `seq for`
        """,
        "for par %i in %zero..%n !1 {\n  store %y[%zero], %v !2\n}\n",
        "par for row in 0..n { y[0] = v; }",
        9,
        12,
        23,
        27);
  }

  @Test
  void pointsAtBothStoresThatMeet() {
    check(
        """
        K0207: iterations of this parallel loop write the same element
        `y[i]` another iteration may write this element
        `y[i+1]` and here
        note: in kernel k, y[i+1] and y[i] may be the same element for different i
        help: make the loop over i `seq for`
        """,
        """
        for par %i in %zero..%n !1 {
          store %y[%i], %v !2
          %next = add %i, %one
          store %y[%next], %v !3
        }
        """,
        "par for i in 0..n { y[i] = v; y[i+1] = v; }",
        9,
        10,
        21,
        25,
        31,
        37);
  }

  @Test
  void pointsAtLoadsAndStore() {
    check(
        """
        K0208: an iteration of this parallel loop reads what another writes
        `y[i-1]` read here
        `y[i]` written here by another iteration
        note: in kernel k, y[i-1] and y[i] may be the same element for different i
        help: store into another array, or make the loop over i `seq for`
        """,
        """
        for par %i in %one..%n !1 {
          %before = sub %i, %one
          %a = load %y[%before] !3
          store %y[%i], %a !2
        }
        """,
        "par for i in 1..n { y[i] = y[i-1]; }",
        9,
        10,
        21,
        25,
        28,
        34);
  }

  @Test
  void writesElementsAnewWithoutSource() {
    check(
        """
        K0208: an iteration of this parallel loop reads what another writes
        note: in kernel k, y[(i - 1) / 2] and y[i] may be the same element for different i
        help: store into another array, or make the loop over i `seq for`
        """,
        """
        for par %i in %one..%n {
          %before = sub %i, %one
          %two = const i64 2
          %half = div %before, %two
          %a = load %y[%half]
          store %y[%i], %a
        }
        """,
        "");
  }
}
