package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sources that can't be compiled, or are none.
final class BadSourceTest {
  @TempDir private Path folder;
  private RefusedCommands refused;

  @BeforeEach
  void writeSource() throws IOException {
    refused = RefusedCommands.in(folder);
  }

  @Test
  void noSuchSource() {
    refused.check(
        "strake: can't read `DIR/b.strake`: there is no such file",
        "run",
        refused.at("b.strake"),
        "f");
  }

  @Test
  void aFolderAsSource() {
    refused.check("strake: can't read `DIR`: it is a directory", "run", folder, "f");
  }

  @Test
  void mistakesInTheSource() throws IOException {
    Files.writeString(refused.source(), "kernel f(x: f64) -> y: f64 { y = z; }\nkernel g( {}\n");
    var run = CommandRun.of("run", refused.source(), "f", "x=1");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("nothing here is called `z`"), run.err());
    assertTrue(run.err().contains("a.strake:2:"), run.err());
  }

  @Test
  void deepNesting() throws IOException {
    var parentheses = "(".repeat(20_000) + "a" + ")".repeat(20_000);
    Files.writeString(refused.source(), "kernel f(a: f64) -> y: f64 { y = " + parentheses + "; }");
    var run = CommandRun.of("run", refused.source(), "f", "a=1");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().startsWith("error[K0008]: this is nested more than "), run.err());
    assertEquals(4, run.err().lines().count());
  }

  @Test
  void randomBytesAsSource() throws IOException {
    var seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    for (var i = 0; i < 20; i++) {
      var bytes = new byte[2_000];
      random.nextBytes(bytes);
      Files.write(refused.source(), bytes);
      refused.check(
          "strake: DIR/a.strake is not a text in UTF-8;"
              + " name a file with kernels, or save it as UTF-8",
          "run",
          refused.source(),
          "f");
    }
  }

  @Test
  void randomCharactersAsSource() throws IOException {
    var seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    for (var i = 0; i < 20; i++) {
      var text = new StringBuilder();
      random.ints(300, ' ', 127).forEach(c -> text.append((char) c));
      Files.writeString(refused.source(), text);
      var run = CommandRun.of("run", refused.source(), "f");
      assertEquals(1, run.exitCode(), "seed " + seed);
      assertTrue(run.err().startsWith("error[K"), run.err());
      assertFalse(run.err().contains("\tat "), run.err());
    }
  }
}
