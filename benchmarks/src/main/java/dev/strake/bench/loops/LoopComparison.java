package dev.strake.bench.loops;

import dev.strake.bench.PairedTiming;
import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import dev.strake.ir.Parameter;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A kernel on one backend and the loop in C, each on arrays of its own.
final class LoopComparison implements AutoCloseable {
  private static final String KERNELS = "loops.strake";
  private static final double WARM_UP_NANOS = 1.5e9;
  private static final int MIN_WARM_UPS = 5;
  private static final int PAIRS = 51;

  /// Contraction and other orders of addition round differently.
  private static final double TOLERANCE = 1e-9;

  private final LoopCase loop;
  private final ArrayKernel kernel;
  private final Map<String, NDArray> inputs;
  private final Map<String, NDArray> results;
  private final Map<String, NDArray> theirs = new LinkedHashMap<>();
  private final Runnable c;

  private LoopComparison(LoopCase loop, ArrayKernel kernel, CLoops library) {
    this.loop = loop;
    this.kernel = kernel;
    this.inputs = loop.arguments().get();
    this.results = kernel.allocate(inputs);
    for (var parameter : kernel.kernel().parameters()) {
      var name = parameter.name();
      theirs.put(
          name,
          parameter.role() == Parameter.Role.OUT ? results.get(name).copy() : theirOwn(parameter));
    }
    this.c = library.call(loop.function(), List.copyOf(theirs.values()), loop.extents());
  }

  private NDArray theirOwn(Parameter parameter) {
    var array = inputs.get(parameter.name());
    return parameter.role() == Parameter.Role.INOUT ? array.copy() : array;
  }

  static LoopComparison of(LoopCase loop, Backend backend, CLoops library) {
    var program = Frontend.check(kernels()).instantiate(loop.kernel(), Map.of());
    return new LoopComparison(loop, ArrayKernel.of(program, loop.kernel(), backend), library);
  }

  private static Source kernels() {
    try (var text = LoopComparison.class.getResourceAsStream(KERNELS)) {
      return Source.of(KERNELS, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Runs both once and compares what they wrote.
  ///
  /// @throws IllegalStateException if it differs by more than rounding explains
  void check() {
    kernel.runInto(inputs, results);
    c.run();
    if (loop.isReader()) {
      return;
    }
    for (var parameter : kernel.kernel().parameters()) {
      if (parameter.role().isWritten()) {
        var name = parameter.name();
        var ours = parameter.role() == Parameter.Role.OUT ? results.get(name) : inputs.get(name);
        requireClose(name, values(ours), values(theirs.get(name)));
      }
    }
  }

  private static double[] values(NDArray array) {
    var flat = array.reshape(array.count());
    return switch (array.dtype().kind()) {
      case FLOATING -> flat.toDoubleArray();
      case BOOLEAN, INTEGER -> Arrays.stream(flat.toLongArray()).asDoubleStream().toArray();
      case COMPLEX -> throw new IllegalArgumentException("no baseline has complex results");
    };
  }

  private void requireClose(String name, double[] ours, double[] theirs) {
    for (var k = 0; k < ours.length; k++) {
      if (Math.abs(ours[k] - theirs[k]) > TOLERANCE * Math.max(1, Math.abs(theirs[k]))) {
        throw new IllegalStateException(
            "%s: element %d of %s is %s, in C %s"
                .formatted(loop.kernel(), k, name, ours[k], theirs[k]));
      }
    }
  }

  /// Times both in turns, warm.
  PairedTiming time() {
    Runnable ours = () -> kernel.runInto(inputs, results);
    var start = System.nanoTime();
    for (var k = 0; k < MIN_WARM_UPS || System.nanoTime() - start < WARM_UP_NANOS; k++) {
      ours.run();
    }
    return PairedTiming.of(ours, c, MIN_WARM_UPS, PAIRS);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
