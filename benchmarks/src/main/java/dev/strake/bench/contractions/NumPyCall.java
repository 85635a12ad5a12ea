package dev.strake.bench.contractions;

import dev.strake.bench.PythonProcess;
import java.io.IOException;

/// NumPy in a process of its own, on one thread, which times a statement whenever it is asked to.
///
/// Inputs hold the elements that [Elements] gives them.
final class NumPyCall implements AutoCloseable {
  private static final String PROGRAM =
      """
      import sys, time
      import numpy as np
      names = {"f64": "float64", "f32": "float32", "i32": "int32", "i64": "int64",
               "complex64": "complex64", "complex128": "complex128"}
      print(np.__version__, flush=True)
      for line in sys.stdin:
          words = line.rstrip("\\n").split("\\t")
          if words[0] == "array":
              shape = [int(size) for size in words[3].split()]
              numbers = np.arange(np.prod(shape, dtype=np.int64)) * 7919 % 1021
              values = numbers - 510 if words[2][0] == "i" else numbers / 512 - 1
              scope[words[1]] = values.astype(names[words[2]]).reshape(shape)
              print("yes", flush=True)
          elif words[0] == "statement":
              exec("def call():\\n    " + words[1], scope)
              print("yes", flush=True)
          elif words[0] == "new":
              scope = {"np": np}
              print("yes", flush=True)
          elif words[0] == "sum":
              out = scope["out"].astype(np.complex128).ravel()
              call = scope["call"]
              call()
              out = scope["out"].ravel()
              total = (out * (np.arange(out.size) % 7 + 1)).sum(dtype=np.complex128)
              print(total.real, flush=True)
          else:
              call, repeats = scope["call"], range(int(words[1]))
              start = time.perf_counter_ns()
              for _ in repeats:
                  call()
              stop = time.perf_counter_ns()
              print((stop - start) / len(repeats), flush=True)
      """;

  private final PythonProcess python;

  private NumPyCall(PythonProcess python) {
    this.python = python;
  }

  /// @throws IOException if there is no `python3` that has NumPy
  static NumPyCall start() throws IOException {
    return new NumPyCall(PythonProcess.start(PROGRAM));
  }

  String version() {
    return python.version();
  }

  /// Makes the inputs, and `out` with the shape of the result.
  void load(Contraction contraction) {
    python.ask("new");
    contraction.inputs().forEach((name, shape) -> array(name, contraction, shape));
    array("out", contraction, contraction.result());
    python.ask("statement\t" + contraction.numpy());
  }

  private void array(String name, Contraction contraction, Iterable<Long> shape) {
    var sizes = new StringBuilder();
    shape.forEach(size -> sizes.append(size).append(' '));
    python.ask("array\t%s\t%s\t%s".formatted(name, contraction.type().mnemonic(), sizes));
  }

  /// Runs once; the sum of the result's elements, each times 1 to 7 in turn.
  double sum() {
    return Double.parseDouble(python.ask("sum"));
  }

  /// The nanoseconds of one call, of several in turn.
  double time(int repeats) {
    return Double.parseDouble(python.ask("run\t" + repeats));
  }

  @Override
  public void close() {
    python.close();
  }
}
