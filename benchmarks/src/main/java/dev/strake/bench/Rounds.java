package dev.strake.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Several ways of doing the same work, timed in turns so that all see the same machine.
public final class Rounds {
  private final List<double[]> nanosOfWays;

  private Rounds(List<double[]> nanosOfWays) {
    this.nanosOfWays = nanosOfWays;
  }

  /// When to stop: after `most` rounds, or once `budgetNanos` have gone by and `least` are done.
  public record Limits(int least, int most, double budgetNanos) {
    public Limits {
      if (least < 1 || most < least) {
        throw new IllegalArgumentException("no rounds between " + least + " and " + most);
      }
    }

    /// Exactly as many.
    public static Limits of(int rounds) {
      return new Limits(rounds, rounds, Double.POSITIVE_INFINITY);
    }
  }

  /// How often a way fits into the time of another one: above 1 if it is faster. The 90 % interval
  /// of the median is that of order statistics, without an assumption about how times are
  /// distributed.
  public record Ratio(double median, double low, double high) {
    static Ratio of(double[] ratios) {
      var sorted = ratios.clone();
      Arrays.sort(sorted);
      // The ranks between which the median lies with 90 % probability (normal approximation of the
      // binomial distribution).
      var reach = 0.5 * 1.645 * Math.sqrt(sorted.length);
      var low = Math.max(0, (int) Math.floor(sorted.length / 2.0 - reach));
      var high = Math.min(sorted.length - 1, (int) Math.ceil(sorted.length / 2.0 + reach));
      return new Ratio(middle(sorted), sorted[low], sorted[high]);
    }

    /// Whether the interval reaches `goal`.
    public boolean reaches(double goal) {
      return high >= goal;
    }

    @Override
    public String toString() {
      return "%s (%s..%s)".formatted(digits(median), digits(low), digits(high));
    }

    private static String digits(double ratio) {
      return (ratio < 10 ? "%.2f" : ratio < 100 ? "%.1f" : "%.0f").formatted(ratio);
    }
  }

  /// Times all ways in turns; each tells how many nanoseconds it took.
  public static Rounds time(List<DoubleSupplier> ways, Limits limits) {
    var samples = new ArrayList<double[]>();
    var start = System.nanoTime();
    while (samples.size() < limits.least
        || samples.size() < limits.most && System.nanoTime() - start < limits.budgetNanos) {
      samples.add(ways.stream().mapToDouble(DoubleSupplier::getAsDouble).toArray());
    }
    var nanos = new ArrayList<double[]>();
    for (var way = 0; way < ways.size(); way++) {
      var column = way;
      nanos.add(samples.stream().mapToDouble(round -> round[column]).toArray());
    }
    return new Rounds(nanos);
  }

  /// The nanoseconds that some work takes.
  public static double nanos(Runnable work) {
    var start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  public int count() {
    return nanosOfWays.getFirst().length;
  }

  public double medianNanos(int way) {
    var sorted = nanosOfWays.get(way).clone();
    Arrays.sort(sorted);
    return middle(sorted);
  }

  /// The time of `baseline` divided by that of `subject`, round by round.
  public Ratio ratio(int subject, int baseline) {
    var ratios = new double[count()];
    for (var round = 0; round < ratios.length; round++) {
      ratios[round] = nanosOfWays.get(baseline)[round] / nanosOfWays.get(subject)[round];
    }
    return Ratio.of(ratios);
  }

  private static double middle(double[] sorted) {
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
