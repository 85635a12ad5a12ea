package dev.strake.cli;

import dev.strake.ir.Program;
import dev.strake.ir.launch.Workers;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.TierEvent;
import dev.strake.ndarray.exec.TieredBackend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What became of a kernel that `auto` ran again and again from a cold start.
final class TierTrace {
  /// The last runs, of which the median is shown.
  private static final int LAST_RUNS = 101;

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

  /// The backend of each code; all begin with scalar bytecode.
  private final Map<String, String> ends = new LinkedHashMap<>();

  private final long[] last = new long[LAST_RUNS];
  private long runs;
  private long start;

  /// @param nanos since the first run began
  private record Entry(long nanos, String what) {}

  private TierTrace(List<String> codes) {
    codes.forEach(code -> ends.put(code, "scalar"));
  }

  /// Runs the kernel until the time is over, twice at least.
  ///
  /// @param codes the names of what is compiled of it
  static TierTrace of(
      Program program,
      String kernel,
      List<String> codes,
      TieredBackend auto,
      Workers workers,
      Map<String, NDArray> arguments,
      long nanos) {
    var trace = new TierTrace(codes);
    try (var bench = KernelBench.of(program, kernel, auto.with(trace::hear), workers, arguments)) {
      trace.start = System.nanoTime();
      while (trace.runs < 2 || System.nanoTime() - trace.start < nanos) {
        trace.add(bench.timedRun());
      }
    }
    return trace;
  }

  private synchronized void hear(TierEvent event) {
    entries.add(new Entry(System.nanoTime() - start, event.toString()));
    switch (event.what()) {
      case TAKES_OVER -> ends.put(event.kernel(), event.backend());
      case COMPILED, LEFT_OUT -> {}
    }
  }

  private void add(long nanos) {
    last[(int) (runs % LAST_RUNS)] = nanos;
    runs++;
    if (runs <= 2) {
      var which = runs == 1 ? "first run" : "second run";
      entries.add(new Entry(System.nanoTime() - start, which + ": " + Measurement.time(nanos)));
    }
  }

  /// A line for each event, in ms since the first run began, and how it ended.
  String text() {
    var lines = new StringBuilder();
    for (var entry : List.copyOf(entries)) {
      lines.append(String.format(Locale.ROOT, "%10.1f ms  %s%n", entry.nanos / 1e6, entry.what));
    }
    var shown = Math.toIntExact(Math.min(runs, LAST_RUNS));
    var sorted = Arrays.copyOf(last, shown);
    Arrays.sort(sorted);
    lines.append(
        String.format(
            Locale.ROOT,
            "%n%,d runs; median of the last %d: %s%n",
            runs,
            shown,
            Measurement.time(sorted[shown / 2])));
    return lines.toString();
  }

  /// Which backend runs which code at the end.
  synchronized String ends() {
    var lines = new StringBuilder();
    ends.forEach((code, backend) -> lines.append("  %-26s  %s%n".formatted(code, backend)));
    return lines.toString();
  }
}
