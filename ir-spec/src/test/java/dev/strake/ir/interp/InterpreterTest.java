package dev.strake.ir.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.text.IrParser;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the conformance cases can't say: how the interpreter treats programs that are not legal,
/// and what only it does.
final class InterpreterTest {
  private static final String OUTSIDE =
      """
      kernel outside(%0 in a: i64, %1 out y: view<i64, [2]>) {
        %2 = const i64 7
        store %1[%0], %2 !1
      }
      sites { !1 = "outside.strake" 3:5-3:9 }
      """;

  /// Runs the only kernel on an `i64` and a result of two `i64`s.
  private static long[] run(Backend backend, Program program, long a) {
    var kernel = program.kernels().getFirst().name();
    try (var arena = Arena.ofConfined();
        var launcher = Launcher.of(program, kernel, backend, CompileOptions.scalar())) {
      var memory = arena.allocate(16, 8);
      var y = Argument.View.of(ScalarType.I64, memory, 0, new long[] {2}, new long[] {1});
      var scalar = new Argument.Scalar(ScalarType.I64, a);
      launcher.launch(Map.of("a", scalar, "y", y), arena);
      return memory.toArray(ValueLayout.JAVA_LONG);
    }
  }

  @Test
  void indexOutsideFailsInAProgramAsWritten() {
    var program = IrParser.parse(OUTSIDE);
    var backend = InterpreterBackend.asWritten(program);
    var failure = assertThrows(KernelException.class, () -> run(backend, program, -1));
    assertEquals(FailureKind.INDEX_OUT_OF_RANGE, failure.kind());
    assertEquals(-1, failure.index());
    assertEquals(2, failure.extent());
    assertEquals("outside.strake:3:5", failure.span().orElseThrow().toString());
  }

  @Test
  void indexLetThroughByPassesIsABug() {
    var program = IrParser.parse(OUTSIDE);
    var unchecked = new Unchecked();
    var failure = assertThrows(CompilerError.class, () -> run(unchecked, program, 2));
    assertEquals(CompilerError.Kind.BUG, failure.kind());
    assertEquals(
        "interpreter: index 2 of axis 0 was let through into 2 elements at store %1[%0], %2",
        failure.getMessage());
  }

  /// Believes in programs that no pass has seen.
  private static final class Unchecked implements Backend {
    private final InterpreterBackend believing = new InterpreterBackend();

    @Override
    public String name() {
      return believing.name();
    }

    @Override
    public Availability availability() {
      return believing.availability();
    }

    @Override
    public Form form() {
      return Form.WRITTEN;
    }

    @Override
    public List<CompileOptions> variants() {
      return believing.variants();
    }

    @Override
    public CompiledKernel compile(Kernel kernel, CompileOptions options) {
      return believing.compile(kernel, options);
    }

    @Override
    public String listing(Kernel kernel, CompileOptions options) {
      return believing.listing(kernel, options);
    }
  }

  @Test
  void lanesThatDoNotComeOutEvenAreABug() {
    var program =
        IrParser.parse(
            """
            kernel lanes(%0 in a: i64, %1 out y: view<i64, [2]>) {
              %2 = const i64 0
              for lanes(4) %3 in %2..%0 {
              }
            }
            """);
    var backend = InterpreterBackend.asWritten(program);
    var failure = assertThrows(CompilerError.class, () -> run(backend, program, 6));
    assertEquals("interpreter: 0..6 in lanes of 4", failure.getMessage());
  }

  @Test
  void missingFunctionIsABug() {
    var program =
        IrParser.parse("kernel k(%0 in a: i64, %1 out y: view<i64, [2]>) { %2 = call i64 f(%0) }");
    var backend = InterpreterBackend.asWritten(program);
    assertThrows(CompilerError.class, () -> run(backend, program, 0));
  }

  @Test
  void localArraysBeginAsNothingAnybodyWouldExpect() {
    var program =
        IrParser.parse(
            """
            kernel k(%0 in a: i64, %1 out y: view<i64, [2]>) {
              %2 = local view<i64, [2] dense>
              %3 = const i64 0
              %4 = const i64 1
              store %2[%3], %0
              for seq %5 in %3..%0 {
                %6 = local view<i64, [1] dense>
                %7 = load %6[%3]
                store %6[%3], %5
                store %1[%4], %7
              }
              %8 = load %2[%3]
              store %1[%3], %8
            }
            """);
    var y = run(InterpreterBackend.asWritten(program), program, 3);
    assertEquals(3, y[0]);
    assertEquals(0xa5a5_a5a5_a5a5_a5a5L, y[1]);
  }

  @Test
  void listingIsTheTextForm() {
    var program = IrParser.parse("kernel nothing() {\n}\n");
    var kernel = program.kernels().getFirst();
    var listing = new InterpreterBackend().listing(kernel, CompileOptions.scalar());
    assertEquals("kernel nothing() {\n}\n", listing);
  }
}
