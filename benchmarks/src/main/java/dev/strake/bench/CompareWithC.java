package dev.strake.bench;

import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import dev.strake.ndarray.exec.Backends;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Random;

/// Kernels beside hand-written C loops on 10^7 elements, in interleaved pairs within one run.
///
/// `mvn -q -DskipTests -Pcompare package` builds and runs it. Every result is checked before it is
/// timed.
public final class CompareWithC {
  private static final int COUNT = 10_000_000;
  private static final int WARM_UPS = 30;
  private static final int PAIRS = 51;

  private static final String KERNELS =
      """
      kernel hypot(a: f64[n], b: f64[n]) -> out: f64[n] {
        par for i in 0..n { out[i] = sqrt(a[i] * a[i] + b[i] * b[i]); }
      }
      kernel total(x: f64[n]) -> sum: f64 { sum = sum[i in 0..n] x[i]; }
      """;

  private final Arena arena;
  private final CBaselines c;
  private final NDArray a = random(1);
  private final NDArray b = random(2);

  private CompareWithC(Arena arena, CBaselines c) {
    this.arena = arena;
    this.c = c;
  }

  public static void main(String[] arguments) throws Exception {
    try (var arena = Arena.ofShared();
        var c = CBaselines.compile()) {
      new CompareWithC(arena, c).compareAll();
    }
  }

  private static NDArray random(long seed) {
    var values = new Random(seed).doubles(COUNT, -1, 1).toArray();
    return NDArray.of(values);
  }

  private void compareAll() {
    System.out.printf(
        "%d f64, %d pairs, C: gcc %s%n", COUNT, PAIRS, String.join(" ", CBaselines.FLAGS));
    System.out.printf(
        "%-8s %-12s %10s %10s %8s %s%n", "kernel", "backend", "ms", "C ms", "C/ours", "90 %");
    for (var backend : Backends.all()) {
      if (backend.availability() instanceof Availability.Available
          && !backend.name().equals("interpreter")) {
        compareHypot(backend);
        compareSum(backend);
      }
    }
  }

  private void compareHypot(Backend backend) {
    var inputs = Map.of("a", a, "b", b);
    try (var kernel = kernel("hypot", backend)) {
      var results = kernel.allocate(inputs);
      var out = Creation.zeros(DType.FLOAT64, COUNT);
      var first = a.segment(arena);
      var second = b.segment(arena);
      var target = out.segment(arena);
      report(
          "hypot",
          backend,
          () -> kernel.runInto(inputs, results),
          () -> c.hypot(first, second, target, COUNT));
      requireClose(results.get("out").segment(arena), target);
    }
  }

  private void compareSum(Backend backend) {
    var inputs = Map.of("x", a);
    try (var kernel = kernel("total", backend)) {
      var results = kernel.allocate(inputs);
      var elements = a.segment(arena);
      report(
          "sum",
          backend,
          () -> kernel.runInto(inputs, results),
          () -> requireFinite(c.sum(elements, COUNT)));
      var ours = results.get("sum").getDouble();
      if (Math.abs(ours - c.sum(elements, COUNT)) > 1e-6) {
        throw new IllegalStateException("sum is " + ours);
      }
    }
  }

  private static ArrayKernel kernel(String name, Backend backend) {
    var program = Frontend.check(Source.of("bench.strake", KERNELS)).instantiate(name, Map.of());
    return ArrayKernel.of(program, name, backend);
  }

  private static void report(String name, Backend backend, Runnable subject, Runnable baseline) {
    var timing = PairedTiming.of(subject, baseline, WARM_UPS, PAIRS);
    System.out.printf(
        "%-8s %-12s %10.2f %10.2f %8.2f %.2f..%.2f%n",
        name,
        backend.name(),
        timing.subjectMedianNanos() / 1e6,
        timing.baselineMedianNanos() / 1e6,
        timing.medianRatio(),
        timing.lowRatio(),
        timing.highRatio());
  }

  /// Contraction may round differently: equal within two units in the last place.
  private static void requireClose(MemorySegment ours, MemorySegment theirs) {
    for (var k = 0; k < COUNT; k++) {
      var mine = ours.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
      var other = theirs.getAtIndex(ValueLayout.JAVA_DOUBLE, k);
      if (Math.abs(mine - other) > 2 * Math.ulp(other)) {
        throw new IllegalStateException("element " + k + " is " + mine + ", in C " + other);
      }
    }
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("sum is " + value);
    }
  }
}
