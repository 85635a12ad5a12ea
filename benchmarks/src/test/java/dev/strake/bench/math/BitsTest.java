package dev.strake.bench.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ndarray.exec.Backends;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The functions of std.math have the bits that are pinned, on every backend that runs here. To be
/// done soon, only functions of one f64 are compared for all widths of vectors and without
/// optimization, and the interpreter on fewer arguments; docs/math.md has the command that compares
/// everything.
class BitsTest {
  private static final int FEW = 1 << 11;

  @Test
  void everyFunctionIsPinnedAndNothingElse() {
    var functions = MathFunction.all().stream().map(MathFunction::toString);
    assertEquals(
        functions.collect(Collectors.toSet()),
        new HashSet<>(PinnedBits.load().hashes().keySet()),
        "docs/math.md says how to pin the bits of a new function");
  }

  @TestFactory
  Stream<DynamicTest> everyBackendGivesThePinnedBits() {
    return Backends.all().stream()
        .filter(backend -> backend.availability() instanceof Availability.Available)
        .filter(backend -> !backend.name().equals("interpreter"))
        .flatMap(BitsTest::tests);
  }

  private static Stream<DynamicTest> tests(Backend backend) {
    return MathFunction.all().stream()
        .flatMap(
            function ->
                backend.variants().stream()
                    .limit(isComparedFully(function) ? Long.MAX_VALUE : 1)
                    .map(options -> test(function, backend, options)));
  }

  /// The functions of one f64, whose kernels take all the roads that others take.
  private static boolean isComparedFully(MathFunction function) {
    return function.isReal() && function.arity() == 1 && function.type() == ScalarType.F64;
  }

  private static DynamicTest test(MathFunction function, Backend backend, CompileOptions options) {
    var engine = "%s %d %s".formatted(backend.name(), options.vectorBits(), options.optimization());
    return dynamicTest(
        function + " on " + engine,
        () ->
            assertEquals(
                PinnedBits.load().of(function).orElse("no pin"),
                hash(function, backend, options, BitInputs.COUNT)));
  }

  @TestFactory
  Stream<DynamicTest> theInterpreterGivesTheBitsOfCompiledCode() {
    return MathFunction.all().stream()
        .map(
            function ->
                dynamicTest(
                    function.toString(),
                    () -> assertEquals(few(function, "scalar"), few(function, "interpreter"))));
  }

  private static String few(MathFunction function, String name) {
    var backend = Backends.named(name);
    return hash(function, backend, backend.variants().getFirst(), FEW);
  }

  private static String hash(
      MathFunction function, Backend backend, CompileOptions options, int count) {
    try (var bits = new BitHash(function, backend, options, count)) {
      bits.launch();
      return bits.hash();
    }
  }
}
