package dev.strake.ir.text;

import dev.strake.ir.ScalarType;

/// Reads one scalar literal: `-12`, `0x1.8p-3`, `nan`, `true`, `bits(0x7fc00001)`.
public final class LiteralReader {
  private final TokenReader tokens;

  public LiteralReader(TokenReader tokens) {
    this.tokens = tokens;
  }

  /// The raw bits of the literal that comes next; 0 if it does not fit the type, which is reported.
  public long bits(ScalarType type) {
    var first = tokens.peek();
    if (tokens.acceptWord("bits")) {
      return rawBits();
    }
    var sign = tokens.accept("-") ? "-" : "";
    var kind = tokens.peek().kind();
    if (kind != Token.Kind.NUMBER && kind != Token.Kind.NAME) {
      throw tokens.unexpected("a literal");
    }
    var text = sign + tokens.next().text();
    try {
      return ScalarText.parse(type, text);
    } catch (NumberFormatException _) {
      tokens.report("I0005", tokens.since(first), "`" + text + "` is no " + type);
      return 0;
    }
  }

  private long rawBits() {
    tokens.expect("(");
    var token = tokens.expect(Token.Kind.NUMBER);
    tokens.expect(")");
    try {
      return Long.parseUnsignedLong(token.text().replaceFirst("^0[xX]", ""), 16);
    } catch (NumberFormatException _) {
      tokens.report("I0005", token.span(), token.shown() + " is no 64 bits in hex");
      return 0;
    }
  }
}
