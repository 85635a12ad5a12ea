package dev.strake.ir.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.Diagnostic.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosticPrinterTest {
  @Test
  void marksPlacesInTheOrderOfLines() {
    var source = "\n".repeat(11) + "  par for i in 0..n, j in 0..m {\n\n    s[i] += x[i, j];\n";
    check(
        """
        error[K0207]: iterations of this parallel loop write the same element
          --> f:14:5
        12 |   par for i in 0..n, j in 0..m {
           |                      - j does not appear in the subscript
        14 |     s[i] += x[i, j];
           |     ^^^^ written by every j
        help: make it a reduction:   s[i] = sum[j in 0..m] x[i, j];
        """,
        source,
        error("K0207", "iterations of this parallel loop write the same element")
            .withLabels(
                List.of(
                    new Label(span(14, 5, 9), "written by every j"),
                    new Label(span(12, 22, 23), "j does not appear in the subscript")))
            .withHelp("make it a reduction:   s[i] = sum[j in 0..m] x[i, j];"));
  }

  @Test
  void marksSeveralPlacesOfOneLine() {
    check(
        """
        error[E1]: twice
         --> f:1:5
        1 | let a = a;
          |     ^
          |         - here too
        """,
        "let a = a;",
        error("E1", "twice")
            .withLabels(
                List.of(new Label(span(1, 5, 6), ""), new Label(span(1, 9, 10), "here too"))));
  }

  @Test
  void saysWhatWasExpectedAndWhatToDo() {
    check(
        """
        warning[E1]: odd
        note: expected this,
              found that
        help: do it
        """,
        "",
        new Diagnostic(
            "E1", Severity.WARNING, "odd", List.of(), "expected this,\nfound that", "do it"));
  }

  @Test
  void marksTheFirstOfSeveralLines() {
    check(
        """
        error[E1]: open
         --> f:1:3
        1 | a {
          |   ^
        """,
        "a {  \n}\n",
        errorAt(new SourceSpan("f", 1, 3, 2, 2)));
  }

  @Test
  void marksTheEndOfTheText() {
    check(
        """
        error[E1]: open
         --> f:2:1
        2 |
          | ^
        """,
        "a {\n",
        errorAt(span(2, 1, 1)));
  }

  @Test
  void expandsTabs() {
    check(
        """
        error[E1]: open
         --> f:1:4
        1 |     x   y
          |         ^
        """,
        "\tx\ty",
        errorAt(span(1, 4, 5)));
  }

  @Test
  void countsWideAndCombiningCharactersAsShown() {
    check(
        """
        error[E1]: open
         --> f:1:13
        1 | // 数値 e\u0301 🎉 x
          |              ^
        """,
        "// 数値 e\u0301 🎉 x",
        errorAt(span(1, 13, 14)));
  }

  @Test
  void showsNothingThatWouldSteerTheTerminal() {
    check(
        """
        error[E1]: bad name \uFFFD[2J
         --> f:1:2
        1 | \uFFFD[31m\uFFFDx
          |  ^
        """,
        "\u001b[31m\u202ex",
        error("E1", "bad name \u001b[2J").withLabels(List.of(new Label(span(1, 2, 3), ""))));
  }

  @Test
  void cutsLongLines() {
    var line = "(".repeat(1_000) + "x" + ")".repeat(1_000);
    check(
        """
        error[E1]: open
         --> f:1:1001
        1 | ...%sx%s...
          |    %s^
        """
            .formatted("(".repeat(40), ")".repeat(79), " ".repeat(40)),
        line,
        errorAt(span(1, 1_001, 1_002)));
  }

  @Test
  void cutsNoCharacterInTwo() {
    check(
        """
        error[E1]: open
         --> f:1:243
        1 | ...%sx
          |    %s^
        """
            .formatted("🎉".repeat(60), " ".repeat(120)),
        "🎉".repeat(121) + "x",
        errorAt(span(1, 243, 244)));
  }

  @Test
  void namesPlacesOfSourcesItDoesNotKnow() {
    check(
        """
        error[E1]: open
         --> f:1:1
        1 | x
          | ^
         --> <std.math>:3:5
          | 3:5 declared there
        """,
        "x",
        error("E1", "open")
            .withLabels(
                List.of(
                    new Label(span(1, 1, 2), ""),
                    new Label(new SourceSpan("<std.math>", 3, 5, 3, 6), "declared there"))));
  }

  private static Diagnostic error(String code, String message) {
    return Diagnostic.error(code, message);
  }

  private static Diagnostic errorAt(SourceSpan span) {
    return Diagnostic.error("E1", span, "open");
  }

  private static SourceSpan span(int line, int column, int endColumn) {
    return new SourceSpan("f", line, column, line, endColumn);
  }

  private static void check(String expected, String source, Diagnostic diagnostic) {
    var lines = List.of(source.split("\n", -1));
    var printer = DiagnosticPrinter.of(name -> name.equals("f") ? lines : List.of());
    assertEquals(expected, printer.print(diagnostic));
  }
}
