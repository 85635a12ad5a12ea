package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PlanTest {
  @Test
  void equalSeedsGiveEqualPlans() {
    assertEquals(Plan.random(7, 256), Plan.random(7, 256));
    var plans = LongStream.range(0, 100).mapToObj(seed -> Plan.random(seed, 256)).distinct();
    assertTrue(plans.count() > 90);
  }

  @Test
  void keepsTheWidthOfVectors() {
    for (var bits : List.of(0, 128, 256, 512)) {
      assertEquals(bits, Plan.standard(bits).vectorBits());
      assertEquals(bits, Plan.random(1, bits).vectorBits());
    }
  }

  @Test
  void refusesWhatNoPassCanDo() {
    assertThrows(IllegalArgumentException.class, () -> Plan.standard(64));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Plan.Contraction(4, 0, 1, 1, Plan.Packing.ROWS_AND_COLUMNS));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Plan.Contraction(4, 4, 0, 1, Plan.Packing.ROWS_AND_COLUMNS));
  }
}
