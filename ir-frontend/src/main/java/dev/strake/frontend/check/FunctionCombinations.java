package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the function that combines the elements of a reduction or scan: it takes the components of
/// two elements and gives those of one. That it can't fail is checked later, when all bodies are
/// known, by [Combinations].
final class FunctionCombinations {
  private final Body body;
  private final ExpressionChecker expressions;
  private final SeveralChecker several;

  FunctionCombinations(Body body, ExpressionChecker expressions, SeveralChecker several) {
    this.body = body;
    this.expressions = expressions;
    this.several = several;
  }

  /// The function and the elements it combines.
  record Combined(Instance function, Typed.Several elements) {}

  /// One instance of one function, and the types of an element's components.
  private record Candidate(
      FunctionHeader function, Map<String, ScalarType> typeArguments, List<ScalarType> element) {}

  /// @param elements the expressions in the body of the reduction
  /// @param wanted what is asked of the result
  Optional<Combined> check(Ast.Name name, List<Expr> elements, List<Wanted> wanted) {
    var functions = body.declarations().functions(name.text());
    var combining = candidates(functions);
    if (combining.isEmpty()) {
      elements.forEach(element -> expressions.check(element, Wanted.ANYTHING));
      if (functions.stream().allMatch(FunctionHeader::isWhole)) {
        reportShape(name, functions);
      }
      return Optional.empty();
    }
    var fitting =
        elements.size() == 1 && combining.stream().noneMatch(c -> c.element().size() == 1)
            ? combining
            : combining.stream().filter(c -> c.element().size() == elements.size()).toList();
    if (fitting.isEmpty()) {
      elements.forEach(element -> expressions.check(element, Wanted.ANYTHING));
      reportCount(name, elements, combining);
      return Optional.empty();
    }
    return fitting.size() == 1
        ? only(name, elements, fitting.getFirst())
        : choose(name, elements, fitting, wanted);
  }

  private static List<Candidate> candidates(List<FunctionHeader> functions) {
    var candidates = new ArrayList<Candidate>();
    for (var function : functions) {
      for (var instance : Instances.of(function.typeParameters())) {
        var types = function.parameterTypes(instance);
        var element = function.resultTypes(instance);
        var both = new ArrayList<>(element);
        both.addAll(element);
        if (!element.isEmpty() && types.equals(both) && !function.hasArrays()) {
          candidates.add(new Candidate(function, instance, element));
        }
      }
    }
    return candidates;
  }

  private void reportShape(Ast.Name name, List<FunctionHeader> functions) {
    body.report(
        ErrorCode.NOT_COMBINING
            .at(name.span(), name.text())
            .withNote(Overloads.listed(functions))
            .withHelp(
                "a combining function takes two elements and gives one, such as"
                    + " `fn f(a: f64, b: f64) -> f64`"));
  }

  private void reportCount(Ast.Name name, List<Expr> elements, List<Candidate> combining) {
    var expected = counted(combining.getFirst().element().size());
    var place = ExpressionChecker.cover(elements.getFirst().span(), elements.getLast().span());
    body.report(
        ErrorCode.REDUCTION_BODY
            .at(place, name.text(), expected, counted(elements.size()))
            .withNote(Overloads.listed(functions(combining))));
  }

