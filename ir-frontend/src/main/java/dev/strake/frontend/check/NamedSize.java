package dev.strake.frontend.check;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import java.util.Optional;

/// Finds the size that a value is, if what makes it up is known before the kernel runs: after `let
/// half = floordiv(n, 2);`, `half` may stand in the extents of local arrays.
///
/// `/` and `%` are no sizes here: on values they cut off towards zero, in sizes they round down.
final class NamedSize {
  /// Terms of one size. Names stand for names, so that sizes could grow without bound.
  private static final int TERM_LIMIT = 100;

  private NamedSize() {}

  static Optional<Size> of(Typed.Expr value, Body body) {
    return value.type() == ScalarType.I64
        ? size(value, body).filter(size -> terms(size) <= TERM_LIMIT)
        : Optional.empty();
  }

  private static Optional<Size> size(Typed.Expr value, Body body) {
    if (value instanceof Typed.Expr.Literal(_, var bits)) {
      return Optional.of(Size.of(bits));
    }
    if (value instanceof Typed.Expr.Extent(var symbol)) {
      return Optional.of(Size.of(symbol));
    }
    if (value instanceof Typed.Expr.Use(var variable)) {
      return body.size(variable);
    }
    return value instanceof Typed.Expr.Chain chain ? chain(chain, body) : Optional.empty();
  }

  private static Optional<Size> chain(Typed.Expr.Chain chain, Body body) {
    var size = size(chain.first(), body);
    for (var link : chain.links()) {
      var right = size(link.operand(), body);
      var left = size;
      size =
          operator(link.op()).flatMap(op -> left.flatMap(l -> right.map(r -> Size.of(op, l, r))));
    }
    return size;
  }

  private static Optional<Size.Operator> operator(BinaryOp op) {
    return switch (op) {
      case ADD -> Optional.of(Size.Operator.ADD);
      case SUB -> Optional.of(Size.Operator.SUB);
      case MUL -> Optional.of(Size.Operator.MUL);
      case FLOORDIV -> Optional.of(Size.Operator.FLOORDIV);
      case FLOORMOD -> Optional.of(Size.Operator.FLOORMOD);
      case MIN -> Optional.of(Size.Operator.MIN);
      case MAX -> Optional.of(Size.Operator.MAX);
      case DIV, REM, AND, OR, XOR, SHL, SHR, USHR -> Optional.empty();
    };
  }

  private static int terms(Size size) {
    return switch (size) {
      case Size.Constant _, Size.Symbol _ -> 1;
      case Size.Combined(_, var left, var right) -> terms(left) + terms(right);
    };
  }
}
