package dev.strake.ndarray.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ndarray.ArrayMemoryException;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long GRANULE = 4096;

  private static Charge charge(MemoryBudget budget, long granules) {
    return new Charge(budget, "a block", granules * GRANULE);
  }

  private static Charge charge() {
    return charge(new MemoryBudget(1_000 * GRANULE), 100);
  }

  private static void writes(
      long expectedGranules, Charge charge, long first, long end, long count) {
    assertTrue(charge.write(first, end, count));
    assertEquals(expectedGranules * GRANULE, charge.bytes());
  }

  @Test
  void chargesGranulesOnce() {
    var charge = charge();
    writes(1, charge, 10, 20, 10);
    writes(1, charge, 0, GRANULE, GRANULE);
    writes(2, charge, GRANULE - 1, GRANULE + 1, 2);
    writes(5, charge, 0, 5 * GRANULE, 5 * GRANULE);
    writes(5, charge, GRANULE, 3 * GRANULE, 8);
  }

  @Test
  void chargesRangesThatMeetInBothDirections() {
    var charge = charge();
    writes(1, charge, 50 * GRANULE, 51 * GRANULE, GRANULE);
    writes(2, charge, 49 * GRANULE, 50 * GRANULE, GRANULE);
    writes(6, charge, 48 * GRANULE, 54 * GRANULE, 6 * GRANULE);
    writes(6, charge, 48 * GRANULE, 54 * GRANULE, 6 * GRANULE);
  }

  @Test
  void chargesFewElementsFarApartByTheirNumber() {
    var charge = charge();
    writes(3, charge, 0, 100 * GRANULE, 3);
    writes(6, charge, 0, 100 * GRANULE, 3);
    // Which granules those were is not known: they may be charged again.
    writes(100, charge, 0, 100 * GRANULE, 100 * GRANULE);
    writes(100, charge, 0, 100 * GRANULE, 3);
  }

  @Test
  void neverChargesMoreThanTheBlock() {
    var charge = charge(new MemoryBudget(1_000 * GRANULE), 2);
    for (var round = 0; round < 10; round++) {
      assertTrue(charge.write(0, 2 * GRANULE, 1));
    }
    assertEquals(2 * GRANULE, charge.bytes());
    writes(2, charge, 0, 0, 0);
    var small = new Charge(new MemoryBudget(GRANULE), "a number", 8);
    assertTrue(small.write(0, 8, 8));
    assertEquals(8, small.bytes());
  }

  @Test
  void refusesWhatIsOverBudgetAndTakesItLater() {
    var budget = new MemoryBudget(100 * GRANULE);
    var first = charge(budget, 80);
    var second = charge(budget, 80);
    writes(80, first, 0, 80 * GRANULE, 80 * GRANULE);
    assertFalse(second.write(0, 80 * GRANULE, 80 * GRANULE));
    assertEquals(0, second.bytes());
    writes(20, second, 0, 20 * GRANULE, 20 * GRANULE);
    first.end();
    first.end();
    writes(80, second, 0, 80 * GRANULE, 80 * GRANULE);
  }

  @Test
  void refusesToFillMoreThanTheProcessMay() {
    var before = MemoryBudget.usedBytes();
    try (var zeros = Creation.zeros(DType.UINT8, MemoryBudget.limitBytes() + (2 << 20));
        var other = Creation.full(DType.UINT8, 7, 3 << 20)) {
      zeros.setLong(1, 0);
      assertEquals(1, zeros.getLong(0));
      var refused = assertThrows(ArrayMemoryException.class, zeros::hold);
      var message = refused.getMessage();
      assertTrue(message.startsWith("no memory for writing the uint8 array of shape ("), message);
      assertTrue(message.contains(other.describe() + ": 3145728 bytes"), message);
      assertTrue(message.contains("-Ddev.strake.memory=BYTES"), message);
    }
    assertTrue(MemoryBudget.usedBytes() <= before);
  }
}
