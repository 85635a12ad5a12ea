package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.ScalarType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each construct of the language gives the same bits on every backend as on the interpreter, for
/// extents below, at and above what lanes and chunks of reductions hold.
final class ConstructsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "constructs");

  /// A kernel of a file, and the shapes of its inputs, such as `x=3x5`.
  private record Case(String file, String kernel, Map<String, String> shapes) {
    static Case of(String file, String kernel, String... shapes) {
      var named = new LinkedHashMap<String, String>();
      for (var shape : shapes) {
        named.put(shape.split("=", 2)[0], shape.split("=", 2)[1]);
      }
      return new Case(file, kernel, named);
    }

    @Override
    public String toString() {
      return kernel + shapes;
    }
  }

  private static final List<Case> CASES =
      List.of(
          Case.of("scatter", "scatter_all", "x=4", "y=4"),
          Case.of("scatter", "scatter_all", "x=1000", "y=1000"),
          Case.of("several", "several", "x=1x1"),
          Case.of("several", "several", "x=3x17"),
          Case.of("several", "several", "x=2x4137"),
          Case.of("scan", "scans", "x=1x1"),
          Case.of("scan", "scans", "x=3x50"),
          Case.of("complex", "numbers", "x=1", "y=1", "k=1x2"),
          Case.of("complex", "numbers", "x=37", "y=37", "k=1x2"),
          Case.of("complex", "numbers", "x=4200", "y=4200", "k=1x2"),
          Case.of("complex", "passed", "a=", "z=33"),
          Case.of("complex", "passed", "a=", "z=0"));

  @TestFactory
  Stream<DynamicTest> givesTheSameBitsOnEveryBackend() {
    return CASES.stream()
        .flatMap(
            each ->
                AllBackends.NAMES.stream()
                    .map(
                        backend ->
                            DynamicTest.dynamicTest(
                                each + " " + backend, () -> check(each, backend))));
  }

  private static void check(Case each, String backend) {
    AllBackends.require(backend);
    var expected = run(each, "interpreter");
    var found = run(each, backend);
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (result, array) ->
            assertTrue(
                ElementBits.of(array).isSame(ElementBits.of(found.get(result))),
                () -> "%s: expected %s, got %s".formatted(result, array, found.get(result))));
  }

  private static Map<String, NDArray> run(Case each, String backend) {
    var file = KernelFile.load(FOLDER.resolve(each.file() + ".strake"), new SourceTexts());
    var program = file.checked().instantiate(each.kernel(), Map.of());
    var inputs = new LinkedHashMap<String, NDArray>();
    var signature = file.checked().kernel(each.kernel()).orElseThrow();
    for (var input : signature.inputs()) {
      var type = input.element().in(Map.<String, ScalarType>of()).orElseThrow();
      inputs.put(input.name(), random(input.name(), type, each.shapes().get(input.name())));
    }
    try (var kernel = ArrayKernel.of(program, each.kernel(), BackendPolicy.named(backend))) {
      return kernel.run(inputs);
    }
  }

  private static NDArray random(String name, ScalarType type, String shape) {
    var isNumber = shape.isEmpty();
    var given = (GivenValue.Generated) GivenValue.parse("random:" + (isNumber ? "1" : shape));
    var array = GeneratedArrays.of(name, type, given);
    return isNumber ? array.reshape() : array;
  }
}
