package dev.strake.ir.fuzz;

import dev.strake.ir.Layout;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.ranges.RaceProver;
import dev.strake.ir.schedule.Plan;
import dev.strake.ir.verify.Verifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs cases on the interpreter as written, which says what they mean, and on every engine, and
/// finds the engines that differ.
public final class Differential {
  /// One program in so many is verified after every pass, or evaluated too.
  private static final int VERIFIED_EVERY = 3;

  private static final int EVALUATED_EVERY = 24;

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
    findings.addAll(runEngines(defined));
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
      if (expected instanceof Observed.Limited) {
        return Optional.empty();
      }
      var layouts = CaseLaunch.layouts(launcher, tested).orElse(List.of());
      return Optional.of(new Defined(tested, expected, layouts));
    }
  }

  private static Launcher launcher(FuzzCase tested, Backend backend, CompileOptions options) {
    var name = tested.kernel().name();
    return Launcher.of(tested.program(), name, backend, options).withoutValues();
  }

  private Optional<Finding> passes(Defined one) {
    var seed = one.tested.seed();
    if (one.expected instanceof Observed.Refused || !isSampled(seed, VERIFIED_EVERY)) {
      return Optional.empty();
    }
    var bits = List.of(0, 128, 256, 512).get((int) Long.remainderUnsigned(seed >>> 3, 4));
    var depth =
        isSampled(seed, EVALUATED_EVERY) ? PassCheck.Depth.EVALUATED : PassCheck.Depth.VERIFIED;
    var options = Engine.planned(seed, bits);
    return PassCheck.run(one.tested, one.expected, one.layouts, options, depth, tally);
  }

  private static boolean isSampled(long seed, int every) {
    return Long.remainderUnsigned(seed >>> 17, every) == 0;
  }

  /// A case, ready to run on engines that share what was prepared.
  private record Ready(Defined defined, Chorus chorus, Launcher launcher) {}

  private List<Finding> runEngines(List<Defined> cases) {
    var findings = new ArrayList<Finding>();
    Map<Engine, Batch> batches = new LinkedHashMap<>();
    engines.forEach(engine -> batches.put(engine, new Batch(engine.backend())));
    var ready = new ArrayList<Ready>();
    for (var one : cases) {
      timed("preparing", () -> ready.addAll(prepared(one, batches, findings)));
    }
    batches.forEach(
        (engine, batch) -> {
          cases.forEach(one -> watcher.next(one.tested, "compiling " + engine.name()));
          timed("compiling " + engine.name(), batch::compileAll);
        });
    for (var one : ready) {
      try (var launcher = one.launcher) {
        one.chorus
            .engines()
            .forEach(
                engine ->
                    timed(
                        "running " + engine.name(),
                        () -> run(engine, one, launcher).ifPresent(findings::add)));
      }
    }
    return findings;
  }

  /// One launcher for each form and plan that engines want the case in.
  private List<Ready> prepared(Defined one, Map<Engine, Batch> batches, List<Finding> findings) {
    record Wanted(Backend.Form form, Plan plan) {}
    var groups = new LinkedHashMap<Wanted, Map<Engine, Batch>>();
    batches.forEach(
        (engine, batch) -> {
          var plan = engine.options(one.tested.seed()).plan();
          var wanted = new Wanted(engine.backend().form(), plan);
          groups.computeIfAbsent(wanted, _ -> new LinkedHashMap<>()).put(engine, batch);
        });
    var ready = new ArrayList<Ready>();
    groups.forEach(
        (wanted, group) -> {
          var chorus = new Chorus(group);
          watcher.next(one.tested, "preparing for " + chorus.engines().getFirst().name());
          var launcher = launcher(one.tested, chorus, CompileOptions.of(wanted.plan));
          CaseLaunch.prepare(launcher, one.tested)
              .ifPresentOrElse(
                  seen -> judge(one, chorus.engines().getFirst(), seen).ifPresent(findings::add),
                  () -> ready.add(new Ready(one, chorus, launcher)));
        });
    return ready;
  }

  private Optional<Finding> judge(Defined one, Engine engine, Observed seen) {
    if (seen instanceof Observed.Limited) {
      tally.count("limits " + engine.name());
    }
    return seen.agreesWith(one.expected)
        ? Optional.empty()
        : Optional.of(new Finding(one.tested, engine.name(), one.expected, seen));
  }

  private Optional<Finding> run(Engine engine, Ready ready, Launcher launcher) {
    var one = ready.defined;
    watcher.next(one.tested, engine.name());
    tally.count("launches " + engine.name());
    ready.chorus.select(engine);
    return judge(one, engine, CaseLaunch.observe(launcher, one.tested));
  }

  private void timed(String what, Runnable work) {
    var started = System.nanoTime();
    work.run();
    tally.add("time " + what, System.nanoTime() - started);
  }
}
