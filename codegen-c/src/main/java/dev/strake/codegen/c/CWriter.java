package dev.strake.codegen.c;

/// Lines of C with the indentation of their block.
final class CWriter {
  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();
  private int depth;

  void line(String line) {
    text.append(STEP.repeat(depth)).append(line).append('\n');
  }

  /// A line at the left margin, whatever the block: for the preprocessor and blank lines.
  void margin(String line) {
    text.append(line).append('\n');
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
  }

  /// An empty writer of the same depth.
  CWriter sibling() {
    var sibling = new CWriter();
    sibling.depth = depth;
    return sibling;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
