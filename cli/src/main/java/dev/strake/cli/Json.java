package dev.strake.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A JSON value (RFC 8259), as programs read it and write it.
sealed interface Json {
  record Text(String value) implements Json {}

  record Whole(long value) implements Json {}

  /// Any number, as it is written.
  record Number(String text) implements Json {}

  record Truth(boolean value) implements Json {}

  record Nothing() implements Json {}

  record Array(List<Json> items) implements Json {
    public Array {
      items = List.copyOf(items);
    }
  }

  /// Members are printed in the order of the map.
  record Object(Map<String, Json> members) implements Json {}

  /// Arrays at the top have a line for each item, everything below them is on one line.
  default String print() {
    return switch (this) {
      case Array(var items) ->
          items.stream().map(Json::line).collect(Collectors.joining(",\n", "[", "]"));
      case Object _, Text _, Whole _, Number _, Truth _, Nothing _ -> line();
    };
  }

  private String line() {
    return switch (this) {
      case Text(var value) -> quoted(value);
      case Whole(var value) -> Long.toString(value);
      case Number(var text) -> text;
      case Truth(var value) -> Boolean.toString(value);
      case Nothing _ -> "null";
      case Array(var items) ->
          items.stream().map(Json::line).collect(Collectors.joining(", ", "[", "]"));
      case Object(var members) ->
          members.entrySet().stream()
              .map(member -> quoted(member.getKey()) + ": " + member.getValue().line())
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (var c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> out.append(isPlain(c) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
    }
    return out.append('"').toString();
  }

  /// Surrogates are escaped too: a lone one could not be encoded.
  private static boolean isPlain(char c) {
    return !Character.isISOControl(c) && !Character.isSurrogate(c);
  }
}
