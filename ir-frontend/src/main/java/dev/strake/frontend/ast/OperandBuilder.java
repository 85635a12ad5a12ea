package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.NearMatch;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.ReductionOrder;
import dev.strake.frontend.grammar.StrakeParser;
import dev.strake.frontend.grammar.StrakeParser.ArrayValueContext;
import dev.strake.frontend.grammar.StrakeParser.CallContext;
import dev.strake.frontend.grammar.StrakeParser.ExpressionContext;
import dev.strake.frontend.grammar.StrakeParser.IfValueContext;
import dev.strake.frontend.grammar.StrakeParser.IndexContext;
import dev.strake.frontend.grammar.StrakeParser.LiteralContext;
import dev.strake.frontend.grammar.StrakeParser.NameUseContext;
import dev.strake.frontend.grammar.StrakeParser.OfNothingContext;
import dev.strake.frontend.grammar.StrakeParser.OperandContext;
import dev.strake.frontend.grammar.StrakeParser.ParenthesizedContext;
import dev.strake.frontend.grammar.StrakeParser.PrimaryContext;
import dev.strake.frontend.grammar.StrakeParser.ReductionBodyContext;
import dev.strake.frontend.grammar.StrakeParser.ReductionContext;
import dev.strake.frontend.grammar.StrakeParser.ScanContext;
import dev.strake.frontend.grammar.StrakeParser.SubscriptContext;
import dev.strake.frontend.grammar.StrakeParser.ValueContext;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds what operators join: literals, names, elements, calls, reductions, `if` values, with the
/// prefix operators before them.
final class OperandBuilder {
  private final Spans spans;
  private final Mistakes mistakes;
  private final Terminals terminals;
  private final ExpressionBuilder expressions;

  OperandBuilder(
      Spans spans, Mistakes mistakes, Terminals terminals, ExpressionBuilder expressions) {
    this.spans = spans;
    this.mistakes = mistakes;
    this.terminals = terminals;
    this.expressions = expressions;
  }

  Expr operand(OperandContext context) {
    if (context == null || context.exception != null) {
      return expressions.missing(context);
    }
    var prefixes = context.getChildCount() - 1;
    return expressions.nested(prefixes, context, () -> prefixed(context, prefixes));
  }

  /// A minus directly before a number is part of the number.
  private Expr prefixed(OperandContext context, int prefixes) {
    var isNegative =
        prefixes > 0
            && prefix(context, prefixes - 1).getType() == StrakeParser.MINUS
            && context.primary() instanceof LiteralContext literal
            && isNumber(literal);
    var remaining = isNegative ? prefixes - 1 : prefixes;
    var value = isNegative ? negative(context, remaining) : unsigned(context);
    for (var i = remaining - 1; i >= 0; i--) {
      var sign = prefix(context, i);
      value = new Expr.Prefix(prefixOp(sign), value, spans.of(sign, context.getStop()));
    }
    return value;
  }

  private Expr negative(OperandContext context, int sign) {
    var span = spans.of(prefix(context, sign), context.getStop());
    return number((LiteralContext) context.primary(), "-", span);
  }

  private Expr unsigned(OperandContext context) {
    return context.parenthesized() == null
        ? primary(context.primary())
        : parenthesized(context.parenthesized());
  }

  private Expr parenthesized(ParenthesizedContext context) {
    if (context.exception != null) {
      return expressions.missing(context);
    }
    return context.expression().size() == 1
        ? expressions.expression(context.expression(0))
        : new Expr.Tuple(all(context.expression()), spans.of(context));
  }

  private static Token prefix(OperandContext context, int index) {
    return ((TerminalNode) context.getChild(index)).getSymbol();
  }

  private static Ast.PrefixOp prefixOp(Token token) {
    return switch (token.getType()) {
      case StrakeParser.MINUS -> Ast.PrefixOp.MINUS;
      case StrakeParser.NOT -> Ast.PrefixOp.NOT;
      default -> Ast.PrefixOp.INVERT;
    };
  }

  private Expr primary(PrimaryContext context) {
    if (context == null || context.exception != null) {
      return expressions.missing(context);
    }
    return switch (context) {
      case LiteralContext literal -> number(literal, "", spans.of(literal));
      case ReductionContext reduction -> reduction(reduction);
      case CallContext call ->
          new Expr.Call(terminals.name(call.NAME()), all(call.expression()), spans.of(call));
      case ScanContext scan -> scan(scan);
      case IndexContext index -> index(index);
      case ArrayValueContext array -> new Expr.ArrayValue(all(array.expression()), spans.of(array));
      case NameUseContext use -> use(use);
      case IfValueContext choice -> choice(choice);
      case PrimaryContext other -> expressions.missing(other);
    };
  }

