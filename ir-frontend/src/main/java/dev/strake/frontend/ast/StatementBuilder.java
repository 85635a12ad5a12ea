package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.frontend.grammar.StrakeParser;
import dev.strake.frontend.grammar.StrakeParser.AssertContext;
import dev.strake.frontend.grammar.StrakeParser.AssignContext;
import dev.strake.frontend.grammar.StrakeParser.BareContext;
import dev.strake.frontend.grammar.StrakeParser.BlockContext;
import dev.strake.frontend.grammar.StrakeParser.CallKernelContext;
import dev.strake.frontend.grammar.StrakeParser.DeclareContext;
import dev.strake.frontend.grammar.StrakeParser.ForContext;
import dev.strake.frontend.grammar.StrakeParser.IfStatementContext;
import dev.strake.frontend.grammar.StrakeParser.PrintContext;
import dev.strake.frontend.grammar.StrakeParser.PrintedContext;
import dev.strake.frontend.grammar.StrakeParser.ReturnContext;
import dev.strake.frontend.grammar.StrakeParser.ScatterContext;
import dev.strake.frontend.grammar.StrakeParser.StatementContext;
import dev.strake.frontend.grammar.StrakeParser.WhileContext;
import dev.strake.ir.BinaryOp;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;

/// Builds the statements of a tree.
final class StatementBuilder {
  private final Spans spans;
  private final Mistakes mistakes;
  private final Terminals terminals;
  private final ExpressionBuilder expressions;
  private final Depth depth;

  StatementBuilder(
      Spans spans,
      Mistakes mistakes,
      Terminals terminals,
      ExpressionBuilder expressions,
      Depth depth) {
    this.spans = spans;
    this.mistakes = mistakes;
    this.terminals = terminals;
    this.expressions = expressions;
    this.depth = depth;
  }

  Ast.Block block(BlockContext context) {
    if (context == null || context.getChildCount() == 0) {
      return new Ast.Block(List.of(), terminals.nowhere());
    }
    var statements = new ArrayList<Stmt>();
    var previous = context.getChild(0);
    for (var child : context.children) {
      if (child instanceof StatementContext statement) {
        var built = statement(statement);
        if (built instanceof Stmt.Missing missing && isStray(statement, previous, statements)) {
          strayBlock(missing);
        }
        statements.add(built);
      }
      previous = child;
    }
    return new Ast.Block(statements, spans.of(context));
  }

  /// Whether a bare block is a mistake of its own, and not what is left of a statement that could
  /// not be read.
  private static boolean isStray(
      StatementContext statement, ParseTree previous, List<Stmt> before) {
    return statement instanceof BareContext
        && !(previous instanceof ErrorNode)
        && (before.isEmpty() || !(before.getLast() instanceof Stmt.Missing));
  }

  private void strayBlock(Stmt.Missing block) {
    mistakes.add(
        ErrorCode.STRAY_BLOCK
            .at(block.span())
            .withHelp("a block follows `par for`, `seq for`, `while`, `if` or `else`"));
  }

  private Stmt statement(StatementContext context) {
    if (context.exception != null) {
      return unreadable(context);
    }
    var levels = context instanceof IfStatementContext choice ? choice.block().size() : 1;
    return depth.within(levels, context, () -> build(context), unreadable(context));
  }

  private Stmt build(StatementContext context) {
    return switch (context) {
      case DeclareContext declare -> declare(declare);
      case AssignContext assign -> assign(assign);
      case ScatterContext scatter ->
          new ScatterBuilder(spans, mistakes, terminals, expressions).scatter(scatter);
      case CallKernelContext call -> callKernel(call);
      case PrintContext print ->
          new Stmt.Print(print.printed().stream().map(this::printed).toList(), spans.of(print));
      case ForContext loop -> loop(loop);
      case WhileContext loop ->
          new Stmt.While(
              expressions.expression(loop.expression()), block(loop.block()), spans.of(loop));
      case IfStatementContext choice -> choice(choice);
      case AssertContext check ->
          new Stmt.Assert(
              expressions.expression(check.expression()),
              terminals.text(check.STRING()),
              spans.of(check));
      case ReturnContext end ->
          new Stmt.Return(expressions.expression(end.expression()), spans.of(end));
      case BareContext bare -> new Stmt.Missing(block(bare.block()), spans.of(bare.getStart()));
      case StatementContext other -> unreadable(other);
    };
  }

  /// A declaration whose value can't be read still declares its name, so that its uses are known.
  private Stmt unreadable(StatementContext context) {
    var span = spans.of(context);
    if (context instanceof DeclareContext declare
        && declare.declared() != null
        && declare.declared().NAME().size() == 1
        && !isFollowedByName(declare)
        && declare.LBRACKET() == null) {
      return new Stmt.Declare(
          mutability(declare),
          terminals.name(declare.declared().NAME(0)),
          new Ast.DeclaredType.OfValue(),
          new Expr.Missing(span),
          span);
    }
    return new Stmt.Missing(new Ast.Block(List.of(), span), span);
  }

