package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.FunctionSignature;
import dev.strake.frontend.TypeParameter;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.diag.SourceSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A declared function: what a call must know. Two headers are equal only if they are the same
/// declaration, so this is a class and no record.
public final class FunctionHeader {
  private final Declarations home;
  private final Ast.Function tree;
  private final List<TypeParameter> typeParameters;
  private final List<ElementType> parameters;
  private final List<ElementType> results;
  private final FunctionArrays.Read arrays;

  FunctionHeader(
      Declarations home,
      Ast.Function tree,
      List<TypeParameter> typeParameters,
      List<ElementType> parameters,
      List<ElementType> results,
      FunctionArrays.Read arrays) {
    this.home = home;
    this.tree = tree;
    this.typeParameters = List.copyOf(typeParameters);
    this.parameters = List.copyOf(parameters);
    this.results = List.copyOf(results);
    this.arrays = arrays;
  }

  /// The file it is declared in; its body sees that file's names.
  Declarations home() {
    return home;
  }

  public String name() {
    return tree.header().name().text();
  }

  Ast.Function tree() {
    return tree;
  }

  List<TypeParameter> typeParameters() {
    return typeParameters;
  }

  List<ElementType> parameters() {
    return parameters;
  }

  List<ElementType> results() {
    return results;
  }

  SourceSpan place() {
    return tree.header().name().span();
  }

  /// The extents that its array parameters make known, with their places.
  Map<String, SourceSpan> extents() {
    return arrays.extents();
  }

  /// The extents of each parameter; values have none.
  List<List<Size>> dims() {
    return arrays.dims();
  }

  /// How many axes each parameter has.
  List<Integer> ranks() {
    return arrays.dims().stream().map(List::size).toList();
  }

  /// Whether a parameter is an array, so that its body is put in place of each call.
  public boolean hasArrays() {
    return arrays.dims().stream().anyMatch(dims -> !dims.isEmpty());
  }

  /// Whether its whole head could be read.
  boolean isWhole() {
    return tree.header().completeness() == Ast.Completeness.COMPLETE;
  }

  /// The parameter types of one instance; empty if one of them could not be read.
  List<ScalarType> parameterTypes(Map<String, ScalarType> typeArguments) {
    var types = parameters.stream().flatMap(p -> p.in(typeArguments).stream()).toList();
    return types.size() == parameters.size() ? types : List.of();
  }

  /// The types of the results of one instance; empty if one of them could not be read.
  List<ScalarType> resultTypes(Map<String, ScalarType> typeArguments) {
    var types = results.stream().flatMap(r -> r.in(typeArguments).stream()).toList();
    return types.size() == results.size() ? types : List.of();
  }

  /// What it is for each choice of its type parameters.
  List<FunctionSignature> signatures() {
    var choices = List.of(Map.<String, ScalarType>of());
    for (var parameter : typeParameters) {
      choices = choices.stream().flatMap(chosen -> with(chosen, parameter)).toList();
    }
    return choices.stream()
        .map(
            chosen ->
                new FunctionSignature(
                    name(), tree.header().doc(), parameterTypes(chosen), resultTypes(chosen)))
        .toList();
  }

  private static Stream<Map<String, ScalarType>> with(
      Map<String, ScalarType> chosen, TypeParameter parameter) {
    return parameter.choices().stream()
        .map(
            type -> {
              var more = new HashMap<>(chosen);
              more.put(parameter.name(), type);
              return Map.copyOf(more);
            });
  }

  /// What the parameter of this number, of this type, asks of its argument.
  Wanted wanted(int number, ScalarType type) {
    var parameter = tree.header().parameters().get(number);
    return Wanted.of(type, parameter.span(), "`" + parameter.name().text() + "` is " + type);
  }

  /// Its head as a line of source.
  @Override
  public String toString() {
    var shown =
        IntStream.range(0, parameters.size())
            .mapToObj(i -> parameters.get(i) + extents(i))
            .collect(Collectors.joining(", "));
    return name() + "(" + shown + ") -> " + shownResults();
  }

  private String extents(int parameter) {
    var dims = tree.header().parameters().get(parameter).dims();
    return dims.stream()
        .map(dim -> home.source().text(dim.span()))
        .collect(Collectors.joining(", ", dims.isEmpty() ? "" : "[", dims.isEmpty() ? "" : "]"));
  }

  private String shownResults() {
    var shown = results.stream().map(Object::toString).collect(Collectors.joining(", "));
    return results.size() == 1 ? shown : "(" + shown + ")";
  }
}
