package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Optional;

/// Checks assignments to variables, results and elements.
final class AssignmentChecker {
  private final Body body;
  private final ExpressionChecker expressions;
  private final NameChecker names;

  AssignmentChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
    this.names = new NameChecker(body, expressions);
  }

  /// What can be assigned to.
  private sealed interface Target {
    record Variable(Typed.Variable variable) implements Target {}

    record Element(Typed.Array array, List<Typed.Expr> indices) implements Target {}
  }

  Optional<Typed.Stmt> assign(Stmt.Assign assign) {
    var whole = wholeArray(assign.target());
    if (whole.isPresent()) {
      return wholeArray(assign, whole.get());
    }
    var target = target(assign.target(), assign);
    var value = expressions.check(assign.value(), wanted(target));
    return target.flatMap(place -> value.map(typed -> assigned(place, typed, assign.target())));
  }

  private Optional<Typed.Array> wholeArray(Expr target) {
    return target instanceof Expr.Use(var name)
            && body.scope().find(name.text()).orElse(null) instanceof Symbol.Array(var array)
            && !array.dims().isEmpty()
        ? Optional.of(array)
        : Optional.empty();
  }

  /// `z = a * x + y;` of whole arrays is one mistake, not one for each array in the value.
  private Optional<Typed.Stmt> wholeArray(Stmt.Assign assign, Typed.Array array) {
    var isKernel =
        assign.value() instanceof Expr.Call(var function, _, _)
            && body.declarations().kernel(function.text()).isPresent();
    if (isKernel) {
      return expressions.check(assign.value(), Wanted.ANYTHING).flatMap(_ -> Optional.empty());
    }
    var loop = new ElementLoop(body, array);
    var text = loop.text(assign.value());
    body.report(
        ErrorCode.ASSIGN_TO_ARRAY
            .at(assign.target().span(), array.name())
            .withEdit("write a loop: `" + text + "`", assign.span(), text));
    if (!loop.namesArrays(assign.value())) {
      expressions.check(assign.value(), Wanted.ANYTHING);
    }
    return Optional.empty();
  }

  private static Typed.Stmt assigned(Target target, Typed.Expr value, Expr written) {
    return switch (target) {
      case Target.Variable(var variable) -> new Typed.Stmt.Define(variable, value);
      case Target.Element(var array, var indices) ->
          new Typed.Stmt.Store(array, indices, value, written.span());
    };
  }

  Optional<Typed.Stmt> update(Stmt.Update update) {
    var target = target(update.target(), update);
    var value = expressions.check(update.value(), wanted(target));
    return target.flatMap(place -> value.flatMap(typed -> updated(place, update, typed)));
  }

  private Optional<Typed.Stmt> updated(Target target, Stmt.Update update, Typed.Expr value) {
    if (!expressions.isDefined(update.op(), value.type(), update.span())) {
      return Optional.empty();
    }
    return Optional.of(
        switch (target) {
          case Target.Variable(var variable) -> {
            var link = new Typed.Expr.Link(update.op(), value, update.span());
            var sum = new Typed.Expr.Chain(new Typed.Expr.Use(variable), List.of(link));
            yield new Typed.Stmt.Define(variable, sum);
          }
          case Target.Element(var array, var indices) ->
              new Typed.Stmt.Update(array, indices, update.op(), value, update.target().span());
        });
  }

  private static Wanted wanted(Optional<Target> target) {
    if (target.isEmpty()) {
      return Wanted.ANYTHING;
    }
    return switch (target.get()) {
      case Target.Variable(var variable) ->
          Wanted.of(
              variable.type(),
              variable.declared(),
              "`" + variable.name() + "` is " + variable.type());
      case Target.Element(var array, _) -> Wanted.elementOf(Optional.of(array));
    };
  }

  private Optional<Target> target(Expr target, Stmt statement) {
    return switch (target) {
      case Expr.Use(var name) -> body.find(name).flatMap(symbol -> name(name, symbol, statement));
      case Expr.Index index -> element(index);
      case Expr _ -> Optional.empty();
    };
  }

  private Optional<Target> name(Ast.Name name, Symbol symbol, Stmt statement) {
    return switch (symbol) {
      case Symbol.Scalar(var variable) -> variable(name, variable, statement);
      case Symbol.Extent(_, var declared) -> constant(name, "an extent", declared, "");
      case Symbol.Constant named -> constant(name, "a constant", named.declared(), "");
      case Symbol.Array(var array) when array.dims().isEmpty() ->
          Optional.of(new Target.Element(array, List.of()));
      case Symbol.Array(var array) -> {
        body.report(
            ErrorCode.ASSIGN_TO_ARRAY
                .at(name.span(), array.name())
                .withHelp("write a loop: `par for i in 0..n { " + array.name() + "[i] = ...; }`"));
        yield Optional.empty();
      }
      case Symbol.Sibling _, Symbol.Unknown _ -> Optional.empty();
    };
  }

  private Optional<Target> variable(Ast.Name name, Typed.Variable variable, Stmt statement) {
    var help =
        switch (variable.kind()) {
          case PARAMETER -> "copy it: `var t = " + name.text() + ";`";
          case LET -> "declare it with `var`";
          case INDEX, VAR -> "";
        };
    if (variable.kind() != Typed.Variable.Kind.VAR) {
      return constant(name, variable.kind().description(), variable.declared(), help);
    }
    if (body.scope().isSharedByIterations(name.text())) {
      body.report(shared(name, variable, statement));
      return Optional.empty();
    }
    return Optional.of(new Target.Variable(variable));
  }

  private Optional<Target> constant(Ast.Name name, String what, SourceSpan declared, String help) {
    body.report(
        ErrorCode.ASSIGN_TO_CONSTANT
            .at(name.span(), name.text(), what)
            .withLabels(Labels.pair(name.span(), declared, "declared here"))
            .withHelp(help));
    return Optional.empty();
  }

  private Diagnostic shared(Ast.Name name, Typed.Variable variable, Stmt statement) {
    return ErrorCode.ASSIGN_IN_PARALLEL
        .at(name.span(), name.text())
        .withLabels(Labels.pair(name.span(), variable.declared(), "declared outside of it"))
        .withHelp(
            "make it a reduction: " + reduction(name.text(), statement) + ", or use `seq for`");
  }

  /// The reduction that the loop was meant to be, as far as it can be seen.
  private String reduction(String name, Stmt statement) {
    var binders = body.parallelBinders();
    return switch (statement) {
      case Stmt.Update(_, var op, var value, _) when op == BinaryOp.ADD ->
          "`let %s = sum[%s] %s;`".formatted(name, binders, body.quoted(value));
      case Stmt.Update(_, var op, var value, _) when op == BinaryOp.MUL ->
          "`let %s = prod[%s] %s;`".formatted(name, binders, body.quoted(value));
      case Stmt.Assign(_, Expr.Call(var function, var arguments, _), _)
          when ReductionChecker.names().contains(function.text()) && arguments.size() == 2 ->
          "`let %s = %s[%s] %s;`"
              .formatted(name, function.text(), binders, body.quoted(arguments.getLast()));
      case Stmt _ -> "`let %s = sum[%s] ...;`".formatted(name, binders);
    };
  }

  private Optional<Target> element(Expr.Index index) {
    var indices = names.indices(index.indices());
    var array = written(index);
    array.ifPresent(known -> OutsideIndex.report(body, known, index));
    return array.flatMap(known -> indices.map(list -> new Target.Element(known, list)));
  }

  /// The array whose element this names, if its elements can be written; the indices are not looked
  /// at.
  Optional<Typed.Array> written(Expr.Index index) {
    var symbol = body.find(index.array());
    if (symbol.isEmpty()) {
      return Optional.empty();
    }
    var array = names.array(index.array(), symbol.get());
    if (array.isEmpty() || !isWritten(index.array(), array.get())) {
      return Optional.empty();
    }
    return array.filter(known -> names.hasRank(known, index));
  }

  private boolean isWritten(Ast.Name name, Typed.Array array) {
    if (array.storage().role().isWritten()) {
      return true;
    }
    var help =
        switch (array.storage()) {
          case IN -> "declare it `inout`: `%s: inout ...`".formatted(array.name());
          case LOCAL -> "its elements are given where it is declared";
          case INOUT, OUT -> "";
        };
    constant(name, array.storage().description(), array.declared(), help);
    return false;
  }
}
