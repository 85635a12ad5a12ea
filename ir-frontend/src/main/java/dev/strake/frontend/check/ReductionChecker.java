package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.ReductionOrder;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Checks reductions: `sum prod min max any all` and `count` over one expression, `dot` over two;
/// `argmin` and `argmax`; and those by functions.
final class ReductionChecker {
  private static final String DOT = "dot";
  private static final String COUNT = "count";
  private static final String ARGMIN = "argmin";
  private static final String ARGMAX = "argmax";

  private final Body body;
  private final ExpressionChecker expressions;
  private final BinderChecker ranges;
  private final FunctionCombinations functions;
  private final EmptyReductions empty;
  private final ExtremeReductions extremes;

  ReductionChecker(Body body, ExpressionChecker expressions, SeveralChecker several) {
    this.body = body;
    this.expressions = expressions;
    this.ranges = new BinderChecker(body, expressions);
    this.functions = new FunctionCombinations(body, expressions, several);
    this.empty = new EmptyReductions(body, several);
    this.extremes = new ExtremeReductions(body, expressions, ranges, empty);
  }

  static List<String> names() {
    var names = new ArrayList<>(Arrays.stream(ReduceOp.values()).map(ReduceOp::mnemonic).toList());
    names.addAll(List.of(DOT, COUNT, ARGMIN, ARGMAX));
    return names;
  }

  /// Whether the reduction of this name gives a value of the type of its elements, whatever it is.
  static boolean keepsType(String name) {
    return names().contains(name) && !List.of(COUNT, ARGMIN, ARGMAX).contains(name);
  }

  /// How the reduction of this name is written.
  static String example(String name) {
    return switch (name) {
      case DOT -> "dot[p in 0..k] (a[p], b[p])";
      case COUNT -> "count[j in 0..n] (x[j] > 0)";
      case String _ -> name + "[j in 0..n] x[j]";
    };
  }

  /// A reduction that gives one value.
  Optional<Typed.Expr> check(Expr.Reduce reduce, Wanted wanted) {
    return switch (reduce.reduction().text()) {
      case ARGMIN -> extremes.check(reduce, CompareOp.LT);
      case ARGMAX -> extremes.check(reduce, CompareOp.GT);
      case String name when names().contains(name) -> builtin(reduce, wanted);
      case String _ ->
          byFunction(reduce, List.of(wanted))
              .filter(reduction -> isOneValue(reduce, reduction))
              .map(reduction -> new Typed.Expr.Reduce(reduction, 0));
    };
  }

  private boolean isOneValue(Expr.Reduce reduce, Typed.Reduction reduction) {
    var count = reduction.types().size();
    if (count > 1) {
      body.report(CallChecker.severalValues(reduce.reduction(), count, reduce.span()));
    }
    return count == 1;
  }

  /// A reduction by a function, or any that gives one value.
  Optional<Typed.Several> several(Expr.Reduce reduce, List<Wanted> wanted) {
    return names().contains(reduce.reduction().text())
        ? check(reduce, Wanted.ANYTHING).map(value -> new Typed.Several.Tuple(List.of(value)))
        : byFunction(reduce, wanted).map(Typed.Several.Reduce::new);
  }

  private Optional<Typed.Reduction> byFunction(Expr.Reduce reduce, List<Wanted> wanted) {
    var name = reduce.reduction();
    if (body.declarations().functions(name.text()).isEmpty()) {
      reportUnknown(name);
      return Optional.empty();
    }
    var outer = body.scope();
    var binders = ranges.enter(reduce.binders(), BinderChecker.Owner.REDUCTION);
    var combined = functions.check(name, reduce.body(), wanted);
    body.leave(outer);
    if (reduce.order() == ReductionOrder.CHAIN) {
      empty.reportChain(reduce);
      return Optional.empty();
    }
    var order = reduce.order() == ReductionOrder.SEQ ? ReduceOrder.SEQ : ReduceOrder.LANES;
    return combined.flatMap(
        found ->
            empty
                .check(reduce, found.elements().types())
                .flatMap(
                    ofNothing ->
                        binders.map(
                            over ->
                                new Typed.Reduction(
                                    new Typed.Combination.ByFunction(found.function()),
                                    order,
                                    over,
                                    found.elements(),
                                    ofNothing,
                                    reduce.span()))));
  }

  private void reportUnknown(Ast.Name name) {
    if (!name.text().isEmpty() && body.declarations().isComplete()) {
      var known = new ArrayList<>(names());
      known.addAll(body.declarations().functionNames());
      body.report(
          NearMatch.suggest(
              ErrorCode.UNKNOWN_REDUCTION.at(name.span(), name.text()),
              name.text(),
              known,
              "there are " + String.join(", ", names()) + ", and your own functions"));
    }
  }

  private Optional<Typed.Expr> builtin(Expr.Reduce reduce, Wanted wanted) {
    var op = op(reduce.reduction().text());
    var outer = body.scope();
    var binders = ranges.enter(reduce.binders(), BinderChecker.Owner.REDUCTION);
    var values = values(reduce, op, wanted);
    body.leave(outer);
    return values.flatMap(
        v ->
            empty
                .check(reduce, List.of(v.getFirst().type()))
                .flatMap(
                    ofNothing ->
                        binders.flatMap(over -> reduction(reduce, op, over, v, ofNothing))));
  }

  private static ReduceOp op(String name) {
    return Arrays.stream(ReduceOp.values())
        .filter(known -> known.mnemonic().equals(name))
        .findFirst()
        .orElse(ReduceOp.ADD);
  }

  private Optional<List<Typed.Expr>> values(Expr.Reduce reduce, ReduceOp op, Wanted wanted) {
    var name = reduce.reduction().text();
    var expected = name.equals(DOT) ? 2 : 1;
    if (reduce.body().size() != expected) {
      empty.reportBody(reduce, name.equals(DOT) ? "two expressions" : "one expression");
      return Optional.empty();
    }
    if (name.equals(COUNT)) {
      return expressions
          .check(reduce.body().getFirst(), Wanted.CONDITION)
          .map(condition -> List.of(new Typed.Expr.Cast(ScalarType.I64, condition)));
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

  private boolean accepts(ReduceOp op, ScalarType type, Expr.Reduce reduce) {
    if (op.accepts(type)) {
      return true;
    }
    var name = "`" + reduce.reduction().text() + "`";
    body.report(
        ErrorCode.OPERATOR_TYPE
            .at(reduce.span(), name, type)
            .withHelp(type.isBool() ? "count with `" + example(COUNT) + "`" : ""));
    return false;
  }

  private Optional<Typed.Expr> reduction(
      Expr.Reduce reduce,
      ReduceOp op,
      List<Typed.Binder> binders,
      List<Typed.Expr> values,
      Typed.OfNothing ofNothing) {
    var isDot = values.size() == 2;
    if (reduce.order() == ReductionOrder.CHAIN && !isDot) {
      empty.reportChain(reduce);
      return Optional.empty();
    }
    var order = order(reduce.order(), op, values.getFirst().type());
    var terms = isDot && order != ReduceOrder.CHAIN ? List.of(product(reduce, values)) : values;
    var reduction =
        new Typed.Reduction(
            new Typed.Combination.Builtin(op),
            order,
            binders,
            new Typed.Several.Tuple(terms),
            ofNothing,
            reduce.span());
    return Optional.of(new Typed.Expr.Reduce(reduction, 0));
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
