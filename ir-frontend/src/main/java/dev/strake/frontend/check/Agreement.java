package dev.strake.frontend.check;

import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds one type for several expressions: operands, branches, arguments.
///
/// Expressions whose types are not open are looked at first. If they agree, literals take their
/// type, even if another was wanted: whoever asks compares the result with it, so that what all
/// have in common is told once. If they don't agree, each that differs from the wanted type is
/// told, or from the type of the first if none was wanted.
final class Agreement {
  private final Body body;
  private final ExpressionChecker expressions;

  Agreement(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
  }

  Optional<List<Typed.Expr>> find(List<Expr> parts, Wanted wanted) {
    var decided = decided(parts, wanted);
    var asked = asked(parts, decided, wanted);
    var typed = new ArrayList<Typed.Expr>();
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var one =
          decided.containsKey(i)
              ? decided.get(i).flatMap(known -> expressions.fit(known, part, asked))
              : expressions.check(part, asked);
      one.ifPresent(typed::add);
    }
    return typed.size() == parts.size() ? Optional.of(typed) : Optional.empty();
  }

  /// By their places, the parts whose types are not open. If there are none and no type is wanted,
  /// the first call of literals decides.
  private Map<Integer, Optional<Typed.Expr>> decided(List<Expr> parts, Wanted wanted) {
    var flexibilities = parts.stream().map(part -> Flexibility.of(part, body)).toList();
    var decided = new LinkedHashMap<Integer, Optional<Typed.Expr>>();
    for (var i = 0; i < parts.size(); i++) {
      if (flexibilities.get(i) == Flexibility.FIXED) {
        decided.put(i, expressions.check(parts.get(i), Wanted.ANYTHING));
      }
    }
    var call = flexibilities.indexOf(Flexibility.CALL);
    if (decided.isEmpty() && call >= 0 && wanted == Wanted.ANYTHING) {
      decided.put(call, expressions.check(parts.get(call), Wanted.ANYTHING));
    }
    return decided;
  }

  private Wanted asked(
      List<Expr> parts, Map<Integer, Optional<Typed.Expr>> decided, Wanted wanted) {
    var types =
        decided.values().stream()
            .flatMap(Optional::stream)
            .map(Typed.Expr::type)
            .distinct()
            .toList();
    if (decided.isEmpty() && wanted == Wanted.ANYTHING) {
      var usual = Flexibility.hasDecimal(parts, body) ? ScalarType.F64 : ScalarType.I64;
      return new Wanted.Exactly(usual, List.of());
    }
    var agree = types.size() == 1 && !wanted.allows(types.getFirst());
    if (types.isEmpty() || wanted != Wanted.ANYTHING && !agree) {
      return wanted;
    }
    var first = decided.entrySet().stream().filter(e -> e.getValue().isPresent()).findFirst();
    var place = parts.get(first.orElseThrow().getKey()).span();
    return Wanted.of(types.getFirst(), place, "this is " + types.getFirst());
  }
}
