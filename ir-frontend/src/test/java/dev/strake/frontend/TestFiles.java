package dev.strake.frontend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// The case files beside the tests.
final class TestFiles {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private TestFiles() {}

  static List<Path> in(String folder) {
    try (var files = Files.list(RESOURCES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".strake")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One test for each file of the folder, given the file's text.
  static Stream<DynamicTest> each(String folder, ThrowingConsumer<String> check) {
    return in(folder).stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> check.accept(text(file))));
  }
}
