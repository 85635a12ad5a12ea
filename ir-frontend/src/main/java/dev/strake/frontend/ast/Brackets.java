package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.grammar.StrakeLexer;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Makes brackets balance before the parser sees them: `f(a;` becomes `f(a);` and a stray `]` is
/// dropped, each with its report. A parser that meets a wrong bracket loses its place in the whole
/// file; one that never does can go on to the next mistake. The depth of nesting is limited here
/// too, because the parser recurses into brackets.
final class Brackets {
  /// Brackets open at the same time.
  static final int DEPTH_LIMIT = 100;

  private final Spans spans;
  private final Mistakes mistakes;
  private final List<Token> balanced = new ArrayList<>();
  private final Deque<Token> open = new ArrayDeque<>();
  private final Set<Integer> doubtfulOffsets;

  private Brackets(Spans spans, Mistakes mistakes, Set<Integer> doubtfulOffsets) {
    this.spans = spans;
    this.mistakes = mistakes;
    this.doubtfulOffsets = new HashSet<>(doubtfulOffsets);
  }

  /// The reading with balanced brackets; without tokens if there is no point in going on.
  static Tokens.Reading balance(Tokens.Reading reading, Spans spans, Mistakes mistakes) {
    var brackets = new Brackets(spans, mistakes, reading.doubtfulOffsets());
    for (var i = 0; i < reading.tokens().size(); i++) {
      var token = reading.tokens().get(i);
      brackets.accept(token, reading.tokens().subList(i + 1, reading.tokens().size()));
      if (brackets.open.size() > DEPTH_LIMIT) {
        mistakes.add(ErrorCode.TOO_DEEP.at(spans.of(token), DEPTH_LIMIT));
        return new Tokens.Reading(List.of(), Set.of());
      }
      if (mistakes.isFull()) {
        return new Tokens.Reading(List.of(), Set.of());
      }
    }
    return new Tokens.Reading(brackets.balanced, brackets.doubtfulOffsets);
  }

  private void accept(Token token, List<Token> rest) {
    switch (token.getType()) {
      case StrakeLexer.LPAREN, StrakeLexer.LBRACKET, StrakeLexer.LBRACE -> open.push(token);
      case StrakeLexer.RPAREN, StrakeLexer.RBRACKET, StrakeLexer.RBRACE -> {
        if (!close(token)) {
          return;
        }
      }
      // None of these can stand inside the brackets closed here.
      case StrakeLexer.SEMI -> {
        if (!isClosedBehind(token, rest)) {
          closeWhile(token, opener -> opener.getType() != StrakeLexer.LBRACE);
        }
      }
      case StrakeLexer.KERNEL, StrakeLexer.FN, StrakeLexer.IMPORT, Token.EOF ->
          closeWhile(token, _ -> true);
      default -> {}
    }
    balanced.add(token);
  }

  /// Whether the innermost bracket is closed on the line of a `;` that stands in it, as in `for (i
  /// = 0; i < n; i++) {` and `x: [f64; n]`. Then the `;` is what is wrong.
  private boolean isClosedBehind(Token semicolon, List<Token> rest) {
    if (open.isEmpty() || open.peek().getType() == StrakeLexer.LBRACE) {
      return false;
    }
    var depth = 0;
    for (var token : rest) {
      var type = token.getType();
      if (token.getLine() != semicolon.getLine() || isBrace(type)) {
        return false;
      }
      if (type == StrakeLexer.LPAREN || type == StrakeLexer.LBRACKET) {
        depth++;
      } else if (type == StrakeLexer.RPAREN || type == StrakeLexer.RBRACKET) {
        if (depth == 0) {
          return opening(type) == open.peek().getType();
        }
        depth--;
      }
    }
    return false;
  }

  private static boolean isBrace(int type) {
    return type == StrakeLexer.LBRACE || type == StrakeLexer.RBRACE || type == Token.EOF;
  }

  private interface Condition {
    boolean holds(Token opener);
  }

  /// Whether the closing bracket closes something; it is reported if not.
  private boolean close(Token closer) {
    var wanted = opening(closer.getType());
    if (open.stream().noneMatch(opener -> opener.getType() == wanted)) {
      mistakes.add(stray(closer));
      doubtfulOffsets.add(closer.getStartIndex());
      return false;
    }
    closeWhile(closer, opener -> opener.getType() != wanted);
    open.pop();
    return true;
  }

  private Diagnostic stray(Token closer) {
    var diagnostic = ErrorCode.STRAY_BRACKET.at(spans.of(closer), closer.getText());
    if (open.isEmpty()) {
      return diagnostic;
    }
    var opener = open.peek();
    return diagnostic.withLabels(
        List.of(
            diagnostic.labels().getFirst(),
            new Diagnostic.Label(spans.of(opener), "`" + opener.getText() + "` was opened here")));
  }

  /// Closes the innermost brackets in front of `next`, as long as the condition holds for them.
  private void closeWhile(Token next, Condition condition) {
    while (!open.isEmpty() && condition.holds(open.peek())) {
      var opener = open.pop();
      mistakes.add(ErrorCode.UNCLOSED_BRACKET.at(spans.of(opener), opener.getText()));
      balanced.add(closing(opener, next));
      doubtfulOffsets.add(next.getStartIndex());
      if (opener.getType() != StrakeLexer.LBRACE) {
        markBetween(opener, next);
      }
    }
  }

  private void markBetween(Token opener, Token next) {
    balanced.reversed().stream()
        .takeWhile(token -> token != opener)
        .forEach(token -> doubtfulOffsets.add(token.getStartIndex()));
    doubtfulOffsets.add(next.getStartIndex());
  }

  private static Token closing(Token opener, Token next) {
    var type =
        switch (opener.getType()) {
          case StrakeLexer.LPAREN -> StrakeLexer.RPAREN;
          case StrakeLexer.LBRACKET -> StrakeLexer.RBRACKET;
          default -> StrakeLexer.RBRACE;
        };
    var closer = new CommonToken(next);
    closer.setType(type);
    closer.setText("");
    closer.setStopIndex(next.getStartIndex() - 1);
    return closer;
  }

  private static int opening(int closerType) {
    return switch (closerType) {
      case StrakeLexer.RPAREN -> StrakeLexer.LPAREN;
      case StrakeLexer.RBRACKET -> StrakeLexer.LBRACKET;
      default -> StrakeLexer.LBRACE;
    };
  }
}
