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
        note: in kernel k, for m = 2, n = 1: iterations (i = 0, j = 0) and (i = 0, j = 1) both write s[0]
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
        note: in kernel k, for m = 1, n = 2: iterations (i = 0, j = 0) and (i = 1, j = 0) both write y[0]
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
        note: in kernel k, for n = 2: iterations row = 0 and row = 1 both write y[0]
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
        `y[i]` written by i = 1
        `y[i+1]` and by i = 0
        note: in kernel k, for n = 3: iterations i = 1 and i = 0 both write y[1]
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
        `y[i-1]` read by i = 2
        `y[i]` written by i = 1
        note: in kernel k, for n = 3: iteration i = 2 reads y[1], which iteration i = 1 writes
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
        note: in kernel k, for n = 4: iteration i = 3 reads y[1], which iteration i = 1 writes
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

  @Test
  void suggestsScatterWhereDataChooseTheElement() {
    check(
        """
        K0207: iterations of this parallel loop write the same element
        note: in kernel k, y[s[i] as i64] depends on data: iterations with the same s[i] write the same \
        element
        help: make it a scatter:   scatter y[s[i] as i64] += v for i in 0..n;
        """,
        """
        for par %i in %zero..%n {
          %f = load %s[%i]
          %at = cast i64 %f
          %old = load %y[%at]
          %new = add %old, %v
          store %y[%at], %new
        }
        """,
        "");
  }

  @Test
  void saysMayWhereAConditionDependsOnData() {
    check(
        """
        K0207: iterations of this parallel loop write the same element
        note: in kernel k, for n = 2: iterations i = 0 and i = 1 may both write y[0]
        help: let the element depend on i, or make the loop over i `seq for`
        """,
        """
        for par %i in %zero..%n {
          %f = load %s[%i]
          %is = lt %f, %v
          if %is {
            store %y[%zero], %v
          }
        }
        """,
        "");
  }

  @Test
  void findsExamplesUnderConditions() {
    check(
        """
        K0208: an iteration of this parallel loop reads what another writes
        note: in kernel k, for n = 5: iteration i = 4 reads y[1], which iteration i = 1 writes
        help: store into another array, or make the loop over i `seq for`
        """,
        """
        %three = const i64 3
        for par %i in %zero..%n {
          %late = ge %i, %three
          if %late {
            %before = sub %i, %three
            %a = load %y[%before]
            store %s[%i], %a
          } else {
            %some = gt %i, %zero
            if %some {
              store %y[%i], %v
            }
          }
        }
        """,
        "");
  }
}
