package dev.strake.ir.diag;

/// A stretch of a source text: from `line:column` (both from 1, columns in UTF-16 units) up to and
/// not including `endLine:endColumn`.
public record SourceSpan(String source, int line, int column, int endLine, int endColumn) {
  public SourceSpan {
    if (line < 1 || column < 1 || endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException(
          "not a span: " + line + ":" + column + "-" + endLine + ":" + endColumn);
    }
  }

  /// The source's name without the folders before it, as stack traces and debuggers show it.
  public String fileName() {
    return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
  }

  /// `file:line:column`, the form editors jump to.
  @Override
  public String toString() {
    return source + ":" + line + ":" + column;
  }
}
