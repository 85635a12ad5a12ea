package dev.strake.bench;

import dev.strake.bench.calls.CallReport;
import dev.strake.bench.calls.HypotReport;
import dev.strake.bench.loops.LoopReport;
import dev.strake.bench.npbench.NpbenchReport;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.exec.Backends;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures how fast kernels are: `mvn -q -Dmaven.test.skip=true -pl benchmarks -am -Pspeed package
/// -Dspeed="npbench --preset S"`.
public final class SpeedMeasurements {
  private static final String USAGE =
      """
      loops [KERNEL...]
               kernels beside hand-written loops in C
      calls
               what launching, compiling and first calls cost
      hypot
               sqrt(a*a + b*b) over 10^7 numbers beside NumPy
      npbench [PROGRAM...] [--preset tiny|S|M] [--results new|into]
               the programs of examples/npbench beside NumPy
      all take [--backends vector,c,auto] [--save RESULTS.md], which replaces their section in that file
      """;

  private static final List<String> OPTIONS = List.of("preset", "results", "backends", "save");

  private SpeedMeasurements() {}

  public static void main(String[] arguments) throws Exception {
    try {
      run(List.of(arguments));
    } catch (IllegalArgumentException mistake) {
      System.err.println(mistake.getMessage());
      System.exit(1);
    }
  }

  private static void run(List<String> words) throws Exception {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("say what to measure:\n" + USAGE);
    }
    var line = CommandLine.parse(words.subList(1, words.size()), OPTIONS);
    var backends = backends(line.value("backends", "vector,c"));
    var preset = line.value("preset", "S");
    var what = words.getFirst();
    var report = new Report(what.equals("npbench") ? what + " " + preset : what);
    report.accept(Report.machine() + ".");
    switch (what) {
      case "loops" -> new LoopReport(report, backends).print(line.words());
      case "calls" -> new CallReport(report, backends).print();
      case "hypot" -> new HypotReport(report, backends).print();
      case "npbench" ->
          new NpbenchReport(report, backends)
              .print(line.words(), preset, line.value("results", "new"));
      default -> throw new IllegalArgumentException("no measurement " + what + "\n" + USAGE);
    }
    if (line.values().containsKey("save")) {
      report.save(Path.of(line.value("save", "")));
    }
  }

  /// Those that can run here; why another one can't goes to the standard error.
  private static List<Backend> backends(String names) {
    var usable = new ArrayList<Backend>();
    for (var name : names.split(",")) {
      try {
        usable.add(Backends.named(name));
      } catch (IllegalArgumentException missing) {
        System.err.println("left out: " + missing.getMessage());
      }
    }
    return usable;
  }
}
