package dev.strake.cli;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Times something that is called over and over, once it no longer gets faster.
///
/// Warming up goes from window to window, each a tenth of a second and some samples long. It ends
/// when two windows in a row were not 2 % faster than the best before them, and the JVM has had the
/// calls or the time its best compiler waits for; after ten seconds in any case. Samples are then
/// taken for a second, at least 15. A sample of a short call is the mean of many.
final class SteadyTiming {
  private static final int WINDOW_SAMPLES = 5;
  private static final long WINDOW_NANOS = 100_000_000L;
  private static final int MIN_SAMPLES = 15;
  private static final int MAX_SAMPLES = 101;
  private static final long ENOUGH_CALLS = 10_000L;
  private static final long ENOUGH_WARM_UP_NANOS = 2_000_000_000L;
  private static final long MAX_WARM_UP_NANOS = 10_000_000_000L;
  private static final long SAMPLING_NANOS = 1_000_000_000L;

  /// Below this the clock and the loop around the call would show.
  private static final long MIN_SAMPLE_NANOS = 1_000_000L;

  private static final int MAX_CALLS = 1 << 20;

  private final Runnable call;
  private final Runnable before;
  private final int maxCalls;
  private int calls = 1;
  private long done = 0;

  /// @param medianNanos of one call
  record Steady(long medianNanos, int samples) {}

  private SteadyTiming(Runnable call, Runnable before, int maxCalls) {
    this.call = call;
    this.before = before;
    this.maxCalls = maxCalls;
  }

  /// Times a call that does the same each time.
  static Steady of(Runnable call) {
    return new SteadyTiming(call, () -> {}, MAX_CALLS).measure();
  }

  /// Times a call that needs something set up again before each, which is not timed.
  static Steady afterEach(Runnable before, Runnable call) {
    return new SteadyTiming(call, before, 1).measure();
  }

  private Steady measure() {
    warmUp();
    var start = System.nanoTime();
    var samples = LongStream.builder();
    var count = 0;
    while (count < MIN_SAMPLES
        || count < MAX_SAMPLES && System.nanoTime() - start < SAMPLING_NANOS) {
      samples.add(sample());
      count++;
    }
    return new Steady(median(samples.build().toArray()), count);
  }

  private void warmUp() {
    var start = System.nanoTime();
    var elapsed = 0L;
    var best = Long.MAX_VALUE;
    var steadyWindows = 0;
    while (elapsed < MAX_WARM_UP_NANOS
        && (steadyWindows < 2 || done < ENOUGH_CALLS && elapsed < ENOUGH_WARM_UP_NANOS)) {
      var median = window();
      steadyWindows = median < best - best / 50 ? 0 : steadyWindows + 1;
      best = Math.min(best, median);
      while (calls < maxCalls && median * calls < MIN_SAMPLE_NANOS) {
        calls *= 2;
      }
      elapsed = System.nanoTime() - start;
    }
  }

  private long window() {
    var start = System.nanoTime();
    var samples = LongStream.builder();
    var count = 0;
    while (count < WINDOW_SAMPLES || System.nanoTime() - start < WINDOW_NANOS) {
      samples.add(sample());
      count++;
    }
    return median(samples.build().toArray());
  }

  private long sample() {
    before.run();
    var start = System.nanoTime();
    for (var i = 0; i < calls; i++) {
      call.run();
    }
    done += calls;
    return (System.nanoTime() - start) / calls;
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
