package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.KernelSignature;
import dev.strake.frontend.ParameterSignature;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.Parameter.Role;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompileException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks the arguments of a kernel called in a test. Values and arrays without a name of their own
/// get one, so that they are computed before the call.
final class KernelArguments {
  private final Body body;
  private final TestSteps steps;
  private final ArrayValueChecker arrayValues;
  private final ExpressionChecker expressions;

  KernelArguments(Body body, TestSteps steps, ArrayValueChecker arrayValues) {
    this.body = body;
    this.steps = steps;
    this.arrayValues = arrayValues;
    this.expressions = new ExpressionChecker(body);
  }

  /// What a kernel is called with: its types and ranks, and the test's name for each parameter.
  record Given(KernelChoice choice, Map<String, String> names) {}

  /// Empty if there is a mistake, which is reported.
  Optional<Given> check(Expr.Call call, KernelHeader kernel) {
    var parameters = kernel.signature().inputs();
    var arguments = call.arguments();
    if (arguments.size() != parameters.size()) {
      body.report(
          ErrorCode.ARGUMENT_COUNT
              .at(
                  call.span(),
                  kernel.signature().name(),
                  CallChecker.counted(parameters.size()),
                  CallChecker.counted(arguments.size()))
              .withNote("it is declared as `" + kernel.signature() + "`"));
      return Optional.empty();
    }
    var dtypes = new HashMap<String, ScalarType>();
    var arrays = new HashMap<String, Typed.Array>();
    var isRight = true;
    for (var i = 0; i < arguments.size(); i++) {
      isRight &= decided(parameters.get(i), kernel, arguments.get(i), dtypes, arrays);
    }
    if (!isRight) {
      return Optional.empty();
    }
    for (var i = 0; i < arguments.size(); i++) {
      open(parameters.get(i), kernel.signature(), arguments.get(i), dtypes);
    }
    return choice(call, kernel, dtypes, arrays)
        .flatMap(
            choice ->
                names(parameters, arguments, choice.types(), arrays)
                    .map(names -> new Given(choice, names)));
  }

  /// Finds the types of arguments that have one of their own.
  private boolean decided(
      ParameterSignature parameter,
      KernelHeader kernel,
      Expr argument,
      Map<String, ScalarType> dtypes,
      Map<String, Typed.Array> arrays) {
    if (parameter.isScalar()) {
      if (Flexibility.of(argument, body) != Flexibility.FIXED) {
        return true;
      }
      var typed = expressions.check(argument, Wanted.ANYTHING);
      typed.ifPresent(value -> dtypes.put(parameter.name(), value.type()));
      return typed.isPresent();
    }
    if (argument instanceof Expr.ArrayValue && parameter.role() == Role.IN) {
      return true;
    }
    if (argument instanceof Expr.Use(var name)
        && body.find(name).filter(symbol -> !(symbol instanceof Symbol.Unknown)).isEmpty()) {
      return false;
    }
    if (argument instanceof Expr.Use(var name)
        && body.scope().find(name.text()).orElse(null) instanceof Symbol.Array(var array)
        && !array.dims().isEmpty()) {
      arrays.put(parameter.name(), array);
      dtypes.put(parameter.name(), array.element());
      return isFitting(parameter, kernel, argument, array);
    }
    body.report(
        ErrorCode.ARRAY_NEEDED
            .at(argument.span(), parameter.name(), kernel.signature().name())
            .withHelp("give the array a name: `let x = [1.0, 2.0];`, and pass `x`"));
    return false;
  }

  private boolean isFitting(
      ParameterSignature parameter, KernelHeader kernel, Expr argument, Typed.Array array) {
    if (kernel.signature().packs().isEmpty() && parameter.dims().size() != array.dims().size()) {
      body.report(
          ErrorCode.ARGUMENT_RANK.at(
              argument.span(),
              parameter.name(),
              kernel.signature().name(),
              NameChecker.counted(parameter.dims().size(), "axis", "axes"),
              NameChecker.counted(array.dims().size(), "axis", "axes")));
      return false;
    }
    if (parameter.role() == Role.INOUT && array.storage() != Typed.Array.Storage.INOUT) {
      body.report(
          ErrorCode.ARGUMENT_CHANGES
              .at(argument.span(), kernel.signature().name(), array.name())
              .withLabels(Labels.pair(argument.span(), array.declared(), "declared here"))
              .withHelp("declare it with `var`"));
      return false;
    }
    return true;
  }

