package dev.strake.ndarray.npy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Parses the Python literal in a `.npy` header.
///
/// ```
/// literal    = text | whole | "True" | "False" | "None" | tuple | sequence | dictionary
/// text       = "'" characters "'" | '"' characters '"'       without backslashes
/// whole      = ["-" | "+"] digits ["L"]                      "L" as Python 2 wrote it
/// tuple      = "(" [literal {"," literal} [","]] ")"         one item needs its comma
/// sequence   = "[" [literal {"," literal} [","]] "]"
/// dictionary = "{" [entry {"," entry} [","]] "}"             entry = literal ":" literal
/// ```
final class PythonLiteralParser {
  /// No header nests deeper; hostile ones must not exhaust the Java stack.
  private static final int MAX_DEPTH = 32;

  private static final int END = -1;

  private final Path file;
  private final String text;
  private int at;

  private PythonLiteralParser(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /// @param file for messages
  static PythonLiteral parse(Path file, String text) throws NpyFormatException {
    var parser = new PythonLiteralParser(file, text);
    var literal = parser.literal(0);
    if (parser.peek() != END) {
      throw parser.unexpected("the end of the header");
    }
    return literal;
  }

  private PythonLiteral literal(int depth) throws NpyFormatException {
    if (depth > MAX_DEPTH) {
      throw new NpyFormatException(file, "its header is nested too deeply; save the array again");
    }
    int first = peek();
    return switch (first) {
      case '\'', '"' -> quoted((char) first);
      case '(' -> tuple(depth);
      case '[' -> new PythonLiteral.Sequence(items(']', depth).list());
      case '{' -> dictionary(depth);
      case '-', '+' -> whole();
      default -> Character.isLetter(first) ? name() : whole();
    };
  }

  private PythonLiteral quoted(char quote) throws NpyFormatException {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw unexpected("a closing quote for the text");
    }
    String value = text.substring(at + 1, end);
    if (value.contains("\\")) {
      throw unexpected("a text without backslashes");
    }
    at = end + 1;
    return new PythonLiteral.Text(value);
  }

  private PythonLiteral whole() throws NpyFormatException {
    int start = at;
    if (peek() == '-' || peek() == '+') {
      at++;
    }
    int firstDigit = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == firstDigit) {
      throw unexpected("a value");
    }
    var value = new BigInteger(text.substring(start, at));
    if (at < text.length() && text.charAt(at) == 'L') {
      at++;
    }
    return new PythonLiteral.Whole(value);
  }

  private PythonLiteral name() throws NpyFormatException {
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return switch (text.substring(start, at)) {
      case "True" -> new PythonLiteral.Truth(true);
      case "False" -> new PythonLiteral.Truth(false);
      case "None" -> new PythonLiteral.None();
      default -> {
        at = start;
        throw unexpected("a value");
      }
    };
  }

  /// A single item in parentheses without a comma is that item.
  private PythonLiteral tuple(int depth) throws NpyFormatException {
    var items = items(')', depth);
    return items.list().size() == 1 && !items.endsWithComma()
        ? items.list().getFirst()
        : new PythonLiteral.Tuple(items.list());
  }

  private Items items(char close, int depth) throws NpyFormatException {
    at++;
    var list = new ArrayList<PythonLiteral>();
    boolean endsWithComma = false;
    while (peek() != close) {
      list.add(literal(depth + 1));
      endsWithComma = comma(close);
    }
    at++;
    return new Items(list, endsWithComma);
  }

  private PythonLiteral dictionary(int depth) throws NpyFormatException {
    at++;
    var entries = new ArrayList<PythonLiteral.Entry>();
    while (peek() != '}') {
      var key = literal(depth + 1);
      if (peek() != ':') {
        throw unexpected("':'");
      }
      at++;
      entries.add(new PythonLiteral.Entry(key, literal(depth + 1)));
      comma('}');
    }
    at++;
    return new PythonLiteral.Dictionary(entries);
  }

  /// Takes a comma if there is one; without one, the bracket must close here.
  private boolean comma(char close) throws NpyFormatException {
    int next = peek();
    if (next == ',') {
      at++;
      return true;
    }
    if (next != close) {
      throw unexpected("',' or '" + close + "'");
    }
    return false;
  }

  /// The next character that is no white space, or [#END].
  private int peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : END;
  }

  private NpyFormatException unexpected(String expected) {
    String found = at < text.length() ? printable(text.charAt(at)) : "its end";
    return new NpyFormatException(
        file,
        "its header is damaged: expected %s at character %d, found %s; save the array again"
            .formatted(expected, at, found));
  }

  private static String printable(char found) {
    return found > ' ' && found < 127 ? "'" + found + "'" : "\\u%04x".formatted((int) found);
  }

  private record Items(List<PythonLiteral> list, boolean endsWithComma) {}
}
