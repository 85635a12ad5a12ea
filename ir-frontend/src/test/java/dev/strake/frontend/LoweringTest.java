package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.ScalarType;
import dev.strake.ir.text.IrPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each file in `lower` becomes the program beside it. Type parameters are f64 where they can be,
/// packs have two axes.
final class LoweringTest {
  @TestFactory
  Stream<DynamicTest> becomesTheProgramBesideIt() {
    return TestFiles.in("lower").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path source) throws IOException {
    var golden = Path.of(source.toString().replace(".strake", ".ir"));
    var lowered = lowered(TestFiles.text(source));
    if (Boolean.getBoolean("bless")) {
      Files.writeString(golden, lowered);
    }
    assertEquals(
        TestFiles.text(golden), lowered, golden + ": -Dbless=true writes what is lowered now");
  }

  private static String lowered(String source) {
    var file = Frontend.check(Source.of("test.strake", source));
    assertEquals("", ExpectedMistakes.found(file));
    var kernel = file.kernels().getFirst();
    var types = new LinkedHashMap<String, ScalarType>();
    kernel.typeParameters().forEach(p -> types.put(p.name(), p.choices().getLast()));
    var choice = KernelChoice.of(kernel, types, 2);
    return IrPrinter.printWithoutPositions(file.instantiate(kernel.name(), choice));
  }
}
