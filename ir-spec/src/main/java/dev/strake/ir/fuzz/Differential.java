package dev.strake.ir.fuzz;

import dev.strake.ir.Layout;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.ranges.RaceProver;
import dev.strake.ir.verify.Verifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs cases on the interpreter as written, which says what they mean, and on every engine, and
/// finds the engines that differ.
public final class Differential {
  /// One program in so many is evaluated after every pass.
  private static final int EVALUATED_EVERY = 8;

  /// Longer programs are no business of ours.
  private static final long MAX_STEPS = 3_000_000;

  /// Told what happens next, so that a process that dies leaves word.
  public interface Watcher {
    void next(FuzzCase tested, String engine);
  }

  private final List<Engine> engines;
  private final Watcher watcher;
  private final Tally tally = new Tally();

  public Differential(List<Engine> engines, Watcher watcher) {
    this.engines = List.copyOf(engines);
    this.watcher = watcher;
  }

  /// Outcomes and times so far.
  public Tally tally() {
    return tally;
  }

  /// A case with what it means.
  private record Defined(FuzzCase tested, Observed expected, List<Layout> layouts) {}

  /// Everything that is wrong with some cases of different names.
  public List<Finding> run(List<FuzzCase> cases) {
    var findings = new ArrayList<Finding>();
    var defined = new ArrayList<Defined>();
    for (var tested : cases) {
      watcher.next(tested, "definition");
      var problem = illegal(tested);
      problem.ifPresent(findings::add);
      if (problem.isPresent()) {
        continue;
      }
      switch (tested.independence()) {
        case RACES -> {}
        case INDEPENDENT -> define(tested).ifPresent(defined::add);
      }
    }
    for (var one : defined) {
      watcher.next(one.tested, "passes");
      timed("passes", () -> passes(one).ifPresent(findings::add));
    }
    for (var engine : engines) {
      findings.addAll(run(engine, defined));
    }
    return findings;
  }

  /// A program that is not legal, or dependent and not refused by the prover.
  private Optional<Finding> illegal(FuzzCase tested) {
    var refused = new Observed.Refused("");
    var violations = Verifier.verify(tested.program(), Backend.Form.WRITTEN);
    if (!violations.isEmpty()) {
      var seen = new Observed.Broke(violations.toString());
      return Optional.of(new Finding(tested, "generator", refused, seen));
    }
    return switch (tested.independence()) {
      case INDEPENDENT -> Optional.empty();
      case RACES -> {
        var isProved = RaceProver.isRaceFree(tested.kernel());
        tally.count(isProved ? "races proved" : "races refused");
        var seen = new Observed.Broke("a dependent loop is proved independent");
        yield isProved
            ? Optional.of(new Finding(tested, "race prover", refused, seen))
            : Optional.empty();
      }
    };
  }

  private Optional<Defined> define(FuzzCase tested) {
    var interpreter = InterpreterBackend.asWritten(tested.program()).withStepLimit(MAX_STEPS);
    try (var launcher = launcher(tested, interpreter, CompileOptions.scalar())) {
      var started = System.nanoTime();
      var expected = CaseLaunch.observe(launcher, tested);
      tally.add("time definition", System.nanoTime() - started);
      tally.count("outcome " + expected.outcome());
      if (expected instanceof Observed.Broke(var message) && message.contains("steps")) {
        return Optional.empty();
      }
      var layouts = CaseLaunch.layouts(launcher, tested).orElse(List.of());
      return Optional.of(new Defined(tested, expected, layouts));
    }
  }

  private static Launcher launcher(FuzzCase tested, Backend backend, CompileOptions options) {
    return Launcher.of(tested.program(), tested.kernel().name(), backend, options);
  }

  private Optional<Finding> passes(Defined one) {
    var seed = one.tested.seed();
    var bits = List.of(0, 128, 256, 512).get((int) Long.remainderUnsigned(seed >>> 3, 4));
    var depth =
        Long.remainderUnsigned(seed >>> 17, EVALUATED_EVERY) == 0
            ? PassCheck.Depth.EVALUATED
            : PassCheck.Depth.VERIFIED;
    var options = CompileOptions.vectors(bits);
    return one.expected instanceof Observed.Refused
        ? Optional.empty()
        : PassCheck.run(one.tested, one.expected, one.layouts, options, depth);
  }

  private List<Finding> run(Engine engine, List<Defined> cases) {
    var findings = new ArrayList<Finding>();
    var batch = new Batch(engine.backend());
    Map<Defined, Launcher> launchers = new HashMap<>();
    timed(
        "preparing " + engine.name(),
        () -> {
          for (var one : cases) {
            watcher.next(one.tested, "preparing " + engine.name());
            var launcher = launcher(one.tested, batch, engine.options(one.tested.seed()));
            var problem = CaseLaunch.prepare(launcher, one.tested);
            problem.ifPresentOrElse(
                seen -> findings.add(new Finding(one.tested, engine.name(), one.expected, seen)),
                () -> launchers.put(one, launcher));
          }
        });
    timed("compiling " + engine.name(), batch::compileAll);
    timed(
        "running " + engine.name(),
        () -> launchers.forEach((one, launcher) -> run(engine, one, launcher, findings)));
    return findings;
  }

  private void run(Engine engine, Defined one, Launcher launcher, List<Finding> findings) {
    watcher.next(one.tested, engine.name());
    tally.count("launches " + engine.name());
    try (launcher) {
      var seen = CaseLaunch.observe(launcher, one.tested);
      if (!seen.agreesWith(one.expected)) {
        findings.add(new Finding(one.tested, engine.name(), one.expected, seen));
      }
    }
  }

  private void timed(String what, Runnable work) {
    var started = System.nanoTime();
    work.run();
    tally.add("time " + what, System.nanoTime() - started);
  }
}
