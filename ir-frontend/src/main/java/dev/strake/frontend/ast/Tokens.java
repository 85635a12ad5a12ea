package dev.strake.frontend.ast;

import dev.strake.frontend.ErrorCode;
import dev.strake.frontend.Mistakes;
import dev.strake.frontend.Source;
import dev.strake.frontend.grammar.StrakeLexer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Reads the tokens of a source, comments included, and reports what is none.
final class Tokens {
  /// Digits of a number; the time to read one grows with their square.
  private static final int LONGEST_NUMBER = 1000;

  /// A number as C, Java and Rust mark its type.
  private static final Pattern SUFFIXED =
      Pattern.compile("([0-9][0-9_]*(?:\\.[0-9_]+)?)_?(?:[fFdDlLuU]+|[fiu](?:8|16|32|64))");

  /// What people type or paste instead of a character of the language.
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("\u2212", "write `-`"),
          Map.entry("\u00d7", "write `*`"),
          Map.entry("\u00f7", "write `/`"),
          Map.entry("\u2264", "write `<=`"),
          Map.entry("\u2265", "write `>=`"),
          Map.entry("\u2260", "write `!=`"),
          Map.entry("\u201c", "texts stand in `\"`"),
          Map.entry("\u201d", "texts stand in `\"`"),
          Map.entry("'", "texts stand in `\"`"),
          Map.entry("#", "comments start with `//`"),
          Map.entry("?", "a choice is written `if c { a } else { b }`"),
          Map.entry("\\", "a statement may go on in the next line without a sign for it"),
          Map.entry("\u00b7", "write `*`"),
          Map.entry("\u00b2", "write a product: `a * a`"),
          Map.entry("\u221e", "write `inf`"),
          Map.entry("\u2192", "write `->`"),
          Map.entry("\u2026", "write `..`"),
          Map.entry("\u2013", "write `-`"),
          Map.entry("\u2014", "write `-`"),
          Map.entry("\u00a0", "this is a space that doesn't break; write a plain one"),
          Map.entry("\ufffd", "the file is not UTF-8 text here"));

  private final String text;
  private final Spans spans;
  private final Mistakes mistakes;
  private final List<Token> tokens = new ArrayList<>();
  private final Set<Integer> doubtfulOffsets = new HashSet<>();
  private boolean isNextDoubtful;

  private Tokens(String text, Spans spans, Mistakes mistakes) {
    this.text = text;
    this.spans = spans;
    this.mistakes = mistakes;
  }

  /// Tokens, and the offsets of those behind something that was left out: what the parser says
  /// there would only repeat what was said here.
  record Reading(List<Token> tokens, Set<Integer> doubtfulOffsets) {}

  /// The tokens up to and with the end of file, or up to the mistake that was one too many.
  static Reading read(Source source, Spans spans, Mistakes mistakes) {
    var reading = new Tokens(source.text(), spans, mistakes);
    var lexer = new StrakeLexer(CharStreams.fromString(withoutSurrogates(source.text())));
    lexer.removeErrorListeners();
    var token = lexer.nextToken();
    while (token.getType() != Token.EOF && !mistakes.isFull()) {
      token = reading.accept(token, lexer);
    }
    reading.keep(token);
    return new Reading(reading.tokens, reading.doubtfulOffsets);
  }

  /// ANTLR counts code points, we count UTF-16 units: with every surrogate replaced these are the
  /// same, and no character outside the basic plane is legal but in comments and texts.
  private static String withoutSurrogates(String text) {
    if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
      return text;
    }
    var units = text.toCharArray();
    for (var i = 0; i < units.length; i++) {
      units[i] = Character.isSurrogate(units[i]) ? '\ufffd' : units[i];
    }
    return new String(units);
  }

  /// Keeps the token or reports it, and returns the next one.
  private Token accept(Token token, StrakeLexer lexer) {
    switch (token.getType()) {
      case StrakeLexer.UNKNOWN -> {
        return skipUnknown(token, lexer);
      }
      case StrakeLexer.BLOCK_COMMENT ->
          mistakes.add(
              ErrorCode.BLOCK_COMMENT.at(spans.of(token)).withHelp("write `//` on each line"));
      case StrakeLexer.STRING, StrakeLexer.DOC -> keep(original(token));
      case StrakeLexer.MALFORMED_NUMBER -> keepAsNumber(token, withoutSuffix(token.getText()));
      case StrakeLexer.INTEGER, StrakeLexer.DECIMAL -> {
        if (token.getText().length() > LONGEST_NUMBER) {
          keepAsNumber(token, "a number has at most " + LONGEST_NUMBER + " digits");
        } else {
          keep(token);
        }
      }
      case StrakeLexer.UNCLOSED_STRING -> {
        mistakes.add(ErrorCode.UNCLOSED_TEXT.at(spans.of(token)));
        keep(retyped(token, StrakeLexer.STRING, "\"\""));
        isNextDoubtful = true;
      }
      default -> keep(token);
    }
    return lexer.nextToken();
  }

  /// What to say of numbers like `0.5f` and `10L`; empty text for all others.
  private static String withoutSuffix(String number) {
    var parts = SUFFIXED.matcher(number);
    return parts.matches()
        ? "a number has no suffix; its type follows from its place: `" + parts.group(1) + "`"
        : "";
  }

  /// Reports what is no number, and goes on as if it were one.
  private void keepAsNumber(Token token, String help) {
    mistakes.add(ErrorCode.MALFORMED_NUMBER.at(spans.of(token), token.getText()).withHelp(help));
    keep(retyped(token, StrakeLexer.INTEGER, "0"));
  }

  private void keep(Token token) {
    tokens.add(token);
    if (isNextDoubtful && token.getChannel() == Token.DEFAULT_CHANNEL) {
      doubtfulOffsets.add(token.getStartIndex());
      isNextDoubtful = false;
    }
  }

  /// Reports a run of foreign characters as one mistake.
  private Token skipUnknown(Token first, StrakeLexer lexer) {
    var last = first;
    var next = lexer.nextToken();
    while (next.getType() == StrakeLexer.UNKNOWN && next.getLine() == first.getLine()) {
      last = next;
      next = lexer.nextToken();
    }
    var character = text.codePointAt(first.getStartIndex());
    mistakes.add(
        ErrorCode.UNKNOWN_CHARACTER
            .at(Spans.cover(spans.of(first), spans.of(last)), shown(character))
            .withHelp(MEANT.getOrDefault(Character.toString(character), "")));
    isNextDoubtful = true;
    return next;
  }

  private static String shown(int character) {
    var isPlain =
        character > ' ' && character < 0x7f
            || Character.isLetterOrDigit(character)
            || Character.getType(character) == Character.MATH_SYMBOL;
    return isPlain ? "`" + Character.toString(character) + "`" : "U+%04X".formatted(character);
  }

  /// The token with its text as it is in the source, no surrogates replaced.
  private Token original(Token token) {
    var written = text.substring(token.getStartIndex(), token.getStopIndex() + 1);
    return retyped(token, token.getType(), written);
  }

  private static Token retyped(Token token, int type, String newText) {
    var copy = new CommonToken(token);
    copy.setType(type);
    copy.setText(newText);
    return copy;
  }
}
