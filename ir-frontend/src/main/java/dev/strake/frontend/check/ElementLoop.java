package dev.strake.frontend.check;

import dev.strake.frontend.ast.Ast.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The loop that an assignment to a whole array was meant to be:
///
/// ```
/// z = a * x + y;   ->   par for i in 0..n { z[i] = a * x[i] + y[i]; }
/// ```
record ElementLoop(Body body, Typed.Array array) {
  private static final List<String> INDICES = List.of("i", "j", "k", "l", "p", "q", "r", "s");

  /// A name that is neither indexed nor called.
  private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_]\\w*\\b(?!\\s*[\\[(.])");

  String text(Expr value) {
    var source = body.source().text(value.span());
    var isShort = source.length() <= 60 && !source.contains("\n") && !source.isEmpty();
    var elements = isShort ? elements(source) : "...";
    return "par for %s { %s%s = %s; }".formatted(ranges(), array.name(), subscript(), elements);
  }

  /// Whether the value names arrays of the same rank, so that it is wrong for the same reason.
  boolean namesArrays(Expr value) {
    var source = body.source().text(value.span());
    return !elements(source).equals(source);
  }

  private List<String> indices() {
    return INDICES.stream()
        .filter(name -> body.scope().find(name).isEmpty())
        .limit(array.dims().size())
        .toList();
  }

  private String subscript() {
    var indices = indices();
    return indices.size() == array.dims().size() ? "[" + String.join(", ", indices) + "]" : "[...]";
  }

  private String ranges() {
    var ranges = new ArrayList<String>();
    var indices = indices();
    for (var axis = 0; axis < indices.size(); axis++) {
      ranges.add(indices.get(axis) + " in 0.." + SizeText.of(array.dims().get(axis)));
    }
    return String.join(", ", ranges);
  }

  private String elements(String source) {
    return NAME.matcher(source).replaceAll(this::element);
  }

  private String element(MatchResult name) {
    var isAlike =
        body.scope().find(name.group()).orElse(null) instanceof Symbol.Array(var other)
            && other.dims().size() == array.dims().size();
    return isAlike ? name.group() + subscript() : name.group();
  }
}
