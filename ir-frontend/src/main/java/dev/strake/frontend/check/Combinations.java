package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.check.Typed.Expr;
import dev.strake.frontend.check.Typed.Several;
import dev.strake.frontend.check.Typed.Stmt;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds functions that combine elements but may fail, loop, or reduce themselves: the lanes of a
/// reduction combine values that no element has, so a combination has to be defined on all.
final class Combinations {
  private final Set<Instance> entered = new HashSet<>();

  private Combinations() {}

  /// A function used to combine, and where.
  record Use(Instance function, SourceSpan place) {}

  /// What a function can't do where it combines.
  private record Offence(String what, SourceSpan place) {}

  /// One mistake for each place; none for functions that have mistakes of their own.
  static List<Diagnostic> mistakes(Collection<Use> uses) {
    var told = new HashSet<SourceSpan>();
    var mistakes = new ArrayList<Diagnostic>();
    for (var use : uses) {
      var offence = new Combinations().offence(use.function());
      if (offence.isPresent() && told.add(use.place())) {
        mistakes.add(mistake(use, offence.get()));
      }
    }
    return mistakes;
  }

  private static Diagnostic mistake(Use use, Offence offence) {
    return ErrorCode.COMBINATION_FAILS
        .at(use.place(), use.function().function().name(), offence.what())
        .withLabels(Labels.pair(use.place(), offence.place(), "here"))
        .withHelp("let it give a value for every pair of elements, or write a `seq for`");
  }

  private Optional<Offence> offence(Instance function) {
    return entered.add(function)
        ? TypeChecker.wholeFunction(function).flatMap(whole -> block(whole.body()))
        : Optional.empty();
  }

  private Optional<Offence> block(Typed.Block block) {
    return first(block.statements().stream().map(this::statement));
  }

  private static Optional<Offence> first(Stream<Optional<Offence>> found) {
    return found.flatMap(Optional::stream).findFirst();
  }

  private static Optional<Offence> found(String what, SourceSpan place) {
    return Optional.of(new Offence(what, place));
  }

  private Optional<Offence> statement(Stmt statement) {
    return switch (statement) {
      case Stmt.Define(_, var value) -> expression(value);
      case Stmt.DefineSeveral(_, var value) -> several(value);
      case Stmt.Return(var value) -> several(value);
      case Stmt.If(var branches, var otherwise) ->
          first(
                  branches.stream()
                      .map(branch -> expression(branch.condition()).or(() -> block(branch.body()))))
              .or(() -> block(otherwise));
      case Stmt.Assert(_, _, var span) -> found("its `assert` can fail", span);
      case Stmt.Print(_, _, var span) -> found("it prints", span);
      case Stmt.While(_, _, var span) -> found("it has a loop", span);
      case Stmt.For(_, var binders, _) ->
          found("it has a loop", binders.getFirst().index().declared());
      case Stmt.Fill(_, _, _, var span) -> found("it has an array", span);
      case Stmt.Scan scan -> found("it has an array", scan.span());
      case Stmt.Store(_, _, _, var span) -> found("it writes", span);
      case Stmt.Update(_, _, _, _, var span) -> found("it writes", span);
      case Stmt.Scatter scatter -> found("it writes", scatter.span());
    };
  }

  private Optional<Offence> several(Several values) {
    return switch (values) {
      case Several.Tuple(var parts) -> all(parts);
      case Several.Call(var function, _, var arguments) ->
          all(arguments).or(() -> offence(function));
      case Several.If(var arms, var otherwise) ->
          first(
                  arms.stream()
                      .map(arm -> expression(arm.condition()).or(() -> several(arm.value()))))
              .or(() -> several(otherwise));
      case Several.Reduce(var reduction) -> found("it has a reduction", reduction.span());
    };
  }

  private Optional<Offence> all(List<Expr> expressions) {
    return first(expressions.stream().map(this::expression));
  }

  private Optional<Offence> expression(Expr expression) {
    return switch (expression) {
      case Expr.Literal _, Expr.Use _, Expr.Extent _ -> Optional.empty();
      case Expr.Element(_, _, var span) -> found("it reads an array", span);
      case Expr.Slice(_, _, var span) -> found("it reads an array", span);
      case Expr.Unary(_, var operand) -> expression(operand);
      case Expr.Chain chain ->
          expression(chain.first())
              .or(() -> first(chain.links().stream().map(link -> link(chain, link))));
      case Expr.Compare(_, var left, var right) -> all(List.of(left, right));
      case Expr.Logical(_, var operands) -> all(operands);
      case Expr.Cast(_, var operand) -> expression(operand);
      case Expr.Bitcast(_, var operand) -> expression(operand);
      case Expr.Select(var condition, var whenTrue, var whenFalse) ->
          all(List.of(condition, whenTrue, whenFalse));
      case Expr.Fma(var a, var b, var c) -> all(List.of(a, b, c));
      case Expr.Complex(var real, var imaginary) -> all(List.of(real, imaginary));
      case Expr.Part(_, var operand) -> expression(operand);
      case Expr.Call(var function, _, var arguments) -> all(arguments).or(() -> offence(function));
      case Expr.If(var arms, var otherwise) ->
          first(
                  arms.stream()
                      .map(arm -> expression(arm.condition()).or(() -> expression(arm.value()))))
              .or(() -> expression(otherwise));
      case Expr.Reduce(var reduction, _) -> found("it has a reduction", reduction.span());
    };
  }

  private Optional<Offence> link(Expr.Chain chain, Expr.Link link) {
    return link.op().canFail(chain.type())
        ? found(Operators.symbol(link.op()) + " of integers can fail", link.span())
        : expression(link.operand());
  }
}
