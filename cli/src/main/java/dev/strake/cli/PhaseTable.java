package dev.strake.cli;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.SizeBinding;
import dev.strake.ir.launch.Workers;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.phase.CutPhases;
import dev.strake.ir.phase.Phase;
import dev.strake.ir.phase.PhasedKernel;
import dev.strake.ir.phase.Work;
import dev.strake.ndarray.NDArray;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The phases of a kernel for arguments of some sizes, as text.
final class PhaseTable {
  private final Work work;
  private final double piece;
  private final StringBuilder text = new StringBuilder();

  /// Whether a loop has the work of two pieces: otherwise the whole kernel runs as one code.
  private boolean isWorthPieces;

  /// @param text a line for each phase
  /// @param codes the names of what is compiled
  record Shown(String text, List<String> codes) {
    Shown {
      codes = List.copyOf(codes);
    }
  }

  private PhaseTable(Work work, double piece) {
    this.work = work;
    this.piece = piece;
  }

  /// What the launcher makes of the kernel.
  ///
  /// @param arguments an array for each parameter and result
  static Shown of(
      Program program,
      String name,
      Backend backend,
      Map<String, NDArray> arguments,
      Workers workers) {
    try (var arena = Arena.ofConfined()) {
      var written = program.kernel(name).orElseThrow();
      var lent = new HashMap<String, Argument>();
      for (var parameter : written.parameters()) {
        var array = arguments.get(parameter.name());
        var argument = parameter.isView() ? array.argument(arena) : array.scalarArgument();
        lent.put(parameter.name(), argument);
      }
      var scheduled = scheduled(program, written, backend, lent);
      var work = work(scheduled, written, lent);
      return CutPhases.of(scheduled)
          .map(phased -> new PhaseTable(work, workers.piece()).table(phased))
          .orElse(whole(scheduled, "no loop of it can be shared among threads"));
    }
  }

  private static Kernel scheduled(
      Program program, Kernel written, Backend backend, Map<String, Argument> arguments) {
    var layouts =
        written.parameters().stream()
            .map(parameter -> arguments.get(parameter.name()))
            .filter(Argument.View.class::isInstance)
            .map(view -> ((Argument.View) view).layout())
            .toList();
    var passes =
        Pipelines.preparing(
            written.name(), layouts, Backend.Form.SCHEDULED, backend.variants().getFirst());
    return Pipeline.run(passes, program).kernel(written.name()).orElseThrow();
  }

  private static Work work(Kernel scheduled, Kernel written, Map<String, Argument> arguments) {
    var inputs = new HashMap<>(arguments);
    written.results().forEach(result -> inputs.remove(result.name()));
    var symbols = SizeBinding.of(written, inputs).symbols();
    var scalars = new HashMap<Value, Long>();
    for (var parameter : scheduled.parameters()) {
      if (inputs.get(parameter.name()) instanceof Argument.Scalar(var type, var number)
          && type == ScalarType.I64) {
        scalars.put(parameter.value(), number);
      }
    }
    return Work.of(scheduled, scalars, size -> size.evaluate(symbols));
  }

  private Shown table(PhasedKernel phased) {
    add(phased.phases(), 1);
    return isWorthPieces
        ? new Shown(text.toString(), phased.codes().stream().map(Kernel::name).toList())
        : whole(phased.kernel(), "no loop has the work of two pieces for these sizes");
  }

  private static Shown whole(Kernel kernel, String reason) {
    return new Shown("  in one piece: " + reason + "\n", List.of(kernel.name()));
  }

  private void add(List<Phase> phases, int depth) {
    phases.forEach(phase -> add(phase, depth));
  }

  private void add(Phase phase, int depth) {
    switch (phase) {
      case Phase.Serial(var code) -> line(depth, code.name(), "serial");
      case Phase.Parallel loop -> line(depth, loop.code().name(), pieces(loop));
      case Phase.Repeated loop -> {
        line(depth, "repeated:", "");
        add(loop.body(), depth + 1);
      }
      case Phase.While loop -> {
        line(depth, "while " + loop.condition().code().name() + " says so:", "");
        add(loop.body(), depth + 1);
      }
      case Phase.Choice choice -> {
        line(depth, "if:", "");
        add(choice.whenTrue(), depth + 1);
        line(depth, "else:", "");
        add(choice.whenFalse(), depth + 1);
      }
    }
  }

  /// Sizes alone tell how many, not the number of threads.
  private String pieces(Phase.Parallel loop) {
    var pieces = (long) (work.ofLoop(loop.index()) / piece);
    if (pieces < 2) {
      return "parallel, in one piece: too little work to share";
    }
    isWorthPieces = true;
    return String.format(Locale.ROOT, "parallel, in about %,d pieces", pieces);
  }

  private void line(int depth, String name, String what) {
    var shown = "  ".repeat(depth) + name;
    text.append(what.isEmpty() ? shown : "%-28s  %s".formatted(shown, what)).append('\n');
  }
}
