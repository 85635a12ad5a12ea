package dev.strake.ir.text;

import dev.strake.ir.diag.SourceSpan;

/// One word of the text form. `text` is what it says without decoration: the digits of `%12`, the
/// contents of `"a b"` with escapes resolved.
public record Token(Kind kind, String text, SourceSpan span) {
  /// What sort of word it is.
  public enum Kind {
    /// `add`, `f64`, `std.math.exp`
    NAME("a name"),
    /// `"index \"i\""`
    STRING("a string"),
    /// `%12`
    VALUE("a value"),
    /// `!3`
    SITE("a site"),
    /// `12`, `0xff`, `0x1.8p-3`, `1.5e3`; the sign is a token of its own
    NUMBER("a number"),
    /// `(`, `..=`, `->` and the like
    MARK("a mark"),
    END("the end of the text");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  public boolean is(Kind otherKind, String otherText) {
    return kind == otherKind && text.equals(otherText);
  }

  /// As the reader of a message would see it in the text.
  public String shown() {
    return switch (kind) {
      case NAME, NUMBER, MARK -> "`" + text + "`";
      case STRING -> "a string";
      case VALUE -> "`%" + text + "`";
      case SITE -> "`!" + text + "`";
      case END -> kind.description();
    };
  }
}