  /// Gives type parameters that no argument decides the type that literals have by themselves.
  private void open(
      ParameterSignature parameter,
      KernelSignature kernel,
      Expr argument,
      Map<String, ScalarType> dtypes) {
    if (dtypes.containsKey(parameter.name())
        || !(parameter.element() instanceof ElementType.Variable(var variable))) {
      return;
    }
    var decided =
        kernel.inputs().stream()
            .filter(p -> p.element().equals(parameter.element()))
            .flatMap(p -> Optional.ofNullable(dtypes.get(p.name())).stream())
            .findFirst();
    var choices =
        kernel.typeParameters().stream()
            .filter(p -> p.name().equals(variable))
            .flatMap(p -> p.choices().stream())
            .toList();
    dtypes.put(parameter.name(), decided.orElseGet(() -> usual(choices, argument)));
  }

  private ScalarType usual(List<ScalarType> choices, Expr argument) {
    var typed = leaves(argument);
    var isDecimal = Flexibility.hasDecimal(typed, body);
    var first = isDecimal ? ScalarType.F64 : ScalarType.I64;
    return List.of(first, ScalarType.F64).stream()
        .filter(choices::contains)
        .findFirst()
        .orElse(choices.getFirst());
  }

  private static List<Expr> leaves(Expr argument) {
    return argument instanceof Expr.ArrayValue(var elements, _)
        ? elements.stream().flatMap(element -> leaves(element).stream()).toList()
        : List.of(argument);
  }

  private Optional<KernelChoice> choice(
      Expr.Call call,
      KernelHeader kernel,
      Map<String, ScalarType> dtypes,
      Map<String, Typed.Array> arrays) {
    try {
      var name = kernel.signature().name();
      var instances = new KernelInstances(body.declarations());
      var ranks = instances.ranks(name, ranks(call, kernel, arrays));
      return Optional.of(new KernelChoice(instances.infer(name, dtypes), ranks));
    } catch (CompileException mistake) {
      mistake.diagnostics().stream()
          .map(problem -> problem.withLabels(body.labels(call.span(), List.of())))
          .forEach(body::report);
      return Optional.empty();
    }
  }

  private static Map<String, Integer> ranks(
      Expr.Call call, KernelHeader kernel, Map<String, Typed.Array> arrays) {
    var ranks = new HashMap<String, Integer>();
    var parameters = kernel.signature().inputs();
    for (var i = 0; i < parameters.size(); i++) {
      var name = parameters.get(i).name();
      ranks.put(
          name,
          arrays.containsKey(name)
              ? arrays.get(name).dims().size()
              : rank(call.arguments().get(i)));
    }
    return ranks;
  }

  private static int rank(Expr argument) {
    return argument instanceof Expr.ArrayValue(var elements, _)
        ? 1 + elements.stream().findFirst().map(KernelArguments::rank).orElse(0)
        : 0;
  }

  private Optional<Map<String, String>> names(
      List<ParameterSignature> parameters,
      List<Expr> arguments,
      Map<String, ScalarType> types,
      Map<String, Typed.Array> arrays) {
    var names = new LinkedHashMap<String, String>();
    for (var i = 0; i < arguments.size(); i++) {
      var parameter = parameters.get(i);
      var argument = arguments.get(i);
      var type = parameter.element().in(types).orElseThrow();
      var wanted =
          Wanted.of(type, argument.span(), "`" + parameter.name() + "` is " + parameter.element());
      var name =
          arrays.containsKey(parameter.name())
              ? Optional.of(arrays.get(parameter.name()).name())
              : computed(parameter, argument, wanted);
      name.ifPresent(known -> names.put(parameter.name(), known));
    }
    return names.size() == parameters.size() ? Optional.of(names) : Optional.empty();
  }

  /// A value or an array that is computed for the call.
  private Optional<String> computed(ParameterSignature parameter, Expr argument, Wanted wanted) {
    var name = new Ast.Name(parameter.name() + "." + body.freshId(), argument.span());
    if (argument instanceof Expr.ArrayValue value) {
      return arrayValues
          .make(name, Typed.Array.Storage.LOCAL, value, wanted)
          .map(Typed.Array::name);
    }
    return expressions
        .check(argument, wanted)
        .map(
            typed -> {
              var variable = body.variable(name, typed.type(), Typed.Variable.Kind.LET);
              steps.add(List.of(new Typed.Stmt.Define(variable, typed)), List.of());
              steps.declare(variable);
              return variable.name();
            });
  }
}
