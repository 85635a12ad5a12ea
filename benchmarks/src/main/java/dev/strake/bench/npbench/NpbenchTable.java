package dev.strake.bench.npbench;

import dev.strake.bench.Rounds;
import dev.strake.ir.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Times programs of NPBench beside NumPy, one row each.
public final class NpbenchTable {
  private static final double WARM_UP_NANOS = 1e9;
  private static final int MIN_WARM_UPS = 3;
  private static final Rounds.Limits ROUNDS = new Rounds.Limits(7, 31, 3e9);

  private final NumPyPrograms numpy;
  private final List<Backend> backends;
  private final String preset;
  private final NpbenchKernel.Results results;

  NpbenchTable(
      NumPyPrograms numpy, List<Backend> backends, String preset, NpbenchKernel.Results results) {
    this.numpy = numpy;
    this.backends = List.copyOf(backends);
    this.preset = preset;
    this.results = results;
  }

  /// What one program gave.
  ///
  /// @param ours by backend, in their order
  record Row(String program, double numpyNanos, Optional<Double> wholeNanos, List<Ours> ours) {
    Row {
      ours = List.copyOf(ours);
    }
  }

  /// One backend beside NumPy.
  ///
  /// @param firstNanos the first run, compiling included
  /// @param toCustomary NumPy's time divided by this one
  /// @param toBest the same for the fastest of NumPy's formulations
  record Ours(double firstNanos, double nanos, Rounds.Ratio toCustomary, Rounds.Ratio toBest) {}

  /// Times one program, after a look at its results.
  ///
  /// @throws IllegalStateException if they differ from NumPy's by more than rounding explains
  Row row(String program) {
    var loaded = numpy.load(program, preset);
    numpy.time(loaded.forms().getFirst());
    var ways = new ArrayList<DoubleSupplier>();
    loaded.forms().forEach(form -> ways.add(() -> numpy.time(form)));
    var kernels = new ArrayList<NpbenchKernel>();
    try {
      var firsts = new ArrayList<Double>();
      for (var backend : backends) {
        var kernel = NpbenchKernel.of(program, backend, loaded.arguments(), results);
        kernels.add(kernel);
        firsts.add(kernel.time());
        kernel.check(numpy);
        warmUp(kernel);
        ways.add(kernel::time);
      }
      return row(program, Rounds.time(ways, ROUNDS), loaded.forms().size(), firsts);
    } finally {
      kernels.forEach(NpbenchKernel::close);
      loaded.arguments().values().forEach(array -> array.close());
    }
  }

  private static void warmUp(NpbenchKernel kernel) {
    var start = System.nanoTime();
    for (var k = 0; k < MIN_WARM_UPS || System.nanoTime() - start < WARM_UP_NANOS; k++) {
      kernel.time();
    }
  }

  private static Row row(String program, Rounds rounds, int forms, List<Double> firsts) {
    var best = 0;
    for (var form = 1; form < forms; form++) {
      best = rounds.medianNanos(form) < rounds.medianNanos(best) ? form : best;
    }
    var ours = new ArrayList<Ours>();
    for (var k = 0; k < firsts.size(); k++) {
      var way = forms + k;
      ours.add(
          new Ours(
              firsts.get(k),
              rounds.medianNanos(way),
              rounds.ratio(way, 0),
              rounds.ratio(way, best)));
    }
    var whole = forms > 1 ? Optional.of(rounds.medianNanos(1)) : Optional.<Double>empty();
    return new Row(program, rounds.medianNanos(0), whole, ours);
  }
}
