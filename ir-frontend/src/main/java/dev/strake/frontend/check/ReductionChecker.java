package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.ReductionOrder;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Checks reductions: `sum prod min max any all` over one expression, `dot` over two.
final class ReductionChecker {
  private static final String DOT = "dot";

  private final Body body;
  private final ExpressionChecker expressions;
  private final BinderChecker ranges;

  ReductionChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
    this.ranges = new BinderChecker(body, expressions);
  }

  static List<String> names() {
    var names = new ArrayList<>(Arrays.stream(ReduceOp.values()).map(ReduceOp::mnemonic).toList());
    names.add(DOT);
    return names;
  }

  Optional<Typed.Expr> check(Expr.Reduce reduce, Wanted wanted) {
    var op = op(reduce.reduction());
    var outer = body.scope();
    var binders = ranges.enter(reduce.binders(), BinderChecker.Owner.REDUCTION);
    var values = op.flatMap(known -> values(reduce, known, wanted));
    body.leave(outer);
    return op.flatMap(
        known -> binders.flatMap(list -> values.flatMap(v -> reduction(reduce, known, list, v))));
  }

  private Optional<ReduceOp> op(Ast.Name name) {
    if (name.text().equals(DOT)) {
      return Optional.of(ReduceOp.ADD);
    }
    var op =
        Arrays.stream(ReduceOp.values())
            .filter(known -> known.mnemonic().equals(name.text()))
            .findFirst();
    if (op.isEmpty() && !name.text().isEmpty()) {
      body.report(
          NearMatch.suggest(
              ErrorCode.UNKNOWN_REDUCTION.at(name.span(), name.text()),
              name.text(),
              names(),
              "there are " + String.join(", ", names())));
    }
    return op;
  }

  private Optional<List<Typed.Expr>> values(Expr.Reduce reduce, ReduceOp op, Wanted wanted) {
    var isDot = reduce.reduction().text().equals(DOT);
    var expected = isDot ? 2 : 1;
    if (reduce.body().size() != expected) {
      reportBody(reduce, isDot);
      return Optional.empty();
    }
    if (isLogical(op)) {
      return expressions.check(reduce.body().getFirst(), Wanted.CONDITION).map(List::of);
    }
    var asked = expressions.acceptable(List.of(op.combine()), wanted);
    var values = expressions.alike(reduce.body(), asked);
    return values.filter(typed -> accepts(op, typed.getFirst().type(), reduce));
  }

  private static boolean isLogical(ReduceOp op) {
    return op == ReduceOp.ANY || op == ReduceOp.ALL;
  }

  private void reportBody(Expr.Reduce reduce, boolean isDot) {
    var name = reduce.reduction().text();
    var found = NameChecker.counted(reduce.body().size(), "expression", "expressions");
    body.report(
        ErrorCode.REDUCTION_BODY
            .at(reduce.span(), name, isDot ? "two expressions" : "one expression", found)
            .withHelp("for example: `" + example(name) + "`"));
  }

  /// How the reduction of this name is written.
  static String example(String name) {
    return name.equals(DOT) ? "dot[p in 0..k] (a[p], b[p])" : name + "[j in 0..n] x[j]";
  }

  private boolean accepts(ReduceOp op, ScalarType type, Expr.Reduce reduce) {
    if (op.accepts(type)) {
      return true;
    }
    var name = "`" + reduce.reduction().text() + "`";
    body.report(
        ErrorCode.OPERATOR_TYPE
            .at(reduce.span(), name, type)
            .withHelp(type.isBool() ? "count with `sum[...] (c as i64)`" : ""));
    return false;
  }

  private Optional<Typed.Expr> reduction(
      Expr.Reduce reduce, ReduceOp op, List<Typed.Binder> binders, List<Typed.Expr> values) {
    var isDot = values.size() == 2;
    if (reduce.order() == ReductionOrder.CHAIN && !isDot) {
      body.report(
          ErrorCode.CHAIN_TYPE
              .at(reduce.span(), "chain", "`dot` only")
              .withHelp("there are `@lanes` and `@seq` for the others"));
      return Optional.empty();
    }
    var order = order(reduce.order(), op, values.getFirst().type());
    var terms = isDot && order != ReduceOrder.CHAIN ? List.of(product(reduce, values)) : values;
    return Optional.of(new Typed.Expr.Reduce(op, order, binders, terms, reduce.span()));
  }

  private static Typed.Expr product(Expr.Reduce reduce, List<Typed.Expr> values) {
    var factor = new Typed.Expr.Link(BinaryOp.MUL, values.getLast(), reduce.span());
    return new Typed.Expr.Chain(values.getFirst(), List.of(factor));
  }

  /// Where every order gives the same bits, none is asked for.
  private static ReduceOrder order(ReductionOrder written, ReduceOp op, ScalarType type) {
    if (ReduceOrder.isFreeLegal(op, type)) {
      return ReduceOrder.FREE;
    }
    return switch (written) {
      case UNWRITTEN, LANES -> ReduceOrder.LANES;
      case SEQ -> ReduceOrder.SEQ;
      case CHAIN -> ReduceOrder.CHAIN;
    };
  }
}