  private List<Expr> all(List<ExpressionContext> contexts) {
    return contexts.stream().map(expressions::expression).toList();
  }

  private Expr index(IndexContext context) {
    var name = terminals.name(context.NAME());
    var subscripts = context.subscript().stream().map(this::subscript).toList();
    var indices = new ArrayList<Expr>();
    for (var subscript : subscripts) {
      if (subscript instanceof Expr.Subscript.At(var index)) {
        indices.add(index);
      }
    }
    return indices.size() == subscripts.size()
        ? new Expr.Index(name, indices, spans.of(context))
        : new Expr.Slice(name, subscripts, spans.of(context));
  }

  private Expr.Subscript subscript(SubscriptContext context) {
    var bounds = context.expression();
    if (bounds.isEmpty()) {
      return context.exception == null && context.DOTDOT() != null
          ? new Expr.Subscript.Whole(spans.of(context))
          : new Expr.Subscript.At(expressions.missing(context));
    }
    var first = expressions.expression(bounds.getFirst());
    return bounds.size() == 1
        ? new Expr.Subscript.At(first)
        : new Expr.Subscript.Part(first, expressions.expression(bounds.getLast()));
  }

  private Expr scan(ScanContext context) {
    return new Expr.Scan(
        terminals.name(context.NAME()),
        context.binder().stream().map(expressions::binder).toList(),
        body(context.reductionBody()),
        spans.of(context));
  }

  private Expr use(NameUseContext context) {
    var name = terminals.name(context.NAME());
    return name.text().isEmpty() ? expressions.missing(context) : new Expr.Use(name);
  }

  private static boolean isNumber(LiteralContext literal) {
    return literal.TRUE() == null && literal.FALSE() == null;
  }

  private static Expr number(LiteralContext literal, String sign, SourceSpan span) {
    var digits = sign + literal.getStart().getText();
    return switch (literal.getStart().getType()) {
      case StrakeParser.INTEGER -> new Expr.IntegerLiteral(digits, span);
      case StrakeParser.TRUE -> new Expr.BoolLiteral(true, span);
      case StrakeParser.FALSE -> new Expr.BoolLiteral(false, span);
      default -> new Expr.DecimalLiteral(digits, span);
    };
  }

  private Expr reduction(ReductionContext context) {
    var binders = context.binder().stream().map(expressions::binder).toList();
    return new Expr.Reduce(
        terminals.name(context.NAME(0)),
        order(context),
        binders,
        body(context.reductionBody()),
        Optional.ofNullable(context.ofNothing()).map(this::ofNothing),
        spans.of(context));
  }

  private Expr ofNothing(OfNothingContext context) {
    return context.exception == null ? operand(context.operand()) : expressions.missing(context);
  }

  private List<Expr> body(ReductionBodyContext context) {
    if (context == null || context.exception != null) {
      return List.of(expressions.missing(context));
    }
    return context.LPAREN() == null
        ? List.of(primary(context.primary()))
        : all(context.expression());
  }

  private ReductionOrder order(ReductionContext context) {
    if (context.order == null) {
      return ReductionOrder.UNWRITTEN;
    }
    var written = context.order.getText();
    return switch (written) {
      case "lanes" -> ReductionOrder.LANES;
      case "seq" -> ReductionOrder.SEQ;
      case "chain" -> ReductionOrder.CHAIN;
      default -> {
        var orders = List.of("lanes", "seq", "chain");
        mistakes.add(
            NearMatch.suggest(
                ErrorCode.UNKNOWN_ORDER.at(spans.of(context.order), written),
                written,
                orders,
                "there are `lanes`, `seq` and `chain`"));
        yield ReductionOrder.UNWRITTEN;
      }
    };
  }

  private Expr choice(IfValueContext context) {
    var levels = context.value().size();
    return expressions.nested(levels, context, () -> arms(context));
  }

  private Expr arms(IfValueContext context) {
    var conditions = context.expression();
    var values = context.value();
    var arms = new ArrayList<Expr.Arm>();
    for (var i = 0; i < Math.min(conditions.size(), values.size()); i++) {
      var condition = expressions.expression(conditions.get(i));
      arms.add(new Expr.Arm(condition, value(values.get(i))));
    }
    if (values.size() > conditions.size()) {
      return new Expr.If(arms, value(values.getLast()), spans.of(context));
    }
    mistakes.add(
        ErrorCode.IF_WITHOUT_ELSE
            .at(spans.of(context))
            .withHelp("say what the value is otherwise: `if c { a } else { b }`"));
    return new Expr.If(arms, expressions.missing(context), spans.of(context));
  }

  private Expr value(ValueContext context) {
    return context.exception != null
        ? expressions.missing(context)
        : expressions.expression(context.expression());
  }
}
