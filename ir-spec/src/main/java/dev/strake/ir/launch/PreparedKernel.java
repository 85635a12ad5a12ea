package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.phase.CutPhases;
import dev.strake.ir.phase.Phase;
import dev.strake.ir.phase.PhasedKernel;
import dev.strake.ir.phase.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kernel ready for views of one combination of layouts: as a whole, and in phases where that is
/// of use. Each is compiled when it is first asked for.
final class PreparedKernel {
  private final Kernel kernel;
  private final RecordLayout layout;
  private final Backend backend;
  private final CompileOptions options;
  private final Optional<PhasedKernel> phased;
  private final Map<String, Code> compiled = new HashMap<>();
  private volatile Optional<Code> whole = Optional.empty();

  /// Something compiled, and where it finds its arguments.
  record Code(Kernel kernel, RecordLayout layout, CompiledKernel compiled) {}

  private PreparedKernel(
      Kernel kernel, RecordLayout layout, Backend backend, CompileOptions options) {
    this.kernel = kernel;
    this.layout = layout;
    this.backend = backend;
    this.options = options;
    this.phased =
        backend.form() == Backend.Form.SCHEDULED ? CutPhases.of(kernel) : Optional.empty();
  }

  /// @param ready a program in the form of the backend
  static PreparedKernel of(Program ready, String name, Backend backend, CompileOptions options) {
    var kernel =
        ready
            .kernel(name)
            .orElseThrow(() -> CompilerError.bug("Launcher", "the passes lost a kernel"));
    var layout = RecordLayout.of(kernel, ready.functions());
    return new PreparedKernel(kernel, layout, backend, options);
  }

  Kernel kernel() {
    return kernel;
  }

  /// The record of the whole kernel.
  RecordLayout layout() {
    return layout;
  }

  /// How a launch on these arguments runs: in phases where a loop is worth two pieces.
  ///
  /// @param piece the least work of a piece
  LaunchShape.Way way(Map<String, Argument> arguments, SizeBinding binding, double piece) {
    if (phased.isEmpty()) {
      return new LaunchShape.Way.Whole();
    }
    var scalars = new HashMap<Value, Long>();
    for (var parameter : kernel.parameters()) {
      if (arguments.get(parameter.name()) instanceof Argument.Scalar(var type, var number)
          && type == ScalarType.I64) {
        scalars.put(parameter.value(), number);
      }
    }
    var work = Work.of(kernel, scalars, size -> binding.evaluate("a size", size));
    return isWorthPieces(phased.get().phases(), work, piece)
        ? new LaunchShape.Way.InPhases(phased.get(), work)
        : new LaunchShape.Way.Whole();
  }

  private static boolean isWorthPieces(Phase phase, Work work, double piece) {
    return switch (phase) {
      case Phase.Serial _ -> false;
      case Phase.Parallel loop -> work.ofLoop(loop.index()) >= 2 * piece;
      case Phase.Repeated loop -> isWorthPieces(loop.body(), work, piece);
      case Phase.While loop -> isWorthPieces(loop.body(), work, piece);
      case Phase.Choice choice ->
          isWorthPieces(choice.whenTrue(), work, piece)
              || isWorthPieces(choice.whenFalse(), work, piece);
    };
  }

  private static boolean isWorthPieces(List<Phase> phases, Work work, double piece) {
    return phases.stream().anyMatch(phase -> isWorthPieces(phase, work, piece));
  }

  /// The whole kernel, compiled.
  Code whole() {
    var known = whole;
    return known.isPresent() ? known.get() : compileWhole();
  }

  private synchronized Code compileWhole() {
    if (whole.isEmpty()) {
      whole = Optional.of(new Code(kernel, layout, backend.compile(kernel, options)));
    }
    return whole.get();
  }

  /// The code of all phases, compiled, by the name of its kernel.
  synchronized Map<String, Code> codes(PhasedKernel cut) {
    var kernels = cut.codes();
    if (!compiled.containsKey(kernels.getFirst().name())) {
      var all = backend.compileAll(kernels, options);
      for (var k = 0; k < kernels.size(); k++) {
        var code = kernels.get(k);
        compiled.put(code.name(), new Code(code, RecordLayout.of(code), all.get(k)));
      }
    }
    return Map.copyOf(compiled);
  }

  /// @throws IllegalStateException if a launch is under way on a backend that can't end then
  synchronized void close() {
    whole.ifPresent(code -> code.compiled().close());
    compiled.values().forEach(code -> code.compiled().close());
    whole = Optional.empty();
    compiled.clear();
  }
}
