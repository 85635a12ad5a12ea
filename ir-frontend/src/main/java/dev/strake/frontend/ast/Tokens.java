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
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Reads the tokens of a source, comments included, and reports what is none.
final class Tokens {
  /// Digits of a number; the time to read one grows with their square.
  private static final int LONGEST_NUMBER = 1000;

  /// What people type or paste instead of a character of the language.
  private static final Map<Character, String> MEANT =
      Map.of(
          '\u2212', "write `-`",
          '\u00d7', "write `*`",
          '\u00f7', "write `/`",
          '\u2264', "write `<=`",
          '\u2265', "write `>=`",
          '\u2260', "write `!=`",
          '\u201c', "texts stand in `\"`",
          '\u201d', "texts stand in `\"`",
          '\'', "texts stand in `\"`",
          '#', "comments start with `//`");

  private final Spans spans;
  private final Mistakes mistakes;
  private final List<Token> tokens = new ArrayList<>();
  private final Set<Integer> doubtfulOffsets = new HashSet<>();
  private boolean isNextDoubtful;

  private Tokens(Spans spans, Mistakes mistakes) {
    this.spans = spans;
    this.mistakes = mistakes;
  }

  /// Tokens, and the offsets of those behind something that was left out: what the parser says
  /// there would only repeat what was said here.
  record Reading(List<Token> tokens, Set<Integer> doubtfulOffsets) {}

  /// The tokens up to and with the end of file, or up to the mistake that was one too many.
  static Reading read(Source source, Spans spans, Mistakes mistakes) {
    var reading = new Tokens(spans, mistakes);
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
      case StrakeLexer.MALFORMED_NUMBER -> keepAsNumber(token, "");
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
    var character = first.getText().charAt(0);
    mistakes.add(
        ErrorCode.UNKNOWN_CHARACTER
            .at(Spans.cover(spans.of(first), spans.of(last)), shown(character))
            .withHelp(MEANT.getOrDefault(character, "")));
    isNextDoubtful = true;
    return next;
  }

  private static String shown(char character) {
    var isPlain = character > ' ' && character < 0x7f || Character.isLetterOrDigit(character);
    return isPlain || MEANT.containsKey(character)
        ? "`" + character + "`"
        : "U+%04X".formatted((int) character);
  }

  private static Token retyped(Token token, int type, String text) {
    var copy = new CommonToken(token);
    copy.setType(type);
    copy.setText(text);
    return copy;
  }
}
