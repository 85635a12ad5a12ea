package dev.strake.frontend.check;

import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import java.util.List;
import java.util.Map;

/// Checks a test: statements as in the body of a kernel, and at the top level also calls of the
/// file's kernels and arrays given by their elements.
final class TestChecker {
  private final Body body;
  private final StatementChecker statements;
  private final KernelCallChecker calls;
  private final ArrayValueChecker arrayValues;
  private final TestSteps steps;

  private TestChecker(Body body, Ast.Test test) {
    this.body = body;
    this.steps = new TestSteps(body, test.span());
    this.statements = new StatementChecker(body);
    this.arrayValues = new ArrayValueChecker(body, steps);
    this.calls = new KernelCallChecker(body, steps, arrayValues);
  }

  /// The steps of a test; they are only of use if it has no mistakes.
  static List<TestStep> check(Declarations declarations, Ast.Test test, Mistakes mistakes) {
    var completeness = TypeChecker.completeness(test.body());
    var body = new Body(Body.Owner.TEST, declarations, Map.of(), completeness, mistakes);
    var checker = new TestChecker(body, test);
    test.body().statements().forEach(checker::statement);
    return checker.steps.all();
  }

  private void statement(Stmt statement) {
    switch (statement) {
      case Stmt.Declare declare when calls.isKernel(declare.value()) -> calls.check(declare);
      case Stmt.DeclareSeveral several when calls.isKernel(several.value()) -> calls.check(several);
      case Stmt.CallKernel(var call, _) when calls.isKernel(call) -> calls.check(call);
      case Stmt.Declare declare when declare.value() instanceof Expr.ArrayValue value ->
          arrayValues.declare(declare, value);
      case Stmt.Declare declare -> ordinary(declare, List.of(declare.name()));
      case Stmt.DeclareSeveral several -> ordinary(several, several.names());
      case Stmt.LocalArray array -> ordinary(array, array.names());
      case Stmt _ -> ordinary(statement, List.of());
    }
  }

  /// A statement that could stand in a kernel, and what it declares.
  private void ordinary(Stmt statement, List<Ast.Name> names) {
    var block = new Ast.Block(List.of(statement), statement.span());
    var before = body.launchSizes().size();
    var typed = statements.kernelBody(block).statements();
    var needed = body.launchSizes().stream().skip(before).map(LaunchSize::size).toList();
    steps.add(typed, needed);
    for (var name : names) {
      body.scope().find(name.text()).ifPresent(this::declare);
    }
  }

  private void declare(Symbol symbol) {
    if (symbol instanceof Symbol.Scalar(var variable)) {
      steps.declare(variable);
      body.settle(variable);
    }
    if (symbol instanceof Symbol.Array(var array)) {
      steps.declare(array);
    }
  }
}
