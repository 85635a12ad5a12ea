package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.conformance.Coverage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConformanceCommandTest {
  @Test
  void runsCasesAndCountsThem() {
    var run = CommandRun.of("conformance", "--backend", "interpreter", "--filter", "compare/f64");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("interpreter     0 bits  full  1 cases, "), run.out());
    assertTrue(run.out().contains("launches: all right\n\nop "), run.out());
    assertTrue(run.out().contains("\nlt "), run.out());
  }

  @Test
  void runsSeveralBackends() {
    var out =
        CommandRun.output(
            "conformance",
            "--backend",
            "interpreter",
            "--backend",
            "scalar",
            "--filter",
            "compare/i32");
    assertTrue(out.contains("\nscalar "), out);
  }

  @Test
  void measuresMutants() {
    var run = CommandRun.of("conformance", "--mutants", "5", "--seed", "3", "--filter", "arith/");
    assertTrue(run.out().contains(" of 5 mutants found out, "), run.out());
    assertTrue(run.out().endsWith(" % (seed 3)\n"), run.out());
    assertEquals("", run.err());
  }

  @Test
  void measuresMutantsOfABackend() {
    var out =
        CommandRun.of(
                "conformance", "--mutants", "5", "--backend", "scalar", "--filter", "arith/bool")
            .out();
    assertTrue(out.contains(" of 5 mutants found out, "), out);
  }

  @Test
  void saysWhatIsNotThere() {
    var noCase = CommandRun.of("conformance", "--filter", "frob");
    assertEquals(1, noCase.exitCode());
    assertTrue(noCase.err().contains("no conformance case has frob in its name"), noCase.err());
    var noBackend = CommandRun.of("conformance", "--backend", "gpu");
    assertEquals(1, noBackend.exitCode());
    assertTrue(noBackend.err().contains("there is no backend gpu"), noBackend.err());
    assertEquals(2, CommandRun.of("conformance", "--mutants", "-1").exitCode());
  }

  @Test
  void tableHasOneColumnForEachType() {
    var text =
        """
        kernel root(%0 in x: f64, %1 in n: i64, %2 out y: view<f64, []>) {
          %3 = sqrt %0
          store %2[], %3
        }

        ; run root: x=4 n=1 -> y=2
        ; run root: x=9 n=1 -> y=3
        """;
    var table = CoverageTable.of(Coverage.of(List.of(ConformanceCase.parse("root", text))));
    assertEquals(
        """
        op         f64
        sqrt       1/2
        store      1/2
        """,
        table.replace(System.lineSeparator(), "\n"));
  }
}
