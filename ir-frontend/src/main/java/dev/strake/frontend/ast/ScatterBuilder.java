package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.frontend.grammar.StrakeParser;
import dev.strake.frontend.grammar.StrakeParser.ScatterContext;
import dev.strake.frontend.grammar.StrakeParser.ScatterUpdateContext;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.ScatterOp;
import java.util.Arrays;
import java.util.List;

/// Builds `scatter hist[bin[i]] += weight[i] for i in 0..n oob drop;`.
final class ScatterBuilder {
  private final Spans spans;
  private final Mistakes mistakes;
  private final Terminals terminals;
  private final ExpressionBuilder expressions;

  ScatterBuilder(
      Spans spans, Mistakes mistakes, Terminals terminals, ExpressionBuilder expressions) {
    this.spans = spans;
    this.mistakes = mistakes;
    this.terminals = terminals;
    this.expressions = expressions;
  }

  Stmt.Scatter scatter(ScatterContext context) {
    var all = context.expression().stream().map(expressions::expression).toList();
    var indices = all.subList(0, all.size() - 1);
    var array = terminals.name(context.NAME(0));
    var end = context.RBRACKET().getSymbol();
    var target = new Expr.Index(array, indices, spans.of(context.NAME(0).getSymbol(), end));
    return new Stmt.Scatter(
        target,
        op(context.scatterUpdate()),
        all.getLast(),
        context.binder().stream().map(expressions::binder).toList(),
        outside(context),
        spans.of(context));
  }

  private ScatterOp op(ScatterUpdateContext context) {
    if (context.NAME() != null) {
      return named(terminals.name(context.NAME()));
    }
    return switch (context.operator.getType()) {
      case StrakeParser.PLUS_ASSIGN -> ScatterOp.ADD;
      case StrakeParser.STAR_ASSIGN -> ScatterOp.MUL;
      case StrakeParser.AMP_ASSIGN -> ScatterOp.AND;
      case StrakeParser.PIPE_ASSIGN -> ScatterOp.OR;
      case StrakeParser.CARET_ASSIGN -> ScatterOp.XOR;
      default -> ScatterOp.SET;
    };
  }

  private ScatterOp named(Ast.Name name) {
    return switch (name.text()) {
      case "min" -> ScatterOp.MIN;
      case "max" -> ScatterOp.MAX;
      case String other -> {
        mistakes.add(
            ErrorCode.UNKNOWN_UPDATE
                .at(name.span(), other + "=")
                .withHelp("there are `=` `+=` `*=` `&=` `|=` `^=` `min=` `max=`"));
        yield ScatterOp.SET;
      }
    };
  }

  private OutOfBounds outside(ScatterContext context) {
    if (context.OOB() == null) {
      return OutOfBounds.ERROR;
    }
    var written = terminals.name(context.NAME(1));
    var found =
        Arrays.stream(OutOfBounds.values())
            .filter(rule -> rule.mnemonic().equals(written.text()))
            .findFirst();
    if (found.isEmpty()) {
      mistakes.add(
          NearMatch.suggest(
              ErrorCode.UNKNOWN_OUTSIDE.at(written.span(), written.text()),
              written.text(),
              names(),
              "there are " + String.join(", ", names())));
    }
    return found.orElse(OutOfBounds.ERROR);
  }

  private static List<String> names() {
    return Arrays.stream(OutOfBounds.values()).map(OutOfBounds::mnemonic).toList();
  }
}
