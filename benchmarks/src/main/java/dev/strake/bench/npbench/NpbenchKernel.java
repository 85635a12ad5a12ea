package dev.strake.bench.npbench;

import dev.strake.bench.Rounds;
import dev.strake.frontend.CheckedFile;
import dev.strake.frontend.Frontend;
import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.Source;
import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A program of `examples/npbench` on its data, run by one backend.
final class NpbenchKernel implements AutoCloseable {
  private final ArrayKernel kernel;
  private final Map<String, NDArray> arguments;
  private final Results results;
  private final Map<String, NDArray> reused;

  /// Where a run writes its results.
  enum Results {
    /// New arrays, as NumPy does.
    NEW,
    /// The same arrays in every run.
    INTO
  }

  private NpbenchKernel(ArrayKernel kernel, Map<String, NDArray> arguments, Results results) {
    this.kernel = kernel;
    this.arguments = arguments;
    this.results = results;
    this.reused = results == Results.INTO ? kernel.allocate(arguments) : Map.of();
  }

  /// @param arguments whose types and ranks decide which instance of the kernel it is
  static NpbenchKernel of(
      String name, Backend backend, Map<String, NDArray> arguments, Results results) {
    var file = Frontend.check(source(name));
    var program = file.instantiate(name, choice(file, name, arguments));
    return new NpbenchKernel(ArrayKernel.of(program, name, backend), arguments, results);
  }

  private static Source source(String name) {
    var file = name + ".strake";
    try (var text = NpbenchKernel.class.getResourceAsStream(file)) {
      if (text == null) {
        throw new IllegalArgumentException("there is no program " + name);
      }
      return Source.of(file, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static KernelChoice choice(
      CheckedFile file, String name, Map<String, NDArray> arguments) {
    var types = new LinkedHashMap<String, ScalarType>();
    var ranks = new LinkedHashMap<String, Integer>();
    for (var parameter : file.kernel(name).orElseThrow().inputs()) {
      var argument = arguments.get(parameter.name());
      types.put(parameter.name(), argument.dtype().scalarType());
      ranks.put(parameter.name(), argument.rank());
    }
    return new KernelChoice(file.infer(name, types), file.ranks(name, ranks));
  }

  /// Runs it once on its own copies of what it writes, and hands its outputs to NumPy's eyes.
  void check(NumPyPrograms numpy) {
    var written = kernel.run(fresh());
    written.forEach(numpy::check);
    written.values().forEach(NDArray::close);
  }

  /// The nanoseconds of one run. Copying `inout` arguments before is not timed.
  double time() {
    var inputs = fresh();
    var nanos =
        switch (results) {
          case NEW -> {
            var start = System.nanoTime();
            var written = kernel.run(inputs);
            var stop = System.nanoTime();
            close(written, kernel.kernel().results());
            yield stop - start;
          }
          case INTO -> Rounds.nanos(() -> kernel.runInto(inputs, reused));
        };
    close(inputs, changed());
    return nanos;
  }

  private Map<String, NDArray> fresh() {
    var inputs = new LinkedHashMap<>(arguments);
    for (var parameter : changed()) {
      inputs.put(parameter.name(), arguments.get(parameter.name()).copy());
    }
    return inputs;
  }

  private List<Parameter> changed() {
    return kernel.kernel().inputs().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.INOUT)
        .toList();
  }

  private static void close(Map<String, NDArray> arrays, List<Parameter> parameters) {
    parameters.forEach(parameter -> arrays.get(parameter.name()).close());
  }

  @Override
  public void close() {
    reused.values().forEach(NDArray::close);
    kernel.close();
  }
}
