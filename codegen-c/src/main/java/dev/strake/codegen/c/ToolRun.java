package dev.strake.codegen.c;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How one run of a program went. It gets no input, and no more time than it is given.
sealed interface ToolRun {
  /// It ended by itself; `output` is everything it printed.
  record Ended(int status, String output) implements ToolRun {}

  record NotStarted(String reason) implements ToolRun {}

  /// It was ended before its time, with all programs it had started.
  record Stopped(String reason) implements ToolRun {}

  static ToolRun of(List<String> command, Path directory, Duration limit) {
    try {
      // A file, so that nobody has to read while the program runs.
      var output = Files.createTempFile("strake", ".out");
      try {
        return run(command, directory, limit, output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ToolRun run(List<String> command, Path directory, Duration limit, Path output)
      throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException failure) {
      return new NotStarted(failure.getMessage());
    }
    process.getOutputStream().close();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        return new Stopped("it took more than " + limit.toMillis() / 1000.0 + " s");
      }
    } catch (InterruptedException _) {
      // The thread is asked to stop: so is the program, and the caller sees the interrupt.
      end(process);
      Thread.currentThread().interrupt();
      return new Stopped("the thread that waited for it was interrupted");
    }
    var text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    return new Ended(process.exitValue(), text);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
