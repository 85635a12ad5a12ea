package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
  private static final Path SAXPY = CommandRun.EXAMPLES.resolve("saxpy.strake");

  @TempDir private Path folder;

  private static String explain(Object file, String kernel, String... arguments) {
    var words = new Object[arguments.length + 5];
    words[0] = "explain";
    words[1] = file;
    words[2] = kernel;
    words[3] = "--seconds";
    words[4] = "0";
    System.arraycopy(arguments, 0, words, 5, arguments.length);
    return CommandRun.output(words);
  }

  private static void assertShows(String text, String... parts) {
    for (var part : parts) {
      assertTrue(text.contains(part), () -> part + " is not in\n" + text);
    }
  }

  @Test
  void runsSmallKernelsAsAWhole() {
    assertShows(
        explain(SAXPY, "saxpy", "a=2", "x=random:100", "y=random:100"),
        "\n  scalar ",
        "in one piece: no loop has the work of two pieces for these sizes",
        "saxpy: scalar compiled in ",
        "first run: ",
        "second run: ",
        "\n2 runs; median of the last 2: ",
        "\nat the end\n  saxpy ");
  }

  @Test
  void countsPiecesOfLargeLoops() {
    assertShows(
        explain(SAXPY, "saxpy", "a=2", "x=zeros:1000000", "y=zeros:1000000"),
        "  saxpy.0",
        "parallel, in about ",
        " pieces\n");
  }

  @Test
  void saysThatNoLoopCanBeShared() throws Exception {
    var file =
        Files.writeString(folder.resolve("one.strake"), "kernel one() -> y: f64 { y = 1.0; }\n");
    assertShows(explain(file, "one"), "in one piece: no loop of it can be shared among threads");
  }

  @Test
  void refusesTimesThatMakeNoSense() {
    var run = CommandRun.of("explain", SAXPY, "saxpy", "--seconds", "-1");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("strake: --seconds must be in 0..3600: -1.0\n"), run.err());
  }
}
