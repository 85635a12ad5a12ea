package dev.strake.frontend.check;

import dev.strake.frontend.check.TestStep.Values;
import dev.strake.ir.Size;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/// Cuts a test into steps: statements run together until a kernel is called, or until a size needs
/// a value that they compute.
final class TestSteps {
  private final Body body;
  private final SourceSpan span;
  private final List<TestStep> steps = new ArrayList<>();
  private final List<Typed.Variable> scalars = new ArrayList<>();
  private final List<Typed.Array> arrays = new ArrayList<>();
  private final List<Typed.Stmt> statements = new ArrayList<>();
  private int scalarsBefore;
  private int arraysBefore;

  TestSteps(Body body, SourceSpan span) {
    this.body = body;
    this.span = span;
  }

  /// Statements at the top of the test, which need these sizes before they start.
  void add(List<Typed.Stmt> more, List<Size> needed) {
    var names = needed.stream().flatMap(size -> size.symbols().stream()).toList();
    var computed = scalars.subList(scalarsBefore, scalars.size());
    if (computed.stream().map(Typed.Variable::name).anyMatch(names::contains)) {
      endStatements();
    }
    statements.addAll(more);
  }

  void declare(Typed.Variable scalar) {
    scalars.add(scalar);
  }

  void declare(Typed.Array array) {
    arrays.add(array);
  }

  /// A call; what it declares follows.
  void add(TestStep.Call call) {
    endStatements();
    steps.add(call);
  }

  /// What the last call declares is known from here on.
  void endCall() {
    scalarsBefore = scalars.size();
    arraysBefore = arrays.size();
  }

  private void endStatements() {
    if (!statements.isEmpty()) {
      var known = new Values(scalars.subList(0, scalarsBefore), arrays.subList(0, arraysBefore));
      var declared =
          new Values(
              scalars.subList(scalarsBefore, scalars.size()),
              arrays.subList(arraysBefore, arrays.size()));
      steps.add(new TestStep.Statements(statements, known, declared, body.freshId(), span));
      statements.clear();
    }
    endCall();
  }

  /// All steps of the test.
  List<TestStep> all() {
    endStatements();
    return List.copyOf(steps);
  }
}
