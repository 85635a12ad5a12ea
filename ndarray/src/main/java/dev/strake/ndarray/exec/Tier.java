package dev.strake.ndarray.exec;

import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.launch.LaunchRecord;

/// One kernel on one backend, and how fast it was lately.
final class Tier {
  /// The weight of the latest run: what was slow before the JVM had compiled it is soon forgotten.
  private static final double LATEST = 0.3;

  private final String backend;
  private final CompiledKernel code;

  /// Time per unit of work; several threads may get in each other's way here, which does no harm.
  private volatile double nanosPerUnit;

  private volatile int runs;

  Tier(String backend, CompiledKernel code) {
    this.backend = backend;
    this.code = code;
  }

  String backend() {
    return backend;
  }

  CompiledKernel code() {
    return code;
  }

  /// Runs the kernel and returns how long it took.
  ///
  /// @param units of work, any measure that grows with it
  long run(LaunchRecord arguments, double units) {
    var start = System.nanoTime();
    code.run(arguments);
    var nanos = System.nanoTime() - start;
    var latest = nanos / Math.max(units, 1);
    nanosPerUnit = runs == 0 ? latest : LATEST * latest + (1 - LATEST) * nanosPerUnit;
    runs++;
    return nanos;
  }

  int runs() {
    return runs;
  }

  double nanosPerUnit() {
    return nanosPerUnit;
  }
}
