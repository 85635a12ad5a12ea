package dev.strake.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// A table that shows each row as soon as it is there.
public final class MarkdownTable {
  private final Consumer<String> lines;
  private final int columns;

  /// @param headings the first column is aligned to the left, the others to the right
  public MarkdownTable(Consumer<String> lines, List<String> headings) {
    this.lines = lines;
    this.columns = headings.size();
    row(headings);
    var rule = new ArrayList<>(Collections.nCopies(columns, "---:"));
    rule.set(0, "---");
    row(rule);
  }

  public void row(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells + " are not " + columns + " cells");
    }
    lines.accept("| " + String.join(" | ", cells) + " |");
  }

  /// Milliseconds with three significant digits.
  public static String millis(double nanos) {
    return digits(nanos / 1e6);
  }

  /// A number with three significant digits.
  public static String digits(double value) {
    var places = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
    return ("%." + Math.min(places, 6) + "f").formatted(value);
  }
}
