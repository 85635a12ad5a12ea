package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void readsWhatItPrints() {
    check("{\"a\": [1, -2.5e-3, {}], \"b\": \"x\\\"\\\\\\n\", \"c\": true, \"d\": null}");
    check("[]");
    check("0");
  }

  private static void check(String text) {
    assertEquals(text, JsonReader.read(" " + text + "\n").print());
  }

  @Test
  void readsEscapes() {
    assertEquals(new Json.Text("\b\f\r\t/\u00e9"), JsonReader.read("\"\\b\\f\\r\\t\\/\\u00e9\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\": 1,}",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "01",
        "1.",
        "-",
        "tru",
        "1 2",
        "{a: 1}",
        "\"\n\""
      })
  void refusesOtherText(String text) {
    assertThrows(WrongInput.class, () -> JsonReader.read(text));
  }

  @Test
  void refusesEndlessBrackets() {
    assertThrows(WrongInput.class, () -> JsonReader.read("[".repeat(100_000)));
  }
}
