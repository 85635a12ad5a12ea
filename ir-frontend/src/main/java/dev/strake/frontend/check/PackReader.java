package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.ast.Ast;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.diag.SourceSpan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the packs of axes in the head of a kernel, such as `..s` in `x: T[..s, n]`.
final class PackReader {
  /// How a pack is used, for help lines.
  static final String USE =
      "an index runs over all axes of a pack: `par for r in s { y[r] = x[r]; }`";

  private final Mistakes mistakes;
  private final Map<String, SourceSpan> places = new LinkedHashMap<>();

  PackReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /// The packs, by name, with the place where each first stands.
  Map<String, SourceSpan> places() {
    return places;
  }

  /// Finds the packs and reports those whose numbers of axes no call could tell.
  ///
  /// @param taken the names of parameters and results
  void read(Ast.Kernel kernel, Map<String, SourceSpan> taken, boolean isComplete) {
    var parameters = kernel.header().parameters();
    for (var parameter : Stream.concat(parameters.stream(), kernel.results().stream()).toList()) {
      for (var pack : packs(parameter)) {
        var isNew = places.putIfAbsent(pack.text(), pack.span()) == null;
        if (isNew && taken.containsKey(pack.text())) {
          mistakes.add(HeaderReader.alreadyDeclared(pack, taken.get(pack.text())));
        }
      }
    }
    var told = told(parameters);
    for (var parameter : parameters) {
      checkTold(parameter, told);
    }
    if (isComplete) {
      kernel.results().forEach(result -> checkBound(result, parameters));
    }
  }

  static List<Ast.Name> packs(Ast.Parameter parameter) {
    return parameter.dims().stream()
        .filter(dim -> dim instanceof Expr.Pack)
        .map(dim -> ((Expr.Pack) dim).name())
        .filter(name -> !name.text().isEmpty())
        .toList();
  }

  /// The packs that follow from the numbers of axes of arguments: a parameter tells of the one it
  /// has that no other parameter tells of.
  private static Set<String> told(List<Ast.Parameter> parameters) {
    var told = new HashSet<String>();
    var isGrowing = true;
    while (isGrowing) {
      isGrowing = false;
      for (var parameter : parameters) {
        var open =
            packs(parameter).stream().map(Ast.Name::text).filter(p -> !told.contains(p)).toList();
        isGrowing |= open.size() == 1 && told.addAll(open);
      }
    }
    return told;
  }

  private void checkTold(Ast.Parameter parameter, Set<String> told) {
    var open = packs(parameter).stream().filter(pack -> !told.contains(pack.text())).toList();
    if (open.size() > 1) {
      mistakes.add(
          ErrorCode.TWO_PACKS
              .at(open.getLast().span(), parameter.name().text())
              .withHelp("a parameter has one pack, besides those that other parameters tell of"));
    }
  }

  private void checkBound(Ast.Parameter result, List<Ast.Parameter> parameters) {
    for (var pack : packs(result)) {
      var isBound =
          parameters.stream()
              .flatMap(parameter -> packs(parameter).stream())
              .anyMatch(other -> other.text().equals(pack.text()));
      if (!isBound) {
        mistakes.add(
            ErrorCode.UNBOUND_PACK
                .at(pack.span(), pack.text())
                .withHelp("let a parameter have `..%s`, too".formatted(pack.text())));
      }
    }
  }
}
