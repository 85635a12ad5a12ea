package dev.strake.ir.diag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The texts that a program's places point into, as far as they are at hand: so that a failure can
/// show the line it happened on, long after the file was read.
///
/// Texts take no part in what a program means: all are equal.
public final class SourceLines {
  /// No text at all.
  public static final SourceLines NONE = new SourceLines(Map.of());

  private final Map<String, List<String>> lines;

  private SourceLines(Map<String, List<String>> lines) {
    this.lines = Map.copyOf(lines);
  }

  /// The lines of one text, by the name that spans call it.
  public static SourceLines of(String name, String text) {
    return new SourceLines(Map.of(name, text.lines().toList()));
  }

  /// Both; of two texts with one name the other's.
  public SourceLines with(SourceLines other) {
    var both = new HashMap<>(lines);
    both.putAll(other.lines);
    return new SourceLines(both);
  }

  /// The lines of the text with this name, without line ends; none if it is not known.
  public List<String> linesOf(String name) {
    return lines.getOrDefault(name, List.of());
  }

  /// The text that a span covers, as far as it lies on the span's first line.
  public Optional<String> textOf(SourceSpan span) {
    var known = linesOf(span.source());
    if (span.line() > known.size()) {
      return Optional.empty();
    }
    var line = known.get(span.line() - 1);
    var end = span.endLine() > span.line() ? line.length() : span.endColumn() - 1;
    var start = Math.min(span.column() - 1, line.length());
    return Optional.of(line.substring(start, Math.clamp(end, start, line.length())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceLines;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
