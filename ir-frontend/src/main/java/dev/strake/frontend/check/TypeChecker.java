package dev.strake.frontend.check;

import dev.strake.frontend.KernelChoice;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ParameterSignature.Dim;
import dev.strake.frontend.TypeParameter;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Stmt;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks the bodies of a file, each for every choice of its type parameters.
public final class TypeChecker {
  private TypeChecker() {}

  /// Adds every mistake in the bodies of what the file declares. Returns the kernels whose bodies
  /// could be typed wholly, with the functions that they call, directly or not.
  public static Map<String, Set<FunctionHeader>> check(
      Declarations declarations, Mistakes mistakes) {
    declarations
        .constants()
        .forEach(constant -> mistakes.addAll(constant.read(Wanted.ANYTHING).mistakes()));
    mistakes.addAll(declarations.constantDepth().mistakes());
    var kernelCalls = new LinkedHashMap<String, Set<FunctionHeader>>();
    var combinations = new ArrayList<Combinations.Use>();
    for (var kernel : declarations.kernels()) {
      var bodies = new InstanceMistakes();
      var called = new LinkedHashSet<FunctionHeader>();
      var isWhole = true;
      for (var choice : mistakes.isFull() ? List.<KernelChoice>of() : choices(kernel)) {
        var body = body(declarations, kernel, choice, bodies.of(choice));
        kernel(kernel, choice, body);
        called.addAll(body.called());
        combinations.addAll(body.combinations());
        isWhole &= body.isWhole();
      }
      mistakes.addAll(bodies.merged());
      if (isWhole && !mistakes.isFull()) {
        kernelCalls.put(kernel.signature().name(), called);
      }
    }
    var calls = callsOfFunctions(declarations, combinations, mistakes);
    mistakes.addAll(Combinations.mistakes(combinations));
    kernelCalls.replaceAll((_, called) -> calls.reachable(called));
    var unusable = calls.unusable();
    kernelCalls.values().removeIf(called -> called.stream().anyMatch(unusable::contains));
    return kernelCalls;
  }

  /// Every choice of types for packs of one axis, and no axes and two for the first of them: what
  /// is wrong depends on one or the other.
  private static List<KernelChoice> choices(KernelHeader kernel) {
    var signature = kernel.signature();
    var types = Instances.of(signature.typeParameters());
    var choices = new ArrayList<KernelChoice>();
    types.forEach(choice -> choices.add(KernelChoice.of(signature, choice, 1)));
    if (!signature.packs().isEmpty()) {
      choices.add(KernelChoice.of(signature, types.getFirst(), 0));
      choices.add(KernelChoice.of(signature, types.getFirst(), 2));
    }
    return choices;
  }

  private static CallGraph callsOfFunctions(
      Declarations declarations, List<Combinations.Use> combinations, Mistakes mistakes) {
    var calls = new CallGraph();
    for (var function : declarations.functions()) {
      var bodies = new InstanceMistakes();
      for (var instance : instances(function.typeParameters(), mistakes)) {
        var body = body(function, instance, bodies.of(KernelChoice.of(instance)));
        function(function, body);
        calls.add(function, body);
        combinations.addAll(body.combinations());
      }
      mistakes.addAll(bodies.merged());
    }
    mistakes.addAll(calls.mistakes());
    return calls;
  }

  /// Whether functions of any file, and those that they call, can be put in place of calls.
  static boolean areSound(Set<FunctionHeader> functions) {
    var calls = new CallGraph();
    var combinations = new ArrayList<Combinations.Use>();
    var seen = new HashSet<>(functions);
    var open = new ArrayDeque<>(functions);
    while (!open.isEmpty()) {
      var function = open.remove();
      for (var instance : Instances.of(function.typeParameters())) {
        var body = body(function, instance, Mistakes.none());
        function(function, body);
        calls.add(function, body);
        combinations.addAll(body.combinations());
        body.called().stream().filter(seen::add).forEach(open::add);
      }
    }
    return calls.unusable().isEmpty() && Combinations.mistakes(combinations).isEmpty();
  }

  private static List<Map<String, ScalarType>> instances(
      List<TypeParameter> parameters, Mistakes mistakes) {
    return mistakes.isFull() ? List.of() : Instances.of(parameters);
  }

  /// The typed kernel of a file without mistakes.
  ///
  /// @throws CompileException if it can't have so many axes
  static Typed.Kernel kernel(Declarations declarations, KernelHeader kernel, KernelChoice choice) {
    var mistakes = Mistakes.none();
    var typed = kernel(kernel, choice, body(declarations, kernel, choice, mistakes));
    if (!mistakes.isEmpty() && !choice.ranks().isEmpty()) {
      throw new CompileException(mistakes.all());
    }
    requireNone(mistakes, kernel.signature().name());
    return typed;
  }

  /// The typed body of a function of a file without mistakes.
  public static Typed.Function function(Instance instance) {
    var mistakes = Mistakes.none();
    var typed = function(instance, mistakes);
    requireNone(mistakes, instance.function().name());
    return typed;
  }

  /// What the local arrays of a function, and of those it calls, need at launch.
  static List<LaunchSize> launchSizes(Instance instance, int depth) {
    var function = instance.function();
    var types = named(function.typeParameters(), instance);
    var body = body(function, types, Mistakes.none()).calledFrom(depth);
    function(function, body);
    return body.launchSizes();
  }

