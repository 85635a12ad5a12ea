package dev.strake.bench.math;

import dev.strake.bench.PythonProcess;
import dev.strake.ir.ScalarType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// NumPy in a process of its own, which times one call whenever it is asked to.
final class NumPy implements AutoCloseable {
  /// What NumPy calls the functions that it names otherwise.
  private static final Map<String, String> NAMES =
      Map.of(
          "acos", "arccos", "acosh", "arccosh", "asin", "arcsin", "asinh", "arcsinh", "atan",
          "arctan", "atan2", "arctan2", "atanh", "arctanh", "pow", "power");

  private static final String PROGRAM =
      """
      import sys, time
      import numpy as np
      print(np.__version__, flush=True)
      for line in sys.stdin:
          words = line.split()
          if words[0] == "load":
              f = getattr(np, words[1], None)
              inputs = [np.fromfile(name, dtype=words[2]) for name in words[3:]]
              out = np.empty_like(inputs[0])
              print("no" if f is None else "yes", flush=True)
          else:
              with np.errstate(all="ignore"):
                  start = time.perf_counter_ns()
                  f(*inputs, out=out)
                  stop = time.perf_counter_ns()
              print(stop - start, flush=True)
      """;

  private final PythonProcess python;

  private NumPy(PythonProcess python) {
    this.python = python;
  }

  /// @throws IOException if there is no `python3` that has NumPy
  static NumPy start() throws IOException {
    return new NumPy(PythonProcess.start(PROGRAM));
  }

  String version() {
    return python.version();
  }

  /// Whether NumPy has the function; if so, it has read the arguments from these files.
  boolean load(MathFunction function, Path... files) {
    var dtype = function.type() == ScalarType.F32 ? "float32" : "float64";
    var line = new StringBuilder("load ");
    line.append(NAMES.getOrDefault(function.name(), function.name())).append(' ').append(dtype);
    for (var file : files) {
      line.append(' ').append(file);
    }
    return python.ask(line.toString()).equals("yes");
  }

  /// The nanoseconds of one call into an existing array.
  double time() {
    return Double.parseDouble(python.ask("run"));
  }

  @Override
  public void close() {
    python.close();
  }
}
