package dev.strake.ir.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Kernel;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Workers;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.phase.CutPhases;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import dev.strake.ir.verify.Verifier;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Every case on the interpreter: the program as written, and after the checking passes.
final class ConformanceTest {
  private static Stream<DynamicTest> each(Check check) {
    return ConformanceSuite.cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check.run(one)));
  }

  /// A check of one case.
  private interface Check {
    void run(ConformanceCase one);
  }

  @TestFactory
  Stream<DynamicTest> everyCaseIsLegalAndRoundTrips() {
    return each(
        one -> {
          assertEquals(List.of(), Verifier.verify(one.program(), Backend.Form.WRITTEN));
          assertEquals(one.program(), IrParser.parse(IrPrinter.print(one.program())));
        });
  }

  @TestFactory
  Stream<DynamicTest> everyCaseHoldsAsWritten() {
    return each(
        one -> {
          var backend = InterpreterBackend.asWritten(one.program());
          assertEquals(List.of(), one.run(backend, CompileOptions.scalar()).failures());
        });
  }

  @TestFactory
  Stream<DynamicTest> everyCaseHoldsAfterTheCheckingPasses() {
    return each(
        one -> {
          var backend = new InterpreterBackend();
          assertEquals(List.of(), one.run(backend, CompileOptions.scalar()).failures());
        });
  }

  private static final List<CompileOptions> PLANS =
      List.of(CompileOptions.vectors(128), CompileOptions.vectors(512));

  @TestFactory
  Stream<DynamicTest> everyCaseHoldsAfterScheduling() {
    return each(
        one -> {
          var outcome = one.run(InterpreterBackend.ofScheduled(), PLANS.getFirst());
          assertEquals(List.of(), outcome.failures());
        });
  }

  /// Several workers take turns on one thread; every group of lanes is a piece.
  private static final Workers IN_SMALLEST_PIECES =
      new Workers() {
        @Override
        public int limit() {
          return 3;
        }

        @Override
        public void run(int count, IntConsumer work) {
          for (var worker = count - 1; worker >= 0; worker--) {
            work.accept(worker);
          }
        }

        @Override
        public double piece() {
          return Double.MIN_VALUE;
        }
      };

  @TestFactory
  Stream<DynamicTest> everyCaseHoldsInPieces() {
    return each(
        one -> {
          var backend = InterpreterBackend.ofScheduled();
          var outcome = one.run(backend, PLANS.getLast(), IN_SMALLEST_PIECES);
          assertEquals(List.of(), outcome.failures());
        });
  }

  @TestFactory
  Stream<DynamicTest> everyCaseIsLegalAfterThePasses() {
    return each(
        one -> {
          var checked = Pipeline.run(Pipelines.checked(), one.program());
          assertEquals(List.of(), Verifier.verify(checked, Backend.Form.CHECKED));
          assertEquals(checked, IrParser.parse(IrPrinter.print(checked)));
          for (var plan : PLANS) {
            var scheduled = Pipeline.run(Pipelines.scheduled(plan), checked);
            assertEquals(List.of(), Verifier.verify(scheduled, Backend.Form.SCHEDULED));
            assertEquals(scheduled, IrParser.parse(IrPrinter.print(scheduled)));
            for (var code : codesOfPhases(scheduled)) {
              var alone = scheduled.with(List.of(), List.of(code));
              assertEquals(List.of(), Verifier.verify(alone, Backend.Form.SCHEDULED));
            }
          }
        });
  }

  private static List<Kernel> codesOfPhases(Program scheduled) {
    return scheduled.kernels().stream()
        .flatMap(kernel -> CutPhases.of(kernel).stream())
        .flatMap(phased -> phased.codes().stream())
        .toList();
  }

  /// `mvn -pl ir-spec test -Dtest=ConformanceTest -Dbless=true`
  @Test
  @EnabledIfSystemProperty(named = "bless", matches = "true")
  void blesses() throws IOException {
    BlessCases.blessAll();
  }
}
