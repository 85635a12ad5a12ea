package dev.strake.frontend.check;

import dev.strake.frontend.ElementType;
import dev.strake.frontend.TypeParameter;
import dev.strake.frontend.ast.Ast;
import dev.strake.ir.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A declared function: what a call must know. Two headers are equal only if they are the same
/// declaration, so this is a class and no record.
public final class FunctionHeader {
  private final Declarations home;
  private final Ast.Function tree;
  private final List<TypeParameter> typeParameters;
  private final List<ElementType> parameters;
  private final ElementType result;

  FunctionHeader(
      Declarations home,
      Ast.Function tree,
      List<TypeParameter> typeParameters,
      List<ElementType> parameters,
      ElementType result) {
    this.home = home;
    this.tree = tree;
    this.typeParameters = List.copyOf(typeParameters);
    this.parameters = List.copyOf(parameters);
    this.result = result;
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

  ElementType result() {
    return result;
  }

  /// The parameter types of one instance; empty if one of them could not be read.
  List<ScalarType> parameterTypes(Map<String, ScalarType> typeArguments) {
    var types = parameters.stream().flatMap(p -> p.in(typeArguments).stream()).toList();
    return types.size() == parameters.size() ? types : List.of();
  }

  /// Its head as a line of source.
  @Override
  public String toString() {
    var shown = parameters.stream().map(Object::toString).collect(Collectors.joining(", "));
    return name() + "(" + shown + ") -> " + result;
  }
}
