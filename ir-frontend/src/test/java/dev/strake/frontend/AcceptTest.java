package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import dev.strake.ir.verify.Verifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every file in `accept` is right, and each of its kernels is a program for every choice of types.
final class AcceptTest {
  @TestFactory
  Stream<DynamicTest> takesTheFile() {
    return TestFiles.each("accept", AcceptTest::check);
  }

  private static void check(String text) {
    var file = Frontend.check(Source.of("test.strake", text));
    assertEquals("", ExpectedMistakes.found(file));
    assertFalse(file.kernels().isEmpty(), "no kernel");
    for (var kernel : file.kernels()) {
      for (var types : choices(kernel.typeParameters())) {
        for (var rank = 0; rank < (kernel.packs().isEmpty() ? 1 : 4); rank++) {
          check(file, kernel.name(), KernelChoice.of(kernel, types, rank));
        }
      }
    }
  }

  private static void check(CheckedFile file, String kernel, KernelChoice choice) {
    var program = file.instantiate(kernel, choice);
    assertEquals(List.of(), Verifier.verify(program, Backend.Form.WRITTEN));
    var printed = IrPrinter.print(program);
    assertEquals(printed, IrPrinter.print(IrParser.parse(printed)), kernel + choice);
  }

  private static List<Map<String, ScalarType>> choices(List<TypeParameter> parameters) {
    List<Map<String, ScalarType>> choices = List.of(Map.of());
    for (var parameter : parameters) {
      var longer = new ArrayList<Map<String, ScalarType>>();
      for (var choice : choices) {
        for (var type : parameter.choices()) {
          var extended = new LinkedHashMap<>(choice);
          extended.put(parameter.name(), type);
          longer.add(extended);
        }
      }
      choices = longer;
    }
    return choices;
  }
}
