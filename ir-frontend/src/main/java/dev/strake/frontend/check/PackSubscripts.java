package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.frontend.ast.Ast.Expr.Subscript;
import dev.strake.frontend.check.PackScope.Axis;
import dev.strake.frontend.check.PackScope.Meaning;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Writes subscripts out: where an array has a pack of axes, an index over that pack stands.
///
/// ```
/// x[r, j]  ->  x[r.0, r.1, j]
/// x[r]     ->  x                 // over no axes
/// ```
final class PackSubscripts {
  private final Map<String, Integer> ranks;
  private final Consumer<Diagnostic> mistakes;

  PackSubscripts(Map<String, Integer> ranks, Consumer<Diagnostic> mistakes) {
    this.ranks = ranks;
    this.mistakes = mistakes;
  }

  /// @param expanded the subscripts, written out but for the indices of packs
  Expr expand(
      Ast.Name array,
      List<Subscript> written,
      List<Subscript> expanded,
      SourceSpan span,
      PackScope scope) {
    var axes =
        scope.find(array.text()).orElse(new Meaning.Other(span)) instanceof Meaning.Array known
            ? known.axes()
            : List.<Axis>of();
    if (!haveCount(array, axes, written.size(), span)) {
      return new Expr.Missing(span);
    }
    var all = new ArrayList<Subscript>();
    for (var i = 0; i < written.size(); i++) {
      var axis = i < axes.size() ? axes.get(i) : new Axis.Single("none");
      if (!isRight(array, axis, written.get(i), scope)) {
        return new Expr.Missing(span);
      }
      all.addAll(subscripts(axis, expanded.get(i)));
    }
    return access(array, all, span);
  }

  private boolean haveCount(Ast.Name array, List<Axis> axes, int found, SourceSpan span) {
    var hasPack = axes.stream().anyMatch(axis -> axis instanceof Axis.Pack);
    if (hasPack && axes.size() != found) {
      var declared = axes.stream().map(Axis::text).collect(Collectors.joining(", "));
      mistakes.accept(
          ErrorCode.INDEX_COUNT.at(
              span,
              array.text(),
              "the axes `" + declared + "`",
              NameChecker.counted(found, "index", "indices")));
    }
    return !hasPack || axes.size() == found;
  }

  private boolean isRight(Ast.Name array, Axis axis, Subscript written, PackScope scope) {
    var index =
        written instanceof Subscript.At(Expr.Use(var name)) ? name : new Ast.Name("", array.span());
    var pack = scope.packOfIndex(index.text());
    if (pack.isPresent()) {
      var isSame = axis instanceof Axis.Pack(var name) && name.equals(pack.get());
      if (!isSame) {
        mistakes.accept(
            ErrorCode.PACK_SUBSCRIPT.at(
                index.span(), array.text(), axis.text(), index.text(), pack.get()));
      }
      return isSame;
    }
    return switch (axis) {
      case Axis.Single _ -> true;
      case Axis.Pack(var name) -> isWhole(array, name, written);
    };
  }

  private boolean isWhole(Ast.Name array, String pack, Subscript written) {
    return switch (written) {
      case Subscript.Whole _ -> true;
      case Subscript.At(Expr.Missing _) -> false;
      case Subscript.At(var index) -> refuse(array, pack, index.span());
      case Subscript.Part(var lower, _) -> refuse(array, pack, lower.span());
    };
  }

  private boolean refuse(Ast.Name array, String pack, SourceSpan place) {
    mistakes.accept(
        ErrorCode.SUBSCRIPT_OF_PACK.at(place, pack, array.text(), pack).withHelp(PackReader.USE));
    return false;
  }

  private List<Subscript> subscripts(Axis axis, Subscript expanded) {
    return switch (axis) {
      case Axis.Single _ -> List.of(expanded);
      case Axis.Pack(var pack) -> {
        var rank = ranks.get(pack);
        yield expanded instanceof Subscript.At(Expr.Use(var name))
            ? PackExpansion.parts(name, rank).stream().<Subscript>map(Subscript.At::new).toList()
            : Collections.nCopies(rank, expanded);
      }
    };
  }

  private static Expr access(Ast.Name array, List<Subscript> subscripts, SourceSpan span) {
    if (subscripts.isEmpty()) {
      return new Expr.Use(new Ast.Name(array.text(), span));
    }
    var indices = new ArrayList<Expr>();
    for (var subscript : subscripts) {
      if (subscript instanceof Subscript.At(var index)) {
        indices.add(index);
      }
    }
    return indices.size() == subscripts.size()
        ? new Expr.Index(array, indices, span)
        : new Expr.Slice(array, subscripts, span);
  }
}
