package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Turns the table of reference bits, `reductions/reductions.txt`, into runs of the kernels in
/// `reductions/f32.ir` and `reductions/f64.ir`. The table was computed without any of this code.
final class ReductionTable {
  private ReductionTable() {}

  /// One run line for each row of the type.
  static String runs(String table, ScalarType type) {
    return table
        .lines()
        .filter(row -> row.startsWith(type.mnemonic() + " "))
        .map(row -> run(row.split(" ")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String run(String... row) {
    return row[1].equals("matmul") ? matmul(row) : reduction(row);
  }

  /// `f64 sum lanes x 17 bits`, `f64 dot chain x,y 17 bits`, `f64 sum lanes -0.0 1 bits`
  private static String reduction(String... row) {
    var inputs = row[3].split(",");
    var passed = "x=" + input(row[0], inputs[0], row[4]);
    if (inputs.length == 2) {
      passed += " y=" + input(row[0], inputs[1], row[4]);
    }
    return "; run %s_%s: %s -> r=bits(0x%s)".formatted(row[1], row[2], passed, row[5]);
  }

  /// `f64 matmul chain x,y m k n bits..`
  private static String matmul(String... row) {
    var inputs = row[3].split(",");
    var left = input(row[0], inputs[0], row[4] + ", " + row[5]);
    var right = input(row[0], inputs[1], row[5] + ", " + row[6]);
    var bits =
        Arrays.stream(row, 7, row.length)
            .map(hex -> "bits(0x" + hex + ")")
            .collect(Collectors.joining(", "));
    return "; run matmul_chain: x=%s y=%s -> r=[%s]".formatted(left, right, bits);
  }

  private static String input(String type, String name, String extents) {
    return name.equals("-0.0") ? "[-0]" : "stored(%s_%s)[%s]".formatted(name, type, extents);
  }
}
