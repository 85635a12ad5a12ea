package dev.strake.bench.loops;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.strake.ndarray.exec.Backends;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What is timed beside each other computes the same.
final class LoopsTest {
  @Test
  void kernelsComputeWhatCDoes() throws InterruptedException {
    var backend = Backends.named("scalar");
    try (var library = CLoops.compile()) {
      for (var loop : LoopCases.small()) {
        try (var comparison = LoopComparison.of(loop, backend, library)) {
          comparison.check();
        }
      }
    } catch (IOException missing) {
      abort("no gcc: " + missing.getMessage());
    }
  }
}
