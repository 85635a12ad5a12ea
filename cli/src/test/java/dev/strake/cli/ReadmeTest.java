package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows works.
final class ReadmeTest {
  private static final Path README = CommandRun.EXAMPLES.resolveSibling("README.md");

  @TempDir private Path folder;

  @Test
  void showsKernelsWithoutMistakes() throws IOException {
    assertEquals(List.of(), Frontend.check(Source.of("README.md", block("strake"))).diagnostics());
  }

  @Test
  void showsJavaThatCompiles() throws IOException {
    var source = Files.writeString(folder.resolve("Hypot.java"), block("java"));
    var classPath =
        Stream.of("java.class.path", "jdk.module.path")
            .map(name -> System.getProperty(name, ""))
            .collect(Collectors.joining(File.pathSeparator));
    var messages = new StringWriter();
    var out = new PrintWriter(messages);
    var exitCode =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, "-d", folder.toString(), "-cp", classPath, source.toString());
    assertEquals(0, exitCode, messages.toString());
  }

  @Test
  void namesEveryCommand() throws IOException {
    var text = Files.readString(README);
    var commands =
        CommandRun.output("--help")
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .map(line -> line.strip().split(" ")[0])
            .toList();
    for (var command : commands) {
      assertTrue(text.contains("| `strake " + command), command);
    }
  }

  /// The first block of code in a language.
  private static String block(String language) throws IOException {
    var fence = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    var blocks = fence.matcher(Files.readString(README));
    assertTrue(blocks.find(), "no block of " + language);
    return blocks.group(1);
  }
}
