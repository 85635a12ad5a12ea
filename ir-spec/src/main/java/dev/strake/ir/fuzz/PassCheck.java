package dev.strake.ir.fuzz;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.verify.Rule;
import dev.strake.ir.verify.Verifier;
import java.util.List;
import java.util.Optional;

/// Looks at a case after every pass: is it legal, and does it still mean the same?
final class PassCheck {
  /// How closely.
  enum Depth {
    VERIFIED,
    EVALUATED
  }

  private final FuzzCase tested;
  private final Observed expected;
  private final Depth depth;
  private final Tally tally;

  private PassCheck(FuzzCase tested, Observed expected, Depth depth, Tally tally) {
    this.tested = tested;
    this.expected = expected;
    this.depth = depth;
    this.tally = tally;
  }

  /// What is wrong after the first pass that gets something wrong.
  static Optional<Finding> run(
      FuzzCase tested,
      Observed expected,
      List<Layout> layouts,
      CompileOptions options,
      Depth depth,
      Tally tally) {
    return new PassCheck(tested, expected, depth, tally).run(layouts, options);
  }

  private Optional<Finding> run(List<Layout> layouts, CompileOptions options) {
    var form = Backend.Form.SCHEDULED;
    var passes = Pipelines.preparing(tested.kernel().name(), layouts, form, options);
    var current = tested.program();
    for (var pass : passes) {
      Observed seen;
      try {
        var after = pass.rewrite().apply(current);
        seen = look(after, pass == passes.getLast());
        current = after;
      } catch (RuntimeException | Error failure) {
        seen = CaseLaunch.broken(failure);
      }
      if (!seen.agreesWith(expected)) {
        return Optional.of(new Finding(tested, "pass " + pass.name(), expected, seen));
      }
    }
    count(current.kernels().getFirst());
    return Optional.empty();
  }

  /// What scheduling has made of the program, for the summary.
  private void count(Kernel scheduled) {
    tally.count("scheduled programs");
    tally.add("scheduled launch checks", scheduled.launchChecks().size());
    count(scheduled.body());
  }

  private void count(Region region) {
    for (var op : region.ops()) {
      tally.count("scheduled ops");
      if (op instanceof Op.For loop) {
        tally.count("scheduled for " + loop.kind().mnemonic());
      } else if (op instanceof Op.CheckIndex) {
        tally.count("scheduled check_index");
      }
      op.regions().forEach(this::count);
    }
  }

  private Observed look(Program program, boolean isLast) {
    // On the way, calls and reductions are still there.
    var violations =
        Verifier.verify(program, Backend.Form.SCHEDULED).stream()
            .filter(violation -> isLast || violation.rule() != Rule.R18)
            .toList();
    if (!violations.isEmpty()) {
      return new Observed.Broke(violations.toString());
    }
    return switch (depth) {
      case VERIFIED -> expected;
      case EVALUATED -> takesTheSame(program) ? evaluate(program) : expected;
    };
  }

  /// Not where complex arrays have become arrays of their components.
  private boolean takesTheSame(Program program) {
    var launched = program.kernels().getFirst();
    return tested.kernel().parameters().stream()
        .filter(Parameter::isView)
        .allMatch(
            parameter ->
                launched.parameter(parameter.name()).stream()
                    .allMatch(p -> p.value().view().rank() == parameter.value().view().rank()));
  }

  private Observed evaluate(Program program) {
    var interpreter = InterpreterBackend.asWritten(program);
    var name = tested.kernel().name();
    try (var launcher = Launcher.of(program, name, interpreter, CompileOptions.scalar())) {
      return CaseLaunch.observe(launcher, tested);
    }
  }
}
