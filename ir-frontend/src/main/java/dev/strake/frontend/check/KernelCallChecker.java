package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.ParameterSignature;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.DeclaredType;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Checks calls of kernels in tests, and gives their results names.
final class KernelCallChecker {
  private final Body body;
  private final TestSteps steps;
  private final KernelArguments arguments;

  KernelCallChecker(Body body, TestSteps steps, ArrayValueChecker arrayValues) {
    this.body = body;
    this.steps = steps;
    this.arguments = new KernelArguments(body, steps, arrayValues);
  }

  /// Whether an expression is the call of a kernel.
  boolean isKernel(Expr expression) {
    return expression instanceof Expr.Call(var name, _, _)
        && body.declarations().kernel(name.text()).isPresent();
  }

  /// `let y = softmax(x);`
  void check(Stmt.Declare declare) {
    if (declare.type() instanceof DeclaredType.Written(var element, _)) {
      body.report(
          ErrorCode.MISPLACED
              .at(element.span(), "a type")
              .withHelp("leave it out: the results have the types that the kernel gives them"));
    }
    check((Expr.Call) declare.value(), List.of(declare.name()), declare.mutability());
  }

  /// `let (low, high) = spread(x);`
  void check(Stmt.DeclareSeveral declare) {
    check((Expr.Call) declare.value(), declare.names(), declare.mutability());
  }

  /// `saxpy(2.0, x, y);`
  void check(Expr.Call call) {
    check(call, List.of(), Ast.Mutability.LET);
  }

  private void check(Expr.Call call, List<Ast.Name> names, Ast.Mutability mutability) {
    var kernel = body.declarations().kernel(call.function().text()).orElseThrow();
    var given =
        isRead(kernel) ? arguments.check(call, kernel) : Optional.<KernelArguments.Given>empty();
    var results = kernel.signature().results();
    var isNamed = names.size() == results.size();
    if (!isNamed) {
      reportResults(call, kernel, names.size());
    }
    if (given.isEmpty() || !isNamed) {
      names.forEach(name -> body.declare(new Symbol.Unknown(name.text(), name.span()), name));
      body.leaveOut();
      return;
    }
    var choice = given.get().choice();
    var named = new LinkedHashMap<String, String>();
    for (var i = 0; i < names.size(); i++) {
      named.put(results.get(i).name(), names.get(i).text());
    }
    for (var parameter : kernel.signature().inputs()) {
      if (parameter.role() == Role.INOUT) {
        named.put(parameter.name(), given.get().names().get(parameter.name()));
      }
    }
    steps.add(new TestStep.Call(kernel, choice, given.get().names(), named, call.span()));
    for (var i = 0; i < names.size(); i++) {
      declare(names.get(i), results.get(i), choice, mutability);
    }
    steps.endCall();
  }

  /// Whether the types of the kernel's parameters and results could be read.
  private static boolean isRead(KernelHeader kernel) {
    return kernel.signature().parameters().stream()
        .noneMatch(parameter -> parameter.element() instanceof ElementType.Unknown);
  }

  private void reportResults(Expr.Call call, KernelHeader kernel, int names) {
    var results = kernel.signature().results();
    var written = body.source().text(call.span());
    var lets = results.stream().map(ParameterSignature::name).toList();
    var help =
        switch (lets.size()) {
          case 0 -> "call it as a statement: `" + written + ";`";
          case 1 -> "write `let " + lets.getFirst() + " = " + written + ";`";
          default -> "write `let (" + String.join(", ", lets) + ") = " + written + ";`";
        };
    body.report(
        ErrorCode.RESULT_COUNT
            .at(
                call.span(),
                kernel.signature().name(),
                NameChecker.counted(results.size(), "result", "results"),
                NameChecker.counted(names, "name", "names"))
            .withHelp(written.length() > 60 || written.contains("\n") ? "" : help));
  }

  private void declare(
      Ast.Name name, ParameterSignature result, KernelChoice choice, Ast.Mutability mutability) {
    var known = result.element().in(choice.types());
    if (known.isEmpty()) {
      body.declare(new Symbol.Unknown(name.text(), name.span()), name);
      return;
    }
    var type = known.get();
    var rank = result.sizes(choice.ranks()).size();
    if (rank == 0) {
      var kind =
          switch (mutability) {
            case LET -> Typed.Variable.Kind.LET;
            case VAR -> Typed.Variable.Kind.VAR;
          };
      var variable = body.variable(name, type, kind);
      body.declare(new Symbol.Scalar(variable), name);
      steps.declare(variable);
      body.settle(variable);
      return;
    }
    var dims = new ArrayList<Size>();
    for (var axis = 0; axis < rank; axis++) {
      dims.add(Size.of(name.text() + "." + axis));
    }
    var storage = ArrayValueChecker.storage(mutability);
    var array = new Typed.Array(body.freshId(), name.text(), storage, type, dims, name.span());
    body.declare(new Symbol.Array(array), name);
    steps.declare(array);
  }
}
