package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed.Expr;
import dev.strake.frontend.check.Typed.Several;
import dev.strake.ir.ScalarType;
import java.util.List;

/// Tells whether evaluating an expression may fail, so that it must not happen where the text says
/// it doesn't. Calls and reductions count as failing: finding out costs more than a branch.
final class Failing {
  private Failing() {}

  static boolean canFail(Expr expression) {
    return switch (expression) {
      case Expr.Literal _, Expr.Use _, Expr.Extent _ -> false;
      case Expr.Element(_, var indices, _) -> !indices.isEmpty();
      case Expr.Slice _, Expr.Call _, Expr.Reduce _ -> true;
      case Expr.Unary(_, var operand) -> canFail(operand);
      case Expr.Cast(_, var operand) -> canFail(operand);
      case Expr.Bitcast(_, var operand) -> canFail(operand);
      case Expr.Chain chain ->
          canFail(chain.first())
              || chain.links().stream().anyMatch(link -> canFail(link, chain.type()));
      case Expr.Compare(_, var left, var right) -> canFail(left) || canFail(right);
      case Expr.Logical(_, var operands) -> anyCanFail(operands);
      case Expr.Select(var condition, var whenTrue, var whenFalse) ->
          anyCanFail(List.of(condition, whenTrue, whenFalse));
      case Expr.Fma(var a, var b, var c) -> anyCanFail(List.of(a, b, c));
      case Expr.Complex(var real, var imaginary) -> canFail(real) || canFail(imaginary);
      case Expr.Part(_, var operand) -> canFail(operand);
      case Expr.If(var arms, var otherwise) ->
          canFail(otherwise)
              || arms.stream().anyMatch(arm -> canFail(arm.condition()) || canFail(arm.value()));
    };
  }

  static boolean canFail(Several values) {
    return switch (values) {
      case Several.Tuple(var parts) -> anyCanFail(parts);
      case Several.Call _, Several.Reduce _ -> true;
      case Several.If(var arms, var otherwise) ->
          canFail(otherwise)
              || arms.stream().anyMatch(arm -> canFail(arm.condition()) || canFail(arm.value()));
    };
  }

  private static boolean anyCanFail(List<Expr> expressions) {
    return expressions.stream().anyMatch(Failing::canFail);
  }

  /// Division by a literal other than zero can't fail.
  private static boolean canFail(Expr.Link link, ScalarType type) {
    return canFail(link.operand()) || canFail(link.op().canFail(type), link.operand());
  }

  private static boolean canFail(boolean onZero, Expr divisor) {
    return onZero && !(divisor instanceof Expr.Literal(_, var bits) && bits != 0);
  }
}
