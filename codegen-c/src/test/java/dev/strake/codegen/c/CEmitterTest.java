package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Kernel;
import org.junit.jupiter.api.Test;

class CEmitterTest {
  private static void check(String expected, Kernel kernel) {
    assertEquals(expected, CEmitter.emit(kernel));
  }

  @Test
  void printsParallelLoopOverDenseViews() {
    check("", Kernels.hypot());
  }

  @Test
  void printsLanesAroundLoopsAsArrays() {
    check("", Kernels.matmul(8));
  }

  @Test
  void printsChecksBeforeWhatTheyGuard() {
    check("", Kernels.histogram());
  }
}
