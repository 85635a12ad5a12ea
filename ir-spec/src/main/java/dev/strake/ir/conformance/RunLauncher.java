package dev.strake.ir.conformance;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Launches a run once: makes its arguments, looks at what became of them.
final class RunLauncher {
  private final Launcher launcher;
  private final Run run;
  private final Arena arena;
  private final Map<String, Argument> arguments = new LinkedHashMap<>();
  private final Map<String, GuardedView> views = new LinkedHashMap<>();
  private final Map<String, long[]> given = new LinkedHashMap<>();

  private RunLauncher(Launcher launcher, Run run, Arena arena) {
    this.launcher = launcher;
    this.run = run;
    this.arena = arena;
  }

  /// One launch with one value of the run's variable and one arrangement in memory.
  static Observation launch(Launcher launcher, Run run, long value, Arrangement arrangement) {
    try (var arena = Arena.ofConfined()) {
      var once = new RunLauncher(launcher, run, arena);
      once.prepare(Map.of(run.variable(), value), arrangement);
      return once.launch(arrangement);
    } catch (LaunchException refusal) {
      return new Observation.Refused(refusal.getMessage());
    } catch (CompilerError failure) {
      return new Observation.Broke(failure.getMessage());
    }
  }

  private Kernel kernel() {
    return launcher.kernel();
  }

  private void prepare(Map<String, Long> variables, Arrangement arrangement) {
    var number = 0;
    for (var parameter : kernel().inputs()) {
      var input = run.inputs().get(parameter.name());
      if (input instanceof Input.Scalar(var bits)) {
        var argument = new Argument.Scalar(parameter.value().scalar(), bits);
        arguments.put(parameter.name(), argument);
      } else if (input != null) {
        view(parameter, input, variables, arrangement.of(number++));
      }
    }
  }

  private void view(
      Parameter parameter, Input input, Map<String, Long> variables, Arrangement arrangement) {
    ScalarType type = parameter.value().view().element();
    var extents = Input.extents(input, type, variables);
    var broadcast = input instanceof Input.Generated(_, _, var axis) ? axis : Input.NO_AXIS;
    var view = GuardedView.of(type, extents, arrangement, broadcast, arena);
    var elements = Input.bits(input, type, extents);
    view.set(elements);
    add(parameter, view);
    given.put(parameter.name(), view.elements());
  }

  private void add(Parameter parameter, GuardedView view) {
    views.put(parameter.name(), view);
    arguments.put(parameter.name(), view.argument());
  }

  private Observation launch(Arrangement arrangement) {
    var binding = launcher.bind(arguments);
    var number = views.size();
    for (var result : kernel().results()) {
      var type = result.value().view().element();
      var extents = binding.extents(result);
      add(result, GuardedView.of(type, extents, arrangement.of(number++), Input.NO_AXIS, arena));
    }
    try {
      launcher.launch(arguments, arena);
    } catch (KernelException failure) {
      return trespass().orElseGet(() -> failed(failure));
    }
    return trespass().orElseGet(this::results);
  }

  private static Observation failed(KernelException failure) {
    var line = failure.span().map(SourceSpan::line).orElse(0);
    return new Observation.Failed(failure.kind(), line, failure.index());
  }

  /// Whether an input or the surroundings of a view have changed.
  private Optional<Observation> trespass() {
    for (var parameter : kernel().parameters()) {
      var view = views.get(parameter.name());
      if (view == null) {
        continue;
      }
      var isInput = parameter.role() == Parameter.Role.IN;
      if (!view.isMarginIntact()
          || (isInput && !Arrays.equals(view.elements(), given.get(parameter.name())))) {
        return Optional.of(new Observation.Trespassed(parameter.name()));
      }
    }
    return Optional.empty();
  }

  private Observation results() {
    Map<String, List<Long>> elements = new LinkedHashMap<>();
    for (var parameter : kernel().parameters()) {
      if (parameter.role().isWritten()) {
        var bits = views.get(parameter.name()).elements();
        elements.put(parameter.name(), Arrays.stream(bits).boxed().toList());
      }
    }
    return new Observation.Results(elements);
  }
}
