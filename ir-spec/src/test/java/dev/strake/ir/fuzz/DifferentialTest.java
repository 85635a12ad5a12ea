package dev.strake.ir.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DifferentialTest {
  @Test
  void interpreterAgreesOnEveryForm() {
    var seed = Long.getLong("seed", 1L);
    var cases = new ArrayList<FuzzCase>();
    for (var number = 0; number < 60; number++) {
      cases.add(ProgramGenerator.generate(seed * 1_000_003 + number, new Tally()));
    }
    var differential = new Differential(Engine.all(List.of()), (_, _) -> {});
    assertEquals(List.of(), differential.run(cases), () -> "with -Dseed=" + seed);
  }
}
