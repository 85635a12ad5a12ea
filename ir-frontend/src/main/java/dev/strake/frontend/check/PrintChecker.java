package dev.strake.frontend.check;

import dev.strake.frontend.ast.Ast.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks `print "at", i, x[i];`: texts and values in any order, shown with a space between them.
final class PrintChecker {
  private PrintChecker() {}

  static Optional<Typed.Stmt> check(Stmt.Print print, ExpressionChecker expressions) {
    var texts = new ArrayList<String>();
    var values = new ArrayList<Typed.Expr>();
    var text = new StringBuilder();
    var isWhole = true;
    for (var part : print.parts()) {
      text.append(part == print.parts().getFirst() ? "" : " ");
      switch (part) {
        case Stmt.Printed.Text(var words) -> text.append(words);
        case Stmt.Printed.Value(var value) -> {
          var typed = expressions.check(value, Wanted.ANYTHING);
          isWhole &= typed.isPresent();
          typed.ifPresent(values::add);
          texts.add(text.toString());
          text.setLength(0);
        }
      }
    }
    texts.add(text.toString());
    return isWhole
        ? Optional.of(new Typed.Stmt.Print(List.copyOf(texts), List.copyOf(values), print.span()))
        : Optional.empty();
  }
}
