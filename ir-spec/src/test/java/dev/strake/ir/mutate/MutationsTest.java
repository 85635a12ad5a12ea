package dev.strake.ir.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceSuite;
import dev.strake.ir.launch.RecordLayout;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import dev.strake.ir.verify.Verifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What mutations make of kernels.
final class MutationsTest {
  private static final String TWICE =
      """
      kernel twice(%0 in x: view<f64, [n] dense>, %1 out y: view<f64, [n] dense>) {
        %2 = const i64 0
        %3 = const i64 -8
        %4 = size n
        %5 = and %4, %3
        for lanes(8) %6 in %2..%5 {
          %7 = load %0[%6]
          %8 = add %7, %7
          store %1[%6], %8
        }
        for par %9 in %5..%4 {
          %10 = load %0[%9]
          %11 = add %10, %10
          store %1[%9], %11
        }
      }
      """;

  private static Mutation named(String defect) {
    return Mutations.all().stream()
        .filter(one -> one.defect().equals(defect))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no mutation " + defect));
  }

  private static Kernel kernel(String text) {
    return IrParser.parse(text).kernels().getFirst();
  }

  /// One line of `text` becomes others.
  private static void check(String defect, String text, String line, String... lines) {
    var mutated = named(defect).apply(kernel(text));
    var expected = text.replace(line + "\n", String.join("\n", lines) + "\n");
    assertNotEquals(text, expected);
    assertEquals(IrPrinter.print(kernel(expected)), IrPrinter.print(mutated));
  }

  @Test
  void opsAreTakenForOthers() {
    check("add f64 computes sub in lanes", TWICE, "    %8 = add %7, %7", "    %8 = sub %7, %7");
    check(
        "add f64 computes sub outside lanes",
        TWICE,
        "    %11 = add %10, %10",
        "    %11 = sub %10, %10");
  }

  @Test
  void tailsAreTheLoopsThatBeginWhereLanesEnd() {
    check("tails never run", TWICE, "  for par %9 in %5..%4 {", "  for par %9 in %5..%5 {");
  }

  @Test
  void literalsAreOff() {
    check("i64 literal 0 is 1", TWICE, "  %2 = const i64 0", "  %2 = const i64 1");
  }

  @Test
  void resultsAreReplacedBesideTheRightOnes() {
    check(
        "mul f32 by 0 gives 0",
        """
        kernel k(%0 in a: f32, %1 in b: f32, %2 out y: view<f32, []>) {
          %3 = mul %0, %1
          store %2[], %3
        }
        """,
        "  %3 = mul %0, %1",
        "  %4 = mul %0, %1",
        "  %5 = const f32 0x0.0p0",
        "  %6 = eq %1, %5",
        "  %7 = select %6, %1, %4",
        "  %8 = const bool true",
        "  %3 = select %8, %7, %7");
  }

  @Test
  void unchangedKernelsAreEqual() {
    var kernel = kernel(TWICE);
    assertFalse(named("sub f64 computes add").changes(kernel));
    assertEquals(kernel, named("sub f64 computes add").apply(kernel));
  }

  @Test
  void mutantsOfCarelessBackendsKeepTheirAccesses() {
    var kernel = kernel(TWICE);
    assertTrue(new SafeMutation(named("add f64 computes sub")).changes(kernel));
    assertFalse(new SafeMutation(named("i64 literal 0 is 1")).changes(kernel));
    assertFalse(new SafeMutation(named("tails end one late")).changes(kernel));
    assertFalse(
        new SafeMutation(named("loads of rank 1 one too far along axis 0")).changes(kernel));
  }

  @Test
  void valuesThatReachAnIndexThroughALoopAreFollowed() {
    var kernel =
        kernel(
            """
            kernel k(%0 in x: view<f64, [n]>, %1 in m: i64, %2 out y: view<f64, []>) {
              %3 = const i64 0
              %4 = const i64 3
              %5, %6 = for seq %7 in %3..%4 carry (%8 = %1, %9 = %1) {
                %10 = mul %8, %8
                %11 = max %9, %9
                yield %11, %10
              }
              %12 = load %0[%6]
              store %2[], %12
            }
            """);
    assertFalse(new SafeMutation(named("max i64 computes min")).changes(kernel));
  }

  @Test
  void defectsAreDistinct() {
    var seen = new HashSet<String>();
    var twice =
        Mutations.all().stream()
            .map(Mutation::describe)
            .filter(defect -> !seen.add(defect))
            .toList();
    assertEquals(List.of(), twice);
  }

  private static List<String> drawn(long seed, int count) {
    return Mutations.random(seed, count, one -> !one.defect().contains(" f32 ")).stream()
        .map(Mutation::describe)
        .toList();
  }

  @Test
  void drawsAreTheSameForTheSameSeed() {
    var drawn = drawn(5, 200);
    assertEquals(drawn, drawn(5, 200));
    assertEquals(200, new HashSet<>(drawn).size());
    assertNotEquals(drawn, drawn(6, 200));
    assertTrue(drawn.stream().noneMatch(one -> one.contains(" f32 ")));
    assertEquals(Mutations.all().size(), Mutations.random(1, 100_000, _ -> true).size());
  }

  private record Prepared(Backend.Form form, Program program) {}

  /// Every kernel of the cases in both forms.
  private static List<Prepared> prepared() {
    var prepared = new ArrayList<Prepared>();
    for (var one : ConformanceSuite.cases()) {
      for (var kernel : one.program().kernels()) {
        var alone = new Program(one.program().functions(), List.of(kernel), one.program().sites());
        var views = (int) kernel.parameters().stream().filter(p -> p.isView()).count();
        for (var form : List.of(Backend.Form.CHECKED, Backend.Form.SCHEDULED)) {
          var layouts = Collections.nCopies(views, Layout.ROW_MAJOR);
          var passes =
              Pipelines.preparing(kernel.name(), layouts, form, CompileOptions.vectors(256));
          prepared.add(new Prepared(form, Pipeline.run(passes, alone)));
        }
      }
    }
    return prepared;
  }

  @Test
  void mutantsAreLegalAndKeepTheRecord() {
    var kernels = prepared();
    for (var mutation : Mutations.random(Long.getLong("seed", 1), 150, _ -> true)) {
      kernels.stream()
          .filter(one -> one.form() == mutation.form())
          .filter(one -> mutation.changes(one.program().kernels().getFirst()))
          .limit(2)
          .forEach(one -> checkLegal(mutation, one.program()));
    }
  }

  private static void checkLegal(Mutation mutation, Program program) {
    var kernel = program.kernels().getFirst();
    var mutated = mutation.apply(kernel);
    assertEquals(
        List.of(),
        Verifier.verify(program.withKernel(mutated), mutation.form()),
        () -> mutation.describe() + " in " + kernel.name());
    assertEquals(slots(kernel), slots(mutated), mutation::describe);
  }

  private static List<Object> slots(Kernel kernel) {
    var layout = RecordLayout.of(kernel);
    var locals = layout.locals().stream().map(local -> local.result()).toList();
    return List.of(layout.slots(), layout.sizes(), locals, layout.asserts().size());
  }
}
