package dev.strake.frontend.check;

import dev.strake.frontend.check.Typed.Expr;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import java.util.Optional;
import java.util.function.Function;

/// Expressions read as sizes, where they are made of what sizes are made of.
public final class TypedSizes {
  private TypedSizes() {}

  /// The size an expression computes; empty if it is none.
  ///
  /// @param leaf what a name is as a size
  public static Optional<Size> of(Expr expression, Function<Expr, Optional<Size>> leaf) {
    return switch (expression) {
      case Expr.Literal(var type, var bits) when type == ScalarType.I64 ->
          Optional.of(Size.of(bits));
      case Expr.Extent _, Expr.Use _ -> leaf.apply(expression);
      case Expr.Chain(var first, var links) -> {
        var size = of(first, leaf);
        for (var link : links) {
          var right = of(link.operand(), leaf);
          size = size.flatMap(l -> right.flatMap(r -> combined(link.op(), l, r)));
        }
        yield size;
      }
      case Expr _ -> Optional.empty();
    };
  }

  private static Optional<Size> combined(BinaryOp op, Size left, Size right) {
    return switch (op) {
      case ADD -> Optional.of(Size.of(Size.Operator.ADD, left, right));
      case SUB -> Optional.of(Size.of(Size.Operator.SUB, left, right));
      case MUL -> Optional.of(Size.of(Size.Operator.MUL, left, right));
      case MIN -> Optional.of(Size.of(Size.Operator.MIN, left, right));
      case MAX -> Optional.of(Size.of(Size.Operator.MAX, left, right));
      case DIV, REM, FLOORDIV, FLOORMOD, AND, OR, XOR, SHL, SHR, USHR -> Optional.empty();
    };
  }

  /// The extent of `lower..upper`, 0 if it is empty.
  public static Size between(Size lower, Size upper) {
    var isFromZero = lower.equals(Size.of(0));
    var length = isFromZero ? upper : Size.of(Size.Operator.SUB, upper, lower);
    return Size.of(Size.Operator.MAX, length, Size.of(0));
  }
}
