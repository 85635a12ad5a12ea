package dev.strake.bench.contractions;

import dev.strake.bench.PairedTiming;
import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Prints how fast products are on one thread, as a Markdown table: each backend beside NumPy, in
/// interleaved pairs. Every result is compared with NumPy's before it is timed.
///
/// Arguments are contractions such as `matmul f64 1024`, with a comma between two; all standard
/// ones without arguments. `vector` or `c` in front of all measures that backend only.
public final class Contractions {
  private static final long SAMPLE_NANOS = 1_000_000;
  private static final long WARM_UP_NANOS = 4_000_000_000L;
  private static final int PAIRS = 31;

  private final NumPyCall numpy;
  private final List<String> backends;

  private Contractions(NumPyCall numpy, List<String> backends) {
    this.numpy = numpy;
    this.backends = backends;
  }

  public static void main(String[] arguments) throws IOException {
    var all = List.of("vector", "c");
    var isOne = arguments.length > 0 && all.contains(arguments[0]);
    var backends = isOne ? List.of(arguments[0]) : all;
    var asked = String.join(" ", List.of(arguments).subList(isOne ? 1 : 0, arguments.length));
    var contractions =
        asked.isBlank()
            ? Contraction.standard()
            : Arrays.stream(asked.split(",")).map(Contraction::parse).toList();
    try (var numpy = NumPyCall.start()) {
      System.out.println(
          "NumPy " + numpy.version() + ", one thread; G/s: 10^9 operations a second");
      System.out.println();
      System.out.println(
          "| product | backend | us | G/s | NumPy us | NumPy G/s | NumPy / ours (90 %) |");
      System.out.println("|---|---|---|---|---|---|---|");
      var table = new Contractions(numpy, backends);
      contractions.forEach(table::compare);
    }
  }

  private void compare(Contraction contraction) {
    for (var backend : Backends.all()) {
      if (backends.contains(backend.name())
          && backend.availability() instanceof Availability.Available) {
        compare(contraction, backend);
      }
    }
  }

  private void compare(Contraction contraction, Backend backend) {
    var inputs = new LinkedHashMap<String, NDArray>();
    contraction
        .inputs()
        .forEach((n, shape) -> inputs.put(n, Elements.array(contraction.type(), shape)));
    try (var kernel = kernel(contraction, backend)) {
      var results = kernel.allocate(inputs);
      Runnable run = () -> kernel.runInto(inputs, results);
      numpy.load(contraction);
      run.run();
      var result = results.isEmpty() ? inputs.get("c") : results.values().iterator().next();
      requireClose(contraction, Elements.sum(result), numpy.sum());
      report(contraction, backend, run);
      results.values().forEach(NDArray::close);
    } finally {
      inputs.values().forEach(NDArray::close);
    }
  }

  private void report(Contraction contraction, Backend backend, Runnable run) {
    warm(run);
    var ours = (int) Math.max(1, SAMPLE_NANOS / time(run, 3));
    var theirs = (int) Math.max(1, SAMPLE_NANOS / numpy.time(3));
    var pairs = PairedTiming.of(() -> time(run, ours), () -> numpy.time(theirs), 3, PAIRS);
    System.out.printf(
        "| %s | %s | %.2f | %.1f | %.2f | %.1f | %.2f (%.2f..%.2f) |%n",
        contraction,
        backend.name(),
        pairs.subjectMedianNanos() / 1e3,
        contraction.operations() / pairs.subjectMedianNanos(),
        pairs.baselineMedianNanos() / 1e3,
        contraction.operations() / pairs.baselineMedianNanos(),
        pairs.medianRatio(),
        pairs.lowRatio(),
        pairs.highRatio());
  }

  /// The nanoseconds of one run, of several in turn.
  private static double time(Runnable run, int repeats) {
    var start = System.nanoTime();
    for (var k = 0; k < repeats; k++) {
      run.run();
    }
    return (double) (System.nanoTime() - start) / repeats;
  }

  /// Until the JVM must have compiled it, also while other programs keep its compiler waiting.
  private static void warm(Runnable run) {
    var end = System.nanoTime() + WARM_UP_NANOS;
    while (System.nanoTime() < end) {
      run.run();
    }
  }

  /// The order of the additions differs.
  private static void requireClose(Contraction contraction, double ours, double numpys) {
    var tolerance = contraction.operations() * (contraction.type().bits() == 32 ? 1e-6 : 1e-12);
    if (!(Math.abs(ours - numpys) <= tolerance)) {
      throw new IllegalStateException(
          contraction + ": the elements' sum is " + ours + ", NumPy's is " + numpys);
    }
  }

  private static ArrayKernel kernel(Contraction contraction, Backend backend) {
    var file = "contractions.strake";
    try (var text = Contractions.class.getResourceAsStream(file)) {
      var source = Source.of(file, new String(text.readAllBytes(), StandardCharsets.UTF_8));
      var types = Map.of("T", contraction.type());
      var program = Frontend.check(source).instantiate(contraction.kernel(), types);
      return ArrayKernel.of(program, contraction.kernel(), backend);
    } catch (IOException failure) {
      throw new IllegalStateException(file + " can't be read", failure);
    }
  }
}
