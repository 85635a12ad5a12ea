package dev.strake.ir.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.text.IrPrinter;
import dev.strake.ir.verify.Verifier;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgramGeneratorTest {
  @Test
  void everyProgramIsLegal() {
    for (var seed = 0; seed < 500; seed++) {
      var generated = ProgramGenerator.generate(seed, new Tally());
      var program = generated.program();
      assertEquals(
          List.of(),
          Verifier.verify(program, Backend.Form.WRITTEN),
          () -> IrPrinter.print(program));
    }
  }

  @Test
  void smoke() {
    var tally = new Tally();
    var differential = new Differential(Engine.all(List.of()), (_, _) -> {});
    for (var seed = 0; seed < Integer.getInteger("n", 300); seed += 10) {
      var cases = new java.util.ArrayList<FuzzCase>();
      for (var k = seed; k < seed + 10; k++) {
        cases.add(ProgramGenerator.generate(k, tally));
      }
      for (var f : differential.run(cases)) {
        System.out.println(f);
      }
    }
    tally.forEach((k, v) -> System.out.println(k + " " + v));
    differential.tally().forEach((k, v) -> System.out.println(k + " " + v));
  }
}
