package dev.strake.frontend.ast;

import dev.strake.frontend.grammar.StrakeLexer;
import dev.strake.ir.diag.SourceSpan;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/// Places of tokens in a source.
final class Spans {
  private final String source;

  Spans(String source) {
    this.source = source;
  }

  /// The very beginning of the source.
  SourceSpan start() {
    return new SourceSpan(source, 1, 1, 1, 1);
  }

  SourceSpan of(Token token) {
    var line = token.getLine();
    var column = token.getCharPositionInLine() + 1;
    if (token.getType() == Token.EOF || token.getStopIndex() < token.getStartIndex()) {
      return new SourceSpan(source, line, column, line, column);
    }
    if (token.getType() != StrakeLexer.BLOCK_COMMENT) {
      var length = token.getStopIndex() - token.getStartIndex() + 1;
      return new SourceSpan(source, line, column, line, column + length);
    }
    var text = token.getText();
    var lines = (int) text.chars().filter(c -> c == '\n').count();
    var endColumn = lines == 0 ? column + text.length() : text.length() - text.lastIndexOf('\n');
    return new SourceSpan(source, line, column, line + lines, endColumn);
  }

  /// From the start of `first` to the end of `last`; `first` alone if they are the wrong way round,
  /// as in a rule that matched nothing.
  SourceSpan of(Token first, Token last) {
    return last == null || last.getTokenIndex() < first.getTokenIndex()
        ? of(first)
        : cover(of(first), of(last));
  }

  SourceSpan of(ParserRuleContext context) {
    return of(context.getStart(), context.getStop());
  }

  /// The place just behind a token.
  SourceSpan after(Token token) {
    var span = of(token);
    return new SourceSpan(
        source, span.endLine(), span.endColumn(), span.endLine(), span.endColumn());
  }

  static SourceSpan cover(SourceSpan first, SourceSpan last) {
    return new SourceSpan(
        first.source(), first.line(), first.column(), last.endLine(), last.endColumn());
  }
}
