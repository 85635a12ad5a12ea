package dev.strake.bench.loops;

import dev.strake.bench.CLibrary;
import dev.strake.ndarray.NDArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// The hand-written C loops of `loops.c`, compiled by gcc and linked.
final class CLoops implements AutoCloseable {
  /// Contraction to fma is gcc's default and stays allowed here.
  static final List<String> FLAGS =
      List.of(
          "-O3",
          "-march=native",
          "-mprefer-vector-width=512",
          "-fno-math-errno",
          "-fno-trapping-math");

  private static final FunctionDescriptor SIGNATURE =
      FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS);

  private final Arena arena;
  private final SymbolLookup symbols;

  private CLoops(Arena arena, SymbolLookup symbols) {
    this.arena = arena;
    this.symbols = symbols;
  }

  /// @throws IOException if there is no gcc, or it refuses the file
  static CLoops compile() throws IOException, InterruptedException {
    var arena = Arena.ofShared();
    return new CLoops(arena, CLibrary.load(CLoops.class, "loops.c", FLAGS, arena));
  }

  /// One of the functions on arrays of its own, which must stay open.
  @SuppressWarnings("restricted")
  Runnable call(String function, List<NDArray> arrays, List<Long> extents) {
    var handle = Linker.nativeLinker().downcallHandle(symbols.findOrThrow(function), SIGNATURE);
    var pointers = arena.allocate(ValueLayout.ADDRESS, arrays.size());
    for (var k = 0; k < arrays.size(); k++) {
      pointers.setAtIndex(ValueLayout.ADDRESS, k, arrays.get(k).segment(arena));
    }
    var sizes =
        arena.allocateFrom(
            ValueLayout.JAVA_LONG, extents.stream().mapToLong(Long::longValue).toArray());
    return () -> invoke(handle, pointers, sizes);
  }

  private static void invoke(MethodHandle handle, MemorySegment pointers, MemorySegment sizes) {
    try {
      handle.invokeExact(pointers, sizes);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
