package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command on a Java runtime that was linked without `jdk.incubator.vector`: the vector backend
/// says why it is missing, and everything else works.
class WithoutVectorModuleTest {
  private static final String SOURCE = "kernel three() -> y: f64 { y = 3.0; }\n";

  /// How the files of test libraries begin.
  private static final List<String> TEST_ONLY =
      List.of("test-classes", "junit-", "opentest4j-", "apiguardian-", "jspecify-", "surefire");

  @TempDir static Path folder;
  private static Path java;
  private static Path source;

  @BeforeAll
  static void linkRuntime() throws Exception {
    var home = Path.of(System.getProperty("java.home"));
    var image = folder.resolve("runtime");
    var linked =
        run(
            home.resolve("bin/jlink").toString(),
            "--add-modules",
            "java.base,java.desktop",
            "--output",
            image.toString());
    assertEquals(0, linked.exit, linked.text);
    java = image.resolve("bin/java");
    source = Files.writeString(folder.resolve("three.strake"), SOURCE);
  }

  private record Ended(int exit, String text) {}

  private static Ended run(String... command) throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "output", ".txt");
    var exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    return new Ended(exit, Files.readString(output));
  }

  private static Ended strake(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(List.of(java.toString(), "--module-path", modulePath(), "--module"));
    command.add("dev.strake.cli/dev.strake.cli.Main");
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /// What the tests run on, without the test libraries: our own modules and what they need.
  private static String modulePath() {
    return Stream.of("jdk.module.path", "java.class.path")
        .flatMap(property -> Stream.of(System.getProperty(property, "").split(File.pathSeparator)))
        .filter(entry -> !entry.isEmpty())
        .filter(
            entry ->
                TEST_ONLY.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void doctorSaysWhyTheBackendIsMissing() throws Exception {
    var doctor = strake("doctor");
    assertEquals(0, doctor.exit, doctor.text);
    assertTrue(doctor.text.contains("--add-modules jdk.incubator.vector"), doctor.text);
    assertTrue(doctor.text.matches("(?s).*scalar\\s+available.*"), doctor.text);
  }

  @Test
  void askingForTheMissingBackendIsTheUsersMistake() throws Exception {
    var ended = strake("run", source.toString(), "three", "--backend", "vector");
    assertEquals(1, ended.exit, ended.text);
    assertTrue(ended.text.contains("jdk.incubator.vector"), ended.text);
    assertFalse(ended.text.contains("\tat "), ended.text);
  }

  @Test
  void theOtherBackendsRun() throws Exception {
    for (var backend : List.of("auto", "scalar", "interpreter")) {
      var ended = strake("run", source.toString(), "three", "--backend", backend);
      assertEquals(0, ended.exit, ended.text);
      assertTrue(ended.text.contains("3."), ended.text);
    }
  }
}
