package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Finds the function that a call means, by the types of its arguments. Arguments made of literals
/// fit every type that can hold them; where several functions remain, the wanted result decides,
/// then the types that literals have by default.
final class Overloads {
  private final Body body;
  private final ExpressionChecker expressions;
  private final ArrayArguments argumentsOf;

  Overloads(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
    this.argumentsOf = new ArrayArguments(body, expressions);
  }

  /// One instance of one function.
  record Candidate(
      FunctionHeader function,
      Map<String, ScalarType> typeArguments,
      List<ScalarType> parameters,
      List<ScalarType> results) {}

  /// @param wanted what is asked of the results, if that is known of each
  Optional<Typed.Several.Call> check(
      Expr.Call call, List<FunctionHeader> functions, List<Wanted> wanted) {
    var arguments = call.arguments();
    var fitting = functions.stream().filter(f -> f.parameters().size() == arguments.size());
    var candidates = candidates(fitting.toList());
    if (candidates.isEmpty()) {
      arguments.forEach(argumentsOf::check);
      reportCount(call, functions);
      return Optional.empty();
    }
    var named = candidates.stream().map(Candidate::function).distinct().toList();
    if (named.size() == 1 && !argumentsOf.haveRanks(call, named.getFirst())) {
      return Optional.empty();
    }
    if (candidates.size() == 1) {
      return only(call, candidates.getFirst());
    }
    var typed = arguments.stream().map(this::decided).toList();
    if (hasMistake(arguments, typed)) {
      return Optional.empty();
    }
    return complete(call, candidates, typed, wanted);
  }

  /// A call whose arguments have been checked, but for those made of literals.
  Optional<Typed.Several.Call> check(
      Expr.Call call,
      List<FunctionHeader> functions,
      List<Optional<Typed.Expr>> typed,
      List<Wanted> wanted) {
    return complete(call, candidates(functions), typed, wanted);
  }

  private Optional<Typed.Several.Call> complete(
      Expr.Call call,
      List<Candidate> candidates,
      List<Optional<Typed.Expr>> typed,
      List<Wanted> wanted) {
    var chosen = choose(call, candidates, typed, wanted);
    return chosen.flatMap(candidate -> complete(call, candidate, typed));
  }

  private static List<Candidate> candidates(List<FunctionHeader> functions) {
    var candidates = new ArrayList<Candidate>();
    for (var function : functions) {
      for (var instance : Instances.of(function.typeParameters())) {
        var types = function.parameterTypes(instance);
        var results = function.resultTypes(instance);
        if (types.size() == function.parameters().size() && !results.isEmpty()) {
          candidates.add(new Candidate(function, instance, types, results));
        }
      }
    }
    return candidates;
  }

