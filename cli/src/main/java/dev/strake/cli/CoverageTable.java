package dev.strake.cli;

import dev.strake.ir.ScalarType;
import dev.strake.ir.conformance.Coverage;
import dev.strake.ir.conformance.Coverage.Use;

/// How often cases exercise each op on each type, as a table for people: kernels and launches.
final class CoverageTable {
  private static final String NONE = "-";
  private static final int CELL_WIDTH = 9;

  private CoverageTable() {}

  /// ```
  /// op               i32      f64
  /// add            4/120    2/31
  /// sqrt               -    2/31
  /// ```
  static String of(Coverage coverage) {
    var ops = coverage.ops();
    var width = ops.stream().mapToInt(String::length).max().orElse(0);
    var table = new StringBuilder(padded("op", width));
    coverage.types().forEach(type -> table.append(cell(type.mnemonic())));
    table.append(System.lineSeparator());
    for (var op : ops) {
      table.append(padded(op, width));
      for (var type : coverage.types()) {
        table.append(cell(text(coverage, op, type)));
      }
      table.append(System.lineSeparator());
    }
    return table.toString();
  }

  private static String text(Coverage coverage, String op, ScalarType type) {
    var count = coverage.count(new Use(op, type));
    return count.kernels() == 0 ? NONE : count.kernels() + "/" + count.launches();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String cell(String text) {
    return " ".repeat(Math.max(CELL_WIDTH - text.length(), 1)) + text;
  }
}
