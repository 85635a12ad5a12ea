package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LibraryTest {
  static List<String> names() {
    return Library.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasNoMistakes(String name) {
    assertEquals(List.of(), Library.named(name).orElseThrow().allMistakes());
  }
}