  /// The typed body of a function; empty if it has mistakes.
  static Optional<Typed.Function> wholeFunction(Instance instance) {
    var mistakes = Mistakes.none();
    var typed = function(instance, mistakes);
    return mistakes.isEmpty() ? Optional.of(typed) : Optional.empty();
  }

  private static Typed.Function function(Instance instance, Mistakes mistakes) {
    var function = instance.function();
    return function(function, body(function, named(function.typeParameters(), instance), mistakes));
  }

  private static Map<String, ScalarType> named(List<TypeParameter> names, Instance instance) {
    var named = new LinkedHashMap<String, ScalarType>();
    for (var i = 0; i < names.size(); i++) {
      named.put(names.get(i).name(), instance.typeArguments().get(i));
    }
    return named;
  }

  private static void requireNone(Mistakes mistakes, String name) {
    if (!mistakes.isEmpty()) {
      throw CompilerError.bug("TypeChecker", name + " was checked before: " + mistakes.all());
    }
  }

  private static Body body(
      Declarations declarations, KernelHeader kernel, KernelChoice choice, Mistakes mistakes) {
    var tree = kernel.tree();
    var completeness = KernelReader.completeness(tree).and(completeness(tree.body()));
    return new Body(Body.Owner.KERNEL, declarations, choice.types(), completeness, mistakes);
  }

  private static Typed.Kernel kernel(KernelHeader kernel, KernelChoice choice, Body body) {
    var tree = kernel.tree();
    kernel.extents().forEach((name, place) -> body.scope().declare(new Symbol.Extent(name, place)));
    kernel.packs().forEach((name, place) -> declareAxes(body, name, place, choice));
    body.assume(kernel.where());
    var parameters = new ArrayList<Typed>();
    var signatures = kernel.signature().parameters().iterator();
    for (var parameter : tree.header().parameters()) {
      parameters.addAll(
          ParameterChecker.declare(body, parameter, signatures.next(), choice.ranks()));
    }
    for (var result : tree.results()) {
      parameters.addAll(ParameterChecker.declare(body, result, signatures.next(), choice.ranks()));
    }
    var expanded = PackExpansion.body(kernel, choice.ranks(), body::report);
    var block = new StatementChecker(body).kernelBody(expanded);
    return new Typed.Kernel(parameters, kernel.where(), block);
  }

  private static void declareAxes(Body body, String pack, SourceSpan place, KernelChoice choice) {
    for (var axis = 0; axis < choice.ranks().get(pack); axis++) {
      body.scope().declare(new Symbol.Extent(Dim.Pack.symbol(pack, axis), place));
    }
  }

  private static Body body(
      FunctionHeader function, Map<String, ScalarType> typeArguments, Mistakes mistakes) {
    var tree = function.tree();
    var completeness = tree.header().completeness().and(completeness(tree.body()));
    var owner = function.hasArrays() ? Body.Owner.FUNCTION_OF_ARRAYS : Body.Owner.FUNCTION;
    return new Body(owner, function.home(), typeArguments, completeness, mistakes);
  }

  private static Typed.Function function(FunctionHeader function, Body body) {
    function
        .extents()
        .forEach((name, place) -> body.scope().declare(new Symbol.Extent(name, place)));
    var parameters = new ArrayList<Typed.Variable>();
    var arrays = new ArrayList<Typed.Array>();
    var elements = function.parameters().iterator();
    var dims = function.dims().iterator();
    for (var parameter : function.tree().header().parameters()) {
      var element = elements.next();
      var extents = dims.next();
      if (extents.isEmpty()) {
        parameters.addAll(ParameterChecker.declare(body, parameter, element));
      } else {
        arrays.addAll(ParameterChecker.declareArray(body, parameter, element, extents));
      }
    }
    var results = new ArrayList<Wanted>();
    for (var i = 0; i < function.results().size(); i++) {
      var name = function.tree().results().get(i);
      var type = function.results().get(i).in(body.typeArguments());
      results.add(
          type.map(t -> Wanted.of(t, name.span(), "the result is " + t)).orElse(Wanted.ANYTHING));
    }
    var block = new StatementChecker(body).functionBody(function.tree(), results);
    return new Typed.Function(parameters, arrays, block);
  }

  static Ast.Completeness completeness(Ast.Block body) {
    return isComplete(body) ? Ast.Completeness.COMPLETE : Ast.Completeness.PARTIAL;
  }

  private static boolean isComplete(Ast.Block block) {
    return block.statements().stream().allMatch(TypeChecker::isComplete);
  }

  private static boolean isComplete(Stmt statement) {
    return switch (statement) {
      case Stmt.Missing _ -> false;
      case Stmt.For(_, var binders, var body, _) ->
          binders.stream().noneMatch(binder -> binder.name().text().isEmpty()) && isComplete(body);
      case Stmt.While(_, var body, _) -> isComplete(body);
      case Stmt.If(var branches, var otherwise, _) ->
          branches.stream().allMatch(branch -> isComplete(branch.body())) && isComplete(otherwise);
      case Stmt.Declare _, Stmt.DeclareSeveral _, Stmt.LocalArray _ -> true;
      case Stmt.Assign _, Stmt.Update _, Stmt.Scatter _, Stmt.CallKernel _ -> true;
      case Stmt.Print _, Stmt.Assert _, Stmt.Return _ -> true;
    };
  }
}
