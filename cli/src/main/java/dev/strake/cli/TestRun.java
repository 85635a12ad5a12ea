package dev.strake.cli;

import dev.strake.frontend.FileTest;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Runs one test on several backends, which must compute the same bits.
final class TestRun {
  private final FileTest test;
  private final Consumer<String> notes;

  /// `notes` gets what the test and its kernels print, if the interpreter is among the backends.
  TestRun(FileTest test, Consumer<String> notes) {
    this.test = test;
    this.notes = notes;
  }

  /// The first failure in the order of the backends.
  TestOutcome on(List<Backend> backends) {
    var results = new LinkedHashMap<String, Map<String, NDArray>>();
    try {
      for (var backend : backends) {
        var values = new TreeMap<String, NDArray>();
        results.put(backend.name(), values);
        var failure = failure(backend, values);
        if (failure.isPresent()) {
          return failure.get();
        }
      }
      return compared(results);
    } finally {
      results.values().forEach(values -> values.values().forEach(NDArray::close));
    }
  }

  private Optional<TestOutcome> failure(Backend backend, Map<String, NDArray> values) {
    for (var step : test.steps()) {
      var heard = Prints.heard(backend, step.program(), notes);
      try (var kernel = ArrayKernel.of(step.program(), step.kernel(), heard)) {
        var inputs = new LinkedHashMap<String, NDArray>();
        step.inputs().forEach((parameter, name) -> inputs.put(parameter, values.get(name)));
        var results = kernel.run(inputs);
        results.forEach((result, array) -> replace(values, step.results().get(result), array));
      } catch (KernelException failure) {
        var place = failure.span().orElse(step.span());
        return failed(place, failure.problem().replaceFirst("^test: ", ""), backend);
      } catch (LaunchException failure) {
        return failed(step.span(), failure.getMessage(), backend);
      } catch (CompilerError error) {
        switch (error.kind()) {
          case LIMIT -> {
            return failed(
                step.span(), "not possible in this version: " + error.getMessage(), backend);
          }
          case BUG -> throw error;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<TestOutcome> failed(SourceSpan place, String message, Backend backend) {
    return Optional.of(new TestOutcome.Failed(test, place, message, backend.name()));
  }

  private static void replace(Map<String, NDArray> values, String name, NDArray array) {
    var before = values.put(name, array);
    if (before != null && before != array) {
      before.close();
    }
  }

  /// All values of the test, as text with every digit.
  private TestOutcome compared(Map<String, Map<String, NDArray>> results) {
    var names = new ArrayList<>(results.keySet());
    for (var other : names.subList(1, names.size())) {
      var first = results.get(names.getFirst());
      for (var value : first.entrySet()) {
        var found = results.get(other).get(value.getKey());
        if (!SameBits.of(value.getValue(), found)) {
          var message =
              "`%s` has other bits than on %s; this is a fault in strake"
                  .formatted(value.getKey(), names.getFirst());
          return new TestOutcome.Failed(test, test.span(), message, other);
        }
      }
    }
    return new TestOutcome.Passed(test);
  }
}
