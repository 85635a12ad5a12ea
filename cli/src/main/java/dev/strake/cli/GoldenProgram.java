package dev.strake.cli;

import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import dev.strake.ndarray.npy.NpyFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// A program that must have known results. Each pair of types and backend is compiled once.
final class GoldenProgram implements AutoCloseable {
  private static final long WARM_UP_NANOS = 1_000_000_000L;
  private static final long SAMPLING_NANOS = 200_000_000L;
  private static final int MIN_SAMPLES = 3;

  private final KernelFile file;
  private final KernelSignature kernel;
  private final Map<Compiled, ArrayKernel> kernels = new HashMap<>();

  private record Compiled(KernelChoice choice, String backend) {}

  /// What one run gave.
  ///
  /// @param verdicts for each output of the case
  /// @param bits of each output
  record Run(List<GoldenCheck.Verdict> verdicts, List<ElementBits> bits) {
    boolean isPassed() {
      return verdicts.stream().allMatch(GoldenCheck.Verdict::isPassed);
    }

    double error() {
      return verdicts.stream().mapToDouble(GoldenCheck.Verdict::error).max().orElse(0);
    }

    boolean hasBitsOf(Run other) {
      for (var i = 0; i < bits.size(); i++) {
        if (!bits.get(i).isSame(other.bits.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /// @param name of the kernel
  /// @throws WrongInput if the file has no such kernel
  GoldenProgram(KernelFile file, String name) {
    this.file = file;
    this.kernel = file.kernel(name);
  }

  /// Runs the kernel once and looks at its results.
  ///
  /// @throws WrongInput if the case does not fit the kernel, or its files can't be read
  Run run(GoldenCase golden, Backend backend) {
    var loaded = load(golden);
    var written = kernel(loaded.choice(), backend).run(loaded.arrays());
    var results =
        kernel.parameters().stream().filter(parameter -> parameter.role() == Role.OUT).toList();
    var found = new LinkedHashMap<>(written);
    for (var i = 0; i < results.size(); i++) {
      found.put("ret" + i, written.get(results.get(i).name()));
    }
    var verdicts =
        golden.outputs().stream()
            .map(output -> output.check().of(read(output), required(found, output.name())))
            .toList();
    var bits =
        golden.outputs().stream().map(output -> ElementBits.of(found.get(output.name()))).toList();
    return new Run(verdicts, bits);
  }

  private NDArray required(Map<String, NDArray> found, String name) {
    if (!found.containsKey(name)) {
      throw new WrongInput(kernel.name() + " has no result " + name);
    }
    return found.get(name);
  }

  private static NDArray read(GoldenCase.GoldenOutput output) {
    try {
      return NpyFile.read(output.expected());
    } catch (IOException unreadable) {
      throw new WrongInput(unreadable.getMessage(), unreadable);
    }
  }

  /// The median time of a call in nanoseconds, once it has been called for a while.
  long medianNanos(GoldenCase golden, Backend backend) {
    var loaded = load(golden);
    var ready = kernel(loaded.choice(), backend);
    var start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      nanos(ready, loaded.arrays());
    }
    var samples = LongStream.builder();
    var count = 0;
    start = System.nanoTime();
    while (count < MIN_SAMPLES || System.nanoTime() - start < SAMPLING_NANOS) {
      samples.add(nanos(ready, loaded.arrays()));
      count++;
    }
    var sorted = samples.build().sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /// Arguments that the kernel changes are copied before, which is not timed.
  private long nanos(ArrayKernel ready, Map<String, NDArray> arrays) {
    var inputs = new LinkedHashMap<>(arrays);
    for (var parameter : kernel.inputs()) {
      if (parameter.role() == Role.INOUT) {
        inputs.put(parameter.name(), arrays.get(parameter.name()).copy());
      }
    }
    var start = System.nanoTime();
    var written = ready.run(inputs);
    var nanos = System.nanoTime() - start;
    written.values().forEach(NDArray::close);
    return nanos;
  }

  private GivenArguments.Loaded load(GoldenCase golden) {
    return GivenArguments.match(kernel, golden.arguments())
        .load(file.checked(), TypeArguments.parse(List.of()), _ -> {});
  }

  private ArrayKernel kernel(KernelChoice choice, Backend backend) {
    return kernels.computeIfAbsent(
        new Compiled(choice, backend.name()),
        _ ->
            ArrayKernel.of(
                file.checked().instantiate(kernel.name(), choice), kernel.name(), backend));
  }

  @Override
  public void close() {
    kernels.values().forEach(ArrayKernel::close);
  }
}
