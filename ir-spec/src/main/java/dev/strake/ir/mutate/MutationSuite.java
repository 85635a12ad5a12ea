package dev.strake.ir.mutate;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.interp.InterpreterBackend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// The kernels of conformance cases, prepared once, for many mutants to be measured by. Runs, for
/// each mutant, the kernels that it changes, those of few launches first, until one comes out
/// wrong.
///
/// Not for use by several threads at once.
public final class MutationSuite implements AutoCloseable {
  private static final List<CompileOptions> PLANS =
      List.of(
          CompileOptions.vectors(256), CompileOptions.vectors(512), CompileOptions.vectors(128));

  private final List<Subject> subjects;

  private MutationSuite(List<Subject> subjects) {
    this.subjects = List.copyOf(subjects);
  }

  /// Mutants of the interpreter, on the checked form and on the scheduled one, planned for three
  /// widths of vectors.
  public static MutationSuite of(List<ConformanceCase> cases) {
    return of(cases, InterpreterBackend.ofScheduled(), PLANS);
  }

  /// Mutants of `backend`, which takes scheduled kernels, with these options; mutants of the
  /// checked form are the interpreter's.
  public static MutationSuite of(
      List<ConformanceCase> cases, Backend backend, List<CompileOptions> variants) {
    var subjects = new ArrayList<Subject>();
    for (var one : cases) {
      one.kernels().forEach(kernel -> subjects.add(Subject.of(one, kernel, backend, variants)));
    }
    subjects.sort(Comparator.comparingLong(Subject::cost));
    return new MutationSuite(subjects);
  }

  /// Mutations that change at least one kernel.
  public List<Mutation> draw(long seed, int count) {
    return Mutations.random(
        seed, count, mutation -> subjects.stream().anyMatch(one -> one.isChangedBy(mutation)));
  }

  public MutationScore score(List<Mutation> mutations) {
    return score(mutations, _ -> {});
  }

  /// Shows each verdict to `observer` when it is reached.
  public MutationScore score(List<Mutation> mutations, Consumer<Verdict> observer) {
    var verdicts = new ArrayList<Verdict>();
    for (var mutation : mutations) {
      var verdict = verdict(mutation);
      observer.accept(verdict);
      verdicts.add(verdict);
    }
    return new MutationScore(verdicts);
  }

  private Verdict verdict(Mutation mutation) {
    var changed = new ArrayList<String>();
    for (var subject : subjects) {
      if (!subject.isChangedBy(mutation)) {
        continue;
      }
      var failure = subject.firstFailure(mutation);
      if (failure.isPresent()) {
        return new Verdict.Killed(mutation, failure.get());
      }
      changed.add(subject.name());
    }
    return new Verdict.Survived(mutation, changed);
  }

  @Override
  public void close() {
    subjects.forEach(Subject::close);
  }
}
