package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.DeclaredType;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Checks statements. What has a mistake is left out of the typed body, which is then not used.
final class StatementChecker {
  private static final String ARRAY =
      "an array is declared by its ranges: `let a[i in 0..n] = 0.0;`";

  /// Where a block stands: whether a function may return from its end.
  private enum Position {
    TAIL,
    INSIDE
  }

  private final Body body;
  private final ExpressionChecker expressions;
  private final AssignmentChecker assignments;
  private final LocalArrayChecker localArrays;
  private final ScatterChecker scatters;

  StatementChecker(Body body) {
    this.body = body;
    this.expressions = new ExpressionChecker(body);
    this.assignments = new AssignmentChecker(body, expressions);
    this.localArrays = new LocalArrayChecker(body, expressions);
    this.scatters = new ScatterChecker(body, expressions, assignments);
  }

  /// The body of a kernel.
  Typed.Block kernelBody(Ast.Block block) {
    return new Typed.Block(statements(block, Position.INSIDE, List.of()));
  }

  /// The body of a function, which returns what is wanted on every path.
  Typed.Block functionBody(Ast.Function function, List<Wanted> results) {
    var block = function.body();
    var name = function.header().name();
    if (body.isComplete() && !returns(block)) {
      body.report(
          ErrorCode.MISSING_RETURN
              .at(name.span(), name.text())
              .withHelp("end it with `return value;`, or an `if` and an `else` that do"));
    }
    return new Typed.Block(statements(block, Position.TAIL, results));
  }

  private static boolean returns(Ast.Block block) {
    return !block.statements().isEmpty()
        && switch (block.statements().getLast()) {
          case Stmt.Return _, Stmt.Missing _ -> true;
          case Stmt.If(var branches, var otherwise, _) ->
              branches.stream().allMatch(branch -> returns(branch.body())) && returns(otherwise);
          case Stmt.Declare _, Stmt.DeclareSeveral _, Stmt.LocalArray _ -> false;
          case Stmt.Assign _, Stmt.Update _, Stmt.Scatter _, Stmt.CallKernel _ -> false;
          case Stmt.For _, Stmt.While _, Stmt.Print _, Stmt.Assert _ -> false;
        };
  }

  private Typed.Block block(Ast.Block block, Position position, List<Wanted> results) {
    var outer = body.scope();
    body.enter(Scope.Kind.ORDERED);
    var statements = statements(block, position, results);
    body.leave(outer);
    return new Typed.Block(statements);
  }

  private List<Typed.Stmt> statements(Ast.Block block, Position position, List<Wanted> results) {
    var typed = new ArrayList<Typed.Stmt>();
    var all = block.statements();
    for (var statement : all) {
      var isLast = statement == all.getLast();
      statement(statement, isLast ? position : Position.INSIDE, results)
          .ifPresentOrElse(typed::add, body::leaveOut);
    }
    return typed;
  }

  private Optional<? extends Typed.Stmt> statement(
      Stmt statement, Position position, List<Wanted> results) {
    return switch (statement) {
      case Stmt.Declare declare -> declare(declare);
      case Stmt.LocalArray array -> localArrays.check(array);
      case Stmt.DeclareSeveral several -> declare(several);
      case Stmt.Scatter scatter -> scatters.check(scatter);
      case Stmt.Print print -> PrintChecker.check(print, expressions);
      case Stmt.CallKernel(var call, _) -> callKernel(call);
      case Stmt.Assign assign -> assignments.assign(assign);
      case Stmt.Update update -> assignments.update(update);
      case Stmt.For loop -> loop(loop);
      case Stmt.While(var condition, var block, var span) ->
          expressions
              .check(condition, Wanted.CONDITION)
              .map(c -> new Typed.Stmt.While(c, block(block, Position.INSIDE, results), span))
              .or(() -> bodyOnly(block));
      case Stmt.If choice -> choice(choice, position, results);
      case Stmt.Assert(var condition, var message, var span) ->
          expressions
              .check(condition, Wanted.CONDITION)
              .map(c -> new Typed.Stmt.Assert(c, message, span));
      case Stmt.Return end -> end(end, position, results);
      case Stmt.Missing(var rest, _) -> bodyOnly(rest);
    };
  }

  private Optional<Typed.Stmt> callKernel(Ast.Expr.Call call) {
    body.report(ErrorCode.MISPLACED.at(call.span(), "a call").withHelp(wayOut(call)));
    return Optional.empty();
  }

  private String wayOut(Ast.Expr.Call call) {
    if (body.declarations().kernel(call.function().text()).isEmpty()) {
      return body.isFunction()
          ? "use its value: `return f(a);`"
          : "use its value: `y[i] = f(a);`; elements are written `y[i] = a;`";
    }
    return body.isTest()
        ? "kernels are called at the top level of a test"
        : "kernels are called in tests only; write a `fn` for what several kernels do";
  }

  /// Checks a block whose head has a mistake.
  private Optional<Typed.Stmt.While> bodyOnly(Ast.Block block) {
    block(block, Position.INSIDE, List.of());
    return Optional.empty();
  }

