package dev.strake.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/// Reads JSON (RFC 8259). Numbers keep their text, so that nothing is rounded here.
final class JsonReader {
  private static final int MAX_DEPTH = 100;

  private final String text;
  private int position = 0;
  private int depth = 0;

  private JsonReader(String text) {
    this.text = text;
  }

  /// @throws WrongInput if the text is no JSON: where, and what is missing there
  static Json read(String text) {
    var reader = new JsonReader(text);
    var value = reader.value();
    reader.skipSpace();
    if (reader.position < text.length()) {
      throw reader.expected("the end");
    }
    return value;
  }

  private Json value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::array);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Truth(true));
      case 'f' -> word("false", new Json.Truth(false));
      case 'n' -> word("null", new Json.Nothing());
      default -> number();
    };
  }

  private Json nested(Supplier<Json> reading) {
    if (++depth > MAX_DEPTH) {
      throw expected("at most " + MAX_DEPTH + " brackets in each other");
    }
    var value = reading.get();
    depth--;
    return value;
  }

  private Json object() {
    var members = new LinkedHashMap<String, Json>();
    var more = !isEmpty('{', '}');
    while (more) {
      skipSpace();
      var name = string();
      skipSpace();
      require(':');
      members.put(name, value());
      more = hasMore('}');
    }
    return new Json.Object(members);
  }

  private Json array() {
    var items = new ArrayList<Json>();
    var more = !isEmpty('[', ']');
    while (more) {
      items.add(value());
      more = hasMore(']');
    }
    return new Json.Array(items);
  }

  private boolean isEmpty(char open, char close) {
    require(open);
    skipSpace();
    if (peek() != close) {
      return false;
    }
    position++;
    return true;
  }

  private boolean hasMore(char close) {
    skipSpace();
    if (peek() == close) {
      position++;
      return false;
    }
    require(',');
    return true;
  }

  private String string() {
    require('"');
    var value = new StringBuilder();
    while (peek() != '"') {
      var c = text.charAt(position++);
      if (c < ' ') {
        throw expected("\" before the end of the line");
      }
      value.append(c == '\\' ? escaped() : c);
    }
    position++;
    return value.toString();
  }

  private char escaped() {
    var c = peek();
    position++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> throw expected("an escape that JSON has");
    };
  }

  private char codeUnit() {
    var digits = text.substring(position, Math.min(position + 4, text.length()));
    if (!digits.matches("\\p{XDigit}{4}")) {
      throw expected("four hexadecimal digits");
    }
    position += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private Json number() {
    var end = position;
    while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    var digits = text.substring(position, end);
    if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?")) {
      throw expected("a value");
    }
    position = end;
    return new Json.Number(digits);
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, position)) {
      throw expected("a value");
    }
    position += word.length();
    return value;
  }

  private void require(char c) {
    if (peek() != c) {
      throw expected("'" + c + "'");
    }
    position++;
  }

  /// The next character, which must exist.
  private char peek() {
    if (position >= text.length()) {
      throw expected("more");
    }
    return text.charAt(position);
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private WrongInput expected(String what) {
    var line = text.substring(0, Math.min(position, text.length())).lines().count();
    return new WrongInput("line %d: expected %s".formatted(Math.max(line, 1), what));
  }
}
