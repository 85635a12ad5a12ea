package dev.strake.codegen.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.conformance.ConformanceSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Both bytecode backends give the bits and failures of every conformance case, at every width.
class ConformanceTest {
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
    return backend.variants().stream()
        .flatMap(
            options ->
                ConformanceSuite.cases().stream()
                    .map(
                        each ->
                            DynamicTest.dynamicTest(
                                backend.name() + options.vectorBits() + " " + each.name(),
                                () ->
                                    assertEquals(
                                        List.of(), each.run(backend, options).failures()))));
  }
}
