package dev.strake.ir.diag;

import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.Diagnostic.Severity;
import java.util.List;
import java.util.function.Function;

/// Writes diagnostics for people, with the source lines they speak of:
///
/// ```
/// error[K0207]: iterations of this parallel loop write the same element
///   --> stats.strake:14:5
/// 12 |   par for i in 0..n, j in 0..m {
///    |                      - j does not appear in the subscript
/// 14 |     s[i] += x[i, j];
///    |     ^^^^ written by every j
/// help: make it a reduction:   s[i] = sum[j in 0..m] x[i, j];
/// ```
///
/// Safe to show on a terminal, whatever the source holds.
public final class DiagnosticPrinter {
  private final Function<String, List<String>> linesOf;

  private DiagnosticPrinter(Function<String, List<String>> linesOf) {
    this.linesOf = linesOf;
  }

  /// @param linesOf the lines of the source with a name, without line ends; none if its text is not
  ///   known, and then places are given by numbers alone
  public static DiagnosticPrinter of(Function<String, List<String>> linesOf) {
    return new DiagnosticPrinter(linesOf);
  }

  /// The whole diagnostic, each line ended by `\n`.
  public String print(Diagnostic diagnostic) {
    var severity =
        switch (diagnostic.severity()) {
          case Severity.ERROR -> "error";
          case Severity.WARNING -> "warning";
          case Severity.NOTE -> "note";
        };
    return severity
        + "[%s]: %s\n".formatted(diagnostic.code(), ShownLine.visible(diagnostic.message()))
        + places(diagnostic.labels())
        + advice(diagnostic);
  }

  /// The lines that labels mark, the first label being the primary one; source by source.
  public String places(List<Label> labels) {
    var out = new StringBuilder();
    labels.stream()
        .map(label -> label.span().source())
        .distinct()
        .forEach(source -> out.append(excerpt(source, labels)));
    return out.toString();
  }

  private String excerpt(String source, List<Label> labels) {
    var here = labels.stream().filter(label -> label.span().source().equals(source)).toList();
    return new SourceExcerpt(here, labels.getFirst(), linesOf.apply(source)).print();
  }

  /// The note and the help, as far as there are any.
  public String advice(Diagnostic diagnostic) {
    return paragraph("note: ", diagnostic.note()) + paragraph("help: ", diagnostic.help());
  }

  private static String paragraph(String title, String text) {
    if (text.isEmpty()) {
      return "";
    }
    return title + ShownLine.visible(text).replace("\n", "\n" + " ".repeat(title.length())) + "\n";
  }
}
