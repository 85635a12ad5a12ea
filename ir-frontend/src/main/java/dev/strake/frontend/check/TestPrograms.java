package dev.strake.frontend.check;

import dev.strake.frontend.FileTest;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.lower.Lowering;
import dev.strake.ir.diag.Diagnostic;
import java.util.List;

/// Makes the programs of tests.
public final class TestPrograms {
  /// The name of kernels made of a test's statements.
  private static final String KERNEL = "test";

  private final Declarations declarations;

  public TestPrograms(Declarations declarations) {
    this.declarations = declarations;
  }

  /// Everything that is wrong with a test, but for races.
  public void check(Ast.Test test, Mistakes mistakes) {
    TestChecker.check(declarations, test, mistakes);
  }

  /// The races in the tests of a file that has no other mistakes.
  public List<Diagnostic> races(List<Ast.Test> tests) {
    return tests.stream()
        .flatMap(test -> steps(test).stream())
        .filter(TestStep.Statements.class::isInstance)
        .flatMap(step -> KernelProofs.races(declarations.source(), step(step).program()).stream())
        .toList();
  }

  private List<TestStep> steps(Ast.Test test) {
    return TestChecker.check(declarations, test, Mistakes.none());
  }

  /// A test of a file without mistakes.
  public FileTest program(Ast.Test test) {
    return new FileTest(test.name(), test.span(), steps(test).stream().map(this::step).toList());
  }

  private FileTest.Step step(TestStep step) {
    return switch (step) {
      case TestStep.Call call -> {
        var name = call.kernel().signature().name();
        var program = new KernelInstances(declarations).program(name, call.choice());
        yield new FileTest.Step(program, name, call.arguments(), call.results(), call.span());
      }
      case TestStep.Statements statements -> statements(statements);
    };
  }

  private FileTest.Step statements(TestStep.Statements step) {
    var kernel = TestKernel.of(step);
    var program = Lowering.lower(KERNEL, kernel.typed()).withSources(declarations.texts());
    return new FileTest.Step(program, KERNEL, kernel.inputs(), kernel.results(), step.span());
  }
}
