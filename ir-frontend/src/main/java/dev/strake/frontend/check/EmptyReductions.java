package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ScalarType;
import java.util.List;
import java.util.Optional;

/// Checks what stands after `else` of a reduction, and tells what all reductions get wrong alike.
final class EmptyReductions {
  private final Body body;
  private final SeveralChecker several;

  EmptyReductions(Body body, SeveralChecker several) {
    this.body = body;
    this.several = several;
  }

  /// What the reduction gives of nothing: components of these types.
  Optional<Typed.OfNothing> check(Expr.Reduce reduce, List<ScalarType> types) {
    var place = reduce.body().getFirst().span();
    var wanted =
        types.stream().map(type -> Wanted.of(type, place, "the elements are " + type)).toList();
    return ofNothing(reduce, wanted);
  }

  /// What a reduction that gives an index gives of nothing.
  Optional<Typed.OfNothing> index(Expr.Reduce reduce) {
    var why = "`" + reduce.reduction().text() + "` gives an index";
    return ofNothing(reduce, List.of(Wanted.of(ScalarType.I64, reduce.reduction().span(), why)));
  }

  private Optional<Typed.OfNothing> ofNothing(Expr.Reduce reduce, List<Wanted> wanted) {
    if (reduce.ofNothing().isEmpty()) {
      return Optional.of(new Typed.OfNothing.Usual());
    }
    return reduce
        .ofNothing()
        .flatMap(value -> several.check(value, wanted))
        .map(Typed.OfNothing.Value::new);
  }

  void reportBody(Expr.Reduce reduce, String expected) {
    var name = reduce.reduction().text();
    var found = NameChecker.counted(reduce.body().size(), "expression", "expressions");
    body.report(
        ErrorCode.REDUCTION_BODY
            .at(reduce.span(), name, expected, found)
            .withHelp("for example: `" + ReductionChecker.example(name) + "`"));
  }

  void reportChain(Expr.Reduce reduce) {
    body.report(
        ErrorCode.CHAIN_TYPE
            .at(reduce.span(), "chain", "`dot` only")
            .withHelp("there are `@lanes` and `@seq` for the others"));
  }
}
