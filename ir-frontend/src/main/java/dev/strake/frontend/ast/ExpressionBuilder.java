package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.grammar.StrakeParser;
import dev.strake.frontend.grammar.StrakeParser.AndContext;
import dev.strake.frontend.grammar.StrakeParser.BinderContext;
import dev.strake.frontend.grammar.StrakeParser.CastContext;
import dev.strake.frontend.grammar.StrakeParser.ComparisonContext;
import dev.strake.frontend.grammar.StrakeParser.DimContext;
import dev.strake.frontend.grammar.StrakeParser.ExpressionContext;
import dev.strake.frontend.grammar.StrakeParser.OrContext;
import dev.strake.frontend.grammar.StrakeParser.SingleContext;
import dev.strake.frontend.grammar.StrakeParser.TypeContext;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds the expressions of a tree. Chains of operators, which the parser nests to the left, are
/// unrolled by loops, so that their length is not limited by the stack.
final class ExpressionBuilder {
  private final Spans spans;
  private final Mistakes mistakes;
  private final Terminals terminals;
  private final OperandBuilder operands;
  private final Depth depth;

  ExpressionBuilder(Spans spans, Mistakes mistakes, Terminals terminals, Depth depth) {
    this.spans = spans;
    this.mistakes = mistakes;
    this.terminals = terminals;
    this.operands = new OperandBuilder(spans, mistakes, terminals, this);
    this.depth = depth;
  }

  Ast.Binder binder(BinderContext context) {
    var name = terminals.name(context.NAME());
    var bounds = context.expression();
    var missing = new Expr.Missing(spans.of(context));
    if (context.exception != null || bounds.isEmpty()) {
      return new Ast.Binder(name, new Ast.Domain.Range(missing, missing), spans.of(context));
    }
    var lower = expression(bounds.getFirst());
    if (context.DOTDOT() != null && bounds.size() == 2) {
      var range = new Ast.Domain.Range(lower, expression(bounds.get(1)));
      return new Ast.Binder(name, range, spans.of(context));
    }
    if (lower instanceof Expr.Use(var axes) && context.DOTDOT() == null) {
      return new Ast.Binder(name, new Ast.Domain.Axes(axes), spans.of(context));
    }
    mistakes.add(ErrorCode.RANGE_WITHOUT_END.at(lower.span()).withHelp("for example: `j in 0..n`"));
    return new Ast.Binder(name, new Ast.Domain.Range(missing, missing), spans.of(context));
  }

  /// The extents of a type; none if it is that of a scalar.
  List<Expr> dims(TypeContext type) {
    return type == null ? List.of() : type.dim().stream().map(this::dim).toList();
  }

  private Expr dim(DimContext context) {
    return context.DOTDOT() == null
        ? expression(context.expression())
        : new Expr.Pack(terminals.name(context.NAME()), spans.of(context));
  }

  Expr expression(ExpressionContext context) {
    if (context == null || context.exception != null) {
      return missing(context);
    }
    return nested(1, context, () -> build(context));
  }

  /// What `build` makes, unless the tree gets too deep.
  Expr nested(int levels, ParserRuleContext context, Supplier<Expr> build) {
    return depth.within(levels, context, build, missing(context));
  }

  private Expr build(ExpressionContext context) {
    return switch (context) {
      case SingleContext single -> operands.operand(single.operand());
      case CastContext cast -> cast(cast);
      case ComparisonContext comparison -> comparison(comparison);
      case AndContext and -> new Expr.Logical(Ast.LogicalOp.AND, chained(and), spans.of(and));
      case OrContext or -> new Expr.Logical(Ast.LogicalOp.OR, chained(or), spans.of(or));
      case ExpressionContext other -> chain(other);
    };
  }

  Expr missing(ParserRuleContext context) {
    return new Expr.Missing(context == null ? terminals.nowhere() : spans.of(context));
  }

  /// The nodes of a left-leaning chain of one kind, leftmost first.
  private static Deque<ExpressionContext> spine(ExpressionContext top) {
    var spine = new ArrayDeque<ExpressionContext>();
    var node = top;
    while (node.getClass() == top.getClass() && node.exception == null) {
      spine.push(node);
      node = (ExpressionContext) node.getChild(0);
    }
    return spine;
  }

  private Expr left(ExpressionContext node) {
    return expression((ExpressionContext) node.getChild(0));
  }

  private Expr right(ExpressionContext node) {
    return node.getChild(node.getChildCount() - 1) instanceof ExpressionContext right
        ? expression(right)
        : missing(node);
  }

  private Expr chain(ExpressionContext context) {
    var spine = spine(context);
    var first = left(spine.getFirst());
    var links = new ArrayList<Expr.Link>();
    for (var node : spine) {
      var operator = ((TerminalNode) node.getChild(1)).getSymbol();
      links.add(new Expr.Link(binary(operator), right(node)));
    }
    return new Expr.Chain(first, links, spans.of(context));
  }

  private List<Expr> chained(ExpressionContext context) {
    var spine = spine(context);
    var operands = new ArrayList<Expr>();
    operands.add(left(spine.getFirst()));
    for (var node : spine) {
      operands.add(right(node));
    }
    return operands;
  }

  private static BinaryOp binary(Token operator) {
    return switch (operator.getType()) {
      case StrakeParser.STAR -> BinaryOp.MUL;
      case StrakeParser.SLASH -> BinaryOp.DIV;
      case StrakeParser.PERCENT -> BinaryOp.REM;
      case StrakeParser.PLUS -> BinaryOp.ADD;
      case StrakeParser.MINUS -> BinaryOp.SUB;
      case StrakeParser.SHL -> BinaryOp.SHL;
      case StrakeParser.SHR -> BinaryOp.SHR;
      case StrakeParser.USHR -> BinaryOp.USHR;
      case StrakeParser.AMP -> BinaryOp.AND;
      case StrakeParser.CARET -> BinaryOp.XOR;
      default -> BinaryOp.OR;
    };
  }

  private Expr comparison(ComparisonContext context) {
    var left = context.expression(0);
    var operator = ((TerminalNode) context.getChild(1)).getSymbol();
    if (left instanceof ComparisonContext) {
      mistakes.add(
          ErrorCode.CHAINED_COMPARISON
              .at(spans.of(operator))
              .withHelp("join two comparisons: `a < b && b < c`"));
      return missing(context);
    }
    return new Expr.Compare(compare(operator), expression(left), right(context), spans.of(context));
  }

  private static CompareOp compare(Token operator) {
    return switch (operator.getType()) {
      case StrakeParser.EQ -> CompareOp.EQ;
      case StrakeParser.NE -> CompareOp.NE;
      case StrakeParser.LT -> CompareOp.LT;
      case StrakeParser.LE -> CompareOp.LE;
      case StrakeParser.GT -> CompareOp.GT;
      default -> CompareOp.GE;
    };
  }

  private Expr cast(CastContext context) {
    var spine = spine(context);
    return nested(spine.size(), context, () -> casts(spine));
  }

  private Expr casts(Deque<ExpressionContext> spine) {
    var value = left(spine.getFirst());
    for (var node : spine) {
      value = new Expr.Cast(value, terminals.name(((CastContext) node).NAME()), spans.of(node));
    }
    return value;
  }
}
