package dev.strake.bench.math;

import java.util.List;

/// Measures the functions of `std.math`: `mvn -q -Dmaven.test.skip=true -pl benchmarks -am -Pmath
/// package -Dmath="accuracy exp log"`.
public final class MathMeasurements {
  private static final String USAGE =
      """
      accuracy [FUNCTION...] [--type f32|f64] [--points N|all] [--seed S] [--backend NAME]
               [--threads N]
               largest error, beside MPFR; `--points all` takes every f32
      bits [FUNCTION...] [--type f32|f64] [--pin yes]
               SHA-256 of the results on all backends, cold and warm, beside the pinned ones;
               `--pin yes` pins what all agree on
      speed [FUNCTION...] [--type f32|f64]
               nanoseconds per element, beside C and beside NumPy
      """;

  private MathMeasurements() {}

  public static void main(String[] arguments) throws Exception {
    try {
      run(List.of(arguments));
    } catch (IllegalArgumentException | IllegalStateException mistake) {
      System.err.println(mistake.getMessage());
      System.exit(1);
    }
  }

  private static void run(List<String> words) throws Exception {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("say what to measure:\n" + USAGE);
    }
    var options = Options.parse(words.subList(1, words.size()));
    var isFine =
        switch (words.getFirst()) {
          case "accuracy" -> AccuracyTable.print(options);
          case "bits" -> BitsTable.print(options);
          case "speed" -> SpeedTable.print(options);
          default ->
              throw new IllegalArgumentException(
                  "no measurement " + words.getFirst() + "\n" + USAGE);
        };
    System.exit(isFine ? 0 : 1);
  }
}
