package dev.strake.bench;

import dev.strake.bench.calls.CallReport;
import dev.strake.bench.calls.HypotReport;
import dev.strake.bench.loops.LoopReport;
import dev.strake.bench.npbench.NpbenchReport;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Measures how fast kernels are: `mvn -q -Dmaven.test.skip=true -pl benchmarks -am -Pspeed package
/// -Dspeed="npbench --preset S"`.
public final class SpeedMeasurements {
  private static final String USAGE =
      """
      loops [KERNEL...]
               kernels beside hand-written loops in C
      hypot
               sqrt(a*a + b*b) over 10^7 numbers beside NumPy
      calls
               what launching, compiling and first calls cost
      npbench [PROGRAM...] [--preset tiny|S|M] [--results new|into]
               the programs of examples/npbench beside NumPy
      all
               everything, presets S and M

      Each takes [--backends vector,c,auto], and [--save RESULTS.md], which puts it in the place of
      the last one in that file.
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

  private static void run(List<String> words) throws IOException, InterruptedException {
    if (words.isEmpty() || words.contains("--help")) {
      System.out.print(USAGE);
    } else if (words.getFirst().equals("all")) {
      var rest = words.subList(1, words.size());
      for (var command :
          List.of(
              "loops",
              "hypot",
              "calls --backends scalar,vector,c",
              "npbench --preset S",
              "npbench --preset M")) {
        measure(Stream.concat(Stream.of(command.split(" ")), rest.stream()).toList());
      }
    } else {
      measure(words);
    }
  }

  private static void measure(List<String> words) throws IOException, InterruptedException {
    var line = CommandLine.parse(words.subList(1, words.size()), OPTIONS);
    var preset = line.value("preset", "S");
    var what = words.getFirst();
    var report = new Report(what.equals("npbench") ? what + " " + preset : what);
    report.accept("## " + heading(what, preset));
    report.accept("");
    report.accept("`%s`; %s".formatted(String.join(" ", words), Report.machine()));
    report.accept("");
    try {
      print(what, line, report);
    } catch (IOException missing) {
      report.accept("Left out: " + missing.getMessage());
    }
    if (line.values().containsKey("save")) {
      report.save(Path.of(line.value("save", "")));
    }
  }

  private static String heading(String what, String preset) {
    return switch (what) {
      case "loops" -> "Loops beside C";
      case "hypot" -> "sqrt(a*a + b*b) beside NumPy";
      case "calls" -> "Calls";
      case "npbench" -> "NPBench, preset " + preset;
      default -> throw new IllegalArgumentException("no measurement " + what + "\n" + USAGE);
    };
  }

  private static void print(String what, CommandLine line, Report report)
      throws IOException, InterruptedException {
    var backends = backends(line.value("backends", "vector,c"));
    switch (what) {
      case "loops" -> new LoopReport(report, backends).print(line.words());
      case "hypot" -> new HypotReport(report, backends).print();
      case "calls" -> new CallReport(report, backends).print();
      default ->
          new NpbenchReport(report, backends)
              .print(line.words(), line.value("preset", "S"), line.value("results", "new"));
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