  private static List<FunctionHeader> functions(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::function).distinct().toList();
  }

  private static String counted(int count) {
    return NameChecker.counted(count, "expression", "expressions");
  }

  private Optional<Combined> only(Ast.Name name, List<Expr> elements, Candidate candidate) {
    var wanted =
        IntStream.range(0, candidate.element().size())
            .mapToObj(i -> candidate.function().wanted(i, candidate.element().get(i)))
            .toList();
    return elements(elements, wanted).map(typed -> combined(name, candidate, typed));
  }

  /// The components: one expression each, or one expression for all.
  private Optional<Typed.Several> elements(List<Expr> elements, List<Wanted> wanted) {
    if (elements.size() < wanted.size()) {
      return several.check(elements.getFirst(), wanted);
    }
    var typed = new ArrayList<Typed.Expr>();
    for (var i = 0; i < elements.size(); i++) {
      expressions.check(elements.get(i), wanted.get(i)).ifPresent(typed::add);
    }
    return typed.size() == elements.size()
        ? Optional.of(new Typed.Several.Tuple(typed))
        : Optional.empty();
  }

  private Combined combined(Ast.Name name, Candidate candidate, Typed.Several elements) {
    body.call(candidate.function());
    var types = List.copyOf(candidate.typeArguments().values());
    var instance = new Instance(candidate.function(), types);
    body.combine(instance, name.span());
    return new Combined(instance, elements);
  }

  private Optional<Combined> choose(
      Ast.Name name, List<Expr> elements, List<Candidate> candidates, List<Wanted> wanted) {
    var count = candidates.getFirst().element().size();
    if (elements.size() < count) {
      var anything = Collections.<Wanted>nCopies(count, Wanted.ANYTHING);
      return several
          .check(elements.getFirst(), anything)
          .flatMap(
              typed ->
                  chosen(name, candidates, candidate -> candidate.element().equals(typed.types()))
                      .map(candidate -> combined(name, candidate, typed)));
    }
    var decided = elements.stream().map(this::decided).toList();
    if (IntStream.range(0, count)
        .anyMatch(i -> decided.get(i).isEmpty() && !isLiteral(elements.get(i)))) {
      return Optional.empty();
    }
    var possible =
        candidates.stream()
            .filter(c -> IntStream.range(0, count).allMatch(i -> fits(c, i, elements, decided)))
            .toList();
    if (possible.isEmpty()) {
      reportNone(name, candidates, decided);
      return Optional.empty();
    }
    return usual(possible, elements, wanted)
        .or(() -> ambiguous(name, possible))
        .flatMap(candidate -> complete(name, candidate, elements, decided));
  }

  private Optional<Candidate> chosen(
      Ast.Name name, List<Candidate> candidates, Predicate<Candidate> condition) {
    var found = candidates.stream().filter(condition).findFirst();
    if (found.isEmpty()) {
      reportNone(name, candidates, List.of());
    }
    return found;
  }

  private boolean isLiteral(Expr element) {
    return Flexibility.of(element, body) == Flexibility.LITERAL;
  }

  private Optional<Typed.Expr> decided(Expr element) {
    return isLiteral(element) ? Optional.empty() : expressions.check(element, Wanted.ANYTHING);
  }

  private boolean fits(
      Candidate candidate, int i, List<Expr> elements, List<Optional<Typed.Expr>> decided) {
    var type = candidate.element().get(i);
    return decided
        .get(i)
        .map(typed -> typed.type() == type)
        .orElseGet(() -> Overloads.isLiteralOf(type, elements.get(i), body));
  }

  private Optional<Candidate> usual(
      List<Candidate> possible, List<Expr> elements, List<Wanted> wanted) {
    var preferred = Overloads.narrowed(possible, c -> Wanted.allow(wanted, c.element()));
    for (var i = 0; i < elements.size(); i++) {
      var component = i;
      if (isLiteral(elements.get(i))) {
        var isDecimal = Flexibility.hasDecimal(List.of(elements.get(i)), body);
        var type = isDecimal ? ScalarType.F64 : ScalarType.I64;
        preferred = Overloads.narrowed(preferred, c -> c.element().get(component) == type);
        preferred =
            Overloads.narrowed(preferred, c -> c.element().get(component) == ScalarType.F64);
      }
    }
    return preferred.size() == 1 ? Optional.of(preferred.getFirst()) : Optional.empty();
  }

  private Optional<Candidate> ambiguous(Ast.Name name, List<Candidate> possible) {
    body.report(
        ErrorCode.AMBIGUOUS_CALL
            .at(name.span(), name.text())
            .withNote(Overloads.listed(functions(possible)))
            .withHelp("say the type of a literal: `1 as f32`"));
    return Optional.empty();
  }

  private Optional<Combined> complete(
      Ast.Name name, Candidate candidate, List<Expr> elements, List<Optional<Typed.Expr>> decided) {
    var typed = new ArrayList<Typed.Expr>();
    for (var i = 0; i < elements.size(); i++) {
      var component = i;
      var wanted = candidate.function().wanted(i, candidate.element().get(i));
      decided
          .get(i)
          .or(() -> expressions.check(elements.get(component), wanted))
          .ifPresent(typed::add);
    }
    return typed.size() == elements.size()
        ? Optional.of(combined(name, candidate, new Typed.Several.Tuple(typed)))
        : Optional.empty();
  }

  private void reportNone(
      Ast.Name name, List<Candidate> candidates, List<Optional<Typed.Expr>> decided) {
    var types =
        decided.stream()
            .map(typed -> typed.map(t -> t.type().mnemonic()).orElse("a literal"))
            .collect(Collectors.joining(", "));
    body.report(
        ErrorCode.NO_COMBINATION
            .at(name.span(), name.text(), types)
            .withNote(Overloads.listed(functions(candidates))));
  }
}
