package dev.strake.bench.math;

import dev.strake.bench.math.Reference.Symmetry;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import dev.strake.ndarray.exec.ArrayKernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Measures one function at many points, on several threads.
final class Accuracy {
  private final MathFunction function;
  private final Reference reference;
  private final Points points;

  Accuracy(MathFunction function, Reference reference, Points points) {
    this.function = function;
    this.reference = reference;
    this.points = points;
  }

  Findings measure(Backend backend, int threads) throws InterruptedException {
    var next = new AtomicInteger();
    try (var kernel = function.kernel(backend, backend.variants().getFirst());
        var pool = Executors.newFixedThreadPool(threads)) {
      Callable<Findings> work = () -> work(kernel, next);
      var found = Findings.NONE;
      for (var part : pool.invokeAll(IntStream.range(0, threads).mapToObj(_ -> work).toList())) {
        found = found.with(part.get());
      }
      return found;
    } catch (ExecutionException failure) {
      throw new IllegalStateException(function + ": " + failure.getCause(), failure.getCause());
    }
  }

  private Findings work(ArrayKernel kernel, AtomicInteger next) {
    var comparison = ExactComparison.of(function, reference);
    var asymmetric = 0L;
    try (var first = column();
        var second = column();
        var out = column();
        var arena = Arena.ofConfined()) {
      var inputs = function.arity() == 1 ? Map.of("x0", first) : Map.of("x0", first, "x1", second);
      var results = Map.of("out0", out);
      var x = first.segment(arena);
      var y = second.segment(arena);
      var got = out.segment(arena);
      for (var block = next.getAndIncrement();
          block < points.blocks();
          block = next.getAndIncrement()) {
        points.fill(block, x, y);
        kernel.runInto(inputs, results);
        comparison.add(x, y, got, Points.BLOCK);
        asymmetric += asymmetric(got);
      }
    }
    return comparison.findings().withAsymmetric(asymmetric);
  }

  private NDArray column() {
    return Creation.empty(DType.of(function.type()), Shape.of(Points.BLOCK));
  }

  /// How many results of the second half are not the mirror images of those of the first.
  private long asymmetric(MemorySegment got) {
    if (reference.symmetry() == Symmetry.NONE) {
      return 0;
    }
    var sign = reference.symmetry() == Symmetry.ODD ? -1 : 1;
    var half = Points.BLOCK / 2;
    var count = 0L;
    for (var k = 0; k < half; k++) {
      var positive = value(got, k);
      var mirrored = value(got, half + k);
      if (Double.compare(sign * positive, mirrored) != 0) {
        count++;
      }
    }
    return count;
  }

  private double value(MemorySegment got, int index) {
    return function.type() == ScalarType.F32
        ? got.getAtIndex(ValueLayout.JAVA_FLOAT, index)
        : got.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
  }

  long count() {
    return (long) points.blocks() * Points.BLOCK;
  }

  /// A row of the table, and lines that name what is not as it should be.
  static String table(MathFunction function, long count, Findings found) {
    return "| `%s` | %s | %s | %s at `%s` | %d | %d | %d |"
        .formatted(
            function.name(),
            function.type().mnemonic(),
            count == 1L << 32 ? "every f32" : "%,d".formatted(count),
            (function.type() == ScalarType.F32 ? "%.9f" : "%.4f").formatted(found.worst()),
            found.worstAt().text(function.arity()),
            found.misrounded(),
            found.wrong(),
            found.asymmetric());
  }

  static final List<String> HEADER =
      List.of(
          "| function | type | points | largest error in ULP | not correctly rounded |"
              + " special values wrong | symmetry broken |",
          "|---|---|---|---|---|---|---|");
}
