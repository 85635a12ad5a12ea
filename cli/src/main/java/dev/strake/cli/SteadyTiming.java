package dev.strake.cli;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Times something that is called over and over, once it no longer gets faster.
///
/// Warming up ends when the median of [#WINDOW] samples is not 2 % below that of the ones before,
/// but not before half a second, and after ten seconds in any case. Samples are then taken for a
/// second, at least 15. A sample of a short call is the mean of many.
final class SteadyTiming {
  private static final int WINDOW = 7;
  private static final int MIN_SAMPLES = 15;
  private static final int MAX_SAMPLES = 101;
  private static final long MIN_WARM_UP_NANOS = 500_000_000L;
  private static final long MAX_WARM_UP_NANOS = 10_000_000_000L;
  private static final long SAMPLING_NANOS = 1_000_000_000L;

  /// Below this the clock and the loop around the call would show.
  private static final long MIN_SAMPLE_NANOS = 1_000_000L;

  private static final int MAX_CALLS = 1 << 20;

  private final Runnable call;
  private final Runnable before;
  private final int maxCalls;
  private int calls = 1;

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
    var previous = Long.MAX_VALUE;
    while (true) {
      var current = median(LongStream.generate(this::sample).limit(WINDOW).toArray());
      var elapsed = System.nanoTime() - start;
      var isStable = current > previous - previous / 50;
      if (isStable && elapsed > MIN_WARM_UP_NANOS || elapsed > MAX_WARM_UP_NANOS) {
        return;
      }
      previous = current;
      while (calls < maxCalls && current * calls < MIN_SAMPLE_NANOS) {
        calls *= 2;
      }
    }
  }

  private long sample() {
    before.run();
    var start = System.nanoTime();
    for (var i = 0; i < calls; i++) {
      call.run();
    }
    return (System.nanoTime() - start) / calls;
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
