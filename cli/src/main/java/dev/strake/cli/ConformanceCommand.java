package dev.strake.cli;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.conformance.ConformanceSuite;
import dev.strake.ir.conformance.Coverage;
import dev.strake.ir.mutate.MutationSuite;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `strake conformance`: whether backends give the bits they must, and whether the cases would find
/// out if they didn't.
@Command(
    name = "conformance",
    description = {
      "Runs the conformance cases on the backends and counts them.",
      "",
      "Without --backend, on every backend that can run here. The table says in how many kernels"
          + " and launches each op occurs on each type.",
      "",
      "With --mutants, runs them on backends that have one defect each, to see whether the cases"
          + " find it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Exit codes: 0 all is right, or 95 % of the mutants were found out; 1 a backend or case is",
      "not there; 3 a backend gives wrong bits, or too many mutants live."
    })
final class ConformanceCommand implements Callable<Integer> {
  private static final double ENOUGH_PERCENT = 95;

  @Spec private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Only this backend: interpreter, scalar, vector or c. May be repeated.")
  private List<String> backends = List.of();

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Only cases with TEXT in their names, such as reduce/ or f64.")
  private String filter = "";

  @Option(
      names = "--mutants",
      paramLabel = "COUNT",
      description = "Draws so many mutants and runs the cases on them.")
  private int mutants;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Which mutants are drawn; 1 if not given.")
  private long seed = 1;

  @Override
  public Integer call() {
    if (mutants < 0) {
      throw new ParameterException(spec.commandLine(), "--mutants counts from 0");
    }
    var cases = cases();
    var exitCode = mutants > 0 ? measure(cases) : run(cases);
    return exitCode.number();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private List<ConformanceCase> cases() {
    var cases =
        ConformanceSuite.cases().stream().filter(one -> one.name().contains(filter)).toList();
    if (cases.isEmpty()) {
      throw new WrongInput("no conformance case has " + filter + " in its name");
    }
    return cases;
  }

  /// The backends that were named, or all that can run here.
  private List<Backend> backends() {
    var chosen =
        backends.isEmpty()
            ? BackendPolicy.all()
            : backends.stream().map(BackendPolicy::named).toList();
    for (var backend : chosen) {
      if (backend.availability() instanceof Availability.Unavailable(var reason)) {
        if (!backends.isEmpty()) {
          throw new WrongInput("backend %s can't run here: %s".formatted(backend.name(), reason));
        }
        spec.commandLine().getErr().printf("left out %s: %s%n", backend.name(), reason);
      }
    }
    return chosen.stream().filter(ConformanceCommand::isAvailable).toList();
  }

  private static boolean isAvailable(Backend backend) {
    return backend.availability() instanceof Availability.Available;
  }

  private ExitCode run(List<ConformanceCase> cases) {
    var failures = 0;
    for (var backend : backends()) {
      for (var options : backend.variants()) {
        failures += run(cases, backend, options);
      }
    }
    out().println();
    out().print(CoverageTable.of(Coverage.of(cases)));
    return failures == 0 ? ExitCode.FINE : ExitCode.BUG;
  }

  /// All cases on one variant of a backend: a line of counts, then the failures.
  private int run(List<ConformanceCase> cases, Backend backend, CompileOptions options) {
    var outcomes = cases.stream().map(one -> one.run(backend, options)).toList();
    var launches = outcomes.stream().mapToInt(outcome -> outcome.launches()).sum();
    var failures = outcomes.stream().flatMap(outcome -> outcome.failures().stream()).toList();
    out()
        .printf(
            "%-12s %4d bits  %-4s  %d cases, %d launches: %s%n",
            backend.name(),
            options.vectorBits(),
            options.optimization().name().toLowerCase(Locale.ROOT),
            cases.size(),
            launches,
            failures.isEmpty() ? "all right" : failures.size() + " wrong");
    failures.forEach(failure -> out().println("  " + failure));
    out().flush();
    return failures.size();
  }

  private ExitCode measure(List<ConformanceCase> cases) {
    try (var suite = suite(cases)) {
      var score = suite.score(suite.draw(seed, mutants));
      for (var survivor : score.survivors()) {
        out().println("alive   " + survivor.mutation().describe());
        out().println("        in " + String.join(", ", survivor.kernels()));
      }
      out()
          .printf(
              "%d of %d mutants found out, %.1f %% (seed %d)%n",
              score.killed(), score.verdicts().size(), score.percent(), seed);
      return score.percent() >= ENOUGH_PERCENT ? ExitCode.FINE : ExitCode.BUG;
    }
  }

  /// Mutants of the backend that was named if it takes scheduled kernels, otherwise of the
  /// interpreter.
  private MutationSuite suite(List<ConformanceCase> cases) {
    if (backends.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--mutants takes one --backend");
    }
    for (var backend : backends.isEmpty() ? List.<Backend>of() : backends()) {
      if (backend.form() == Backend.Form.SCHEDULED) {
        return MutationSuite.of(cases, backend, backend.variants());
      }
    }
    return MutationSuite.of(cases);
  }
}
