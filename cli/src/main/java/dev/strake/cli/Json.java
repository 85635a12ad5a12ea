package dev.strake.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// JSON (RFC 8259) as the command reads and writes it.
final class Json {
  private static final Gson LINE =
      new GsonBuilder()
          .setStrictness(Strictness.STRICT)
          .setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true))
          .disableHtmlEscaping()
          .serializeNulls()
          .create();

  private Json() {}

  /// Numbers keep their text, so that nothing is rounded here.
  ///
  /// @throws WrongInput if the text is no JSON
  static JsonElement read(String text) {
    try {
      var value = LINE.fromJson(text, JsonElement.class);
      if (value == null) {
        throw new WrongInput("it is empty");
      }
      return value;
    } catch (JsonParseException wrong) {
      throw new WrongInput("it is no JSON: " + reason(wrong), wrong);
    }
  }

  /// The first line of what the parser says, which the exception may repeat with its class.
  private static String reason(JsonParseException wrong) {
    var said = wrong.getCause() == null ? wrong.getMessage() : wrong.getCause().getMessage();
    return said.lines().findFirst().orElse("");
  }

  static JsonArray array(List<? extends JsonElement> items) {
    var array = new JsonArray();
    items.forEach(array::add);
    return array;
  }

  /// The value on one line.
  static String line(JsonElement value) {
    return LINE.toJson(value);
  }

  /// A line for each item.
  static String lines(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(Json::line)
        .collect(Collectors.joining(",\n", "[", "]"));
  }
}
