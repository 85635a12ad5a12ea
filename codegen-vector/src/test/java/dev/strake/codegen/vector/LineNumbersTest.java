package dev.strake.codegen.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.text.IrParser;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which lines of the source a profiler or debugger shows for a generated class.
class LineNumbersTest {
  private static final String GATHER =
      """
      kernel gather(%0 in x: view<f64, [m] dense>, %1 in at: view<i64, [n] dense>, %2 out y: view<f64, [n] dense>) {
        %3 = const i64 0
        %4 = size n
        for par %5 in %3..%4 !1 {
          %6 = load %1[%5] !2
          %7 = size m
          %8 = check_index %6, %7 !3
          %9 = load %0[%8] !3
          %10 = mul %9, %9
          %11 = load %0[%3] !5
          %12 = add %10, %11
          store %2[%5], %12 !4
        }
      }
      sites {
        !1 = "kernels/stats.strake" 12:11-12:12
        !2 = "kernels/stats.strake" 13:14-13:19
        !3 = "kernels/stats.strake" 14:14-14:19
        !4 = "kernels/stats.strake" 15:5-15:9
        !5 = "std.math" 700:5-700:9
      }
      """;

  private static ClassModel emit(String text, int vectorBits, CompileOptions options) {
    var program = IrParser.parse("test", text);
    var kernel = program.kernels().getFirst();
    return ClassFile.of().parse(KernelEmitter.emit(kernel, vectorBits, options));
  }

  private static ClassModel emit(String text, int vectorBits) {
    var sites = IrParser.parse("test", text).sites();
    return emit(text, vectorBits, CompileOptions.vectors(vectorBits).withSites(sites));
  }

  private static List<Integer> lines(MethodModel method) {
    return method
        .findAttribute(Attributes.code())
        .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
        .map(table -> table.lineNumbers().stream().map(LineNumberInfo::lineNumber).toList())
        .orElse(List.of());
  }

  private static String names(ClassModel model) {
    return model.methods().stream()
        .map(method -> method.methodName().stringValue())
        .collect(Collectors.joining(" "));
  }

  @Test
  void theClassIsOfTheKernelsFile() {
    var model = emit(GATHER, 0);
    var file = model.findAttribute(Attributes.sourceFile()).orElseThrow();
    assertEquals("stats.strake", file.sourceFile().stringValue());
    assertTrue(model.thisClass().asInternalName().endsWith("/Kernel_gather"));
    assertEquals("gather", names(model));
  }

  @Test
  void everyOpWithAPlaceHasItsLine() {
    assertEquals(List.of(12, 13, 14, 15, 12), lines(emit(GATHER, 0).methods().getFirst()));
  }

  @Test
  void lanesAndTheirMethodsHaveLinesToo() {
    var lanes =
        GATHER
            .replace("for par", "for lanes(8)")
            .replace("%8 = check_index %6, %7 !3", "")
            .replace("load %0[%8]", "load %0[%5]");
    var model = emit(lanes, 256);
    assertEquals("gather gather_lanes8_0", names(model));
    assertEquals(List.of(12), lines(model.methods().getFirst()));
    assertEquals(List.of(12, 13, 14, 15, 12), lines(model.methods().getLast()));
  }

  @Test
  void withoutSitesThereIsNoTable() {
    var model = emit(GATHER, 0, CompileOptions.scalar());
    assertTrue(model.findAttribute(Attributes.sourceFile()).isEmpty());
    assertEquals(List.of(), lines(model.methods().getFirst()));
  }
}
