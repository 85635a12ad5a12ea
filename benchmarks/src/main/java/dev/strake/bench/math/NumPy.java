package dev.strake.bench.math;

import dev.strake.ir.ScalarType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
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

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;
  private final String version;

  private NumPy(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.version = answer();
  }

  /// @throws IOException if there is no `python3` that has NumPy
  static NumPy start() throws IOException {
    return new NumPy(
        new ProcessBuilder("python3", "-c", PROGRAM).redirectError(Redirect.DISCARD).start());
  }

  String version() {
    return version;
  }

  /// Whether NumPy has the function; if so, it has read the arguments from these files.
  boolean load(MathFunction function, Path... files) {
    var dtype = function.type() == ScalarType.F32 ? "float32" : "float64";
    var line = new StringBuilder("load ");
    line.append(NAMES.getOrDefault(function.name(), function.name())).append(' ').append(dtype);
    for (var file : files) {
      line.append(' ').append(file);
    }
    questions.println(line);
    return ask().equals("yes");
  }

  /// The nanoseconds of one call into an existing array.
  double time() {
    questions.println("run");
    return Double.parseDouble(ask());
  }

  private String ask() {
    try {
      return answer();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String answer() throws IOException {
    var line = answers.readLine();
    if (line == null) {
      throw new IOException("python3 with numpy did not start, or has ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
