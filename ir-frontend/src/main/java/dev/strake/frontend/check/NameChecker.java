package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Resolves names of values and elements of arrays.
final class NameChecker {
  private final Body body;
  private final ExpressionChecker expressions;

  NameChecker(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
  }

  /// A name that stands for one value.
  Optional<Typed.Expr> use(Ast.Name name, Wanted wanted) {
    return body.find(name).flatMap(symbol -> value(name, symbol, wanted));
  }

  private Optional<Typed.Expr> value(Ast.Name name, Symbol symbol, Wanted wanted) {
    return switch (symbol) {
      case Symbol.Scalar(var variable) -> Optional.of(new Typed.Expr.Use(variable));
      case Symbol.Extent(var text, _) -> Optional.of(new Typed.Expr.Extent(text));
      case Symbol.Constant(var constant) -> constant(name, constant, wanted);
      case Symbol.Array(var array) when array.dims().isEmpty() ->
          Optional.of(new Typed.Expr.Element(array, List.of(), name.span()));
      case Symbol.Array(var array) -> {
        body.report(
            ErrorCode.ARRAY_AS_VALUE
                .at(name.span(), name.text())
                .withHelp("name one element: `%s[%s]`".formatted(name.text(), indices(array))));
        yield Optional.empty();
      }
      case Symbol.Sibling(var text, var owner, var declared) -> {
        body.report(
            ErrorCode.RANGE_DEPENDS
                .at(name.span(), owner.description())
                .withLabels(
                    Labels.pair(name.span(), declared, "`" + text + "` runs over this range"))
                .withHelp(owner.wayOut()));
        yield Optional.empty();
      }
      case Symbol.Unknown _ -> Optional.empty();
    };
  }

  /// What is wrong with the constant itself is told where it is declared; that it can't have the
  /// wanted type is told here.
  private Optional<Typed.Expr> constant(Ast.Name name, ConstantHeader constant, Wanted wanted) {
    var reading = constant.read(wanted);
    if (reading.value().isEmpty() && !constant.isUnusable()) {
      var because = "`" + name.text() + "` stands for this";
      var place = constant.tree().value().span();
      reading.mistakes().stream()
          .map(mistake -> mistake.withLabels(Labels.pair(name.span(), place, because)))
          .forEach(body::report);
    }
    return reading.value();
  }

  private static String indices(Typed.Array array) {
    var names = List.of("i", "j", "k", "l");
    var rank = array.dims().size();
    return rank > names.size() ? "..." : String.join(", ", names.subList(0, rank));
  }

  Optional<Typed.Expr> element(Expr.Index index) {
    var symbol = body.find(index.array());
    var indices = indices(index.indices());
    return symbol
        .flatMap(known -> array(index.array(), known))
        .filter(array -> hasRank(array, index))
        .flatMap(array -> indices.map(list -> element(array, index, list)));
  }

  private Typed.Expr.Element element(
      Typed.Array array, Expr.Index index, List<Typed.Expr> indices) {
    OutsideIndex.report(body, array, index);
    return new Typed.Expr.Element(array, indices, index.span());
  }

  /// The array that a name stands for; it is reported if it is none.
  Optional<Typed.Array> array(Ast.Name name, Symbol symbol) {
    return switch (symbol) {
      case Symbol.Array(var array) -> Optional.of(array);
      case Symbol.Scalar(var variable) ->
          notAnArray(name, "a value of type " + variable.type(), variable.declared());
      case Symbol.Extent(_, var declared) -> notAnArray(name, "an extent", declared);
      case Symbol.Constant constant -> notAnArray(name, "a constant", constant.declared());
      case Symbol.Sibling(_, _, var declared) -> notAnArray(name, "an index", declared);
      case Symbol.Unknown _ -> Optional.empty();
    };
  }

  Optional<List<Typed.Expr>> indices(List<Expr> indices) {
    var typed = new ArrayList<Typed.Expr>();
    for (var index : indices) {
      expressions.check(index, Wanted.INDEX).ifPresent(typed::add);
    }
    return typed.size() == indices.size() ? Optional.of(typed) : Optional.empty();
  }

  /// Whether the array has as many axes as the access has indices; it is reported if not.
  boolean hasRank(Typed.Array array, Expr.Index index) {
    return hasRank(array, index.indices().size(), index.array(), index.span());
  }

  /// Likewise for the subscripts of a slice.
  boolean hasRank(Typed.Array array, int found, Ast.Name name, SourceSpan place) {
    var rank = array.dims().size();
    if (rank == found) {
      return true;
    }
    if (rank == 0) {
      notAnArray(name, "a single value", array.declared());
      return false;
    }
    body.report(
        ErrorCode.INDEX_COUNT
            .at(place, array.name(), axes(rank), counted(found))
            .withLabels(Labels.pair(place, array.declared(), "declared here")));
    return false;
  }

  private static String counted(int indices) {
    return counted(indices, "index", "indices");
  }

  static String axes(int rank) {
    return counted(rank, "axis", "axes");
  }

  static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private Optional<Typed.Array> notAnArray(Ast.Name name, String what, SourceSpan declared) {
    body.report(
        ErrorCode.NOT_AN_ARRAY
            .at(name.span(), name.text(), what)
            .withLabels(Labels.pair(name.span(), declared, "declared here")));
    return Optional.empty();
  }
}
