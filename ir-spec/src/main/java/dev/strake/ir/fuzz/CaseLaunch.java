package dev.strake.ir.fuzz;

import dev.strake.ir.Layout;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.conformance.GuardedView;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Launches a case once: makes its arguments, looks at what became of them.
final class CaseLaunch implements AutoCloseable {
  private final Launcher launcher;
  private final FuzzCase tested;
  private final Arena arena = Arena.ofConfined();
  private final Map<String, Argument> arguments = new LinkedHashMap<>();
  private final Map<String, GuardedView> views = new LinkedHashMap<>();
  private final Map<String, long[]> given = new LinkedHashMap<>();

  private CaseLaunch(Launcher launcher, FuzzCase tested) {
    this.launcher = launcher;
    this.tested = tested;
  }

  /// Runs it.
  static Observed observe(Launcher launcher, FuzzCase tested) {
    try (var once = new CaseLaunch(launcher, tested)) {
      once.makeArguments();
      return once.launch();
    } catch (LaunchException refusal) {
      return new Observed.Refused(refusal.getMessage());
    } catch (RuntimeException | Error failure) {
      return broken(failure);
    }
  }

  private Observed launch() {
    try {
      launcher.launch(arguments, arena);
      return trespass().orElseGet(this::results);
    } catch (KernelException failure) {
      return failed(failure);
    }
  }

  /// The layouts of the case's views; absent if the launch would be refused.
  static Optional<List<Layout>> layouts(Launcher launcher, FuzzCase tested) {
    try (var once = new CaseLaunch(launcher, tested)) {
      once.makeArguments();
      var layouts = new ArrayList<Layout>();
      for (var parameter : tested.kernel().parameters()) {
        if (once.arguments.get(parameter.name()) instanceof Argument.View view) {
          layouts.add(layout(view));
        }
      }
      return Optional.of(layouts);
    } catch (LaunchException _) {
      return Optional.empty();
    }
  }

  private static Layout layout(Argument.View view) {
    var extents = new long[view.rank()];
    var strides = new long[view.rank()];
    for (var axis = 0; axis < view.rank(); axis++) {
      extents[axis] = view.extent(axis);
      strides[axis] = view.stride(axis);
    }
    return Layout.of(extents, strides);
  }

  /// Compiles for the case's arguments; what goes wrong is the answer.
  static Optional<Observed> prepare(Launcher launcher, FuzzCase tested) {
    try (var once = new CaseLaunch(launcher, tested)) {
      once.makeArguments();
      launcher.prepare(once.arguments);
      return Optional.empty();
    } catch (LaunchException _) {
      // Told again by the launch.
      return Optional.empty();
    } catch (RuntimeException | Error failure) {
      return Optional.of(broken(failure));
    }
  }

  static Observed broken(Throwable failure) {
    return failure instanceof CompilerError error && error.kind() == CompilerError.Kind.LIMIT
        ? new Observed.Limited(error.getMessage())
        : new Observed.Broke(describe(failure));
  }

  /// The class, the message, and where it comes from.
  private static String describe(Throwable failure) {
    var trace = failure.getStackTrace();
    var places = Arrays.stream(trace).limit(3).map(StackTraceElement::toString).toList();
    return failure + " at " + places;
  }

  private void makeArguments() {
    var inputs = tested.inputs();
    for (var parameter : tested.kernel().parameters()) {
      switch (inputs.get(parameter.name())) {
        case FuzzInput.Scalar(_, var bits) -> {
          var type = launched(parameter.name()).value().scalar();
          arguments.put(parameter.name(), new Argument.Scalar(type, type.wrap(bits)));
        }
        case FuzzInput.View view -> add(parameter, view);
        case FuzzInput.Result _, FuzzInput.Same _ -> {}
      }
    }
    inputs.forEach(
        (name, input) -> {
          if (input instanceof FuzzInput.Same(var other)) {
            arguments.put(name, arguments.get(other));
          }
        });
    var binding = launcher.bind(arguments);
    for (var result : tested.kernel().results()) {
      if (inputs.get(result.name()) instanceof FuzzInput.Result(var arrangement)) {
        var type = element(result.name());
        var extents = binding.extents(result);
        put(result, GuardedView.of(type, extents, arrangement, FuzzInput.NO_AXIS, arena));
      }
    }
  }

  private void add(Parameter parameter, FuzzInput.View input) {
    var extents = longs(input.extents());
    var type = element(parameter.name());
    var view = GuardedView.of(type, extents, input.arrangement(), input.broadcast(), arena);
    view.set(longs(input.bits()));
    put(parameter, view);
    given.put(parameter.name(), view.elements());
  }

  /// The parameter of the kernel that is launched: passes may have made it one of integers of the
  /// same width.
  private Parameter launched(String name) {
    return launcher.kernel().parameter(name).orElseThrow();
  }

  private ScalarType element(String name) {
    return launched(name).value().view().element();
  }

  private void put(Parameter parameter, GuardedView view) {
    views.put(parameter.name(), view);
    arguments.put(parameter.name(), view.argument());
  }

  private static long[] longs(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }

  /// Whether an input or the surroundings of a view have changed.
  private Optional<Observed> trespass() {
    for (var parameter : tested.kernel().parameters()) {
      var view = views.get(parameter.name());
      if (view == null) {
        continue;
      }
      var isInput = parameter.role() == Parameter.Role.IN && !isShared(parameter.name());
      if (!view.isMarginIntact()
          || (isInput && !Arrays.equals(view.elements(), given.get(parameter.name())))) {
        return Optional.of(new Observed.Trespassed(parameter.name()));
      }
    }
    return Optional.empty();
  }

  private boolean isShared(String name) {
    return tested.inputs().containsValue(new FuzzInput.Same(name));
  }

  private Observed failed(KernelException failure) {
    var line = failure.span().map(SourceSpan::line).orElse(0);
    return trespass().orElseGet(() -> new Observed.Failed(failure.kind(), line, failure.problem()));
  }

  private GuardedView view(String name) {
    return tested.inputs().get(name) instanceof FuzzInput.Same(var other)
        ? views.get(other)
        : views.get(name);
  }

  private Observed results() {
    Map<String, List<Long>> elements = new LinkedHashMap<>();
    for (var parameter : tested.kernel().parameters()) {
      if (parameter.role().isWritten()) {
        var type = parameter.value().view().element();
        var bits = Arrays.stream(view(parameter.name()).elements()).map(type::canonical);
        elements.put(parameter.name(), bits.boxed().toList());
      }
    }
    return new Observed.Results(elements);
  }

  @Override
  public void close() {
    arena.close();
  }
}
