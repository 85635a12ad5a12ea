package dev.strake.bench.loops;

import dev.strake.bench.MarkdownTable;
import dev.strake.ir.backend.Backend;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Prints kernels beside hand-written loops in C.
public final class LoopReport {
  private final Consumer<String> lines;
  private final List<Backend> backends;

  /// @param lines where to print
  public LoopReport(Consumer<String> lines, List<Backend> backends) {
    this.lines = lines;
    this.backends = List.copyOf(backends);
  }

  /// @param kernels all if empty
  /// @throws IOException if there is no gcc
  public void print(List<String> kernels) throws IOException, InterruptedException {
    lines.accept(
        "f64, one thread, arrays that exist already; C is `gcc "
            + String.join(" ", CLoops.FLAGS)
            + "`.\n");
    var table =
        new MarkdownTable(
            lines,
            List.of(
                "kernel", "extents", "C loop", "backend", "ms", "C ms", "C / ours", "goal", ""));
    for (var loop : LoopCases.measured()) {
      if (kernels.isEmpty() || kernels.contains(loop.kernel())) {
        for (var backend : backends) {
          table.row(row(loop, backend));
        }
      }
    }
  }

  private static List<String> row(LoopCase loop, Backend backend)
      throws IOException, InterruptedException {
    // A library of its own for each row: its arena holds the arrays.
    try (var library = CLoops.compile();
        var comparison = LoopComparison.of(loop, backend, library)) {
      comparison.check();
      var timing = comparison.time();
      var hasGoal = loop.goal() > 0;
      return List.of(
          loop.kernel(),
          loop.size(),
          loop.function().equals("read_matrix") ? "reading alone" : "the same",
          backend.name(),
          MarkdownTable.millis(timing.subjectMedianNanos()),
          MarkdownTable.millis(timing.baselineMedianNanos()),
          timing.ratio().toString(),
          hasGoal ? MarkdownTable.digits(loop.goal()) : "",
          hasGoal ? timing.ratio().reaches(loop.goal()) ? "holds" : "missed" : "");
    }
  }
}
