package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Expr.Subscript;
import dev.strake.frontend.check.PackScope.Meaning;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Writes expressions and ranges out for chosen numbers of axes of packs; see [PackExpansion].
final class PackExpressions {
  private final Map<String, Integer> ranks;
  private final Consumer<Diagnostic> mistakes;
  private final PackSubscripts subscripts;

  PackExpressions(Map<String, Integer> ranks, Consumer<Diagnostic> mistakes) {
    this.ranks = ranks;
    this.mistakes = mistakes;
    this.subscripts = new PackSubscripts(ranks, mistakes);
  }

  /// Makes the name known. What has to do with packs shares its name with nothing, and keeps it;
  /// other names that are taken are found later.
  void declare(Ast.Name name, Meaning meaning, PackScope scope) {
    var before = scope.find(name.text());
    if (before.isPresent() && (isOfPacks(before.get()) || isOfPacks(meaning))) {
      mistakes.accept(HeaderReader.alreadyDeclared(name, before.get().declared()));
    }
    if (before.isEmpty() || !isOfPacks(before.get())) {
      scope.declare(name.text(), meaning);
    }
  }

  private static boolean isOfPacks(Meaning meaning) {
    return switch (meaning) {
      case Meaning.Pack _, Meaning.Index _ -> true;
      case Meaning.Array _, Meaning.Other _ -> false;
    };
  }

  /// The ranges, with the indices known in `scope` from then on. There are none if all were over no
  /// axes.
  List<Ast.Binder> binders(List<Ast.Binder> binders, PackScope scope) {
    var expanded = new ArrayList<Ast.Binder>();
    for (var binder : binders) {
      var name = binder.name();
      switch (binder.domain()) {
        case Ast.Domain.Axes(var pack) when scope.isPack(pack.text()) -> {
          expanded.addAll(overAxes(binder, pack));
          declare(name, new Meaning.Index(pack.text(), name.span()), scope);
        }
        case Ast.Domain.Axes _ -> {
          expanded.add(binder);
          declare(name, new Meaning.Other(name.span()), scope);
        }
        case Ast.Domain.Range(var lower, var upper) -> {
          var range = new Ast.Domain.Range(expand(lower, scope), expand(upper, scope));
          expanded.add(new Ast.Binder(name, range, binder.span()));
          declare(name, new Meaning.Other(name.span()), scope);
        }
      }
    }
    return expanded;
  }

  private List<Ast.Binder> overAxes(Ast.Binder binder, Ast.Name pack) {
    var expanded = new ArrayList<Ast.Binder>();
    for (var axis = 0; axis < ranks.get(pack.text()); axis++) {
      var upper = new Expr.Use(PackExpansion.part(pack, axis));
      var range = new Ast.Domain.Range(zero(pack), upper);
      var index = PackExpansion.part(binder.name(), axis);
      expanded.add(new Ast.Binder(index, range, binder.span()));
    }
    return expanded;
  }

  private static Expr zero(Ast.Name place) {
    return new Expr.IntegerLiteral("0", place.span());
  }

  /// A loop needs a range: over no axes it has one pass.
  List<Ast.Binder> orOnePass(List<Ast.Binder> expanded, List<Ast.Binder> written) {
    if (!expanded.isEmpty()) {
      return expanded;
    }
    var name = written.getFirst().name();
    var once = new Ast.Domain.Range(zero(name), new Expr.IntegerLiteral("1", name.span()));
    var index = new Ast.Name(name.text() + ".", name.span());
    return List.of(new Ast.Binder(index, once, written.getFirst().span()));
  }

  private List<Expr> all(List<Expr> expressions, PackScope scope) {
    return expressions.stream().map(expression -> expand(expression, scope)).toList();
  }

