package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C in the middle of a kernel.
@Timeout(120)
final class InterruptTest {
  private static final String ENDLESS =
      """
      kernel endless(n: i64) -> x: i64 {
        var state: i64 = 1;
        seq for i in 0..n { state = (state ^ (state >>> 7)) * 6364136223846793005 + i; }
        x = state;
      }
      """;

  @TempDir private Path folder;

  @Test
  void endsBytecodeWithoutLeavingFiles() throws Exception {
    check("scalar");
  }

  @Test
  void endsCodeInCWithoutLeavingFiles() throws Exception {
    check("c");
  }

  private void check(String backend) throws Exception {
    AllBackends.require(backend);
    assumeTrue(File.separatorChar == '/', "there is no kill command");
    assumeFalse(
        isInterruptIgnored(), "this process was told to ignore Ctrl-C, so its children are");
    var source = Files.writeString(folder.resolve("endless.strake"), ENDLESS);
    var process =
        start(
            List.of(
                "run",
                source.toString(),
                "endless",
                "n=1000000000000000000",
                "--out",
                "x=" + folder.resolve("x.npy"),
                "--backend",
                backend,
                "--verbose"));
    try (var messages = process.errorReader()) {
      var started = messages.lines().anyMatch(line -> line.contains("running on " + backend));
      assertEquals(true, started, "the kernel did not start");
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertEquals(ExitCode.INTERRUPTED.number(), process.waitFor());
    } finally {
      process.destroyForcibly();
    }
    assertEquals(List.of(source), files());
  }

  /// The command in a JVM of its own, with this one's modules on its class path.
  private static Process start(List<String> arguments) throws IOException {
    var classPath =
        Stream.of("java.class.path", "jdk.module.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var start =
        Stream.of(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-Ddev.strake.cache=" + System.getProperty("dev.strake.cache", "off"),
            "-cp",
            classPath,
            Main.class.getName());
    return new ProcessBuilder(Stream.concat(start, arguments.stream()).toList())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Whether SIGINT, signal 2, is in the set of ignored signals, which children inherit.
  private static boolean isInterruptIgnored() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(signals -> (signals & 1 << 2 - 1) != 0);
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
