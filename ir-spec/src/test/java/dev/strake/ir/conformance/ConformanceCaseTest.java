package dev.strake.ir.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Kernel;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Availability;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.interp.Interpreter;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.launch.LaunchRecord;
import dev.strake.ir.launch.RecordLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// A wrong backend is found out, whatever it does wrong.
final class ConformanceCaseTest {
  private static final String NEGATE =
      """
      kernel negate(%0 in x: view<i32, [n]>, %1 out y: view<i32, [n]>) {
        %2 = const i64 0
        %3 = size n
        for par %4 in %2..%3 {
          %5 = load %0[%4]
          %6 = neg %5
          store %1[%4], %6
        }
      }
      """;

  /// The interpreter, whose work is tampered with afterwards.
  private record Tampering(BiConsumer<Kernel, LaunchRecord> afterwards) implements Backend {
    @Override
    public String name() {
      return "tampering";
    }

    @Override
    public Availability availability() {
      return new Availability.Available("");
    }

    @Override
    public Form form() {
      return Form.WRITTEN;
    }

    @Override
    public List<CompileOptions> variants() {
      return List.of(CompileOptions.scalar());
    }

    @Override
    public CompiledKernel compile(Kernel kernel, CompileOptions options) {
      return new CompiledKernel() {
        @Override
        public void run(LaunchRecord arguments) {
          Interpreter.run(kernel, List.of(), Interpreter.Indices.UNPROVED, arguments);
          afterwards.accept(kernel, arguments);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public String listing(Kernel kernel, CompileOptions options) {
      return "";
    }
  }

  private static void check(
      String runs, BiConsumer<Kernel, LaunchRecord> afterwards, String... failures) {
    var outcome =
        ConformanceCase.parse("negate", NEGATE + runs)
            .run(new Tampering(afterwards), CompileOptions.scalar());
    assertEquals(List.of(failures), outcome.failures());
    assertEquals(failures.length == 0, outcome.passed());
  }

  /// Adds to the `i32` that lies this many elements after the first one of a view.
  private static BiConsumer<Kernel, LaunchRecord> add(int parameter, long elements, int increment) {
    return (kernel, launch) -> {
      var view = kernel.parameters().get(parameter).value();
      var memory = launch.memory(view);
      var address = launch.get(launch.layout().address(view));
      var offset = address - memory.address() + 4 * elements;
      memory.set(
          ValueLayout.JAVA_INT, offset, memory.get(ValueLayout.JAVA_INT, offset) + increment);
    };
  }

  @Test
  void theRightBitsPass() {
    check("; run negate: x=[1, 2] -> y=[-1, -2]\n", add(1, 0, 0));
    var run = "; run negate for n in 0 1 5: x=iota[n] -> y=hash(0x%016x)\n";
    check(run.formatted(hashOfNegated(0, 1, 5)), add(1, 0, 0));
  }

  private static long hashOfNegated(int... sizes) {
    var hash = new ResultHash();
    for (var size : sizes) {
      var elements = new long[size];
      for (var i = 0; i < size; i++) {
        elements[i] = -i;
      }
      hash.add(ScalarType.I32, elements);
    }
    return hash.value();
  }

  @Test
  void wrongElementsAreNamed() {
    check(
        "; run negate: x=[1, 2] -> y=[-1, -2]\n",
        add(1, 1, 5),
        "negate:10 DENSE: y: element 1 must be -2, got 3");
    check(
        "; run negate for n in 2 3: x=iota[n] -> y=hash(0x0)\n",
        add(1, 1, 5),
        "negate:10 DENSE: n = 2: y: element 1 must be -1, got 4");
  }

  @Test
  void writingAroundAViewIsFound() {
    for (var place : List.of(-64L, -1L, 2L, 60L)) {
      check(
          "; run negate: x=[1, 2] -> y=[-1, -2]\n",
          add(1, place, 1),
          "negate:10 DENSE: expected results, got Trespassed[parameter=y]");
    }
  }

  @Test
  void writingToAnInputIsFound() {
    check(
        "; run negate: x=[1, 2] -> y=[-1, -2]\n",
        add(0, 0, 1),
        "negate:10 DENSE: expected results, got Trespassed[parameter=x]");
  }

  @Test
  void failuresThatShouldNotBeAreFound() {
    check(
        "; run negate: x=[1, 2] -> y=[-1, -2]\n",
        (_, launch) -> launch.fail(FailureKind.DIVISION_BY_ZERO, 2, 0, 0),
        "negate:10 DENSE: expected results, got Failed[kind=DIVISION_BY_ZERO, line=5, index=0]");
  }

  @Test
  void failuresThatShouldBeAreMissed() {
    check(
        "; run negate: x=[1] -> fails DIVISION_BY_ZERO at 7\n",
        (_, launch) -> launch.set(RecordLayout.STATUS, 0),
        "negate:10 DENSE: expected Failed[kind=DIVISION_BY_ZERO, line=7, index=0],"
            + " got Results[elements={y=[-1]}]");
    check(
        "; run negate: x=[1] -> refused\n",
        add(1, 0, 0),
        "negate:10 DENSE: must be refused, got Results[elements={y=[-1]}]");
  }

  @Test
  void unknownExpectationsDoNotPass() {
    check(
        "; run negate: x=[1] -> unknown\n",
        add(1, 0, 0),
        "negate:10 DENSE: nobody has said what must come out");
  }

  @Test
  void mistakesInRunLinesHaveTheirPlace() {
    rejects("; run frob: x=[1] -> y=[1]", "negate:10:7: there is no kernel `frob`");
    rejects("; run negate: z=[1] -> y=[1]", "negate:10:15: there is no parameter `z`");
    rejects("; run negate: x=[1.5] -> y=[1]", "negate:10:18: `1.5` is no i32");
    rejects("; run negate: x=some(1) -> y=[1]", "negate:10:17: there is no pattern `some`");
    rejects("; run negate: x=[[1], [2, 3]] -> y=[1]", "negate:10:23: rows have different lengths");
    rejects("; run negate: x=[1] -> fails BADLY at 3", "negate:10:30: no failure is `BADLY`");
    rejects("; run negate: x=[1]", "negate:10:20: expected a name, found the end of the text");
  }

  private static void rejects(String run, String message) {
    var failure =
        assertThrows(
            CompileException.class, () -> ConformanceCase.parse("negate", NEGATE + run + "\n"));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  @Test
  void blessingFillsInWhatNobodyHasSaid() {
    var text =
        NEGATE
            + """
            ; run negate: x=[1, 2] -> unknown
            ; run negate: x=iota[20] -> unknown
            ; run negate: x=[3] -> y=[4]
            """;
    var blessed = BlessCases.bless("negate", text).substring(NEGATE.length());
    assertEquals(
        """
        ; run negate: x=[1, 2] -> y=[-1, -2]
        ; run negate: x=iota[20] -> y=hash(0x%016x)
        ; run negate: x=[3] -> y=[4]
        """
            .formatted(hashOfNegated(20)),
        blessed);
  }
}
