package dev.strake.cli;

import dev.strake.ir.backend.Availability.Available;
import dev.strake.ir.backend.Availability.Unavailable;
import dev.strake.ir.backend.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `strake golden`: programs against results that others computed, on every backend.
@Command(
    name = "golden",
    description = "Runs programs on data with known results, on every backend.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Time is the median of warm calls on case ref (or the first). Error is the worst of all",
      "cases: the largest distance from the known result, as a share of its largest number; for",
      "checks of most elements the share that differs. Bits are compared with those of the first",
      "backend, in all cases.",
      "",
      "Example:",
      "  strake golden examples/npbench"
    })
final class GoldenCommand implements Callable<Integer> {
  private static final String ROW = "%-26s%-13s%12s%11s  %-8s%s%n";

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "Holds the programs: NAME.strake with the kernel NAME.")
  private Path folder;

  @Parameters(
      index = "1..*",
      paramLabel = "NAME",
      description = "Programs to run. Else all of the manifest.")
  private List<String> names = List.of();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Holds manifest.json and the data. Else the folder golden in the programs'.")
  private List<Path> data = List.of();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "A backend to run; may be repeated. Else all but the interpreter.")
  private List<String> backends = List.of();

  @Override
  public Integer call() {
    var cases =
        chosen(GoldenManifest.read(data.isEmpty() ? folder.resolve("golden") : data.getLast()));
    var usable = usable();
    print(ROW.formatted("program", "backend", "time", "error", "check", "bits equal"));
    var isRight = true;
    for (var program : cases.entrySet()) {
      var file = folder.resolve(program.getKey() + ".strake");
      var loaded = KernelFile.load(file, main.sources());
      try (var golden = new GoldenProgram(loaded, program.getKey())) {
        isRight &= compare(golden, program.getValue(), usable);
      }
    }
    return (isRight ? ExitCode.FINE : ExitCode.WRONG_INPUT).number();
  }

  private Map<String, List<GoldenCase>> chosen(List<GoldenCase> all) {
    var programs = new LinkedHashMap<String, List<GoldenCase>>();
    all.forEach(
        golden -> programs.computeIfAbsent(golden.program(), _ -> new ArrayList<>()).add(golden));
    for (var name : names) {
      if (!programs.containsKey(name)) {
        throw new WrongInput(
            "the manifest has no program %s; %s"
                .formatted(name, NearNames.advice(name, List.copyOf(programs.keySet()))));
      }
    }
    if (!names.isEmpty()) {
      programs.keySet().retainAll(names);
    }
    return programs;
  }

  private List<Backend> usable() {
    var asked = backends.stream().map(BackendPolicy::named).toList();
    var found = new ArrayList<Backend>();
    for (var backend : asked.isEmpty() ? BackendPolicy.compiling() : asked) {
      switch (backend.availability()) {
        case Available _ -> found.add(backend);
        case Unavailable(var reason) ->
            spec.commandLine()
                .getErr()
                .println("strake: backend %s can't run here: %s".formatted(backend.name(), reason));
      }
    }
    return found;
  }

  /// Prints a row for each backend. True if all results are as they must be.
  private boolean compare(GoldenProgram program, List<GoldenCase> cases, List<Backend> usable) {
    var first = new ArrayList<GoldenProgram.Run>();
    var isRight = true;
    for (var backend : usable) {
      var runs = cases.stream().map(golden -> program.run(golden, backend)).toList();
      first.addAll(first.isEmpty() ? runs : List.of());
      var isPassed = runs.stream().allMatch(GoldenProgram.Run::isPassed);
      var isSame = true;
      for (var i = 0; i < runs.size(); i++) {
        isSame &= runs.get(i).hasBitsOf(first.get(i));
      }
      var timed = cases.stream().filter(golden -> golden.name().equals("ref")).findFirst();
      var nanos = program.medianNanos(timed.orElse(cases.getFirst()), backend);
      print(
          ROW.formatted(
              cases.getFirst().program(),
              backend.name(),
              Measurement.time(nanos),
              String.format(
                  Locale.ROOT,
                  "%.1e",
                  runs.stream().mapToDouble(GoldenProgram.Run::error).max().orElse(0)),
              isPassed ? "passed" : "FAILED",
              isSame ? "yes" : "NO"));
      isRight &= isPassed && isSame;
    }
    return isRight;
  }

  private void print(String row) {
    spec.commandLine().getOut().print(row);
    spec.commandLine().getOut().flush();
  }
}
