package dev.strake.ndarray.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SpareBlocksTest {
  private static final Block SMALL = new Block(64, 64, 10, Contents.UNDEFINED);
  private static final Block LARGE = new Block(128, 128, 80, Contents.UNDEFINED);
  private static final Block OTHER = new Block(256, 256, 60, Contents.UNDEFINED);
  private static final Block ZEROED = new Block(512, 512, 10, Contents.ZEROED);

  private final SpareBlocks spare = new SpareBlocks(100);

  @Test
  void givesABlockOfTheSameSizeOnce() {
    assertEquals(List.of(), spare.keep(SMALL));
    assertEquals(Optional.empty(), spare.take(11));
    assertEquals(Optional.of(SMALL), spare.take(10));
    assertEquals(Optional.empty(), spare.take(10));
  }

  @Test
  void dropsTheOldestWhereTheyAreTooMany() {
    spare.keep(SMALL);
    spare.keep(LARGE);
    assertEquals(List.of(SMALL, LARGE), spare.keep(OTHER));
    assertEquals(Optional.of(OTHER), spare.take(60));
  }

  @Test
  void keepsNoZeros() {
    assertEquals(List.of(ZEROED), spare.keep(ZEROED));
  }

  @Test
  void keepsNothingLargerThanItself() {
    var huge = new Block(1024, 1024, 101, Contents.UNDEFINED);
    assertEquals(List.of(huge), spare.keep(huge));
  }
}