  /// Functions whose head could not be read have been reported and take anything.
  private void reportCount(Expr.Call call, List<FunctionHeader> functions) {
    var count = call.arguments().size();
    if (functions.stream().anyMatch(f -> f.parameters().size() == count || !f.isWhole())) {
      return;
    }
    var expected =
        functions.stream()
            .map(f -> f.parameters().size())
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" or "));
    body.report(
        ErrorCode.ARGUMENT_COUNT
            .at(
                call.span(),
                call.function().text(),
                expected + (expected.equals("1") ? " argument" : " arguments"),
                CallChecker.counted(count))
            .withNote(listed(functions)));
  }

  static String listed(List<FunctionHeader> functions) {
    return functions.stream()
        .map(FunctionHeader::toString)
        .limit(4)
        .collect(Collectors.joining("; ", "there is ", functions.size() > 4 ? "; ..." : ""));
  }

  private Optional<Typed.Several.Call> only(Expr.Call call, Candidate candidate) {
    var arguments = new ArrayList<Typed.Expr>();
    for (var i = 0; i < candidate.parameters().size(); i++) {
      argument(call, candidate, i).ifPresent(arguments::add);
    }
    return called(call, candidate, arguments);
  }

  private Optional<Typed.Expr> argument(Expr.Call call, Candidate candidate, int number) {
    var argument = call.arguments().get(number);
    return candidate.function().ranks().get(number) == 0
        ? expressions.check(
            argument, candidate.function().wanted(number, candidate.parameters().get(number)))
        : argumentsOf.check(argument, candidate, number);
  }

  private Optional<Typed.Several.Call> called(
      Expr.Call call, Candidate candidate, List<Typed.Expr> arguments) {
    body.call(candidate.function());
    var types = List.copyOf(candidate.typeArguments().values());
    var instance = new Instance(candidate.function(), types);
    return arguments.size() == candidate.parameters().size()
            && ExtentAgreement.check(body, instance, arguments, call.span())
        ? Optional.of(new Typed.Several.Call(instance, candidate.results(), arguments))
        : Optional.empty();
  }

  /// The argument with the type it has by itself; empty if it is made of literals.
  private Optional<Typed.Expr> decided(Expr argument) {
    return Flexibility.of(argument, body) == Flexibility.LITERAL
        ? Optional.empty()
        : argumentsOf.check(argument);
  }

  private boolean hasMistake(List<Expr> arguments, List<Optional<Typed.Expr>> typed) {
    for (var i = 0; i < arguments.size(); i++) {
      if (typed.get(i).isEmpty() && Flexibility.of(arguments.get(i), body) != Flexibility.LITERAL) {
        return true;
      }
    }
    return false;
  }

  private Optional<Candidate> choose(
      Expr.Call call,
      List<Candidate> candidates,
      List<Optional<Typed.Expr>> typed,
      List<Wanted> wanted) {
    var arguments = call.arguments();
    var possible = candidates.stream().filter(c -> takes(c, arguments, typed)).toList();
    if (possible.isEmpty()) {
      reportNone(call, candidates, typed);
      return Optional.empty();
    }
    var preferred = narrowed(possible, candidate -> Wanted.allow(wanted, candidate.results()));
    for (var i = 0; i < arguments.size(); i++) {
      if (typed.get(i).isEmpty()) {
        preferred = usual(preferred, i, arguments.get(i));
      }
    }
    if (preferred.size() == 1) {
      return Optional.of(preferred.getFirst());
    }
    var functions = preferred.stream().map(Candidate::function).distinct().toList();
    body.report(
        ErrorCode.AMBIGUOUS_CALL
            .at(call.span(), call.function().text())
            .withNote(listed(functions))
            .withHelp(wayOut(functions)));
    return Optional.empty();
  }

  private static String wayOut(List<FunctionHeader> functions) {
    var files = functions.stream().map(f -> f.home().source().name()).distinct().toList();
    return files.size() > 1
        ? "they are in %s, which are all imported; declare one here, or import one file only"
            .formatted(String.join(" and ", files))
        : "say the type of a literal: `1 as f32`";
  }

  /// Those for which the condition holds, or all if it holds for none.
  static <T> List<T> narrowed(List<T> candidates, Predicate<T> condition) {
    var narrowed = candidates.stream().filter(condition).toList();
    return candidates.size() == 1 || narrowed.isEmpty() ? candidates : narrowed;
  }

  private boolean takes(
      Candidate candidate, List<Expr> arguments, List<Optional<Typed.Expr>> typed) {
    for (var i = 0; i < arguments.size(); i++) {
      var type = candidate.parameters().get(i);
      var isFitting =
          typed.get(i).isPresent()
              ? typed.get(i).get().type() == type
                  && ArrayArguments.rank(typed.get(i).get()) == candidate.function().ranks().get(i)
              : candidate.function().ranks().get(i) == 0
                  && isLiteralOf(type, arguments.get(i), body);
      if (!isFitting) {
        return false;
      }
    }
    return true;
  }

  /// Whether an expression made of literals can be of the type.
  static boolean isLiteralOf(ScalarType type, Expr literal, Body body) {
    return type.isFloat()
        || type.isComplex()
        || type.isInteger() && !Flexibility.hasDecimal(List.of(literal), body);
  }

  /// The candidates that give a literal its usual type, or else `f64`, if there are any.
  private List<Candidate> usual(List<Candidate> candidates, int index, Expr literal) {
    var isDecimal = Flexibility.hasDecimal(List.of(literal), body);
    var type = isDecimal ? ScalarType.F64 : ScalarType.I64;
    var usual = narrowed(candidates, c -> c.parameters().get(index) == type);
    return narrowed(usual, c -> c.parameters().get(index) == ScalarType.F64);
  }

  private void reportNone(
      Expr.Call call, List<Candidate> candidates, List<Optional<Typed.Expr>> typed) {
    var types =
        typed.stream()
            .map(argument -> argument.map(Overloads::shown).orElse("a literal"))
            .collect(Collectors.joining(", "));
    var functions = candidates.stream().map(Candidate::function).distinct().toList();
    body.report(
        ErrorCode.NO_OVERLOAD
            .at(call.span(), call.function().text(), types)
            .withNote(listed(functions)));
  }

  private Optional<Typed.Several.Call> complete(
      Expr.Call call, Candidate candidate, List<Optional<Typed.Expr>> typed) {
    var arguments = new ArrayList<Typed.Expr>();
    for (var i = 0; i < typed.size(); i++) {
      var index = i;
      typed.get(i).or(() -> argument(call, candidate, index)).ifPresent(arguments::add);
    }
    return called(call, candidate, arguments);
  }

  /// `f64`, or `f64[, ]` for an array of two axes.
  private static String shown(Typed.Expr argument) {
    var rank = ArrayArguments.rank(argument);
    return argument.type() + (rank == 0 ? "" : "[" + ", ".repeat(rank - 1) + "]");
  }
}
