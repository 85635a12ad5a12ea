package dev.strake.codegen.c;

import dev.strake.ir.diag.SourceSpan;

/// Lines of C with the indentation of their block and, where a place in another source is set, the
/// directives that give them its file and line.
final class CWriter {
  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();
  private int depth;

  /// The place of the lines to come; none while the file is empty.
  private String placeFile = "";

  private int placeLine;

  /// What a compiler takes the next line for.
  private String nextFile = "";

  private int nextLine;

  /// The following lines come from this place.
  void at(SourceSpan place) {
    placeFile = CNames.commented(place.fileName());
    placeLine = place.line();
  }

  /// The following lines come from no place.
  void nowhere() {
    placeFile = "";
    nextFile = "";
  }

  void line(String line) {
    locate();
    text.append(STEP.repeat(depth)).append(line).append('\n');
  }

  private void locate() {
    if (placeFile.isEmpty()) {
      return;
    }
    if (nextLine != placeLine || !nextFile.equals(placeFile)) {
      text.append("#line %d \"%s\"\n".formatted(placeLine, placeFile));
    }
    nextFile = placeFile;
    nextLine = placeLine + 1;
  }

  /// A line at the left margin, whatever the block: for the preprocessor and blank lines.
  void margin(String line) {
    text.append(line).append('\n');
    nextLine++;
  }

  /// `header {`, and one step to the right.
  void open(String header) {
    line(header + " {");
    depth++;
  }

  void close() {
    depth--;
    line("}");
  }

  /// `} header {`: the end of one block and the start of the next.
  void turn(String header) {
    depth--;
    open("} " + header);
  }

  /// Lines written elsewhere for this depth.
  void append(CWriter block) {
    text.append(block.text);
    nextFile = block.nextFile;
    nextLine = block.nextLine;
  }

  /// An empty writer of the same depth.
  CWriter sibling() {
    var sibling = new CWriter();
    sibling.depth = depth;
    sibling.placeFile = placeFile;
    sibling.placeLine = placeLine;
    return sibling;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
