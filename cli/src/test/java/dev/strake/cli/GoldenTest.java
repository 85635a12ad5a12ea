package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The programs of NPBench against the results of NumPy, and every backend against the others, bit
/// by bit. The interpreter runs the tiny cases alone.
final class GoldenTest {
  private static final Path PROGRAMS = CommandRun.EXAMPLES.resolve("npbench");
  private static final Path GOLDEN = PROGRAMS.resolve("golden");

  private final Map<GoldenCase, GoldenProgram.Run> onScalar = new HashMap<>();

  @TestFactory
  Stream<DynamicNode> agreesWithNumPyOnEveryBackend() {
    return GoldenManifest.read(GOLDEN).stream()
        .collect(
            Collectors.groupingBy(GoldenCase::program, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .flatMap(
            program ->
                AllBackends.NAMES.stream()
                    .map(backend -> test(program.getKey(), backend, program.getValue())));
  }

  private DynamicTest test(String program, String backend, List<GoldenCase> cases) {
    return DynamicTest.dynamicTest(
        program + " on " + backend,
        () -> {
          AllBackends.require(backend);
          var file = KernelFile.load(PROGRAMS.resolve(program + ".strake"), new SourceTexts());
          try (var golden = new GoldenProgram(file, program)) {
            for (var one : cases) {
              if (!backend.equals("interpreter") || one.name().equals("tiny")) {
                check(golden, one, BackendPolicy.named(backend));
              }
            }
          }
        });
  }

  private void check(GoldenProgram program, GoldenCase golden, Backend backend) {
    var run = program.run(golden, backend);
    for (var i = 0; i < run.verdicts().size(); i++) {
      var output = golden.outputs().get(i);
      assertTrue(
          run.verdicts().get(i).isPassed(),
          "%s of case %s fails its check %s; error %s"
              .formatted(
                  output.name(), golden.name(), output.check(), run.verdicts().get(i).error()));
    }
    // Backends are compared with the one that runs everywhere.
    var first =
        onScalar.computeIfAbsent(golden, _ -> program.run(golden, BackendPolicy.named("scalar")));
    assertTrue(run.hasBitsOf(first), "case " + golden.name() + " has other bits than on scalar");
  }

  @Test
  void hasAProgramForEachBenchmark() throws IOException {
    var expected =
        GoldenManifest.read(GOLDEN).stream()
            .map(golden -> golden.program() + ".strake")
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(31, expected.size());
    try (var files = Files.list(PROGRAMS)) {
      var found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".strake"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, found);
    }
  }
}
