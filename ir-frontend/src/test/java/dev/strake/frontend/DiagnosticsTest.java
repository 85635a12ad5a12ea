package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.diag.Diagnostic;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Places, further places, notes and ways out of diagnostics.
final class DiagnosticsTest {
  /// `code line:column-endColumn` with the other labels, the note and the help.
  private static void check(String expected, String source) {
    var file = Frontend.check(Source.of("t", source));
    assertEquals(
        expected,
        file.diagnostics().stream().map(DiagnosticsTest::shown).collect(Collectors.joining("\n")));
  }

  private static String shown(Diagnostic diagnostic) {
    var span = diagnostic.span().orElseThrow();
    var others =
        diagnostic.labels().stream()
            .skip(1)
            .map(label -> " | %s %s".formatted(label.span(), label.text()))
            .collect(Collectors.joining());
    return "%s %d:%d-%d%s | %s | %s"
        .formatted(
            diagnostic.code(),
            span.line(),
            span.column(),
            span.endColumn(),
            others,
            diagnostic.note(),
            diagnostic.help());
  }

  @Test
  void aMismatchShowsWhatDecidedTheType() {
    check(
        "K0301 1:40-41 | t:1:32 this is f32 |  | convert it: `b as f32`",
        "fn f(a: f32, b: f64) -> bool = 2 * a < b;");
    check(
        "K0301 1:23-33 | t:1:17 the result is f32 |  | convert it: `to_bits(a) as f32`",
        "fn f(a: f32) -> f32 = to_bits(a);");
    check(
        "K0301 2:30-35 | t:1:29 `y` holds i64 |  | convert it: `(x * x) as i64`",
        """
        kernel k(x: f64, n: i64) -> y: i64[n] {
          par for i in 0..n { y[i] = x * x; }
        }
        """);
  }

  @Test
  void aSharedVariableGetsItsReduction() {
    check(
        "K0602 3:38-39 | t:2:7 declared outside of it |  "
            + "| make it a reduction: `let s = sum[i in 0..h, j in 1..w - 1] (x[i, j] * 2);`, "
            + "or use `seq for`",
        """
        kernel k(x: f64[h, w]) -> y: f64 {
          var s: f64 = 0;
          par for i in 0..h, j in 1..w - 1 { s += x[i, j] * 2; }
          y = s;
        }
        """);
  }

  @Test
  void aMistakeOfSomeTypesSaysOfWhich() {
    check("K0302 1:27-32 | with T = f32; T = f64 | ", "fn f<T: num>(a: T) -> T = a % 2;");
    check("K0302 1:34-39 | with T = bool | ", "fn f<T: any>(a: T, b: T) -> T = (a + b);");
  }

  @Test
  void unclosedBracketsDoNotHideWhatFollows() {
    check(
        """
        K0006 2:11-12 |  |\s
        K0101 3:11-12 |  |\s
        K0009 7:26-27 |  | for example: `let x: f64 = a + b;`\
        """,
        """
        kernel k(n: i64) -> y: i64 {
          let a = (n + 1;
          let b = m;
          y = a + b;
        }
        kernel l(n: i64) -> y: i64 {
          let unknown = 3 + (n * );
          y = unknown;
        }
        """);
  }

  @Test
  void anUnclosedBodyEndsBeforeTheNextDeclaration() {
    check(
        """
        K0006 1:28-29 |  |\s
        K0103 4:9-12 |  | did you mean `f64`?\
        """,
        """
        kernel k(n: i64) -> y: i64 {
          y = n;

        fn f(a: f94) -> f64 = 1;
        """);
  }

  @Test
  void brokenStatementsDoNotMakeNamesUnknown() {
    check(
        "K0009 2:11-12 |  | for example: `let x: f64 = a + b;`",
        """
        kernel k(n: i64) -> y: i64 {
          let a = ;
          let b = a + 1;
          y = b;
        }
        """);
    check(
        "K0009 2:13-14 |  | for example: `j in 0..n`",
        """
        kernel k(n: i64) -> y: i64[n] {
          par for i 0..n { y[i] = i; }
        }
        """);
  }

  @Test
  void severalMistakesOfOneHeadAreAllTold() {
    check(
        """
        K0009 1:8-9 |  | for example: `y: inout f64[h, w]`
        K0103 1:14-17 |  | did you mean `i64`?
        K0009 1:20-21 |  | for example: `y: inout f64[h, w]`\
        """,
        "fn f(a 5, b: i94, c) -> f64 = a;");
  }

  @Test
  void racesAreToldBesideOtherMistakes() {
    var source =
        """
        kernel wrong(n: i64) -> y: i64 { y = m; }

        fn bad(a: f64) -> f64 = a + 1 as f32;

        kernel calls_wrong(x: f64[n]) -> y: f64 {
          par for i in 0..n { y = bad(x[i]); }
        }

        kernel racing(x: f64[n]) -> y: f64[n] {
          par for i in 0..n { y[0] = x[i]; }
        }
        """;
    var errors =
        Frontend.check(Source.of("t", source)).diagnostics().stream()
            .filter(Diagnostic::isError)
            .map(d -> d.span().orElseThrow().line() + " " + d.code());
    assertEquals("1 K0101, 3 K0301, 10 K0207", errors.collect(Collectors.joining(", ")));
  }

  @Test
  void whatFitsNowhereIsShown() {
    check(
        "K0023 1:34-35 |  | for example: `return a + b;`",
        "fn f(x: i64) -> i64 { return x[j 3]; }");
  }

  @Test
  void columnsCountUtf16Units() {
    check(
        "K0101 1:54-55 |  | ",
        "kernel k(n: i64) -> y: i64 { assert n > 1, \"\ud83d\ude00\"; y = z; }");
    check("K0002 1:1-3 |  | ", "\ud83d\ude00\nfn f(a: f64) -> f64 = a;");
  }
}
