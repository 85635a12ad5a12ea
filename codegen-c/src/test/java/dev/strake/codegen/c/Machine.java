package dev.strake.codegen.c;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.interp.ElementMemory;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.Launcher;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// Runs scheduled kernels as they are on this machine's compiler, without a cache.
final class Machine {
  static final CToolchain.Search SEARCH = CToolchain.find(System.getenv());

  static final CBackend BACKEND =
      new CBackend(() -> SEARCH, () -> new LibraryCache.Disabled("in tests"));

  static final Backend UNSCHEDULED = new Unscheduled();

  private Machine() {}

  /// The backend, with no pass before it.
  private record Unscheduled() implements Backend {
    @Override
    public String name() {
      return BACKEND.name();
    }

    @Override
    public Availability availability() {
      return BACKEND.availability();
    }

    @Override
    public Form form() {
      return Form.WRITTEN;
    }

    @Override
    public List<CompileOptions> variants() {
      return BACKEND.variants();
    }

    @Override
    public CompiledKernel compile(Kernel kernel, CompileOptions options) {
      return BACKEND.compile(kernel, options);
    }

    @Override
    public String listing(Kernel kernel, CompileOptions options) {
      return BACKEND.listing(kernel, options);
    }
  }

  /// Skips the test, with the reason, where there is no compiler.
  static void assumeCompiler() {
    if (BACKEND.availability() instanceof Availability.Unavailable(var reason)) {
      Assumptions.abort(reason);
    }
  }

  static List<String> compiler() {
    return switch (SEARCH) {
      case CToolchain.Search.Found(var toolchain) -> toolchain.command();
      case CToolchain.Search.Missing(var reason) -> throw new AssertionError(reason);
    };
  }

  static void run(Kernel kernel, CompileOptions options, Map<String, Argument> arguments) {
    run(kernel, UNSCHEDULED, options, arguments);
  }

  static void run(
      Kernel kernel, Backend backend, CompileOptions options, Map<String, Argument> arguments) {
    var program = new Program(List.of(), List.of(kernel), List.of());
    try (var scratch = Arena.ofConfined();
        var launcher = Launcher.of(program, kernel.name(), backend, options)) {
      launcher.launch(arguments, scratch);
    }
  }

  /// A dense view of the given extents over raw bits.
  static Argument.View dense(Arena arena, ScalarType type, long[] bits, long... extents) {
    var memory = arena.allocate((long) bits.length * type.sizeBytes() + 1, 64);
    for (var i = 0; i < bits.length; i++) {
      set(memory, type, i, bits[i]);
    }
    var strides = new long[extents.length];
    var step = 1L;
    for (var axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= extents[axis];
    }
    return Argument.View.of(type, memory, 0, extents, strides);
  }

  static Argument.View vector(Arena arena, ScalarType type, long... bits) {
    return dense(arena, type, bits, bits.length);
  }

  static void set(MemorySegment memory, ScalarType type, long index, long bits) {
    ElementMemory.store(type, memory, index * type.sizeBytes(), bits);
  }

  static long get(Argument.View view, long index) {
    return ElementMemory.load(view.type(), view.memory(), index * view.type().sizeBytes());
  }
}
