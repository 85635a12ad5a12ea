package dev.strake.codegen.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase;
import dev.strake.ir.pass.Pipeline;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.schedule.Plan;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/// Code of any size runs, divided into methods: the same bits and failures.
class OutliningTest {
  private static final int LARGEST_METHOD = 6000;

  /// A case whose kernel computes, in order, `ops` numbers, each of the two before it.
  private static String chain(int first, int ops) {
    var text = new StringJoiner("\n");
    for (var k = 0; k < ops; k++) {
      var id = first + 2 + k;
      // Every third value is read again far behind.
      var earlier = k % 3 == 0 && k > 900 ? id - 900 : id - 2;
      text.add("%%%d = %s %%%d, %%%d".formatted(id, k % 2 == 0 ? "sub" : "add", id - 1, earlier));
    }
    return text.toString();
  }

  private static void check(String text, String... runs) {
    var all = ConformanceCase.parse("outlining", text + "\n" + String.join("\n", runs));
    for (var backend : List.<Backend>of(new ScalarBackend(), new VectorBackend())) {
      for (var options : List.of(CompileOptions.scalar(), CompileOptions.vectors(256))) {
        assertEquals(List.of(), all.run(backend, options).failures(), backend.name());
        assertSmall(all, backend.name().equals("vector") ? options.vectorBits() : 0, options);
      }
    }
  }

  private static void assertSmall(ConformanceCase all, int bits, CompileOptions options) {
    var checked = Pipeline.run(Pipelines.checked(), all.program());
    var kernel = Pipeline.run(Pipelines.scheduled(options), checked).kernels().getFirst();
    for (var method : ClassFile.of().parse(KernelEmitter.emit(kernel, bits, options)).methods()) {
      var length = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
      assertTrue(length <= LARGEST_METHOD, method.methodName() + " has " + length + " bytes");
    }
  }

  @Test
  void aParallelLoopOfHundredThousandOps() {
    var ops = 100_000;
    check(
        """
        kernel k(%%0 in x: view<f64, [n]>, %%1 out y: view<f64, [n]>) {
          %%2 = const i64 0
          %%3 = size n
          for par %%4 in %%2..%%3 {
            %%10 = load %%0[%%4]
            %%11 = neg %%10
            %s
            store %%1[%%4], %%%d
          }
        }
        """
            .formatted(chain(10, ops), 11 + ops),
        "; run k: x=[1, 2, -3] -> y=hash(0)");
  }

  private static Plan smallMethods(int bits) {
    return Plan.standard(bits).withMethodOps(20);
  }
}
