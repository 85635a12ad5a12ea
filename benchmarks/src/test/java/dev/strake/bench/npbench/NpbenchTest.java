package dev.strake.bench.npbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What is timed beside each other computes the same.
final class NpbenchTest {
  @Test
  void programsComputeWhatNumPyDoes() {
    var backend = Backends.named("scalar");
    try (var numpy = NumPyPrograms.start()) {
      var names = numpy.names();
      for (var name : names) {
        var loaded = numpy.load(name, "tiny");
        for (var form : loaded.forms()) {
          numpy.time(form);
          try (var kernel =
              NpbenchKernel.of(name, backend, loaded.arguments(), NpbenchKernel.Results.NEW)) {
            kernel.check(numpy);
          }
        }
      }
      assertEquals(31, names.size());
    } catch (IOException missing) {
      abort("no NumPy: " + missing.getMessage());
    }
  }
}
