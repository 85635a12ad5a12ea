package dev.strake.bench.npbench;

import dev.strake.bench.MarkdownTable;
import dev.strake.ir.backend.Backend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/// Prints programs beside NumPy, and what they come to on the whole.
public final class NpbenchReport {
  private final Consumer<String> lines;
  private final List<Backend> backends;

  /// @param lines where to print
  public NpbenchReport(Consumer<String> lines, List<Backend> backends) {
    this.lines = lines;
    this.backends = List.copyOf(backends);
  }

  /// @param programs all if empty
  /// @param results `new` or `into`
  /// @throws IOException if there is no `python3` that has NumPy
  public void print(List<String> programs, String preset, String results) throws IOException {
    try (var numpy = NumPyPrograms.start()) {
      var kind = NpbenchKernel.Results.valueOf(results.toUpperCase(Locale.ROOT));
      var table = new NpbenchTable(numpy, backends, preset, kind);
      lines.accept("NumPy %s, one thread, results %s.\n".formatted(numpy.version(), results));
      var printed = new MarkdownTable(lines, headings());
      var rows = new ArrayList<NpbenchTable.Row>();
      for (var program : programs.isEmpty() ? numpy.names() : programs) {
        try {
          var row = table.row(program);
          rows.add(row);
          printed.row(cells(row));
        } catch (IllegalStateException wrong) {
          printed.row(failed(program, wrong.getMessage()));
        }
      }
      printed.row(summary("geometric mean", rows, NpbenchReport::geometricMean));
      printed.row(summary("median", rows, NpbenchReport::median));
    }
  }

  private List<String> headings() {
    var headings = new ArrayList<>(List.of("program", "NumPy ms", "whole ms"));
    for (var backend : backends) {
      var name = backend.name();
      headings.addAll(List.of(name + " ms", "NumPy / " + name, "best / " + name, "first ms"));
    }
    return headings;
  }

  private List<String> failed(String program, String reason) {
    var cells = new ArrayList<>(Collections.nCopies(headings().size(), ""));
    cells.set(0, program + ": " + reason);
    return cells;
  }

  private static List<String> cells(NpbenchTable.Row row) {
    var cells = new ArrayList<String>();
    cells.add(row.program());
    cells.add(MarkdownTable.millis(row.numpyNanos()));
    cells.add(row.wholeNanos().map(MarkdownTable::millis).orElse(""));
    for (var ours : row.ours()) {
      cells.add(MarkdownTable.millis(ours.nanos()));
      cells.add(ours.toCustomary().toString());
      cells.add(MarkdownTable.digits(ours.toBest().median()));
      cells.add(MarkdownTable.millis(ours.firstNanos()));
    }
    return cells;
  }

  private List<String> summary(
      String name, List<NpbenchTable.Row> rows, Function<double[], Double> of) {
    var cells = new ArrayList<>(List.of(name, "", ""));
    for (var k = 0; k < backends.size(); k++) {
      var column = k;
      var ours = rows.stream().map(row -> row.ours().get(column)).toList();
      var customary = ours.stream().mapToDouble(o -> o.toCustomary().median()).toArray();
      var best = ours.stream().mapToDouble(o -> o.toBest().median()).toArray();
      cells.add("");
      cells.add(MarkdownTable.digits(of.apply(customary)));
      cells.add(MarkdownTable.digits(of.apply(best)));
      cells.add("");
    }
    return cells;
  }

  private static double geometricMean(double[] ratios) {
    return Math.exp(Arrays.stream(ratios).map(Math::log).average().orElse(Double.NaN));
  }

  private static double median(double[] ratios) {
    var sorted = Arrays.stream(ratios).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
