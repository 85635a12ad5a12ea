package dev.strake.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// The hand-written C loops of `baselines.c`, compiled by gcc and linked.
final class CBaselines implements AutoCloseable {
  /// Contraction to fma is gcc's default and stays allowed here.
  static final List<String> FLAGS =
      List.of(
          "-O3",
          "-march=native",
          "-mprefer-vector-width=512",
          "-fno-math-errno",
          "-fno-trapping-math");

  private final Arena arena;
  private final MethodHandle hypot;
  private final MethodHandle sum;

  private CBaselines(Arena arena, MethodHandle hypot, MethodHandle sum) {
    this.arena = arena;
    this.hypot = hypot;
    this.sum = sum;
  }

  @SuppressWarnings("restricted")
  static CBaselines compile() throws IOException, InterruptedException {
    var arena = Arena.ofShared();
    var symbols = CLibrary.load(CBaselines.class, "baselines.c", FLAGS, arena);
    var linker = Linker.nativeLinker();
    var hypot =
        linker.downcallHandle(
            symbols.findOrThrow("hypot_f64"),
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG));
    var sum =
        linker.downcallHandle(
            symbols.findOrThrow("sum_f64"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_DOUBLE, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    return new CBaselines(arena, hypot, sum);
  }

  void hypot(MemorySegment a, MemorySegment b, MemorySegment out, long count) {
    try {
      hypot.invokeExact(a, b, out, count);
    } catch (Throwable failure) {
      throw new IllegalStateException("hypot_f64", failure);
    }
  }

  double sum(MemorySegment x, long count) {
    try {
      return (double) sum.invokeExact(x, count);
    } catch (Throwable failure) {
      throw new IllegalStateException("sum_f64", failure);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
