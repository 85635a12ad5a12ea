package dev.strake.codegen.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.conformance.ConformanceSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Both bytecode backends give the bits and failures of every conformance case, at every width, in
/// methods of the usual size and in the smallest ones.
class ConformanceTest {
  private static final int SMALLEST_METHODS = 16;

  @TestFactory
  Stream<DynamicTest> scalar() {
    return tests(new ScalarBackend());
  }

  @TestFactory
  Stream<DynamicTest> vector() {
    return tests(new VectorBackend());
  }

  private static Stream<DynamicTest> tests(Backend backend) {
    if (backend.availability() instanceof Availability.Unavailable(var reason)) {
      return Stream.of(DynamicTest.dynamicTest(backend.name(), () -> assumeTrue(false, reason)));
    }
    System.err.println("conformance runs on " + backend.name() + ": " + backend.availability());
    var variants = backend.variants();
    return Stream.concat(variants.stream(), Stream.of(inSmallMethods(variants.getFirst())))
        .flatMap(
            options -> ConformanceSuite.cases().stream().map(each -> test(each, backend, options)));
  }

  private static CompileOptions inSmallMethods(CompileOptions options) {
    return CompileOptions.of(options.plan().withMethodOps(SMALLEST_METHODS));
  }

  private static DynamicTest test(ConformanceCase each, Backend backend, CompileOptions options) {
    var name =
        "%s%d in methods of %d: %s"
            .formatted(
                backend.name(), options.vectorBits(), options.plan().methodOps(), each.name());
    return DynamicTest.dynamicTest(
        name, () -> assertEquals(List.of(), each.run(backend, options).failures()));
  }
}
