package dev.strake.cli;

import dev.strake.ir.Program;
import dev.strake.ir.backend.Availability.Available;
import dev.strake.ir.backend.Availability.Unavailable;
import dev.strake.ir.launch.Workers;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import dev.strake.ndarray.exec.Backends;
import dev.strake.ndarray.exec.TieredBackend;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `strake explain`: which backend runs what of a kernel and why, shown by running it.
@Command(
    name = "explain",
    description = "Shows which backend runs what of a kernel, and why.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "The kernel runs again and again, on copies of inout arguments. Times in the trace are",
      "since its first run began.",
      "",
      "Example:",
      "  strake explain hypot.strake hypot a=random:10000000 b=random:10000000"
    })
final class ExplainCommand implements Runnable {
  /// Tiers change within seconds or not at all.
  private static final double MOST_SECONDS = 3600;

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;
  @Mixin private CallOptions call;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How long the kernel is run, 2 if not given.")
  private double seconds;

  @Override
  public void run() {
    if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
      throw new ParameterException(spec.commandLine(), "--seconds must be in 0..3600: " + seconds);
    }
    var file = call.file(main.sources());
    var kernel = call.kernel(file);
    var given = GivenArguments.match(kernel, call.arguments());
    var loaded = given.load(file.checked(), call.types(), this::note);
    var program = file.checked().instantiate(kernel.name(), loaded.choice());
    var workers = call.workers();
    var auto = Backends.auto();
    var out = spec.commandLine().getOut();
    out.println("backends");
    out.print(backends());
    if (auto.availability() instanceof Unavailable(var reason)) {
      throw new WrongInput("auto can't run here: " + reason);
    }
    out.println("\nphases, for these sizes");
    var phases = phases(program, kernel.name(), auto, loaded.arrays(), workers);
    out.print(phases.text());
    out.println("\ntrace");
    out.flush();
    var trace =
        TierTrace.of(
            program,
            kernel.name(),
            phases.codes(),
            auto,
            workers,
            loaded.arrays(),
            (long) (seconds * 1e9));
    out.print(trace.text());
    out.println("\nat the end");
    out.print(trace.ends());
  }

  private static PhaseTable.Shown phases(
      Program program,
      String kernel,
      TieredBackend auto,
      Map<String, NDArray> inputs,
      Workers workers) {
    try (var ready = ArrayKernel.of(program, kernel, auto)) {
      var results = ready.allocate(inputs);
      try {
        var all = new HashMap<>(inputs);
        all.putAll(results);
        return PhaseTable.of(program, kernel, auto, all, workers);
      } finally {
        results.values().forEach(NDArray::close);
      }
    }
  }

  /// What each backend is, or why it can't run here.
  private static String backends() {
    var lines = new StringBuilder();
    for (var backend : BackendPolicy.compiling()) {
      var what =
          switch (backend.availability()) {
            case Available(var detail) -> detail;
            case Unavailable(var reason) -> "can't run here: " + reason;
          };
      lines.append("  %-8s  %s%n".formatted(backend.name(), what));
    }
    return lines.toString();
  }

  private void note(String text) {
    spec.commandLine().getErr().println("strake: " + text);
  }
}
