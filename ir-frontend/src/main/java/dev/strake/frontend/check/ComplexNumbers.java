package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.ScalarType;
import java.util.List;
import java.util.Optional;

/// Checks `complex(re, im)`, `real(z)` and `imag(z)`. Complex numbers have no literals: where one
/// is wanted, a number stands for itself with the imaginary part 0.
final class ComplexNumbers {
  private final Body body;
  private final ExpressionChecker expressions;

  ComplexNumbers(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
  }

  /// The complex number with this real part.
  static Typed.Expr real(Typed.Expr literal) {
    return new Typed.Expr.Complex(literal, new Typed.Expr.Literal(literal.type(), 0));
  }

  Optional<Typed.Expr> ofParts(Expr.Call call, Wanted wanted) {
    var arguments = call.arguments();
    var areLiterals =
        arguments.stream().allMatch(a -> Flexibility.of(a, body) == Flexibility.LITERAL);
    var component = Wanted.component(wanted);
    var asked =
        component == Wanted.ANYTHING && areLiterals
            ? new Wanted.Exactly(ScalarType.F64, List.of())
            : component;
    return expressions
        .alike(arguments, asked)
        .filter(parts -> isFloat(call, parts.getFirst().type()))
        .map(parts -> new Typed.Expr.Complex(parts.getFirst(), parts.getLast()));
  }

  private boolean isFloat(Expr.Call call, ScalarType type) {
    if (!type.isFloat()) {
      body.report(
          ErrorCode.OPERATOR_TYPE
              .at(call.span(), "`complex`", type)
              .withHelp(type.isInteger() ? "convert the arguments: `as f64`" : ""));
    }
    return type.isFloat();
  }

  Optional<Typed.Expr> part(Expr.Call call, ComplexPart part, Wanted wanted) {
    var argument = call.arguments().getFirst();
    var isLiteral = Flexibility.of(argument, body) != Flexibility.FIXED;
    var asked = isLiteral ? ofFloat(wanted) : Wanted.ANYTHING;
    var operand = expressions.check(argument, asked);
    if (operand.isPresent() && !operand.get().type().isComplex()) {
      var name = "`" + call.function().text() + "`";
      body.report(ErrorCode.OPERATOR_TYPE.at(call.span(), name, operand.get().type()));
      return Optional.empty();
    }
    return operand.map(number -> new Typed.Expr.Part(part, number));
  }

  /// What has parts of the wanted type.
  private static Wanted ofFloat(Wanted wanted) {
    var isSingle = wanted instanceof Wanted.Exactly(var type, _) && type == ScalarType.F32;
    var type = isSingle ? ScalarType.COMPLEX64 : ScalarType.COMPLEX128;
    return new Wanted.Exactly(type, List.of());
  }
}
