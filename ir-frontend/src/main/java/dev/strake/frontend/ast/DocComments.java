package dev.strake.frontend.ast;

import dev.strake.frontend.grammar.StrakeLexer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/// Finds the documentation of a declaration: the `///` lines directly above it.
final class DocComments {
  private static final int CHANNEL = 2;

  private DocComments() {}

  /// Their text without the slashes and one space, joined by line breaks; empty if there are none.
  static String before(ParserRuleContext declaration, CommonTokenStream tokens) {
    var first = declaration.getStart();
    var comments =
        Optional.ofNullable(tokens.getHiddenTokensToLeft(first.getTokenIndex(), CHANNEL));
    var lines = new ArrayDeque<String>();
    var line = first.getLine();
    for (var comment : comments.orElseGet(List::of).reversed()) {
      if (comment.getType() != StrakeLexer.DOC || comment.getLine() != line - 1) {
        break;
      }
      lines.addFirst(text(comment));
      line--;
    }
    return String.join("\n", lines);
  }

  private static String text(Token comment) {
    var text = comment.getText().substring("///".length());
    return text.startsWith(" ") ? text.substring(1).stripTrailing() : text.stripTrailing();
  }
}
