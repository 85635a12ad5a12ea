package dev.strake.ir.text;

import dev.strake.ir.Layout;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Type;
import dev.strake.ir.ViewType;
import java.util.stream.Collectors;

/// How names, sizes and types are written.
final class TypeText {
  private TypeText() {}

  static String print(Type type) {
    return switch (type) {
      case ScalarType scalar -> scalar.mnemonic();
      case ViewType(var element, var dims, var layout) -> {
        var sizes = dims.stream().map(TypeText::print).collect(Collectors.joining(", "));
        var suffix = layout == Layout.STRIDED ? "" : " " + layout.mnemonic();
        yield "view<" + element.mnemonic() + ", [" + sizes + "]" + suffix + ">";
      }
    };
  }

  static String print(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> Long.toString(value);
      case Size.Symbol(var symbol) -> name(symbol);
      case Size.Combined(var operator, var left, var right) ->
          switch (operator) {
            case ADD, SUB, MUL, FLOORDIV, FLOORMOD ->
                "(" + print(left) + " " + operator.mnemonic() + " " + print(right) + ")";
            case MIN, MAX -> operator.mnemonic() + "(" + print(left) + ", " + print(right) + ")";
          };
    };
  }

  /// A name, in quotes if it would not be read as one.
  static String name(String text) {
    return IrLexer.isName(text) ? text : quoted(text);
  }

  static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (var c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
