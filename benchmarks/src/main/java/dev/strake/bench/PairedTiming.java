package dev.strake.bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// Two ways of doing the same work, timed alternately so that both see the same machine.
///
/// A ratio above 1 says that the subject is faster than the baseline. The 90 % interval of the
/// median is that of order statistics: no assumption about the distribution of times.
public record PairedTiming(
    double subjectMedianNanos,
    double baselineMedianNanos,
    double medianRatio,
    double lowRatio,
    double highRatio) {

  /// Times `pairs` pairs after `warmUps` untimed ones.
  public static PairedTiming of(Runnable subject, Runnable baseline, int warmUps, int pairs) {
    return of(() -> time(subject), () -> time(baseline), warmUps, pairs);
  }

  /// The same for work that tells itself how many nanoseconds it took.
  public static PairedTiming of(
      DoubleSupplier subject, DoubleSupplier baseline, int warmUps, int pairs) {
    if (pairs < 30) {
      throw new IllegalArgumentException("a comparison takes at least 30 pairs, not " + pairs);
    }
    for (var k = 0; k < warmUps; k++) {
      subject.getAsDouble();
      baseline.getAsDouble();
    }
    var subjectNanos = new double[pairs];
    var baselineNanos = new double[pairs];
    var ratios = new double[pairs];
    for (var k = 0; k < pairs; k++) {
      subjectNanos[k] = subject.getAsDouble();
      baselineNanos[k] = baseline.getAsDouble();
      ratios[k] = baselineNanos[k] / subjectNanos[k];
    }
    Arrays.sort(ratios);
    // The ranks between which the median lies with 90 % probability (normal approximation of the
    // binomial distribution).
    var reach = 0.5 * 1.645 * Math.sqrt(pairs);
    var low = Math.max(0, (int) Math.floor(pairs / 2.0 - reach));
    var high = Math.min(pairs - 1, (int) Math.ceil(pairs / 2.0 + reach));
    return new PairedTiming(
        median(subjectNanos), median(baselineNanos), median(ratios), ratios[low], ratios[high]);
  }

  /// The nanoseconds that some work takes.
  public static double time(Runnable work) {
    var start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static double median(double[] samples) {
    var sorted = samples.clone();
    Arrays.sort(sorted);
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
