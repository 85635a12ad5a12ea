package dev.strake.ndarray.exec;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ViewType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.launch.Workers;
import dev.strake.ir.ranges.CoverageProver;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.HeldArrays;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import dev.strake.ndarray.recording.Recording;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One kernel of a program, ready to run on arrays with one backend.
///
/// Arguments go by the kernel's parameter names. A scalar parameter takes an array without axes,
/// and a scalar result is one. During a run no argument can be closed: that is an
/// [dev.strake.ndarray.ArrayInUseException], and the run goes on. Safe for use by several threads
/// at once.
///
/// All methods that run throw [LaunchException] for arguments that don't fit and
/// [dev.strake.ndarray.ArrayMemoryException] where memory is short, both before anything is
/// written, and [dev.strake.ir.launch.KernelException] where the kernel fails on its data.
public final class ArrayKernel implements AutoCloseable {
  private final Launcher launcher;
  private final Map<String, Boolean> independent = new ConcurrentHashMap<>();

  private ArrayKernel(Launcher launcher) {
    this.launcher = launcher;
  }

  /// The kernel named `kernel`, with the backend's default options.
  ///
  /// @throws IllegalArgumentException if the program has no such kernel
  public static ArrayKernel of(Program program, String kernel, Backend backend) {
    return of(program, kernel, backend, backend.variants().getFirst());
  }

  /// The kernel named `kernel`. Nothing is compiled before it is first run.
  ///
  /// @throws IllegalArgumentException if the program has no such kernel
  public static ArrayKernel of(
      Program program, String kernel, Backend backend, CompileOptions options) {
    return new ArrayKernel(Launcher.of(program, kernel, RecordedBackend.of(backend), options));
  }

  /// The same kernel, with nothing compiled, whose runs these threads share. Otherwise a run stays
  /// on the thread that asks for it, and so do short ones with any workers.
  public ArrayKernel with(Workers workers) {
    return new ArrayKernel(launcher.with(workers));
  }

  /// The kernel as written.
  public Kernel kernel() {
    return launcher.kernel();
  }

  /// Runs the kernel into new arrays.
  ///
  /// @param inputs an array for each parameter
  /// @return what the kernel wrote, in the order of its declaration: new arrays for its results,
  ///   and the caller's own for its `inout` parameters
  public Map<String, NDArray> run(Map<String, NDArray> inputs) {
    var outputs = allocate(inputs);
    try {
      runInto(inputs, outputs);
    } catch (RuntimeException | Error failure) {
      outputs.values().forEach(NDArray::close);
      throw failure;
    }
    var written = new LinkedHashMap<String, NDArray>();
    for (var parameter : kernel().parameters()) {
      switch (parameter.role()) {
        case IN -> {}
        case INOUT -> written.put(parameter.name(), inputs.get(parameter.name()));
        case OUT -> written.put(parameter.name(), outputs.get(parameter.name()));
      }
    }
    return written;
  }

  /// Runs the kernel into arrays of the caller, which must not share memory with each other or with
  /// the inputs.
  ///
  /// @param results an array for each result
  public void runInto(Map<String, NDArray> inputs, Map<String, NDArray> results) {
    inputs.keySet().forEach(name -> require(name, kernel().inputs(), "parameter"));
    results.keySet().forEach(name -> require(name, kernel().results(), "result"));
    call(
        kernel().parameters().stream().map(p -> array(p, inputs, results)).toArray(NDArray[]::new));
  }

  private NDArray array(
      Parameter parameter, Map<String, NDArray> inputs, Map<String, NDArray> results) {
    var array = (parameter.role() == Role.OUT ? results : inputs).get(parameter.name());
    if (array == null) {
      throw new LaunchException(kernel().name() + ": " + parameter.name() + " is missing");
    }
    return array;
  }

  /// Runs the kernel on an array for each parameter and result, in the order of the kernel: the
  /// quickest way for many short runs.
  ///
  /// ```java
  /// hypot.call(a, b, out);
  /// ```
  public void call(NDArray... arrays) {
    if (Recording.isOn()) {
      Recording.launch(kernel().name(), () -> launch(arrays));
    } else {
      launch(arrays);
    }
  }

  private void launch(NDArray... arrays) {
    try (var scratch = new Scratch()) {
      HeldArrays.launch(launcher, scratch, arrays);
    }
  }

  /// Compiles for arrays with these strides. The first run on such arrays does it otherwise.
  public void prepare(Map<String, NDArray> inputs, Map<String, NDArray> results) {
    try (var arena = Arena.ofConfined()) {
      launcher.prepare(arguments(inputs, results, arena));
    }
  }

  /// New arrays for all results of a run on these inputs: what [#runInto] takes. Elements are 0, or
  /// have no defined value where the kernel is known to write every one and to read none.
  public Map<String, NDArray> allocate(Map<String, NDArray> inputs) {
    var results = new LinkedHashMap<String, NDArray>();
    try (var arena = Arena.ofConfined()) {
      var sizes = launcher.bind(arguments(inputs, arena));
      for (var result : kernel().results()) {
        var dtype = DType.of(result.value().view().element());
        var shape = Shape.of(sizes.extents(result));
        var array =
            isIndependentOfContents(result)
                ? Creation.empty(dtype, shape)
                : Creation.zeros(dtype, shape);
        results.put(result.name(), array);
      }
      return results;
    } catch (RuntimeException | Error failure) {
      results.values().forEach(NDArray::close);
      throw failure;
    }
  }

  /// Proved once, and not before it is asked for: only new results need it.
  private boolean isIndependentOfContents(Parameter result) {
    return independent.computeIfAbsent(
        result.name(), _ -> CoverageProver.of(kernel()).isIndependentOfContents(result));
  }

  private Map<String, Argument> arguments(
      Map<String, NDArray> inputs, Map<String, NDArray> results, Arena arena) {
    var arguments = arguments(inputs, arena);
    for (var result : results.entrySet()) {
      require(result.getKey(), kernel().results(), "result");
      arguments.put(result.getKey(), result.getValue().writtenArgument(arena));
    }
    return arguments;
  }

  private Map<String, Argument> arguments(Map<String, NDArray> inputs, Arena arena) {
    var arguments = new HashMap<String, Argument>();
    for (var input : inputs.entrySet()) {
      var parameter = require(input.getKey(), kernel().inputs(), "parameter");
      arguments.put(input.getKey(), argument(parameter, input.getValue(), arena));
    }
    return arguments;
  }

  private Parameter require(String name, List<Parameter> parameters, String what) {
    for (var parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter;
      }
    }
    var names = parameters.stream().map(Parameter::name).toList();
    throw new LaunchException(
        "%s: there is no %s %s; there are %s"
            .formatted(kernel().name(), what, name, String.join(", ", names)));
  }

  private static Argument argument(Parameter parameter, NDArray array, Arena arena) {
    return switch (parameter.value().type()) {
      case ScalarType _ when array.rank() == 0 -> array.scalarArgument();
      case ScalarType _ -> array.argument(arena);
      case ViewType _ when parameter.role().isWritten() -> array.writtenArgument(arena);
      case ViewType _ -> array.argument(arena);
    };
  }

  /// Releases what was compiled. Later runs are an [IllegalStateException].
  ///
  /// @throws IllegalStateException if a run is under way on a backend that can't end then
  @Override
  public void close() {
    launcher.close();
  }
}
