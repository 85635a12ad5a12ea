package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.conformance.Trial;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One kernel of a case on one variant of a backend, to be run by many mutants.
final class Subject implements AutoCloseable {
  private final String name;
  private final long cost;
  private final Backend.Form form;
  private final List<Kernel> prepared;
  private final ChangingMutant mutant;
  private final Trial trial;

  private Subject(
      String name, long cost, List<Kernel> prepared, ChangingMutant mutant, Trial trial) {
    this.name = name;
    this.cost = cost;
    this.form = mutant.form();
    this.prepared = List.copyOf(prepared);
    this.mutant = mutant;
    this.trial = trial;
  }

  static Subject of(
      ConformanceCase origin, String kernel, Backend backend, CompileOptions options) {
    var mutant = new ChangingMutant(backend);
    return new Subject(
        origin.name() + " " + kernel,
        origin.launches(kernel),
        prepared(origin.program(), kernel, backend.form(), options),
        mutant,
        origin.trial(kernel, mutant, options));
  }

  /// The kernel as the backend gets it, for views of each layout.
  private static List<Kernel> prepared(
      Program program, String name, Backend.Form form, CompileOptions options) {
    var written = program.kernel(name).orElseThrow();
    var alone = new Program(program.functions(), List.of(written), program.sites());
    var views = written.parameters().stream().filter(one -> one.isView()).count();
    var prepared = new ArrayList<Kernel>();
    for (var layout : Layout.values()) {
      var layouts = Collections.nCopies((int) views, layout);
      var passes = Pipelines.preparing(name, layouts, form, options);
      prepared.add(Pipeline.run(passes, alone).kernels().getFirst());
    }
    return prepared;
  }

  String name() {
    return name;
  }

  /// How long it takes, roughly.
  long cost() {
    return cost;
  }

  boolean isChangedBy(Mutation mutation) {
    return mutation.form() == form && prepared.stream().anyMatch(mutation::changes);
  }

  /// Runs the case's runs of the kernel on the mutant.
  Optional<String> firstFailure(Mutation mutation) {
    mutant.become(mutation);
    try {
      return trial.firstFailure();
    } catch (RuntimeException broken) {
      // Whoever breaks down on a case has been found out by it.
      return Optional.of(name + " " + broken);
    }
  }

  @Override
  public void close() {
    trial.close();
  }
}