  /// As in `let mut b = a;`, where the first word is not what is declared.
  private static boolean isFollowedByName(DeclareContext context) {
    var failure = context.exception;
    return failure != null
        && failure.getExpectedTokens() != null
        && failure.getExpectedTokens().contains(StrakeParser.ASSIGN)
        && failure.getOffendingToken() != null
        && failure.getOffendingToken().getType() == StrakeParser.NAME;
  }

  private static Ast.Mutability mutability(DeclareContext context) {
    return context.keyword.getType() == StrakeParser.VAR ? Ast.Mutability.VAR : Ast.Mutability.LET;
  }

  private Stmt declare(DeclareContext context) {
    var names = context.declared().NAME().stream().map(terminals::name).toList();
    var value = expressions.expression(context.expression());
    var mutability = mutability(context);
    if (context.LBRACKET() != null) {
      var binders = context.binder().stream().map(expressions::binder).toList();
      return new Stmt.LocalArray(mutability, names, binders, value, spans.of(context));
    }
    if (names.size() > 1) {
      checkUntyped(context);
      return new Stmt.DeclareSeveral(mutability, names, value, spans.of(context));
    }
    var type =
        context.COLON() == null
            ? new Ast.DeclaredType.OfValue()
            : new Ast.DeclaredType.Written(
                terminals.name(context.type().NAME()), expressions.dims(context.type()));
    return new Stmt.Declare(mutability, names.getFirst(), type, value, spans.of(context));
  }

  /// The types of several values are those of what gives them.
  private void checkUntyped(DeclareContext context) {
    if (context.COLON() != null) {
      mistakes.add(
          ErrorCode.MISPLACED
              .at(spans.of(context.type()), "a type")
              .withHelp("leave it out: each name has the type of its value"));
    }
  }

  private Stmt callKernel(CallKernelContext context) {
    var arguments = context.expression().stream().map(expressions::expression).toList();
    var end = context.RPAREN().getSymbol();
    var call =
        new Expr.Call(terminals.name(context.NAME()), arguments, spans.of(context.getStart(), end));
    return new Stmt.CallKernel(call, spans.of(context));
  }

  private Stmt.Printed printed(PrintedContext context) {
    return context.STRING() == null
        ? new Stmt.Printed.Value(expressions.expression(context.expression()))
        : new Stmt.Printed.Text(terminals.text(context.STRING()));
  }

  private Stmt assign(AssignContext context) {
    var values = context.expression();
    var value = expressions.expression(values.getLast());
    var target = target(context);
    var span = spans.of(context);
    return switch (context.operator.getType()) {
      case StrakeParser.PLUS_ASSIGN -> new Stmt.Update(target, BinaryOp.ADD, value, span);
      case StrakeParser.MINUS_ASSIGN -> new Stmt.Update(target, BinaryOp.SUB, value, span);
      case StrakeParser.STAR_ASSIGN -> new Stmt.Update(target, BinaryOp.MUL, value, span);
      case StrakeParser.SLASH_ASSIGN -> new Stmt.Update(target, BinaryOp.DIV, value, span);
      case StrakeParser.PERCENT_ASSIGN -> new Stmt.Update(target, BinaryOp.REM, value, span);
      case StrakeParser.AMP_ASSIGN -> new Stmt.Update(target, BinaryOp.AND, value, span);
      case StrakeParser.PIPE_ASSIGN -> new Stmt.Update(target, BinaryOp.OR, value, span);
      case StrakeParser.CARET_ASSIGN -> new Stmt.Update(target, BinaryOp.XOR, value, span);
      default -> new Stmt.Assign(target, value, span);
    };
  }

  private Expr target(AssignContext context) {
    var name = terminals.name(context.NAME());
    if (context.LBRACKET() == null) {
      return new Expr.Use(name);
    }
    var all = context.expression();
    var indices = all.subList(0, all.size() - 1).stream().map(expressions::expression).toList();
    var end = context.RBRACKET().getSymbol();
    return new Expr.Index(name, indices, spans.of(context.getStart(), end));
  }

  private Stmt loop(ForContext context) {
    if (context.order == null) {
      mistakes.add(
          ErrorCode.LOOP_WITHOUT_ORDER
              .at(spans.of(context.FOR().getSymbol()))
              .withHelp("`par for` if the iterations are independent, otherwise `seq for`"));
    }
    var order =
        context.order != null && context.order.getType() == StrakeParser.PAR
            ? Ast.Order.PAR
            : Ast.Order.SEQ;
    var binders = context.binder().stream().map(expressions::binder).toList();
    return new Stmt.For(order, binders, block(context.block()), spans.of(context));
  }

  private Stmt choice(IfStatementContext context) {
    var conditions = context.expression();
    var blocks = context.block();
    var branches = new ArrayList<Stmt.Branch>();
    for (var i = 0; i < Math.min(conditions.size(), blocks.size()); i++) {
      var condition = expressions.expression(conditions.get(i));
      branches.add(new Stmt.Branch(condition, block(blocks.get(i))));
    }
    var otherwise =
        blocks.size() > conditions.size()
            ? block(blocks.getLast())
            : new Ast.Block(List.of(), spans.of(end(context)));
    return new Stmt.If(branches, otherwise, spans.of(context));
  }

  private static Token end(ParserRuleContext context) {
    return context.getStop() == null ? context.getStart() : context.getStop();
  }
}
