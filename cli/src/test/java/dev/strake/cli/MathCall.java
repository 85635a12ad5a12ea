package dev.strake.cli;

import dev.strake.frontend.Frontend;
import dev.strake.frontend.FunctionSignature;
import dev.strake.frontend.Source;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import dev.strake.ndarray.exec.ArrayKernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Calls a function of `std.math` with columns of numbers.
record MathCall(FunctionSignature function, ScalarType type) {
  /// All functions of f64 and f32 but those that give complex numbers.
  static List<MathCall> all() {
    return Frontend.functions("std.math").stream()
        .filter(function -> isFloat(function.parameters().getFirst()))
        .filter(function -> function.results().stream().noneMatch(ScalarType::isComplex))
        .map(function -> new MathCall(function, function.parameters().getFirst()))
        .toList();
  }

  private static boolean isFloat(ScalarType type) {
    return type == ScalarType.F32 || type == ScalarType.F64;
  }

  String name() {
    return function.name();
  }

  /// A number as the function's argument.
  double rounded(double value) {
    return type == ScalarType.F32 ? (float) value : value;
  }

  /// The distance from a result to the next one away from zero.
  double ulp(double result) {
    return type == ScalarType.F32 ? Math.ulp((float) result) : Math.ulp(result);
  }

  /// The columns of results: those of integers as numbers, those of booleans as 0 and 1.
  List<double[]> values(Backend backend, List<double[]> arguments) {
    var program = Frontend.check(Source.of(name(), source())).instantiate("apply", Map.of());
    var inputs = new HashMap<String, NDArray>();
    for (var k = 0; k < arguments.size(); k++) {
      inputs.put("x" + k, column(arguments.get(k)));
    }
    try (var kernel = ArrayKernel.of(program, "apply", backend)) {
      var results = kernel.run(inputs);
      return IntStream.range(0, function.results().size())
          .mapToObj(k -> numbers(results.get("out" + k)))
          .toList();
    }
  }

  private String source() {
    var results = listed(function.results().size(), k -> "v" + k);
    return """
    import std.math;
    kernel apply(%s) -> (%s) {
      par for i in 0..n {
        let %s = %s(%s);
        %s
      }
    }
    """
        .formatted(
            listed(function.parameters().size(), k -> "x" + k + ": " + type.mnemonic() + "[n]"),
            listed(function.results().size(), k -> "out" + k + ": " + type.mnemonic() + "[n]"),
            function.results().size() == 1 ? results : "(" + results + ")",
            name(),
            listed(function.parameters().size(), this::argument),
            listed(function.results().size(), this::assignment).replace(",", ""));
  }

  private static String listed(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(", "));
  }

  private String argument(int k) {
    var wanted = function.parameters().get(k);
    return wanted == type ? "x" + k + "[i]" : "x" + k + "[i] as " + wanted.mnemonic();
  }

  private String assignment(int k) {
    var value = "v" + k;
    if (function.results().get(k).isBool()) {
      value = "if " + value + " { 1 } else { 0 }";
    } else if (function.results().get(k) != type) {
      value += " as " + type.mnemonic();
    }
    return "out" + k + "[i] = " + value + ";";
  }

  private NDArray column(double[] values) {
    var column = Creation.empty(DType.of(type), Shape.of(values.length));
    for (var k = 0; k < values.length; k++) {
      column.setDouble(values[k], k);
    }
    return column;
  }

  private static double[] numbers(NDArray column) {
    return IntStream.range(0, (int) column.count()).mapToDouble(column::getDouble).toArray();
  }

  @Override
  public String toString() {
    return name() + "(" + type.mnemonic() + ")";
  }
}
