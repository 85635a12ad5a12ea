package dev.strake.ir.text;

import dev.strake.ir.Layout;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Type;
import dev.strake.ir.ViewType;
import java.util.Arrays;
import java.util.Optional;

/// Reads sizes and types. Sizes come back as written, nothing is folded.
public final class TypeReader {
  private final TokenReader tokens;

  public TypeReader(TokenReader tokens) {
    this.tokens = tokens;
  }

  /// `f64`, `view<f64, [n, (m + 1)] unit>`.
  public Type type() {
    return tokens.isWord("view") ? view() : scalar();
  }

  public ScalarType scalar() {
    var word = tokens.peek();
    var type = ScalarType.named(word.kind() == Token.Kind.NAME ? word.text() : "");
    if (type.isEmpty()) {
      throw tokens.unexpected("a type");
    }
    tokens.next();
    return type.get();
  }

  private ViewType view() {
    tokens.expectWord("view");
    tokens.expect("<");
    var element = scalar();
    tokens.expect(",");
    tokens.expect("[");
    var dims = tokens.listUntil("]", this::size);
    var layout = Layout.STRIDED;
    if (tokens.peek().kind() == Token.Kind.NAME) {
      layout = layout();
    }
    tokens.expect(">");
    return new ViewType(element, dims, layout);
  }

  private Layout layout() {
    for (var layout : Layout.values()) {
      if (tokens.acceptWord(layout.mnemonic())) {
        return layout;
      }
    }
    throw tokens.unexpected("a layout (strided, unit, dense)");
  }

  /// Sums of products; both associate to the left.
  public Size size() {
    return tokens.nested(
        () -> {
          var left = product();
          var terms = 1;
          for (var op = operator("+", "-"); op.isPresent(); op = operator("+", "-")) {
            left = new Size.Combined(op.get(), left, product());
            tokens.limitDepth(++terms);
          }
          return left;
        });
  }

  private Size product() {
    var left = primary();
    var factors = 1;
    for (var op = operator("*", "/", "%"); op.isPresent(); op = operator("*", "/", "%")) {
      left = new Size.Combined(op.get(), left, primary());
      tokens.limitDepth(++factors);
    }
    return left;
  }

  /// Takes one of the marks if it comes next.
  private Optional<Size.Operator> operator(String... marks) {
    for (var mark : marks) {
      if (tokens.accept(mark)) {
        return named(mark);
      }
    }
    return Optional.empty();
  }

  private static Optional<Size.Operator> named(String mnemonic) {
    return Arrays.stream(Size.Operator.values())
        .filter(operator -> operator.mnemonic().equals(mnemonic))
        .findFirst();
  }

  private Size primary() {
    return switch (tokens.peek().kind()) {
      case NUMBER, MARK -> tokens.accept("(") ? parenthesised() : constant();
      case NAME -> tokens.peekSecond().is(Token.Kind.MARK, "(") ? call() : symbol();
      case STRING -> symbol();
      case VALUE, SITE, END -> throw tokens.unexpected("a size");
    };
  }

  private Size parenthesised() {
    var inner = size();
    tokens.expect(")");
    return inner;
  }

  private Size constant() {
    if (!tokens.isMark("-") && tokens.peek().kind() != Token.Kind.NUMBER) {
      throw tokens.unexpected("a size");
    }
    return new Size.Constant(new LiteralReader(tokens).bits(ScalarType.I64));
  }

  private Size symbol() {
    return new Size.Symbol(tokens.name());
  }

  /// `min(a, b)`, `max(a, b)`.
  private Size call() {
    var operator = named(tokens.peek().text());
    if (operator.isEmpty()) {
      throw tokens.unexpected("min or max");
    }
    tokens.next();
    tokens.expect("(");
    var left = size();
    tokens.expect(",");
    var right = size();
    tokens.expect(")");
    return new Size.Combined(operator.get(), left, right);
  }
}
