package dev.strake.bench.calls;

import dev.strake.bench.MarkdownTable;
import dev.strake.bench.PairedTiming;
import dev.strake.bench.PythonProcess;
import dev.strake.bench.Rounds;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Prints `sqrt(a*a + b*b)` over 10^7 f64 beside NumPy: into new arrays, and into ones that exist.
public final class HypotReport {
  private static final int COUNT = 10_000_000;
  private static final int WARM_UPS = 40;
  private static final int PAIRS = 51;
  private static final double NEW_GOAL = 3.5;
  private static final double INTO_GOAL = 2.5;

  private final Consumer<String> lines;
  private final List<Backend> backends;

  /// @param lines where to print
  public HypotReport(Consumer<String> lines, List<Backend> backends) {
    this.lines = lines;
    this.backends = List.copyOf(backends);
  }

  /// @throws IOException if there is no `python3` that has NumPy
  public void print() throws IOException {
    var script = Files.createTempFile("hypot", ".py");
    try (var text = HypotReport.class.getResourceAsStream("hypot.py")) {
      Files.write(script, text.readAllBytes());
    }
    try (var numpy = PythonProcess.start(script)) {
      lines.accept("NumPy %s, one thread.\n".formatted(numpy.version()));
      var table =
          new MarkdownTable(
              lines, List.of("sqrt(a*a + b*b)", "ms", "NumPy ms", "NumPy / ours", "goal", ""));
      var random = new SplittableRandom(1);
      var inputs =
          Map.of(
              "x0", NDArray.of(random.doubles(COUNT).toArray()),
              "x1", NDArray.of(random.doubles(COUNT).toArray()));
      for (var backend : backends) {
        try (var kernel = ArrayKernel.of(SampleKernels.hypot(), SampleKernels.NAME, backend)) {
          var results = kernel.allocate(inputs);
          table.row(
              row(
                  backend.name() + " new",
                  () -> kernel.run(inputs).values().forEach(NDArray::close),
                  numpy,
                  "new",
                  NEW_GOAL));
          table.row(
              row(
                  backend.name() + " into",
                  () -> kernel.runInto(inputs, results),
                  numpy,
                  "into",
                  INTO_GOAL));
        }
      }
    } finally {
      Files.delete(script);
    }
  }

  /// Freeing is timed on both sides: NumPy frees what it returned before it answers.
  private static List<String> row(
      String name, Runnable ours, PythonProcess numpy, String form, double goal) {
    var pairs =
        PairedTiming.of(
            () -> Rounds.nanos(ours), () -> Double.parseDouble(numpy.ask(form)), WARM_UPS, PAIRS);
    return List.of(
        name,
        MarkdownTable.millis(pairs.subjectMedianNanos()),
        MarkdownTable.millis(pairs.baselineMedianNanos()),
        pairs.ratio().toString(),
        MarkdownTable.digits(goal),
        pairs.ratio().reaches(goal) ? "holds" : "missed");
  }
}
