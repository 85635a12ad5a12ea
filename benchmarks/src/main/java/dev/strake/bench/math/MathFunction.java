package dev.strake.bench.math;

import dev.strake.frontend.Frontend;
import dev.strake.frontend.FunctionSignature;
import dev.strake.frontend.Source;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ndarray.exec.ArrayKernel;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A function of `std.math`, for one choice of types.
record MathFunction(String name, List<ScalarType> parameters, List<ScalarType> results) {
  MathFunction {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  /// All that the library has at the moment, in its order.
  static List<MathFunction> all() {
    return Frontend.functions("std.math").stream().map(MathFunction::of).toList();
  }

  private static MathFunction of(FunctionSignature signature) {
    return new MathFunction(signature.name(), signature.parameters(), signature.results());
  }

  /// Whether it takes one or two f64, or f32, and gives one.
  boolean isReal() {
    return (type() == ScalarType.F32 || type() == ScalarType.F64)
        && results.size() == 1
        && arity() <= 2
        && parameters.stream().allMatch(type()::equals);
  }

  /// The type of its first result.
  ScalarType type() {
    return results.getFirst();
  }

  int arity() {
    return parameters.size();
  }

  /// The kernel that applies it to the elements of its parameters, `x0` and so on, and writes
  /// `out0` and so on.
  ArrayKernel kernel(Backend backend, CompileOptions options) {
    var values = listed(results.size(), k -> "v" + k);
    var text =
        """
        import std.math;
        kernel apply(%s) -> (%s) {
          par for i in 0..n {
            let %s = %s(%s);
            %s
          }
        }
        """
            .formatted(
                listed(arity(), k -> "x" + k + ": " + parameters.get(k).mnemonic() + "[n]"),
                listed(results.size(), k -> "out" + k + ": " + results.get(k).mnemonic() + "[n]"),
                results.size() == 1 ? values : "(" + values + ")",
                name,
                listed(arity(), k -> "x" + k + "[i]"),
                IntStream.range(0, results.size())
                    .mapToObj(k -> "out" + k + "[i] = v" + k + ";")
                    .collect(Collectors.joining(" ")));
    var program = Frontend.check(Source.of(name, text)).instantiate("apply", Map.of());
    return ArrayKernel.of(program, "apply", backend, options);
  }

  private static String listed(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(", "));
  }

  /// As in `pow(f64, f64)`.
  @Override
  public String toString() {
    return name + "(" + listed(arity(), k -> parameters.get(k).mnemonic()) + ")";
  }
}
