package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.conformance.Trial;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One kernel of a case, to be run by many mutants.
final class Subject implements AutoCloseable {
  private final ConformanceCase origin;
  private final String kernel;
  private final CompileOptions options;
  private final Map<Backend.Form, List<Kernel>> prepared = new EnumMap<>(Backend.Form.class);
  private final List<Attempt> attempts = new ArrayList<>();

  /// The kernel on one variant of a backend.
  private record Attempt(ChangingMutant mutant, Trial trial) {
    static Attempt of(
        ConformanceCase origin, String kernel, Backend backend, CompileOptions options) {
      var mutant = new ChangingMutant(backend);
      return new Attempt(mutant, origin.trial(kernel, mutant, options));
    }
  }

  private Subject(ConformanceCase origin, String kernel, CompileOptions options) {
    this.origin = origin;
    this.kernel = kernel;
    this.options = options;
  }

  /// The kernel on every variant of a backend that takes scheduled kernels, and on the interpreter
  /// for mutants of the checked form. What a mutant changes is told from the first variant.
  static Subject of(
      ConformanceCase origin, String kernel, Backend backend, List<CompileOptions> variants) {
    var subject = new Subject(origin, kernel, variants.getFirst());
    for (var options : variants) {
      subject.attempts.add(Attempt.of(origin, kernel, backend, options));
    }
    subject.attempts.add(
        Attempt.of(origin, kernel, new InterpreterBackend(), CompileOptions.scalar()));
    return subject;
  }

  /// The kernel as a backend gets it, its views as dense and as strided as can be.
  private List<Kernel> prepare(Backend.Form form) {
    var program = origin.program();
    var written = program.kernel(kernel).orElseThrow();
    var alone = new Program(program.functions(), List.of(written), program.sites());
    var views = (int) written.parameters().stream().filter(one -> one.isView()).count();
    return Stream.of(Layout.ROW_MAJOR, Layout.STRIDED)
        .map(layout -> Collections.nCopies(views, layout))
        .map(each -> Pipelines.preparing(kernel, each, form, options))
        .map(passes -> Pipeline.run(passes, alone).kernels().getFirst())
        .toList();
  }

  String name() {
    return origin.name() + " " + kernel;
  }

  /// How long it takes, roughly.
  long cost() {
    return origin.elements(kernel);
  }

  boolean isChangedBy(Mutation mutation) {
    return attempts.stream()
        .filter(attempt -> attempt.mutant.form() == mutation.form())
        .findFirst()
        .filter(attempt -> isChanged(attempt.mutant.effective(mutation)))
        .isPresent();
  }

  private boolean isChanged(Mutation mutation) {
    var kernels = prepared.computeIfAbsent(mutation.form(), this::prepare);
    return kernels.stream().anyMatch(mutation::changes);
  }

  /// Runs the case's runs of the kernel on the mutant.
  Optional<String> firstFailure(Mutation mutation) {
    return attempts.stream()
        .filter(attempt -> attempt.mutant.form() == mutation.form())
        .flatMap(attempt -> firstFailure(attempt, mutation).stream())
        .findFirst();
  }

  private Optional<String> firstFailure(Attempt attempt, Mutation mutation) {
    attempt.mutant.become(mutation);
    try {
      return attempt.trial.firstFailure();
    } catch (RuntimeException broken) {
      // Whoever breaks down on a case has been found out by it.
      return Optional.of(name() + " " + broken);
    }
  }

  @Override
  public void close() {
    attempts.forEach(attempt -> attempt.trial.close());
  }
}
