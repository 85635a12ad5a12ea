package dev.strake.codegen.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.text.IrParser;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import org.junit.jupiter.api.Test;

/// What generated classes look like: names, sizes, methods.
class KernelEmitterTest {
  private static final String ADD =
      """
      kernel add(%0 in x: view<f64, [n] dense>, %1 out y: view<f64, [n] dense>) {
        %2 = const i64 0
        %3 = size n
        for lanes(8) %4 in %2..%3 {
          %5 = load %0[%4]
          %6 = add %5, %5
          store %1[%4], %6
        }
      }
      """;

  private static Kernel kernel(String text) {
    return IrParser.parse("test", text).kernels().getFirst();
  }

  private static byte[] emit(String text, int vectorBits) {
    return KernelEmitter.emit(kernel(text), vectorBits, CompileOptions.vectors(vectorBits));
  }

  @Test
  void scalarCodeNamesNoVectorClass() {
    var names = utf8(emit(ADD, 0));
    assertFalse(names.contains("jdk/incubator"), names);
  }

  @Test
  void vectorCodeDoes() {
    assertTrue(utf8(emit(ADD, 256)).contains("jdk/incubator/vector"));
  }

  @Test
  void lanesLoopsAreMethods() {
    var model = ClassFile.of().parse(emit(ADD, 256));
    assertEquals(2, model.methods().size());
  }

  @Test
  void largeKernelsAreCutIntoMethodsTheJvmCompiles() {
    var loops = new StringBuilder();
    for (var loop = 0; loop < 20; loop++) {
      loops.append(loopOf(100, 100 + 200 * loop));
    }
    var text =
        "kernel big(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {\n"
            + "  %2 = const i64 0\n  %3 = size n\n"
            + loops
            + "}\n";
    var model = ClassFile.of().parse(emit(text, 0));
    for (var method : model.methods()) {
      var length = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
      assertTrue(length < 6000, method.methodName() + " has " + length + " bytes");
    }
  }

  /// A loop of `adds` additions whose values are numbered from `first`.
  private static String loopOf(int adds, int first) {
    var text = new StringBuilder("  for par %" + first + " in %2..%3 {\n");
    text.append("    %").append(first + 1).append(" = load %0[%").append(first).append("]\n");
    for (var k = 1; k <= adds; k++) {
      var previous = first + k;
      text.append("    %%%d = add %%%d, %%%d\n".formatted(previous + 1, previous, previous));
    }
    text.append("    store %1[%")
        .append(first)
        .append("], %")
        .append(first + adds + 1)
        .append('\n');
    return text.append("  }\n").toString();
  }

  private static String utf8(byte[] bytes) {
    var text = new StringBuilder();
    for (var entry : ClassFile.of().parse(bytes).constantPool()) {
      if (entry instanceof Utf8Entry name) {
        text.append(name.stringValue()).append('\n');
      }
    }
    return text.toString();
  }
}
