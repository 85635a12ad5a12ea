package dev.strake.ir.diag;

import dev.strake.ir.diag.Diagnostic.Label;
import java.util.Comparator;
import java.util.List;

/// The marked lines of one source text:
///
/// ```
///   --> stats.strake:14:5
/// 12 |   par for i in 0..n, j in 0..m {
///    |                      - j does not appear in the subscript
/// 14 |     s[i] += x[i, j];
///    |     ^^^^ written by every j
/// ```
///
/// The arrow names the first label's place, which is marked with `^`; lines come in their order. A
/// label that goes on over several lines is marked on its first.
final class SourceExcerpt {
  private final List<Label> labels;
  private final Label primary;
  private final List<String> lines;
  private final StringBuilder out = new StringBuilder();
  private final int gutter;

  /// @param labels of one source, not empty
  /// @param primary the label marked with `^`, if it is among them
  /// @param lines of the source; none if they are not known
  SourceExcerpt(List<Label> labels, Label primary, List<String> lines) {
    this.labels = List.copyOf(labels);
    this.primary = primary;
    this.lines = lines;
    var last = labels.stream().mapToInt(label -> label.span().line()).max().orElseThrow();
    this.gutter = Integer.toString(last).length();
  }

  String print() {
    out.repeat(' ', gutter).append("--> ").append(labels.getFirst().span()).append('\n');
    if (lines.isEmpty()) {
      labels.stream().filter(label -> !label.text().isEmpty()).forEach(this::describe);
      return out.toString();
    }
    var ordered =
        labels.stream()
            .sorted(
                Comparator.comparingInt((Label label) -> label.span().line())
                    .thenComparingInt(label -> label.span().column()))
            .toList();
    var shownLine = 0;
    for (var label : ordered) {
      var line = label.span().line();
      var text = line <= lines.size() ? lines.get(line - 1) : "";
      var shown = ShownLine.around(text, label.span().column() - 1);
      if (line != shownLine || ShownLine.isLong(text)) {
        row(Integer.toString(line), shown.text());
        shownLine = line;
      }
      row("", mark(label, text, shown));
    }
    return out.toString();
  }

  private void describe(Label label) {
    row("", label.span().line() + ":" + label.span().column() + " " + visible(label));
  }

  private void row(String number, String content) {
    var row = " ".repeat(gutter - number.length()) + number + " | " + content;
    out.append(row.stripTrailing()).append('\n');
  }

  private String mark(Label label, String text, ShownLine shown) {
    var span = label.span();
    var endOfLine = text.stripTrailing().length();
    var end = span.endLine() > span.line() ? endOfLine : span.endColumn() - 1;
    var column = shown.column(span.column() - 1);
    var width = Math.max(1, shown.column(end) - column);
    var stroke = label.equals(primary) ? "^" : "-";
    return " ".repeat(column) + stroke.repeat(width) + " " + visible(label);
  }

  private static String visible(Label label) {
    return ShownLine.visible(label.text());
  }
}
