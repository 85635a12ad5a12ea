package dev.strake.bench.math;

import dev.strake.bench.PairedTiming;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import dev.strake.ndarray.exec.ArrayKernel;
import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Prints how fast functions are on 10^6 elements and one thread, as a Markdown table: the vector
/// backend beside C and beside NumPy, in interleaved pairs, and with special arguments beside
/// ordinary ones.
final class SpeedTable {
  private static final int COUNT = 1_000_000;
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final int WARM_UPS = 20;
  private static final int PAIRS = 31;

  /// Zeros, infinities, NaN, subnormal and huge numbers, and ordinary ones between them.
  private static final double[] SPECIAL = {
    0, 1 / 0.0, 0.5, 0 / 0.0, 1e300, -0.0, 3e38, 0x1p-1060, -1 / 0.0, 2, 0x1p-140, -1e300, 1e10
  };

  private final Optional<NumPy> numpy;
  private final Path folder;

  private SpeedTable(Optional<NumPy> numpy, Path folder) {
    this.numpy = numpy;
    this.folder = folder;
  }

  /// Always true: a table of times promises nothing.
  static boolean print(Options options) throws IOException {
    var folder = Files.createTempDirectory("strake-speed");
    var numpy = numpy();
    try {
      System.out.println(
          "| function | vector ns | C ns | C / vector | NumPy ns | NumPy / vector (90 %) |"
              + " special / ordinary |\n|---|---|---|---|---|---|---|");
      var table = new SpeedTable(numpy, folder);
      for (var function : options.functions()) {
        if (function.isReal()) {
          System.out.println(table.row(function));
        }
      }
    } finally {
      numpy.ifPresent(NumPy::close);
      for (var file : List.of("x0", "x1")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
    return true;
  }

  private static Optional<NumPy> numpy() {
    try {
      var numpy = NumPy.start();
      System.err.println("NumPy " + numpy.version());
      return Optional.of(numpy);
    } catch (IOException missing) {
      System.err.println("not beside NumPy: " + missing.getMessage());
      return Optional.empty();
    }
  }

  private String row(MathFunction function) throws IOException {
    var ordinary = inputs(function, ordinary(function));
    var special = inputs(function, List.of(special(0), special(5)));
    try (var vector = kernel(function, "vector").orElseThrow()) {
      var out = vector.allocate(ordinary);
      Runnable run = () -> vector.runInto(ordinary, out);
      warm(run);
      var slow = PairedTiming.of(run, () -> vector.runInto(special, out), WARM_UPS, PAIRS);
      var text =
          "| `%s` | %.2f | %s | %s | %.1f |"
              .formatted(
                  function,
                  slow.subjectMedianNanos() / COUNT,
                  besideC(function, run, ordinary, out),
                  besideNumPy(function, run, ordinary),
                  slow.medianRatio());
      out.values().forEach(NDArray::close);
      return text;
    } finally {
      ordinary.values().forEach(NDArray::close);
      special.values().forEach(NDArray::close);
    }
  }

  /// Until the JVM must have compiled it, also while other programs keep its compiler waiting.
  private static void warm(Runnable run) {
    var end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      run.run();
    }
  }

  private String besideC(
      MathFunction function, Runnable run, Map<String, NDArray> x, Map<String, NDArray> out) {
    var c = kernel(function, "c");
    if (c.isEmpty()) {
      return "| ";
    }
    try (var kernel = c.get()) {
      var pairs = PairedTiming.of(run, () -> kernel.runInto(x, out), WARM_UPS, PAIRS);
      return "%.2f | %.2f".formatted(pairs.baselineMedianNanos() / COUNT, pairs.medianRatio());
    }
  }

  private String besideNumPy(MathFunction function, Runnable run, Map<String, NDArray> inputs)
      throws IOException {
    var files = new ArrayList<Path>();
    for (var k = 0; k < function.arity(); k++) {
      var file = folder.resolve("x" + k);
      try (var arena = Arena.ofConfined()) {
        var memory = inputs.get("x" + k).segment(arena);
        Files.write(file, memory.toArray(ValueLayout.JAVA_BYTE));
      }
      files.add(file);
    }
    if (numpy.isEmpty() || !numpy.get().load(function, files.toArray(Path[]::new))) {
      return "| ";
    }
    var pairs =
        PairedTiming.of(() -> PairedTiming.time(run), numpy.get()::time, WARM_UPS / 4, PAIRS);
    return "%.2f | %.2f (%.2f..%.2f)"
        .formatted(
            pairs.baselineMedianNanos() / COUNT,
            pairs.medianRatio(),
            pairs.lowRatio(),
            pairs.highRatio());
  }

  private static Optional<ArrayKernel> kernel(MathFunction function, String name) {
    return Backends.all().stream()
        .filter(backend -> backend.name().equals(name))
        .filter(backend -> backend.availability() instanceof Availability.Available)
        .findFirst()
        .map(backend -> kernel(function, backend));
  }

  private static ArrayKernel kernel(MathFunction function, Backend backend) {
    return function.kernel(backend, backend.variants().getFirst());
  }

  private static List<double[]> ordinary(MathFunction function) {
    var range =
        Reference.of(function)
            .map(reference -> reference.ranges().getFirst())
            .orElse(new Reference.Range(-8, 8));
    var random = new SplittableRandom(1);
    return List.of(
        random.doubles(COUNT, range.low(), range.high()).toArray(),
        random.doubles(COUNT, range.low(), range.high()).toArray());
  }

  private static double[] special(int from) {
    var values = new double[COUNT];
    for (var k = 0; k < COUNT; k++) {
      values[k] = SPECIAL[(k + from) % SPECIAL.length];
    }
    return values;
  }

  private static Map<String, NDArray> inputs(MathFunction function, List<double[]> columns) {
    var inputs = new HashMap<String, NDArray>();
    for (var k = 0; k < function.arity(); k++) {
      var array = Creation.empty(DType.of(function.type()), Shape.of(COUNT));
      try (var arena = Arena.ofConfined()) {
        var memory = array.segment(arena);
        for (var i = 0; i < COUNT; i++) {
          if (function.type() == ScalarType.F32) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) columns.get(k)[i]);
          } else {
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE, i, columns.get(k)[i]);
          }
        }
      }
      inputs.put("x" + k, array);
    }
    return inputs;
  }
}
