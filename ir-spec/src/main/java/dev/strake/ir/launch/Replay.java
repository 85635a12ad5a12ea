package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.interp.Interpreter;
import dev.strake.ir.interp.Stop;
import dev.strake.ir.pass.EliminateDeadCode;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.schedule.LowerScatters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the iteration and the values of a failure, after it happened: what decides whether a
/// kernel fails, and nothing else, runs once more in the interpreter.
///
/// So no backend pays for telling values, and all tell the same. Stores to parameters are left out,
/// and with them everything that only they need: nothing of the user's is written. Where what
/// decides is itself read from memory that the kernel has written, nothing can be said any more,
/// and neither if it takes too long or the data has changed meanwhile.
final class Replay {
  /// About a second.
  private static final long MAX_STEPS = 20_000_000;

  private final Program program;
  private final Kernel kernel;
  private final Map<Value, Axis> checkedAxes;

  /// One axis of a view.
  record Axis(Value view, int number) {}

  /// Where the failure happened, in the kernel that was replayed.
  record Found(Stop stop, Kernel kernel, Map<Value, Axis> checkedAxes) {}

  private Replay(Program program, Kernel kernel, Map<Value, Axis> checkedAxes) {
    this.program = program;
    this.kernel = kernel;
    this.checkedAxes = checkedAxes;
  }

  /// What decides about the failures of the kernel with this name.
  static Replay of(Program program, String name) {
    var passes = new ArrayList<>(Pipelines.checked());
    passes.add(LowerScatters.pass());
    var checked = Pipeline.run(passes, program);
    var kernel = checked.kernel(name).orElseThrow();
    var axes = new HashMap<Value, Axis>();
    collectAxes(kernel.body(), axes);
    var deciding =
        checked.withKernel(kernel.withBody(withoutStores(kernel.body(), written(kernel))));
    var replayed = Pipeline.run(List.of(EliminateDeadCode.pass()), deciding);
    return new Replay(program, replayed.kernel(name).orElseThrow(), axes);
  }

  /// Which axis of which view a checked index is for.
  private static void collectAxes(Region region, Map<Value, Axis> axes) {
    for (var op : region.ops()) {
      if (op instanceof Op.Load load) {
        addAxes(load.view(), load.indices(), axes);
      } else if (op instanceof Op.Store store) {
        addAxes(store.view(), store.indices(), axes);
      }
      op.regions().forEach(inner -> collectAxes(inner, axes));
    }
  }

  private static void addAxes(Value view, List<Value> indices, Map<Value, Axis> axes) {
    for (var axis = 0; axis < indices.size(); axis++) {
      axes.putIfAbsent(indices.get(axis), new Axis(view, axis));
    }
  }

  private static Set<Value> written(Kernel kernel) {
    var written = new HashSet<Value>();
    for (var parameter : kernel.parameters()) {
      if (parameter.role().isWritten()) {
        written.add(parameter.value());
      }
    }
    return written;
  }

  private static Region withoutStores(Region region, Set<Value> targets) {
    var kept = new ArrayList<Op>();
    for (var op : region.ops()) {
      if (!(op instanceof Op.Store store && targets.contains(store.view()))) {
        kept.add(new OpMapping(v -> v, v -> v, r -> withoutStores(r, targets)).apply(op));
      }
    }
    return region.withOps(kept);
  }

  /// Runs again and looks whether the same failure comes.
  Optional<Found> find(FailureRecord failure, Launch launch) {
    if (!readsOnlyWhatIsAsBefore(launch.arguments())) {
      return Optional.empty();
    }
    var layout = RecordLayout.of(kernel);
    var binding = launch.binding();
    try {
      var locals =
          new LocalArrays(program, kernel, layout.locals(), binding, launch.scratchBudgetBytes());
      var filled =
          RecordWriter.write(kernel, layout, binding, launch.arguments(), locals, launch.scratch());
      return Interpreter.stop(kernel, MAX_STEPS, filled)
          .filter(failure::isSame)
          .map(stop -> new Found(stop, kernel, checkedAxes));
    } catch (LaunchException _) {
      // Local arrays that scheduling had made superfluous are too large.
      return Optional.empty();
    } catch (CompilerError error) {
      if (error.kind() == CompilerError.Kind.BUG) {
        throw error;
      }
      return Optional.empty();
    }
  }

  private boolean readsOnlyWhatIsAsBefore(Map<String, Argument> arguments) {
    var read = new HashSet<Value>();
    collectRead(kernel.body(), read);
    return kernel.parameters().stream()
        .filter(parameter -> read.contains(parameter.value()))
        .noneMatch(parameter -> isWritten(parameter, arguments));
  }

  private static void collectRead(Region region, Set<Value> read) {
    for (var op : region.ops()) {
      if (op instanceof Op.Load load) {
        read.add(load.view());
      }
      op.regions().forEach(inner -> collectRead(inner, read));
    }
  }

  /// Whether the kernel writes to a view, or to another that shares its memory.
  private boolean isWritten(Parameter parameter, Map<String, Argument> arguments) {
    var view = (Argument.View) arguments.get(parameter.name());
    return kernel.parameters().stream()
        .filter(other -> other.role().isWritten())
        .anyMatch(
            other ->
                other.equals(parameter)
                    || Overlap.between((Argument.View) arguments.get(other.name()), view));
  }
}
