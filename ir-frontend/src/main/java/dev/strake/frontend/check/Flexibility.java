package dev.strake.frontend.check;

import dev.strake.frontend.ast.Ast.Expr;
import java.util.Collection;
import java.util.List;

/// How far the type of an expression is open before its surroundings are known.
enum Flexibility {
  /// Made of literals alone: takes any type asked for.
  LITERAL,
  /// A call of literals alone: overloads may give it several types.
  CALL,
  /// Its parts decide its type.
  FIXED;

  static Flexibility of(Expr expression, Body body) {
    return switch (expression) {
      case Expr.IntegerLiteral _, Expr.DecimalLiteral _ -> LITERAL;
      case Expr.Prefix(_, var operand, _) -> of(operand, body);
      case Expr.Use(var name) ->
          body.constantNamed(name).map(ConstantHeader::flexibility).orElse(FIXED);
      case Expr.Chain(var first, var links, _) ->
          of(first, body).and(links.stream().map(Expr.Link::operand).toList(), body);
      case Expr.If(var arms, var otherwise, _) ->
          of(otherwise, body).and(arms.stream().map(Expr.Arm::value).toList(), body);
      case Expr.Reduce reduce -> reduction(reduce, body);
      case Expr.Call(var function, var arguments, _) -> call(function.text(), arguments, body);
      case Expr.Index _, Expr.Cast _, Expr.Missing _ -> FIXED;
      case Expr.Slice _, Expr.Pack _, Expr.Tuple _, Expr.ArrayValue _, Expr.Scan _ -> FIXED;
      case Expr.BoolLiteral _, Expr.Compare _, Expr.Logical _ -> FIXED;
    };
  }

  /// A reduction by a function has the types that its function has.
  private static Flexibility reduction(Expr.Reduce reduce, Body body) {
    return ReductionChecker.keepsType(reduce.reduction().text())
        ? LITERAL.and(reduce.body(), body)
        : FIXED;
  }

  private static Flexibility call(String function, List<Expr> arguments, Body body) {
    var builtin = Builtin.named(function);
    if (builtin.isEmpty()) {
      return CALL.and(arguments, body);
    }
    return switch (builtin.get().kind()) {
      case Builtin.Kind.OfOne _, Builtin.Kind.OfTwo _, Builtin.Kind.Fma _ ->
          LITERAL.and(arguments, body);
      case Builtin.Kind.Select _ -> LITERAL.and(arguments.stream().skip(1).toList(), body);
      case Builtin.Kind.ToBits _, Builtin.Kind.FromBits _ -> CALL.and(arguments, body);
      case Builtin.Kind.Complex _, Builtin.Kind.Part _ -> CALL.and(arguments, body);
    };
  }

  /// The least flexible of this and all of them.
  private Flexibility and(List<Expr> expressions, Body body) {
    var least = this;
    for (var expression : expressions) {
      if (least == FIXED) {
        return FIXED;
      }
      var other = of(expression, body);
      least = other.compareTo(least) > 0 ? other : least;
    }
    return least;
  }

  /// Whether a literal with a point, an exponent, or `inf` or `nan` is among expressions made of
  /// literals: then their type is `f64` where nothing decides it, otherwise `i64`.
  static boolean hasDecimal(Collection<Expr> expressions, Body body) {
    return expressions.stream().anyMatch(expression -> hasDecimal(expression, body));
  }

  private static boolean hasDecimal(Expr expression, Body body) {
    return switch (expression) {
      case Expr.DecimalLiteral _ -> true;
      case Expr.Prefix(_, var operand, _) -> hasDecimal(operand, body);
      case Expr.Use(var name) ->
          body.constantNamed(name).map(ConstantHeader::hasDecimal).orElse(false);
      case Expr.Chain(var first, var links, _) ->
          hasDecimal(first, body)
              || links.stream().anyMatch(link -> hasDecimal(link.operand(), body));
      case Expr.If(var arms, var otherwise, _) ->
          hasDecimal(otherwise, body)
              || arms.stream().anyMatch(arm -> hasDecimal(arm.value(), body));
      case Expr.Reduce reduce -> hasDecimal(reduce.body(), body);
      case Expr.Call call -> hasDecimal(call.arguments(), body);
      case Expr.IntegerLiteral _, Expr.Index _, Expr.Cast _, Expr.Missing _ -> false;
      case Expr.Slice _, Expr.Pack _, Expr.Tuple _, Expr.ArrayValue _, Expr.Scan _ -> false;
      case Expr.BoolLiteral _, Expr.Compare _, Expr.Logical _ -> false;
    };
  }
}
