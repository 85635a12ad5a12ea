package dev.strake.ir.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceSuite;
import dev.strake.ir.launch.RecordLayout;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.verify.Verifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MutationsTest {
  private record Prepared(String name, Backend.Form form, Program program) {}

  private static List<Prepared> prepared() {
    var prepared = new ArrayList<Prepared>();
    for (var one : ConformanceSuite.cases()) {
      for (var kernel : one.program().kernels()) {
        var alone = new Program(one.program().functions(), List.of(kernel), one.program().sites());
        var views = (int) kernel.parameters().stream().filter(p -> p.isView()).count();
        for (var form : List.of(Backend.Form.CHECKED, Backend.Form.SCHEDULED)) {
          var layouts = Collections.nCopies(views, Layout.ROW_MAJOR);
          var options = CompileOptions.vectors(256);
          var passes = Pipelines.preparing(kernel.name(), layouts, form, options);
          prepared.add(new Prepared(one.name(), form, Pipeline.run(passes, alone)));
        }
      }
    }
    return prepared;
  }

  @Test
  void mutantsAreLegalAndKeepTheRecord() {
    var kernels = prepared();
    var unused = new ArrayList<String>();
    for (var mutation : Mutations.all()) {
      var left = 6;
      for (var one : kernels) {
        var kernel = one.program().kernels().getFirst();
        if (left == 0 || one.form() != mutation.form() || !mutation.changes(kernel)) {
          continue;
        }
        left--;
        var mutated = mutation.apply(kernel);
        var program = one.program().withKernel(mutated);
        assertEquals(
            List.of(),
            Verifier.verify(program, mutation.form()),
            () -> mutation.describe() + " in " + one.name() + " " + kernel.name());
        assertEquals(slots(kernel), slots(mutated), mutation::describe);
      }
      if (left == 6) {
        unused.add(mutation.describe());
      }
    }
    System.err.println(Mutations.all().size() + " mutations, unused " + unused.size());
    unused.forEach(System.err::println);
  }

  private static List<Object> slots(Kernel kernel) {
    var layout = RecordLayout.of(kernel);
    var locals = layout.locals().stream().map(local -> local.result()).toList();
    return List.of(layout.slots(), layout.sizes(), locals, layout.asserts().size());
  }

  @Test
  void defectsAreDistinct() {
    var seen = new HashSet<String>();
    var twice = new ArrayList<String>();
    for (var mutation : Mutations.all()) {
      if (!seen.add(mutation.describe())) {
        twice.add(mutation.describe());
      }
    }
    assertEquals(List.of(), twice);
  }
}
