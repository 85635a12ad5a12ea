package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.diag.SourceSpan;
import java.util.Optional;

/// Checks `scatter hist[bin[i]] += weight[i] for i in 0..n oob drop;`. That iterations around it
/// don't meet in the target is proved later, on the IR.
final class ScatterChecker {
  private final Body body;
  private final ExpressionChecker expressions;
  private final AssignmentChecker assignments;
  private final NameChecker names;
  private final BinderChecker ranges;

  ScatterChecker(Body body, ExpressionChecker expressions, AssignmentChecker assignments) {
    this.body = body;
    this.expressions = expressions;
    this.assignments = assignments;
    this.names = new NameChecker(body, expressions);
    this.ranges = new BinderChecker(body, expressions);
  }

  Optional<Typed.Stmt> check(Stmt.Scatter scatter) {
    var outer = body.scope();
    var binders = ranges.enter(scatter.binders(), BinderChecker.Owner.SCATTER);
    var target = assignments.written(scatter.target());
    var indices = names.indices(scatter.target().indices());
    var value = expressions.check(scatter.value(), Wanted.elementOf(target));
    body.leave(outer);
    if (target.isEmpty() || !isDefined(scatter.op(), target.get().element(), scatter.span())) {
      return Optional.empty();
    }
    return binders.flatMap(
        over ->
            indices.flatMap(
                at ->
                    value.map(
                        v ->
                            new Typed.Stmt.Scatter(
                                target.get(),
                                at,
                                scatter.op(),
                                v,
                                over,
                                scatter.outside(),
                                scatter.span()))));
  }

  private boolean isDefined(ScatterOp op, ScalarType type, SourceSpan span) {
    if (op.accepts(type)) {
      return true;
    }
    body.report(ErrorCode.OPERATOR_TYPE.at(span, symbol(op), type));
    return false;
  }

  private static String symbol(ScatterOp op) {
    return switch (op) {
      case SET -> "`=`";
      case ADD -> "`+=`";
      case MUL -> "`*=`";
      case MIN -> "`min=`";
      case MAX -> "`max=`";
      case AND -> "`&=`";
      case OR -> "`|=`";
      case XOR -> "`^=`";
    };
  }
}
