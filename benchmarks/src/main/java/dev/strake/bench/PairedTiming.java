package dev.strake.bench;

import java.util.List;
import java.util.function.DoubleSupplier;

/// Two ways of doing the same work, timed alternately so that both see the same machine.
///
/// A ratio above 1 says that the subject is faster than the baseline.
public record PairedTiming(
    double subjectMedianNanos, double baselineMedianNanos, Rounds.Ratio ratio) {

  /// Times `pairs` pairs after `warmUps` untimed ones.
  public static PairedTiming of(Runnable subject, Runnable baseline, int warmUps, int pairs) {
    return of(() -> Rounds.nanos(subject), () -> Rounds.nanos(baseline), warmUps, pairs);
  }

  /// The same for work that tells itself how many nanoseconds it took.
  public static PairedTiming of(
      DoubleSupplier subject, DoubleSupplier baseline, int warmUps, int pairs) {
    if (pairs < 30) {
      throw new IllegalArgumentException("a comparison takes at least 30 pairs, not " + pairs);
    }
    var ways = List.of(subject, baseline);
    if (warmUps > 0) {
      Rounds.time(ways, Rounds.Limits.of(warmUps));
    }
    var rounds = Rounds.time(ways, Rounds.Limits.of(pairs));
    return new PairedTiming(rounds.medianNanos(0), rounds.medianNanos(1), rounds.ratio(0, 1));
  }

  /// The nanoseconds that some work takes.
  public static double time(Runnable work) {
    return Rounds.nanos(work);
  }

  public double medianRatio() {
    return ratio.median();
  }

  public double lowRatio() {
    return ratio.low();
  }

  public double highRatio() {
    return ratio.high();
  }
}
