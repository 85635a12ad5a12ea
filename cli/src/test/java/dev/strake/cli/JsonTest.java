package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": [1, -2.5e-3, {}], \"b\": \"x\\\"\\\\\\n\\u0000<é\", \"c\": true, \"d\": null}",
        "[]",
        "0",
        "0.1000000000000000000000000001"
      })
  void printsWhatItRead(String text) {
    assertEquals(text, Json.line(Json.read(" " + text + "\n")));
  }

  @Test
  void putsTheItemsOfAnArrayOnLines() {
    assertEquals("[]", Json.lines(new JsonArray()));
    var array = Json.read("[{\"a\":1},[2,\"b\"]]").getAsJsonArray();
    assertEquals("[{\"a\": 1},\n[2, \"b\"]]", Json.lines(array));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1", "[1,]", "{\"a\"}", "\"a", "01", "tru", "1 2", "{a: 1}"})
  void refusesOtherText(String text) {
    assertThrows(WrongInput.class, () -> Json.read(text));
  }

  @Test
  void refusesEndlessBrackets() {
    assertThrows(WrongInput.class, () -> Json.read("[".repeat(100_000)));
  }
}