  private Optional<Typed.Stmt> declare(Stmt.Declare declare) {
    var name = declare.name();
    var wanted = wanted(declare.type());
    var value = expressions.check(declare.value(), wanted.orElse(Wanted.ANYTHING));
    var type = wanted.flatMap(asked -> known(asked).or(() -> value.map(Typed.Expr::type)));
    if (type.isEmpty()) {
      body.declare(new Symbol.Unknown(name.text(), name.span()), name);
      return Optional.empty();
    }
    var variable = body.variable(name, type.get(), kind(declare.mutability()));
    body.declare(new Symbol.Scalar(variable), name);
    if (declare.type() instanceof DeclaredType.OfValue
        && Flexibility.of(declare.value(), body) == Flexibility.LITERAL) {
      body.typedByLiteral(name);
    }
    if (variable.kind() == Typed.Variable.Kind.LET) {
      value.flatMap(v -> NamedSize.of(v, body)).ifPresent(size -> body.settle(variable, size));
    }
    return value.map(typed -> new Typed.Stmt.Define(variable, typed));
  }

  /// What the type of a declaration asks of its value; nothing, with a report, if nobody knows the
  /// type.
  private Optional<Wanted> wanted(DeclaredType declared) {
    return switch (declared) {
      case DeclaredType.OfValue _ -> Optional.of(Wanted.ANYTHING);
      case DeclaredType.Written(var type, var extents) -> {
        if (!extents.isEmpty()) {
          body.report(
              ErrorCode.MISPLACED.at(extents.getFirst().span(), "an extent").withHelp(ARRAY));
        }
        yield body.type(type).map(known -> Wanted.of(known, type.span(), "declared as " + known));
      }
    };
  }

  private Optional<Typed.Stmt> declare(Stmt.DeclareSeveral several) {
    var names = several.names();
    var wanted = Collections.<Wanted>nCopies(names.size(), Wanted.ANYTHING);
    var value = expressions.several().check(several.value(), wanted);
    var variables = new ArrayList<Typed.Variable>();
    for (var i = 0; i < names.size(); i++) {
      var name = names.get(i);
      if (value.isEmpty()) {
        body.declare(new Symbol.Unknown(name.text(), name.span()), name);
      } else {
        var type = value.get().types().get(i);
        var variable = body.variable(name, type, kind(several.mutability()));
        body.declare(new Symbol.Scalar(variable), name);
        variables.add(variable);
      }
    }
    return value.map(typed -> new Typed.Stmt.DefineSeveral(variables, typed));
  }

  private static Optional<ScalarType> known(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Anything _ -> Optional.empty();
      case Wanted.Exactly(var type, _) -> Optional.of(type);
    };
  }

  private static Typed.Variable.Kind kind(Ast.Mutability mutability) {
    return switch (mutability) {
      case LET -> Typed.Variable.Kind.LET;
      case VAR -> Typed.Variable.Kind.VAR;
    };
  }

  private Optional<Typed.Stmt> loop(Stmt.For loop) {
    var outer = body.scope();
    var isParallel = loop.order() == Ast.Order.PAR;
    if (isParallel && body.isFunction()) {
      body.report(
          ErrorCode.PARALLEL_IN_FUNCTION
              .at(loop.binders().getFirst().span())
              .withHelp("use `seq for`, or a reduction"));
    }
    body.enterLoop(loop, isParallel ? Scope.Kind.PARALLEL : Scope.Kind.ORDERED);
    var binders = new ArrayList<Typed.Binder>();
    for (var binder : loop.binders()) {
      binder(binder).ifPresent(binders::add);
    }
    var block = block(loop.body(), Position.INSIDE, List.of());
    body.leave(outer);
    return binders.size() == loop.binders().size()
        ? Optional.of(new Typed.Stmt.For(loop.order(), binders, block))
        : Optional.empty();
  }

  /// The ranges of a loop may depend on the indices before them.
  private Optional<Typed.Binder> binder(Ast.Binder binder) {
    var range = body.range(binder);
    var lower = expressions.check(range.lower(), Wanted.INDEX);
    var upper = expressions.check(range.upper(), Wanted.INDEX);
    var index = body.variable(binder.name(), ScalarType.I64, Typed.Variable.Kind.INDEX);
    body.declare(new Symbol.Scalar(index), binder.name());
    return lower.flatMap(low -> upper.map(high -> new Typed.Binder(index, low, high)));
  }

  private Optional<Typed.Stmt> choice(Stmt.If choice, Position position, List<Wanted> results) {
    var branches = new ArrayList<Typed.Stmt.Branch>();
    for (var branch : choice.branches()) {
      var condition = expressions.check(branch.condition(), Wanted.CONDITION);
      var block = block(branch.body(), position, results);
      condition.ifPresent(c -> branches.add(new Typed.Stmt.Branch(c, block)));
    }
    var otherwise = block(choice.otherwise(), position, results);
    return branches.size() == choice.branches().size()
        ? Optional.of(new Typed.Stmt.If(branches, otherwise))
        : Optional.empty();
  }

  private void misplacedOutside(Stmt.Return end) {
    if (body.isTest()) {
      misplaced(end, "a test has no result", "");
    } else {
      misplaced(
          end, "a kernel assigns to its results by name", "name the result: `-> y: f64`, `y = a;`");
    }
  }

  private Optional<Typed.Stmt> end(Stmt.Return end, Position position, List<Wanted> results) {
    if (!body.isFunction()) {
      misplacedOutside(end);
    } else if (position == Position.INSIDE) {
      misplaced(
          end,
          "more follows this one",
          "put what follows into an `else`: `if c { return a; } else { return b; }`");
    }
    return results.isEmpty()
        ? expressions.check(end.value(), Wanted.ANYTHING).flatMap(_ -> Optional.empty())
        : expressions.several().check(end.value(), results).map(Typed.Stmt.Return::new);
  }

  private void misplaced(Stmt.Return end, String why, String help) {
    body.report(ErrorCode.MISPLACED_RETURN.at(end.span(), why).withHelp(help));
  }
}
