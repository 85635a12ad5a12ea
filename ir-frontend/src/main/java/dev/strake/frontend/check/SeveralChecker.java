package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Checks what gives several values: `(a, b)`, calls of functions with several results, reductions
/// by such functions, and `if` values of all these. Where one value is wanted it is an expression
/// like any other.
final class SeveralChecker {
  private final Body body;
  private final ExpressionChecker expressions;

  SeveralChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
  }

  /// As many values as are wanted, of the wanted types.
  Optional<Typed.Several> check(Expr expression, List<Wanted> wanted) {
    return wanted.size() == 1
        ? expressions.check(expression, wanted.getFirst()).map(SeveralChecker::one)
        : several(expression, wanted);
  }

  private static Typed.Several one(Typed.Expr value) {
    return new Typed.Several.Tuple(List.of(value));
  }

  private Optional<Typed.Several> several(Expr expression, List<Wanted> wanted) {
    return switch (expression) {
      case Expr.Tuple tuple -> tuple(tuple, wanted);
      case Expr.If choice -> choice(choice, wanted);
      case Expr.Call call -> fit(expressions.severalOf(call, wanted), expression, wanted);
      case Expr.Reduce reduce -> fit(expressions.severalOf(reduce, wanted), expression, wanted);
      case Expr other ->
          fit(
              expressions.check(other, Wanted.ANYTHING).map(SeveralChecker::one),
              expression,
              wanted);
    };
  }

  private Optional<Typed.Several> tuple(Expr.Tuple tuple, List<Wanted> wanted) {
    var parts = tuple.parts();
    if (parts.size() != wanted.size()) {
      parts.forEach(part -> expressions.check(part, Wanted.ANYTHING));
      reportCount(parts.size(), tuple.span(), wanted.size());
      return Optional.empty();
    }
    return parts(parts, wanted).map(Typed.Several.Tuple::new);
  }

  /// Each part with the type wanted of it.
  private Optional<List<Typed.Expr>> parts(List<Expr> parts, List<Wanted> wanted) {
    var typed = new ArrayList<Typed.Expr>();
    for (var i = 0; i < parts.size(); i++) {
      expressions.check(parts.get(i), wanted.get(i)).ifPresent(typed::add);
    }
    return typed.size() == parts.size() ? Optional.of(typed) : Optional.empty();
  }

  /// The values if they are as many as wanted and of the wanted types; a report if not.
  Optional<Typed.Several> fit(Optional<Typed.Several> found, Expr expression, List<Wanted> wanted) {
    if (found.isEmpty()) {
      return found;
    }
    var types = found.get().types();
    if (types.size() != wanted.size()) {
      reportCount(types.size(), expression.span(), wanted.size());
      return Optional.empty();
    }
    for (var i = 0; i < types.size(); i++) {
      if (wanted.get(i) instanceof Wanted.Exactly(var type, var because) && type != types.get(i)) {
        body.report(
            ErrorCode.COMPONENT_TYPE
                .at(expression.span(), i + 1, types.get(i), type)
                .withLabels(body.labels(expression.span(), because)));
        return Optional.empty();
      }
    }
    return found;
  }

  private void reportCount(int found, SourceSpan place, int wanted) {
    var help = found > 1 && wanted > 1 ? "" : "several values stand in parentheses: `(value, at)`";
    body.report(
        ErrorCode.VALUE_COUNT
            .at(place, values(found), wanted)
            .withHelp(wanted == 1 ? "take them apart: `let (value, at) = ...;`" : help));
  }

  static String values(int count) {
    return NameChecker.counted(count, "value", "values");
  }

  /// The arms of an `if` agree part by part. Arms that are calls or reductions decide the types,
  /// then literals take those of the other arms.
  private Optional<Typed.Several> choice(Expr.If choice, List<Wanted> wanted) {
    var leaves = leaves(choice);
    var asked = new ArrayList<>(wanted);
    var typed = new ArrayList<Optional<Typed.Several>>();
    for (var leaf : leaves) {
      var decided = isTuple(leaf, wanted) ? Optional.<Typed.Several>empty() : several(leaf, asked);
      decided.ifPresent(values -> settle(asked, values.types(), leaf));
      typed.add(decided);
    }
    var tuples = tuples(leaves.stream().filter(leaf -> isTuple(leaf, wanted)).toList(), asked);
    var complete = new ArrayList<Typed.Several>();
    for (var i = 0; i < leaves.size(); i++) {
      (isTuple(leaves.get(i), wanted) ? tuples.next() : typed.get(i)).ifPresent(complete::add);
    }
    var isWhole = complete.size() == leaves.size();
    return rebuilt(choice, isWhole ? complete.iterator() : List.<Typed.Several>of().iterator());
  }

  private static boolean isTuple(Expr leaf, List<Wanted> wanted) {
    return leaf instanceof Expr.Tuple tuple && tuple.parts().size() == wanted.size();
  }

  private static List<Expr> leaves(Expr expression) {
    if (!(expression instanceof Expr.If(var arms, var otherwise, _))) {
      return List.of(expression);
    }
    var leaves = new ArrayList<Expr>();
    arms.forEach(arm -> leaves.addAll(leaves(arm.value())));
    leaves.addAll(leaves(otherwise));
    return leaves;
  }

  /// From here on the types of these values are wanted where nothing else is.
  private static void settle(List<Wanted> asked, List<ScalarType> types, Expr from) {
    for (var i = 0; i < types.size(); i++) {
      if (asked.get(i) == Wanted.ANYTHING) {
        asked.set(i, Wanted.of(types.get(i), from.span(), "this gives " + types.get(i)));
      }
    }
  }

  /// The tuples among the arms, part by part.
  private Iterator<Optional<Typed.Several>> tuples(List<Expr> tuples, List<Wanted> wanted) {
    var rows = new ArrayList<List<Typed.Expr>>();
    tuples.forEach(_ -> rows.add(new ArrayList<>()));
    for (var i = 0; i < wanted.size() && !tuples.isEmpty(); i++) {
      var component = i;
      var column = tuples.stream().map(tuple -> ((Expr.Tuple) tuple).parts().get(component));
      var parts = column.toList();
      var typed = expressions.alike(parts, wanted.get(i)).orElse(List.of());
      for (var row = 0; row < typed.size(); row++) {
        expressions
            .fit(typed.get(row), parts.get(row), wanted.get(i))
            .ifPresent(rows.get(row)::add);
      }
    }
    return rows.stream()
        .map(row -> Optional.of(row).filter(r -> r.size() == wanted.size()))
        .map(row -> row.<Typed.Several>map(Typed.Several.Tuple::new))
        .toList()
        .iterator();
  }

  /// The `if` with its conditions checked and its values from the leaves.
  private Optional<Typed.Several> rebuilt(Expr expression, Iterator<Typed.Several> leaves) {
    if (!(expression instanceof Expr.If(var arms, var otherwise, _))) {
      return leaves.hasNext() ? Optional.of(leaves.next()) : Optional.empty();
    }
    var typed = new ArrayList<Typed.Several.Arm>();
    for (var arm : arms) {
      var condition = expressions.check(arm.condition(), Wanted.CONDITION);
      var value = rebuilt(arm.value(), leaves);
      condition.flatMap(c -> value.map(v -> new Typed.Several.Arm(c, v))).ifPresent(typed::add);
    }
    return rebuilt(otherwise, leaves)
        .filter(_ -> typed.size() == arms.size())
        .map(last -> new Typed.Several.If(typed, last));
  }
}
