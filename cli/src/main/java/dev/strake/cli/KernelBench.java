package dev.strake.cli;

import dev.strake.ir.Parameter;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.launch.Workers;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;

/// One kernel on one backend with its arguments and results at hand.
final class KernelBench implements AutoCloseable {
  private final ArrayKernel kernel;
  private final String backend;
  private final Map<String, NDArray> originals;
  private final Map<String, NDArray> inputs;
  private final Map<String, NDArray> results;

  private KernelBench(
      ArrayKernel kernel,
      String backend,
      Map<String, NDArray> originals,
      Map<String, NDArray> inputs,
      Map<String, NDArray> results) {
    this.kernel = kernel;
    this.backend = backend;
    this.originals = originals;
    this.inputs = inputs;
    this.results = results;
  }

  /// Nothing is compiled yet. The given arrays stay as they are: the kernel works on copies of
  /// those it changes.
  static KernelBench of(
      Program program, String name, Backend backend, Workers workers, Map<String, NDArray> given) {
    var kernel = ArrayKernel.of(program, name, backend).with(workers);
    var results = kernel.allocate(given);
    var inputs = new LinkedHashMap<>(given);
    var originals = new LinkedHashMap<String, NDArray>();
    for (var parameter : kernel.kernel().inputs()) {
      if (parameter.role() == Role.INOUT) {
        var original = given.get(parameter.name()).contiguous();
        originals.put(parameter.name(), original);
        inputs.put(parameter.name(), original.copy());
      }
    }
    return new KernelBench(kernel, backend.name(), originals, inputs, results);
  }

  Measurement measure() {
    var start = System.nanoTime();
    kernel.prepare(inputs, results);
    var compiled = System.nanoTime();
    call();
    var called = System.nanoTime();
    var steady =
        originals.isEmpty()
            ? SteadyTiming.of(this::call)
            : SteadyTiming.afterEach(this::restore, this::call);
    return new Measurement(
        backend,
        compiled - start,
        called - compiled,
        steady.medianNanos(),
        steady.samples(),
        bytesMoved());
  }

  /// Runs once on the original values.
  ///
  /// @return the nanoseconds it took
  long timedRun() {
    restore();
    var start = System.nanoTime();
    call();
    return System.nanoTime() - start;
  }

  private void call() {
    kernel.runInto(inputs, results);
  }

  private void restore() {
    try (var arena = Arena.ofConfined()) {
      originals.forEach(
          (name, original) -> inputs.get(name).segment(arena).copyFrom(original.segment(arena)));
    }
  }

  private long bytesMoved() {
    return kernel.kernel().parameters().stream()
        .filter(Parameter::isView)
        .mapToLong(
            parameter ->
                switch (parameter.role()) {
                  case IN -> sizeBytes(inputs.get(parameter.name()));
                  case INOUT -> 2 * sizeBytes(inputs.get(parameter.name()));
                  case OUT -> sizeBytes(results.get(parameter.name()));
                })
        .sum();
  }

  private static long sizeBytes(NDArray array) {
    return array.count() * array.dtype().sizeBytes();
  }

  @Override
  public void close() {
    kernel.close();
    results.values().forEach(NDArray::close);
    originals.keySet().forEach(name -> inputs.get(name).close());
  }
}
