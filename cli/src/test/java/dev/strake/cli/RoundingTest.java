package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Rounding, remainders and the parts of floats in std.math have the values that stand in the tests
/// of `rounding/rounding.strake`, with the same bits on all backends there are.
final class RoundingTest {
  @Test
  void givesTheValuesOfTheTable() {
    var run = CommandRun.of("test", Path.of("src/test/resources/rounding/rounding.strake"));
    assertEquals(0, run.exitCode(), run.out() + run.err());
  }
}
