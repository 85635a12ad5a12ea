package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.launch.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreludeTest {
  private static String prelude() throws IOException {
    try (var stream = CBackend.class.getResourceAsStream("prelude.h")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void compilesAloneWithoutWarnings(@TempDir Path directory) throws IOException {
    Machine.assumeCompiler();
    Files.writeString(directory.resolve("prelude.h"), prelude());
    Files.writeString(
        directory.resolve("alone.c"), "#include \"prelude.h\"\nint main(void) { return 0; }\n");
    var command = new ArrayList<>(Machine.compiler());
    command.addAll(
        List.of("-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-c", "alone.c"));
    var run = ToolRun.of(command, directory, Duration.ofSeconds(60));
    assertEquals(new ToolRun.Ended(0, ""), run);
  }

  @Test
  void knowsEveryFailure() throws IOException {
    for (var kind : FailureKind.values()) {
      assertTrue(prelude().contains(kind + " = " + kind.code()), kind.toString());
    }
  }
}
