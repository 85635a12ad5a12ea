package dev.strake.ir.text;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Cuts the text form into [Token]s. Spaces and line ends only separate; `;` starts a comment that
/// ends with its line.
final class IrLexer {
  private static final List<String> MARKS =
      List.of(
          "..=", "..", "->", "(", ")", "{", "}", "[", "]", "<", ">", ",", ":", "=", "+", "-", "*",
          "/", "%");

  private final String source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int line = 1;
  private int lineStart;

  private IrLexer(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /// All tokens of `text`, the last one `END`; `source` names the text in messages.
  ///
  /// @throws CompileException I0001 at a character that starts no token, an open string, an escape
  ///   that is none
  static List<Token> tokens(String source, String text) {
    var lexer = new IrLexer(source, text);
    while (lexer.skipSpace()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, "", lexer.position);
    return lexer.tokens;
  }

  /// Whether `text` is a [Token.Kind#NAME] and needs no quotes.
  static boolean isName(String text) {
    var lexer = new IrLexer("", text);
    return !text.isEmpty() && isNameStart(text.charAt(0)) && lexer.nameEnd() == text.length();
  }

  private boolean skipSpace() {
    while (position < text.length()) {
      var c = text.charAt(position);
      if (c == '\n') {
        line++;
        lineStart = position + 1;
      } else if (c == ';') {
        position = lineEnd() - 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return true;
      }
      position++;
    }
    return false;
  }

  private int lineEnd() {
    var end = text.indexOf('\n', position);
    return end < 0 ? text.length() : end;
  }

  private void next() {
    var start = position;
    var c = text.charAt(position);
    if (isNameStart(c)) {
      position = nameEnd();
      add(Token.Kind.NAME, text.substring(start, position), start);
    } else if (isDigit(c)) {
      position = numberEnd();
      add(Token.Kind.NUMBER, text.substring(start, position), start);
    } else if ((c == '%' || c == '!') && isDigit(at(position + 1))) {
      position = end(position + 1, IrLexer::isDigit);
      var kind = c == '%' ? Token.Kind.VALUE : Token.Kind.SITE;
      add(kind, text.substring(start + 1, position), start);
    } else if (c == '"') {
      string();
    } else {
      mark();
    }
  }

  private void mark() {
    for (var mark : MARKS) {
      if (text.startsWith(mark, position)) {
        position += mark.length();
        add(Token.Kind.MARK, mark, position - mark.length());
        return;
      }
    }
    throw error(
        "`" + Character.toString(text.codePointAt(position)) + "` starts nothing", position);
  }

  private void string() {
    var start = position;
    var contents = new StringBuilder();
    position++;
    while (at(position) != '"') {
      if (position >= text.length() || at(position) == '\n') {
        throw error("this string has no closing quote on its line", start);
      }
      contents.append(at(position) == '\\' ? escape() : at(position));
      position++;
    }
    position++;
    add(Token.Kind.STRING, contents.toString(), start);
  }

  /// The character that the escape at `position` stands for; leaves `position` at its last one.
  private char escape() {
    var start = position++;
    return switch (at(position)) {
      case '"' -> '"';
      case '\\' -> '\\';
      case 'n' -> '\n';
      case 'u' -> {
        var digits = end(position + 1, IrLexer::isHexDigit);
        if (digits < position + 5) {
          throw error("`\\u` needs four hex digits", start);
        }
        position += 4;
        yield (char) Integer.parseInt(text, position - 3, position + 1, 16);
      }
      default -> throw error("escapes are \\\" \\\\ \\n \\uXXXX", start);
    };
  }

  private int nameEnd() {
    var end = end(position, IrLexer::isNamePart);
    while (at(end) == '.' && isNameStart(at(end + 1))) {
      end = end(end + 1, IrLexer::isNamePart);
    }
    return end;
  }

  private int numberEnd() {
    var isHex = at(position) == '0' && (at(position + 1) == 'x' || at(position + 1) == 'X');
    IntPredicate digit = isHex ? IrLexer::isHexDigit : IrLexer::isDigit;
    var end = end(isHex ? position + 2 : position, digit);
    if (at(end) == '.' && digit.test(at(end + 1))) {
      end = end(end + 1, digit);
    }
    var exponent = Character.toLowerCase(at(end));
    if (exponent == (isHex ? 'p' : 'e')) {
      var sign = at(end + 1) == '-' || at(end + 1) == '+' ? 1 : 0;
      end = end(end + 1 + sign, IrLexer::isDigit);
    }
    return end;
  }

  /// The first position from `start` on whose character does not match.
  private int end(int start, IntPredicate matches) {
    var end = start;
    while (end < text.length() && matches.test(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// The character at a position; a NUL beyond the end.
  private char at(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private void add(Token.Kind kind, String contents, int start) {
    tokens.add(new Token(kind, contents, span(start, position)));
  }

  private SourceSpan span(int start, int end) {
    return new SourceSpan(source, line, start - lineStart + 1, line, end - lineStart + 1);
  }

  private CompileException error(String message, int start) {
    return new CompileException(Diagnostic.error("I0001", span(start, start + 1), message));
  }

  private static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  private static boolean isNamePart(int c) {
    return isNameStart(c) || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
