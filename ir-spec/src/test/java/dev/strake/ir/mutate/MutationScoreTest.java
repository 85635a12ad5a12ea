package dev.strake.ir.mutate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.conformance.ConformanceSuite;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The conformance cases find wrong backends out.
final class MutationScoreTest {
  private static final long SEED = Long.getLong("seed", 1);
  private static final int MUTANTS = Integer.getInteger("mutants", 40);

  @Test
  void theCasesKillNearlyAllMutants() {
    try (var suite = MutationSuite.of(ConformanceSuite.cases())) {
      var score = suite.score(suite.draw(SEED, MUTANTS));
      var survivors =
          score.survivors().stream()
              .map(one -> one.mutation().describe() + " in " + one.kernels())
              .collect(Collectors.joining("\n"));
      if (Boolean.getBoolean("verdicts")) {
        score.verdicts().forEach(System.err::println);
      }
      System.err.println(score.percent() + "\n" + survivors);
      assertTrue(
          score.percent() >= 95,
          () -> "%.1f %% with -Dseed=%d; alive:\n%s".formatted(score.percent(), SEED, survivors));
    }
  }
}
