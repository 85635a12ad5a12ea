package dev.strake.ndarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SliceTest {
  /// Lines like `4 :-1:2 -> 0 2`, made by Python (`make_slices.py`).
  @Test
  void selectsWhatPythonSelects() throws IOException {
    try (var lines = SliceTest.class.getResourceAsStream("slices.txt")) {
      new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(SliceTest::check);
    }
  }

  private static void check(String line) {
    String[] parts = line.split(" ", 4);
    long[] expected =
        Arrays.stream(parts[3].split(" "))
            .filter(text -> !text.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    try (var array = Creation.arange(Long.parseLong(parts[0]))) {
      assertArrayEquals(expected, array.slice(slice(parts[1])).toLongArray(), line);
    }
  }

  private static Slice slice(String text) {
    String[] bounds = text.split(":");
    long step = Long.parseLong(bounds[2]);
    var whole = step > 0 ? Slice.all() : Slice.reversed();
    return Slice.of(
        bounds[0].isEmpty() ? whole.start() : Long.parseLong(bounds[0]),
        bounds[1].isEmpty() ? whole.stop() : Long.parseLong(bounds[1]),
        step);
  }

  @Test
  void takesExtremeBoundsAndSteps() {
    try (var array = Creation.arange(5)) {
      check(array, Slice.of(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE), 0);
      check(array, Slice.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE), 4);
      check(array, Slice.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE));
      check(array, Slice.of(3, Long.MIN_VALUE, -2), 3, 1);
      check(array, Slice.from(-2), 3, 4);
      check(array, Slice.to(-3), 0, 1);
      check(array, Slice.all().step(3), 0, 3);
      check(array, Slice.reversed().step(-3), 4, 1);
    }
  }

  private static void check(NDArray array, Slice slice, long... expected) {
    assertArrayEquals(expected, array.slice(slice).toLongArray(), slice.toString());
  }

  @Test
  void refusesStepZeroAndTurningAround() {
    var zero = assertThrows(IllegalArgumentException.class, () -> Slice.of(1, 2, 0));
    assertEquals("the step of a slice must not be 0, got 1:2:0", zero.getMessage());
    var turned = assertThrows(IllegalArgumentException.class, () -> Slice.of(1, 4).step(-1));
    assertEquals("step -1 turns 1:4 around; write its bounds with Slice.of", turned.getMessage());
  }

  @Test
  void printsInPythonsNotation() {
    assertEquals(":", Slice.all().toString());
    assertEquals("::-1", Slice.reversed().toString());
    assertEquals("2:-1:3", Slice.of(2, -1, 3).toString());
  }
}
