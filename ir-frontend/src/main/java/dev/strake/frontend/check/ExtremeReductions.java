package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.ReductionOrder;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ReduceOrder;
import java.util.List;
import java.util.Optional;

/// Checks `argmin` and `argmax`: where the smallest or largest value stands, as an index of the one
/// range.
final class ExtremeReductions {
  private static final int INDEX = 1;

  private final Body body;
  private final ExpressionChecker expressions;
  private final BinderChecker ranges;
  private final EmptyReductions empty;

  ExtremeReductions(
      Body body, ExpressionChecker expressions, BinderChecker ranges, EmptyReductions empty) {
    this.body = body;
    this.expressions = expressions;
    this.ranges = ranges;
    this.empty = empty;
  }

  Optional<Typed.Expr> check(Expr.Reduce reduce, CompareOp better) {
    var outer = body.scope();
    var binders = ranges.enter(reduce.binders(), BinderChecker.Owner.REDUCTION);
    var value = value(reduce);
    body.leave(outer);
    var ofNothing = empty.index(reduce);
    if (binders.isEmpty() || value.isEmpty() || ofNothing.isEmpty() || !isOneRange(reduce)) {
      return Optional.empty();
    }
    var index = new Typed.Expr.Use(binders.get().getFirst().index());
    var reduction =
        new Typed.Reduction(
            new Typed.Combination.Extreme(better),
            reduce.order() == ReductionOrder.SEQ ? ReduceOrder.SEQ : ReduceOrder.LANES,
            binders.get(),
            new Typed.Several.Tuple(List.of(value.get(), index)),
            ofNothing.get(),
            reduce.span());
    return Optional.of(new Typed.Expr.Reduce(reduction, INDEX));
  }

  private Optional<Typed.Expr> value(Expr.Reduce reduce) {
    if (reduce.body().size() != 1) {
      empty.reportBody(reduce, "one expression");
      return Optional.empty();
    }
    var value = expressions.check(reduce.body().getFirst(), Wanted.ANYTHING);
    if (value.isPresent() && !CompareOp.LT.accepts(value.get().type())) {
      var name = "`" + reduce.reduction().text() + "`";
      body.report(ErrorCode.OPERATOR_TYPE.at(reduce.span(), name, value.get().type()));
      return Optional.empty();
    }
    return value;
  }

  private boolean isOneRange(Expr.Reduce reduce) {
    var name = reduce.reduction().text();
    if (reduce.binders().size() > 1) {
      var place = reduce.binders().get(1).span();
      body.report(
          ErrorCode.ONE_RANGE
              .at(place, name)
              .withHelp("of several ranges, reduce by a function: `larger[...] (x[i, j], i, j)`"));
      return false;
    }
    if (reduce.order() == ReductionOrder.CHAIN) {
      empty.reportChain(reduce);
      return false;
    }
    return true;
  }
}
