package dev.strake.ir.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.conformance.ConformanceSuite;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The conformance cases find wrong backends out. `strake conformance --mutants` measures more.
final class MutationScoreTest {
  private static final long SEED = Long.getLong("seed", 1);
  private static final int MUTANTS = 40;

  @Test
  void theCasesKillNearlyAllMutants() {
    try (var suite = MutationSuite.of(ConformanceSuite.cases())) {
      var score = suite.score(suite.draw(SEED, MUTANTS));
      var survivors =
          score.survivors().stream()
              .map(one -> one.mutation().describe() + " in " + one.kernels())
              .collect(Collectors.joining("\n"));
      assertEquals(MUTANTS, score.verdicts().size());
      assertTrue(
          score.percent() >= 95,
          () -> "%.1f %% with -Dseed=%d; alive:\n%s".formatted(score.percent(), SEED, survivors));
    }
  }

  private static final String SUM =
      """
      kernel sum(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
        %2 = const i64 0
        %3 = size n
        for par %4 in %2..%3 {
          %5 = load %0[%4]
          %6 = add %5, %5
          store %1[%4], %6
        }
      }
      """;

  private static Verdict verdict(String runs, String defect) {
    var mutation = Mutations.all().stream().filter(one -> one.defect().equals(defect)).findFirst();
    try (var suite = MutationSuite.of(List.of(ConformanceCase.parse("sum", SUM + runs)))) {
      return suite.score(List.of(mutation.orElseThrow())).verdicts().getFirst();
    }
  }

  @Test
  void whatNoRunShowsSurvives() {
    var runs = "; run sum: x=[1, 2] -> y=[2, 4]\n";
    var verdict = verdict(runs, "add f64 loses the sign of a zero");
    assertEquals(List.of("sum sum"), assertInstanceOf(Verdict.Survived.class, verdict).kernels());
  }

  @Test
  void whatARunShowsIsKilledByIt() {
    var runs = "; run sum: x=[1, -0] -> y=[2, -0]\n";
    var verdict = verdict(runs, "add f64 loses the sign of a zero");
    assertEquals(
        "sum:10 y: element 1 must be -0x0.0p0, got 0x0.0p0",
        assertInstanceOf(Verdict.Killed.class, verdict).proof());
  }

  @Test
  void mutantsThatNeverEndAreKilled() {
    var text =
        """
        kernel count(%0 in n: i64, %1 out y: view<i64, []>) {
          %2 = const i64 1
          %3 = while carry (%4 = %0) {
            %5 = gt %4, %2
            yield %5
          } do (%6) {
            %7 = sub %6, %2
            yield %7
          }
          store %1[], %3
        }

        ; run count: n=3 -> y=1
        """;
    var mutation =
        Mutations.all().stream()
            .filter(one -> one.defect().equals("while carries i64 without updating it"))
            .findFirst()
            .orElseThrow();
    try (var suite = MutationSuite.of(List.of(ConformanceCase.parse("count", text)))) {
      var verdict = suite.score(List.of(mutation)).verdicts().getFirst();
      var proof = assertInstanceOf(Verdict.Killed.class, verdict).proof();
      assertTrue(proof.contains("more than 3000000 steps"), proof);
    }
  }
}
