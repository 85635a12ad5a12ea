package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Checks the arguments of calls: values, whole arrays such as `x`, and slices such as `x[i, ..]`.
final class ArrayArguments {
  private final Body body;
  private final ExpressionChecker expressions;
  private final NameChecker names;

  ArrayArguments(Body body, ExpressionChecker expressions) {
    this.body = body;
    this.expressions = expressions;
    this.names = new NameChecker(body, expressions);
  }

  /// How many axes an argument has; a value has none.
  int rank(Expr argument) {
    return switch (argument) {
      case Expr.Use(var name) -> array(name).map(array -> array.dims().size()).orElse(0);
      case Expr.Slice(_, var subscripts, _) ->
          (int) subscripts.stream().filter(s -> !(s instanceof Expr.Subscript.At)).count();
      case Expr _ -> 0;
    };
  }

  static int rank(Typed.Expr argument) {
    return argument instanceof Typed.Expr.Slice slice ? slice.rank() : 0;
  }

  private Optional<Typed.Array> array(Ast.Name name) {
    return body.scope().find(name.text()).orElse(null) instanceof Symbol.Array(var array)
        ? Optional.of(array)
        : Optional.empty();
  }

  /// The argument with the type it has, whatever the function takes.
  Optional<Typed.Expr> check(Expr argument) {
    return rank(argument) > 0
        ? slice(argument).map(slice -> slice)
        : expressions.check(argument, Wanted.ANYTHING);
  }

  /// The argument for a parameter of this number, which has as many axes.
  Optional<Typed.Expr> check(Expr argument, Overloads.Candidate candidate, int number) {
    var type = candidate.parameters().get(number);
    var wanted = candidate.function().wanted(number, type);
    if (rank(argument) == 0) {
      return expressions.check(argument, wanted);
    }
    var slice = slice(argument);
    if (slice.isPresent() && slice.get().type() != type) {
      var array = slice.get().array();
      var parameter = candidate.function().tree().header().parameters().get(number);
      body.report(
          ErrorCode.ARRAY_TYPE
              .at(argument.span(), array.name(), array.element(), parameter.name().text(), type)
              .withLabels(Labels.pair(argument.span(), array.declared(), "declared here")));
      return Optional.empty();
    }
    return slice.map(found -> found);
  }

  /// Whether the arguments have as many axes as the function's parameters; a report if not.
  boolean haveRanks(Expr.Call call, FunctionHeader function) {
    var fits = true;
    for (var i = 0; i < call.arguments().size(); i++) {
      var argument = call.arguments().get(i);
      var expected = function.ranks().get(i);
      var isMissing = argument instanceof Expr.Missing;
      if (expected > 0 && !isMissing && rank(argument) != expected && isKnown(argument)) {
        reportRank(argument, function.tree().header().parameters().get(i));
        fits = false;
      }
    }
    return fits;
  }

  /// A name that nobody declared is told as such.
  private boolean isKnown(Expr argument) {
    return !(argument instanceof Expr.Use(var name)) || body.find(name).isPresent();
  }

  private void reportRank(Expr argument, Ast.Parameter parameter) {
    var rank = rank(argument);
    body.report(
        ErrorCode.ARRAY_RANK
            .at(
                argument.span(),
                parameter.name().text(),
                NameChecker.axes(parameter.dims().size()),
                rank == 0 ? "one value" : "an array of " + NameChecker.axes(rank))
            .withLabels(
                Labels.pair(
                    argument.span(),
                    parameter.span(),
                    "`" + parameter.name().text() + "` is declared here"))
            .withHelp("pass a whole array, `x`, or a part of one, `x[i, ..]` or `x[lo..hi]`"));
  }

  private Optional<Typed.Expr.Slice> slice(Expr argument) {
    return switch (argument) {
      case Expr.Use(var name) ->
          array(name)
              .map(
                  array ->
                      new Typed.Expr.Slice(
                          array,
                          Collections.nCopies(array.dims().size(), new Typed.Subscript.Whole()),
                          name.span()));
      case Expr.Slice slice -> slice(slice);
      case Expr _ -> Optional.empty();
    };
  }

  private Optional<Typed.Expr.Slice> slice(Expr.Slice slice) {
    var subscripts = subscripts(slice.subscripts());
    var symbol = body.find(slice.array());
    if (symbol.isEmpty()) {
      return Optional.empty();
    }
    if (!(symbol.get() instanceof Symbol.Array(var array))) {
      names.element(new Expr.Index(slice.array(), List.of(), slice.span()));
      return Optional.empty();
    }
    return names.hasRank(array, slice.subscripts().size(), slice.array(), slice.span())
        ? subscripts.map(list -> new Typed.Expr.Slice(array, list, slice.span()))
        : Optional.empty();
  }

  private Optional<List<Typed.Subscript>> subscripts(List<Expr.Subscript> written) {
    var typed = new ArrayList<Typed.Subscript>();
    for (var subscript : written) {
      subscript(subscript).ifPresent(typed::add);
    }
    return typed.size() == written.size() ? Optional.of(typed) : Optional.empty();
  }

  private Optional<Typed.Subscript> subscript(Expr.Subscript subscript) {
    return switch (subscript) {
      case Expr.Subscript.Whole _ -> Optional.of(new Typed.Subscript.Whole());
      case Expr.Subscript.At(var index) ->
          expressions
              .check(index, Wanted.INDEX)
              .map(typed -> new Typed.Subscript.At(typed, index.span()));
      case Expr.Subscript.Part(var lower, var upper) -> {
        var low = expressions.check(lower, Wanted.INDEX);
        var high = expressions.check(upper, Wanted.INDEX);
        yield low.flatMap(l -> high.map(h -> new Typed.Subscript.Part(l, h)));
      }
    };
  }
}
