package dev.strake.ir.text;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Walks over the tokens of a text and collects what is wrong with it. Public for other texts made
/// of the same words.
///
/// A text that can't be read on (I0001, I0002, I0006) ends the walk with a [CompileException] that
/// holds everything collected; any other mistake is collected and reading goes on.
public final class TokenReader {
  /// How deep regions and sizes may nest.
  private static final int MAX_DEPTH = 200;

  private final List<Token> tokens;
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private int position;
  private int depth;

  private TokenReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// At the start of `text`; `source` names it in messages.
  ///
  /// @throws CompileException I0001 if it can't be cut into tokens
  public static TokenReader of(String source, String text) {
    return new TokenReader(IrLexer.tokens(source, text));
  }

  public Token peek() {
    return tokens.get(position);
  }

  /// The token after the next.
  public Token peekSecond() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1));
  }

  public Token next() {
    var token = tokens.get(position);
    if (token.kind() != Token.Kind.END) {
      position++;
    }
    return token;
  }

  public boolean isMark(String mark) {
    return peek().is(Token.Kind.MARK, mark);
  }

  public boolean isWord(String word) {
    return peek().is(Token.Kind.NAME, word);
  }

  /// Takes the mark if it comes next.
  public boolean accept(String mark) {
    if (!isMark(mark)) {
      return false;
    }
    next();
    return true;
  }

  /// Takes the word if it comes next.
  public boolean acceptWord(String word) {
    if (!isWord(word)) {
      return false;
    }
    next();
    return true;
  }

  public void expect(String mark) {
    if (!accept(mark)) {
      throw unexpected("`" + mark + "`");
    }
  }

  public void expectWord(String word) {
    if (!acceptWord(word)) {
      throw unexpected("`" + word + "`");
    }
  }

  public Token expect(Token.Kind kind) {
    if (peek().kind() != kind) {
      throw unexpected(kind.description());
    }
    return next();
  }

  /// A name, quoted or not.
  public String name() {
    return peek().kind() == Token.Kind.STRING ? next().text() : expect(Token.Kind.NAME).text();
  }

  /// A count that fits an `int`.
  public int count(Token.Kind kind) {
    var token = expect(kind);
    try {
      return Integer.parseInt(token.text());
    } catch (NumberFormatException _) {
      throw mistake("I0005", token.span(), token.shown() + " is no number from 0 to 2147483647");
    }
  }

  /// Items up to `close`, separated by commas; takes `close`.
  public <T> List<T> listUntil(String close, Supplier<T> item) {
    if (accept(close)) {
      return List.of();
    }
    var items = list(item);
    expect(close);
    return items;
  }

  /// One or more items separated by commas.
  public <T> List<T> list(Supplier<T> item) {
    var items = new ArrayList<T>();
    do {
      items.add(item.get());
    } while (accept(","));
    return items;
  }

  /// Reads something that may hold itself again.
  public <T> T nested(Supplier<T> read) {
    limitDepth(++depth);
    var result = read.get();
    depth--;
    return result;
  }

  /// Refuses what would overflow the stack of those who walk over it later.
  public void limitDepth(int levels) {
    if (levels > MAX_DEPTH) {
      throw mistake("I0006", peek().span(), "nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  /// From the token `first` to the one read last.
  public SourceSpan since(Token first) {
    var last = tokens.get(Math.max(position - 1, 0)).span();
    var start = first.span();
    return new SourceSpan(
        start.source(), start.line(), start.column(), last.endLine(), last.endColumn());
  }

  public CompileException unexpected(String expected) {
    return mistake("I0002", peek().span(), "expected " + expected + ", found " + peek().shown());
  }

  /// Ends the reading.
  public CompileException mistake(String code, SourceSpan span, String message) {
    report(code, span, message);
    return new CompileException(mistakes);
  }

  /// Notes a mistake that reading can go on after.
  public void report(String code, SourceSpan span, String message) {
    mistakes.add(Diagnostic.error(code, span, message));
  }

  /// @throws CompileException if anything was reported
  public void throwMistakes() {
    if (!mistakes.isEmpty()) {
      throw new CompileException(mistakes);
    }
  }
}
