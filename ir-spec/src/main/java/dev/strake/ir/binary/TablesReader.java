package dev.strake.ir.binary;

import dev.strake.ir.Size;
import dev.strake.ir.Type;
import dev.strake.ir.ViewType;
import java.util.List;

/// The strings and types that code refers to by their rows.
final class TablesReader {
  private final List<String> strings;
  private final List<Type> types;

  /// @param stringRows the section of strings
  /// @param typeRows the section of types
  TablesReader(ByteReader stringRows, ByteReader typeRows) {
    strings = stringRows.list(stringRows::text);
    stringRows.expectEnd();
    types = typeRows.list(() -> type(typeRows));
    typeRows.expectEnd();
  }

  List<String> strings() {
    return strings;
  }

  List<Type> types() {
    return types;
  }

  private Type type(ByteReader in) {
    return switch (in.code(Codes.TYPE)) {
      case SCALAR -> in.code(Codes.SCALAR);
      case VIEW -> {
        var element = in.code(Codes.SCALAR);
        var layout = in.code(Codes.LAYOUT);
        yield new ViewType(element, in.list(() -> size(in)), layout);
      }
    };
  }

  /// A size, in its place.
  Size size(ByteReader in) {
    return in.nested(
        () ->
            switch (in.code(Codes.SIZE)) {
              case CONSTANT -> new Size.Constant(in.signed());
              case SYMBOL -> new Size.Symbol(in.pick("string", strings));
              case COMBINED -> {
                var operator = in.code(Codes.OPERATOR);
                var left = size(in);
                yield new Size.Combined(operator, left, size(in));
              }
            });
  }
}
