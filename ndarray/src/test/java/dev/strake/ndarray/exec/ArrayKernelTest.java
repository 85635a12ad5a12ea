package dev.strake.ndarray.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ir.launch.LaunchRecord;
import dev.strake.ir.text.IrParser;
import dev.strake.ndarray.ArrayClosedException;
import dev.strake.ndarray.ArrayInUseException;
import dev.strake.ndarray.ArrayMemoryException;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Slice;
import dev.strake.ndarray.storage.NativeHeap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrayKernelTest {
  private static Program program() {
    try (var text = ArrayKernelTest.class.getResourceAsStream("kernels.ir")) {
      return IrParser.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ArrayKernel kernel(String name) {
    return ArrayKernel.of(program(), name, new InterpreterBackend());
  }

  private static NDArray scalar(long value) {
    return NDArray.fromArray(new long[] {value});
  }

  @Test
  void returnsResultsAndArraysWrittenInPlace() {
    var y = NDArray.of(10.0, 20, 30);
    try (var kernel = kernel("axpy")) {
      var outputs =
          kernel.run(
              Map.of("a", Creation.full(DType.FLOAT64, 2), "x", NDArray.of(1.0, 2, 3), "y", y));
      assertEquals(List.of("y", "total"), List.copyOf(outputs.keySet()));
      assertSame(y, outputs.get("y"));
      assertEquals("[12. 24. 36.]", y.toString());
      assertEquals(72, outputs.get("total").getDouble());
    }
  }

  @Test
  void takesViewsAndNegativeScalars() {
    var x = NDArray.fromArray(new int[] {0, 1, 2, 3, 4, 5}, 2, 3).transpose().flip(0);
    try (var kernel = kernel("widen")) {
      var outputs = kernel.run(Map.of("k", NDArray.fromArray(new int[] {-10}), "x", x));
      assertEquals("[[-8 -9]\n [-5 -6]]", outputs.get("y").toString());
    }
  }

  @Test
  void runsIntoArraysOfTheCaller() {
    var table = Creation.zeros(DType.INT64, 2, 4);
    try (var kernel = kernel("widen")) {
      var x = NDArray.fromArray(new int[] {1, 2, 3, 4, 5, 6}, 3, 2);
      var target = table.slice(1, Slice.all().step(2));
      kernel.runInto(Map.of("k", NDArray.fromArray(new int[] {0}), "x", x), Map.of("y", target));
      assertEquals("[[1 0 3 0]\n [2 0 4 0]]", table.toString());
      var inputs = Map.of("k", NDArray.fromArray(new int[] {0}), "x", x);
      var failure =
          assertThrows(
              LaunchException.class, () -> kernel.runInto(inputs, Map.of("x", x, "y", target)));
      assertEquals("widen: there is no result x; there are y", failure.getMessage());
    }
  }

  @Test
  void givesBackTheMemoryOfAFailedRun() {
    try (var kernel = kernel("divide");
        var k = scalar(3);
        var x = NDArray.of(1L, 0, 1)) {
      long before = NativeHeap.liveBytes();
      assertThrows(KernelException.class, () -> kernel.run(Map.of("k", k, "x", x)));
      assertEquals(before, NativeHeap.liveBytes());
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    try (var kernel = kernel("divide")) {
      var x = NDArray.of(1L, 2);
      refuses(kernel, Map.of("x", x), "divide: argument k is missing; it takes");
      refuses(
          kernel,
          Map.of("k", scalar(1), "x", x, "z", x),
          "divide: there is no parameter z; there are k, x");
      refuses(kernel, Map.of("k", x, "x", x), "divide: k must be i64, got i64[2]");
      refuses(
          kernel, Map.of("k", scalar(1), "x", scalar(1)), "divide: x must be i64[n], got i64[]");
      refuses(
          kernel,
          Map.of("k", Creation.full(DType.INT32, 1), "x", x),
          "divide: k must be i64, got a scalar i32");
    }
  }

  private static void refuses(ArrayKernel kernel, Map<String, NDArray> inputs, String message) {
    var failure = assertThrows(LaunchException.class, () -> kernel.run(inputs));
    assertTrue(failure.getMessage().startsWith(message), failure.getMessage());
  }

  @Test
  void refusesClosedArraysAndMissingMemory() {
    try (var kernel = kernel("divide");
        var huge = kernel("huge")) {
      var x = NDArray.of(1L, 2);
      x.close();
      assertThrows(ArrayClosedException.class, () -> kernel.run(Map.of("k", scalar(1), "x", x)));
      assertThrows(ArrayMemoryException.class, () -> huge.run(Map.of("k", scalar(1L << 47))));
    }
  }

  @Test
  void keepsArgumentsOpenDuringARun() {
    var x = NDArray.of(1L, 2);
    var closing = new ClosingBackend(x);
    try (var kernel = ArrayKernel.of(program(), "divide", closing)) {
      kernel.run(Map.of("k", scalar(2), "x", x));
    }
    assertEquals(1, x.getLong(0));
    x.close();
  }

  /// Tries to close an array while the kernel runs, as another thread may.
  private record ClosingBackend(NDArray array) implements Backend {
    @Override
    public String name() {
      return "closing";
    }

    @Override
    public Availability availability() {
      return new Availability.Available("in this test");
    }

    @Override
    public Form form() {
      return Form.CHECKED;
    }

    @Override
    public List<CompileOptions> variants() {
      return List.of(CompileOptions.scalar());
    }

    @Override
    public CompiledKernel compile(Kernel kernel, CompileOptions options) {
      var real = new InterpreterBackend().compile(kernel, options);
      return new CompiledKernel() {
        @Override
        public void run(LaunchRecord arguments) {
          assertThrows(ArrayInUseException.class, array::close);
          real.run(arguments);
        }

        @Override
        public void close() {
          real.close();
        }
      };
    }

    @Override
    public String listing(Kernel kernel, CompileOptions options) {
      return "";
    }
  }

  @Test
  void findsBackendsByName() {
    assertEquals("interpreter", Backends.named("interpreter").name());
    var failure = assertThrows(IllegalArgumentException.class, () -> Backends.named("gpu"));
    assertTrue(
        failure.getMessage().startsWith("there is no backend gpu; there are "),
        failure.getMessage());
  }
}
