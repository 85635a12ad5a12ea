package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.launch.KernelException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CBackendTest {
  @BeforeEach
  void needsCompiler() {
    Machine.assumeCompiler();
  }

  /// Runs the histogram of these bins into 4 counters, each element worth `100 / weight`.
  private static long[] histogram(long weight, long... bins) {
    try (var arena = Arena.ofConfined()) {
      var counters = Machine.vector(arena, ScalarType.I64, 0, 0, 0, 0);
      Map<String, Argument> arguments =
          Map.of(
              "bin",
              Machine.vector(arena, ScalarType.I64, bins),
              "weight",
              new Argument.Scalar(ScalarType.I64, weight),
              "hist",
              counters);
      var kernel = Kernels.parse(Kernels.HISTOGRAM);
      Machine.run(kernel, CompileOptions.scalar(), arguments);
      return counters.memory().toArray(ValueLayout.JAVA_LONG);
    }
  }

  private static KernelException failure(long weight, long... bins) {
    return assertThrows(KernelException.class, () -> histogram(weight, bins));
  }

  @Test
  void reportsFirstFailureWithItsKind() {
    var index = failure(10, 0, 4, -1);
    assertEquals(FailureKind.INDEX_OUT_OF_RANGE, index.kind());
    assertEquals("histogram: index 4 is outside 0..4", index.getMessage());
    assertEquals("histogram: index -1 is outside 0..4", failure(10, 0, -1).getMessage());
    assertEquals(FailureKind.DIVISION_BY_ZERO, failure(0, 0).kind());
    assertEquals("histogram: assertion failed: weights are not negative", failure(-1).getMessage());
  }

  @Test
  void reservedNamesAreRenamed() {
    var kernel =
        """
        kernel "strange name"(%0 in int: view<f64, [record] dense>, %1 in v4: f64,
            %2 out n: view<f64, [record] dense>, %3 inout for: view<f64, [n] dense>) {
          %4 = const i64 0
          %5 = size record
          %6 = size n
          for par %7 in %4..%5 {
            %8 = load %0[%7]
            %9 = mul %8, %1
            store %2[%7], %9
          }
          for par %10 in %4..%6 {
            store %3[%10], %1
          }
        }
        """;
    try (var arena = Arena.ofConfined()) {
      var three = Double.doubleToRawLongBits(3);
      var nine = Double.doubleToRawLongBits(9);
      var results = Machine.vector(arena, ScalarType.F64, 0, 0);
      Map<String, Argument> arguments =
          Map.of(
              "int",
              Machine.vector(arena, ScalarType.F64, three, three),
              "v4",
              new Argument.Scalar(ScalarType.F64, three),
              "n",
              results,
              "for",
              Machine.vector(arena, ScalarType.F64, 0));
      Machine.run(Kernels.parse(kernel), CompileOptions.scalar(), arguments);
      assertEquals(nine, Machine.get(results, 1));
    }
  }

  @Test
  void compilesOncePerCache(@TempDir Path directory) throws IOException {
    var cache = LibraryCache.open(directory.resolve("cache"));
    var backend = new CBackend(() -> CToolchain.find(System.getenv()), () -> cache);
    var kernel = Kernels.parse(Kernels.HYPOT);
    backend.compile(kernel, CompileOptions.scalar()).close();
    var library = library(directory.resolve("cache"));
    var time = Files.getLastModifiedTime(library);
    backend.compile(kernel, CompileOptions.scalar()).close();
    assertEquals(time, Files.getLastModifiedTime(library(directory.resolve("cache"))));
  }

  private static Path library(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".so")).findFirst().orElseThrow();
    }
  }

  @Test
  void refusesToCloseTwice() {
    var kernel = Machine.BACKEND.compile(Kernels.parse(Kernels.HYPOT), CompileOptions.scalar());
    kernel.close();
    assertThrows(IllegalStateException.class, kernel::close);
  }

  @Test
  void variantsDifferInOptimizationOnly() {
    var variants = Machine.BACKEND.variants();
    assertEquals(CompileOptions.Optimization.FULL, variants.getFirst().optimization());
    assertEquals(CompileOptions.Optimization.NONE, variants.getLast().optimization());
    assertFalse(variants.getFirst().equals(variants.getLast()));
  }
}
