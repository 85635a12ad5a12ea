package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.lower.Lowering;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.interp.ElementMemory;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Computes the values of constants, on the interpreter: what they would be at run time.
final class ConstantValue {
  /// Steps of the interpreter for one constant at most.
  private static final long STEP_LIMIT = 1_000_000;

  private static final String RESULT = "value";

  private ConstantValue() {}

  /// The value as a literal; empty if there is none, which is reported to `body` unless it is the
  /// fault of a function, where it is reported.
  static Optional<Typed.Expr> of(ConstantHeader constant, Body body, Wanted wanted) {
    var typed = new ExpressionChecker(body).check(constant.tree().value(), wanted);
    return typed
        .filter(_ -> TypeChecker.areSound(body.called()))
        .filter(_ -> isTotal(body))
        .flatMap(value -> computed(constant, body, value));
  }

  /// Whether its reductions combine by functions that can't fail.
  private static boolean isTotal(Body body) {
    var mistakes = Combinations.mistakes(body.combinations());
    mistakes.forEach(body::report);
    return mistakes.isEmpty();
  }

  private static Optional<Typed.Expr> computed(
      ConstantHeader constant, Body body, Typed.Expr value) {
    // A pair has no raw bits of its own, so it stays as written.
    if (value instanceof Typed.Expr.Literal || value.type().isComplex()) {
      return Optional.of(value);
    }
    try {
      return Optional.of(new Typed.Expr.Literal(value.type(), bits(constant, body, value)));
    } catch (KernelException failure) {
      body.report(failure(constant, failure.problem()));
    } catch (CompilerError limit) {
      switch (limit.kind()) {
        case BUG -> throw limit;
        case LIMIT -> body.report(failure(constant, "this takes too long"));
      }
    }
    return Optional.empty();
  }

  private static Diagnostic failure(ConstantHeader constant, String problem) {
    var why = problem.replaceFirst("^" + constant.name() + ": ", "");
    var place = constant.tree().value().span();
    return ErrorCode.CONSTANT_FAILS.at(place, constant.name(), why);
  }

  private static long bits(ConstantHeader constant, Body body, Typed.Expr value) {
    var type = value.type();
    var program = Lowering.lower(constant.name(), kernel(constant, body, value));
    var backend = InterpreterBackend.asWritten(program).withStepLimit(STEP_LIMIT);
    try (var arena = Arena.ofConfined();
        var launcher = Launcher.of(program, constant.name(), backend, CompileOptions.scalar())) {
      var memory = arena.allocate(ScalarType.I64.sizeBytes(), ScalarType.I64.sizeBytes());
      var result = Argument.View.of(type, memory, 0, new long[0], new long[0]);
      launcher.launch(Map.of(RESULT, result), arena);
      return ElementMemory.load(type, memory, 0);
    }
  }

  private static Typed.Kernel kernel(ConstantHeader constant, Body body, Typed.Expr value) {
    var place = constant.place();
    var result =
        new Typed.Array(
            body.freshId(), RESULT, Typed.Array.Storage.OUT, value.type(), List.of(), place);
    var store = new Typed.Stmt.Store(result, List.of(), value, place);
    return new Typed.Kernel(List.of(result), List.of(), new Typed.Block(List.of(store)));
  }
}
