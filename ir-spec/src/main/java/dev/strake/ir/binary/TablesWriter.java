package dev.strake.ir.binary;

import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Type;
import dev.strake.ir.ViewType;
import dev.strake.ir.binary.Tag.SizeTag;
import dev.strake.ir.binary.Tag.TypeTag;
import dev.strake.ir.diag.CompilerError;
import java.util.HashMap;
import java.util.Map;

/// The strings and types of a program, each once, in the order of their first use.
final class TablesWriter {
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<Type, Integer> types = new HashMap<>();
  private final ByteWriter stringRows = new ByteWriter();
  private final ByteWriter typeRows = new ByteWriter();

  /// The row of a string.
  int string(String text) {
    var row = strings.putIfAbsent(text, strings.size());
    if (row != null) {
      return row;
    }
    stringRows.text(text);
    return strings.size() - 1;
  }

  /// The row of a type.
  int type(Type type) {
    var row = types.putIfAbsent(type, types.size());
    if (row != null) {
      return row;
    }
    switch (type) {
      case ScalarType scalar ->
          typeRows.code(Codes.TYPE, TypeTag.SCALAR).code(Codes.SCALAR, scalar);
      case ViewType(var element, var dims, var layout) -> {
        typeRows.code(Codes.TYPE, TypeTag.VIEW).code(Codes.SCALAR, element);
        typeRows.code(Codes.LAYOUT, layout).unsigned(dims.size());
        dims.forEach(dim -> size(typeRows, dim));
      }
    }
    return types.size() - 1;
  }

  /// A size, in its place.
  void size(ByteWriter out, Size size) {
    size(out, size, 1);
  }

  private void size(ByteWriter out, Size size, int depth) {
    limitDepth(depth);
    switch (size) {
      case Size.Constant(var value) -> out.code(Codes.SIZE, SizeTag.CONSTANT).signed(value);
      case Size.Symbol(var name) -> out.code(Codes.SIZE, SizeTag.SYMBOL).unsigned(string(name));
      case Size.Combined(var operator, var left, var right) -> {
        out.code(Codes.SIZE, SizeTag.COMBINED).code(Codes.OPERATOR, operator);
        size(out, left, depth + 1);
        size(out, right, depth + 1);
      }
    }
  }

  /// @throws CompilerError LIMIT for what readers refuse
  static void limitDepth(int depth) {
    if (depth > BinaryWriter.MAX_DEPTH) {
      throw CompilerError.limit(
          "binary form", "nested deeper than " + BinaryWriter.MAX_DEPTH + " levels");
    }
  }

  byte[] strings() {
    return counted(strings.size(), stringRows);
  }

  byte[] types() {
    return counted(types.size(), typeRows);
  }

  private static byte[] counted(int count, ByteWriter rows) {
    return new ByteWriter().unsigned(count).bytes(rows.toByteArray()).toByteArray();
  }
}
