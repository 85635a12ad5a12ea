package dev.strake.codegen.c;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// Runs scheduled kernels on this machine's compiler, without a cache.
final class Machine {
  static final CBackend BACKEND =
      new CBackend(
          () -> CToolchain.find(System.getenv()), () -> new LibraryCache.Disabled("in tests"));

  private Machine() {}

  /// Skips the test, with the reason, where there is no compiler.
  static void assumeCompiler() {
    if (BACKEND.availability() instanceof Availability.Unavailable(var reason)) {
      Assumptions.abort(reason);
    }
  }

  static List<String> compiler() {
    return switch (CToolchain.find(System.getenv())) {
      case CToolchain.Search.Found(var toolchain) -> toolchain.command();
      case CToolchain.Search.Missing(var reason) -> throw new AssertionError(reason);
    };
  }

  static void run(Kernel kernel, CompileOptions options, Map<String, Argument> arguments) {
    var program = new Program(List.of(), List.of(kernel), List.of());
    try (var scratch = Arena.ofConfined();
        var launcher = Launcher.of(program, kernel.name(), BACKEND, options)) {
      launcher.launch(arguments, scratch);
    }
  }

  /// A dense vector of raw bits.
  static Argument.View vector(Arena arena, ScalarType type, long... bits) {
    var memory = arena.allocate((long) bits.length * type.sizeBytes() + 1, 64);
    for (var i = 0; i < bits.length; i++) {
      set(memory, type, i, bits[i]);
    }
    return Argument.View.of(type, memory, 0, new long[] {bits.length}, new long[] {1});
  }

  static void set(MemorySegment memory, ScalarType type, long index, long bits) {
    switch (type.bits()) {
      case 8 -> memory.set(ValueLayout.JAVA_BYTE, index, (byte) bits);
      case 32 -> memory.setAtIndex(ValueLayout.JAVA_INT, index, (int) bits);
      default -> memory.setAtIndex(ValueLayout.JAVA_LONG, index, bits);
    }
  }

  static long get(Argument.View view, long index) {
    var memory = view.memory();
    return switch (view.type()) {
      case BOOL, U8 -> memory.get(ValueLayout.JAVA_BYTE, index) & 0xff;
      case I32 -> memory.getAtIndex(ValueLayout.JAVA_INT, index);
      case F32 -> memory.getAtIndex(ValueLayout.JAVA_INT, index) & 0xffff_ffffL;
      case I64, F64 -> memory.getAtIndex(ValueLayout.JAVA_LONG, index);
    };
  }
}
