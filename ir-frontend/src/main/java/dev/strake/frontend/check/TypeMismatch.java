package dev.strake.frontend.check;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.ast.Ast.Expr;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.List;
import java.util.Set;

/// An expression of another type than its place needs, and the way out.
///
/// A variable that got its type from a literal, `var s = 0;`, was most often meant to have the
/// other type; then the declaration is to be changed and not the use.
///
/// @param because marks what decides the wanted type, if that is elsewhere
record TypeMismatch(
    Body body,
    Expr expression,
    ScalarType found,
    ScalarType wanted,
    List<Diagnostic.Label> because) {
  private static final Set<Character> BINDING_TIGHTER = Set.of(']', '-', '!', '~');

  Diagnostic diagnostic() {
    var diagnostic =
        ErrorCode.TYPE_MISMATCH
            .at(expression.span(), found, wanted)
            .withLabels(body.labels(expression.span(), because));
    if (wanted.isBool()) {
      return replaced(diagnostic, "compare it: `%s`", "%s != 0");
    }
    if (found.isComplex() && !wanted.isComplex()) {
      var quoted = body.quoted(expression);
      var argument = quoted.startsWith("(") ? quoted : "(" + quoted + ")";
      return diagnostic.withHelp("take one part: `real%s`".formatted(argument));
    }
    for (var label : because) {
      if (body.isTypedByLiteral(label.span())) {
        return declared(diagnostic, label.span(), found);
      }
    }
    if (expression instanceof Expr.Use(var name)) {
      var symbol = body.scope().find(name.text());
      if (symbol.isPresent() && body.isTypedByLiteral(symbol.get().declared())) {
        return declared(diagnostic, symbol.get().declared(), wanted);
      }
    }
    return replaced(diagnostic, "convert it: `%s`", "%s as " + wanted);
  }

  private Diagnostic declared(Diagnostic diagnostic, SourceSpan name, ScalarType type) {
    var written = body.source().text(name) + ": " + type;
    return diagnostic.withEdit(
        "say its type where it is declared: `" + written + "`", name, written);
  }

  private Diagnostic replaced(Diagnostic diagnostic, String help, String form) {
    var shown = form.formatted(body.quoted(expression));
    var replacement = form.formatted(body.operand(expression));
    return diagnostic.withEdit(
        help.formatted(shown),
        expression.span(),
        standsAlone() ? replacement : "(" + replacement + ")");
  }

  /// Whether nothing before the expression binds tighter than `as`: a prefix operator, or the
  /// ranges of a reduction.
  private boolean standsAlone() {
    var before = body.source().textBefore(expression.span()).stripTrailing();
    return before.isEmpty() || !BINDING_TIGHTER.contains(before.charAt(before.length() - 1));
  }
}
