package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.conformance.ConformanceSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
  @TestFactory
  Stream<DynamicTest> givesTheBitsOfTheDefinition() {
    Machine.assumeCompiler();
    return Machine.BACKEND.variants().stream()
        .flatMap(
            options ->
                ConformanceSuite.cases().stream()
                    .map(
                        each ->
                            DynamicTest.dynamicTest(
                                each.name() + " " + options.optimization(),
                                () ->
                                    assertEquals(
                                        List.of(),
                                        each.run(Machine.BACKEND, options).failures()))));
  }
}
