package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.ir.diag.SourceSpan;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Reads names and texts from the leaves of the parser's tree, where a leaf may be absent.
final class Terminals {
  private final Spans spans;
  private final Mistakes mistakes;
  private final SourceSpan nowhere;

  Terminals(Spans spans, Mistakes mistakes) {
    this.spans = spans;
    this.mistakes = mistakes;
    this.nowhere = spans.start();
  }

  /// The place of what could not be read at all.
  SourceSpan nowhere() {
    return nowhere;
  }

  /// The name; an empty one where the leaf is absent.
  Ast.Name name(TerminalNode node) {
    if (isAbsent(node)) {
      return new Ast.Name("", node == null ? nowhere : spans.of(node.getSymbol()));
    }
    return new Ast.Name(node.getText(), spans.of(node.getSymbol()));
  }

  /// The text between the quotes, with `\"`, `\\`, `\n` and `\t` replaced.
  String text(TerminalNode node) {
    if (isAbsent(node)) {
      return "";
    }
    var quoted = node.getText();
    var text = new StringBuilder();
    for (var i = 1; i < quoted.length() - 1; i++) {
      var c = quoted.charAt(i);
      text.append(c == '\\' ? escaped(quoted.charAt(++i), node.getSymbol()) : c);
    }
    return text.toString();
  }

  private char escaped(char letter, Token text) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '"', '\\' -> letter;
      default -> {
        mistakes.add(
            ErrorCode.UNKNOWN_ESCAPE
                .at(spans.of(text), letter)
                .withHelp("there are `\\\"`, `\\\\`, `\\n` and `\\t`"));
        yield letter;
      }
    };
  }

  private static boolean isAbsent(TerminalNode node) {
    return node == null || node instanceof ErrorNode;
  }
}
