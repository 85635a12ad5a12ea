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

/// A function of `std.math` that takes one or two f64, or f32, and gives one.
record MathFunction(String name, ScalarType type, int arity) {
  /// All that the library has at the moment, in its order.
  static List<MathFunction> all() {
    return Frontend.functions("std.math").stream()
        .filter(MathFunction::isReal)
        .map(MathFunction::of)
        .toList();
  }

  private static boolean isReal(FunctionSignature signature) {
    var type = signature.results().getFirst();
    return (type == ScalarType.F32 || type == ScalarType.F64)
        && signature.results().size() == 1
        && signature.parameters().size() <= 2
        && signature.parameters().stream().allMatch(type::equals);
  }

  private static MathFunction of(FunctionSignature signature) {
    var type = signature.results().getFirst();
    return new MathFunction(signature.name(), type, signature.parameters().size());
  }

  /// The kernel that applies it to each element of `x`, or of `x` and `y`, and writes `out`.
  ArrayKernel kernel(Backend backend, CompileOptions options) {
    var parameters = arity == 1 ? "x: %1$s[n]" : "x: %1$s[n], y: %1$s[n]";
    var call = arity == 1 ? "%2$s(x[i])" : "%2$s(x[i], y[i])";
    var text =
        """
        import std.math;
        kernel apply(%s) -> out: %%1$s[n] { par for i in 0..n { out[i] = %s; } }
        """
            .formatted(parameters, call)
            .formatted(type.mnemonic(), name);
    var program = Frontend.check(Source.of(name, text)).instantiate("apply", Map.of());
    return ArrayKernel.of(program, "apply", backend, options);
  }

  @Override
  public String toString() {
    return name + " " + type.mnemonic();
  }
}
