package dev.strake.bench.calls;

import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import dev.strake.ir.Program;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Texts of small kernels.
final class SampleKernels {
  static final String NAME = "sample";

  private SampleKernels() {}

  /// Adds up its inputs, `x0` and so on, element by element.
  static Program adding(int inputs) {
    return program(
        IntStream.range(0, inputs).mapToObj(k -> "x" + k).toList(),
        IntStream.range(0, inputs)
            .mapToObj(k -> "x" + k + "[i]")
            .collect(Collectors.joining(" + ")));
  }

  /// `sqrt(x0^2 + x1^2)`.
  static Program hypot() {
    return program(List.of("x0", "x1"), "sqrt(x0[i] * x0[i] + x1[i] * x1[i])");
  }

  /// A kernel that no other `number` gives.
  static Program fresh(int number) {
    return program(List.of("x0", "x1"), "sqrt(x0[i] * x0[i] + x1[i] * %d.5)".formatted(number));
  }

  private static Program program(List<String> inputs, String element) {
    var parameters =
        inputs.stream().map(name -> name + ": f64[n]").collect(Collectors.joining(", "));
    var text =
        "kernel %s(%s) -> out: f64[n] { par for i in 0..n { out[i] = %s; } }"
            .formatted(NAME, parameters, element);
    return Frontend.check(Source.of("sample.strake", text)).instantiate(NAME, Map.of());
  }
}
