package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void escapesWhatJsonCannotHold() {
    assertEquals(
        "\"a\\\"b\\\\c\\n\\t\\u0000\\u001b\\u007f\\ud800é\"",
        new Json.Text("a\"b\\c\n\t\0\u001b\u007f\ud800é").print());
  }

  @Test
  void putsTheItemsOfAnArrayOnLines() {
    assertEquals("[]", new Json.Array(List.of()).print());
    assertEquals(
        """
        [{"a": 1},
        [2, "b"]]\
        """,
        new Json.Array(
                List.of(
                    new Json.Object(Map.of("a", new Json.Whole(1))),
                    new Json.Array(List.of(new Json.Whole(2), new Json.Text("b")))))
            .print());
  }
}