  Expr expand(Expr expression, PackScope scope) {
    return switch (expression) {
      case Expr.IntegerLiteral _, Expr.DecimalLiteral _, Expr.BoolLiteral _ -> expression;
      case Expr.Pack _, Expr.Missing _ -> expression;
      case Expr.Use(var name) -> use(name, scope);
      case Expr.Index(var array, var indices, var span) -> {
        var written = indices.stream().<Subscript>map(Subscript.At::new).toList();
        yield access(array, written, span, scope);
      }
      case Expr.Slice(var array, var written, var span) -> access(array, written, span, scope);
      case Expr.Tuple(var parts, var span) -> new Expr.Tuple(all(parts, scope), span);
      case Expr.ArrayValue(var elements, var span) ->
          new Expr.ArrayValue(all(elements, scope), span);
      case Expr.Call(var function, var arguments, var span) ->
          new Expr.Call(function, all(arguments, scope), span);
      case Expr.Prefix(var op, var operand, var span) ->
          new Expr.Prefix(op, expand(operand, scope), span);
      case Expr.Chain(var first, var links, var span) ->
          new Expr.Chain(
              expand(first, scope),
              links.stream()
                  .map(link -> new Expr.Link(link.op(), expand(link.operand(), scope)))
                  .toList(),
              span);
      case Expr.Compare(var op, var left, var right, var span) ->
          new Expr.Compare(op, expand(left, scope), expand(right, scope), span);
      case Expr.Logical(var op, var operands, var span) ->
          new Expr.Logical(op, all(operands, scope), span);
      case Expr.Cast(var operand, var type, var span) ->
          new Expr.Cast(expand(operand, scope), type, span);
      case Expr.If(var arms, var otherwise, var span) ->
          new Expr.If(
              arms.stream().map(arm -> arm(arm, scope)).toList(), expand(otherwise, scope), span);
      case Expr.Reduce reduce -> reduce(reduce, scope.inner());
      case Expr.Scan scan -> scan(scan, scope.inner());
    };
  }

  private Expr.Arm arm(Expr.Arm arm, PackScope scope) {
    return new Expr.Arm(expand(arm.condition(), scope), expand(arm.value(), scope));
  }

  private Expr use(Ast.Name name, PackScope scope) {
    var place = name.span();
    return switch (scope.find(name.text()).orElse(new Meaning.Other(place))) {
      case Meaning.Pack _ -> {
        mistakes.accept(ErrorCode.PACK_AS_VALUE.at(place, name.text()).withHelp(PackReader.USE));
        yield new Expr.Missing(place);
      }
      case Meaning.Index(var pack, var declared) -> {
        mistakes.accept(
            ErrorCode.PACK_INDEX_AS_VALUE
                .at(place, name.text(), pack)
                .withLabels(Labels.pair(place, declared, "runs over `.." + pack + "`"))
                .withHelp("it is a subscript of its own: `x[%s]`".formatted(name.text())));
        yield new Expr.Missing(place);
      }
      case Meaning.Array _, Meaning.Other _ -> new Expr.Use(name);
    };
  }

  private Expr access(Ast.Name array, List<Subscript> written, SourceSpan span, PackScope scope) {
    var expanded = written.stream().map(subscript -> subscript(subscript, scope)).toList();
    return subscripts.expand(array, written, expanded, span, scope);
  }

  /// The index of a pack stays: it is written out where it is known which axes it stands for.
  private Subscript subscript(Subscript subscript, PackScope scope) {
    return switch (subscript) {
      case Subscript.At(Expr.Use(var name)) when scope.packOfIndex(name.text()).isPresent() ->
          subscript;
      case Subscript.At(var index) -> new Subscript.At(expand(index, scope));
      case Subscript.Whole _ -> subscript;
      case Subscript.Part(var lower, var upper) ->
          new Subscript.Part(expand(lower, scope), expand(upper, scope));
    };
  }

  private Expr reduce(Expr.Reduce reduce, PackScope inside) {
    var ofNothing = reduce.ofNothing().map(value -> expand(value, inside));
    var binders = binders(reduce.binders(), inside);
    return new Expr.Reduce(
        reduce.reduction(),
        reduce.order(),
        orOnePass(binders, reduce.binders()),
        all(reduce.body(), inside),
        ofNothing,
        reduce.span());
  }

  /// Over no axes the first value is the whole result.
  private Expr scan(Expr.Scan scan, PackScope inside) {
    var binders = binders(scan.binders(), inside);
    var body = all(scan.body(), inside);
    if (!binders.isEmpty()) {
      return new Expr.Scan(scan.combination(), binders, body, scan.span());
    }
    return body.size() == 1 ? body.getFirst() : new Expr.Tuple(body, scan.span());
  }
}
