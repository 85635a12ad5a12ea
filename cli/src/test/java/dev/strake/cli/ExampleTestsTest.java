package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The tests that stand in the examples pass, with the same bits on all backends there are.
final class ExampleTestsTest {
  @TestFactory
  Stream<DynamicTest> testsOfTheExamplePass() throws IOException {
    return withTests().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    CommandRun.EXAMPLES.relativize(file).toString(), () -> check(file)));
  }

  private static void check(Path file) {
    var run = CommandRun.of("test", file);
    var failures = run.out().lines().filter(line -> line.startsWith("FAILED")).toList();
    assertEquals(List.of(), failures);
    assertEquals(0, run.exitCode(), run.err());
  }

  private static List<Path> withTests() throws IOException {
    try (var files = Files.walk(CommandRun.EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".strake"))
          .filter(file -> read(file).lines().anyMatch(line -> line.startsWith("test \"")))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void mostExamplesHaveTests() throws IOException {
    var names = withTests().stream().map(file -> file.getFileName().toString()).toList();
    for (var name : List.of("climate", "edges", "hypot", "matmul", "saxpy")) {
      assertTrue(names.contains(name + ".strake"), name);
    }
  }
}
