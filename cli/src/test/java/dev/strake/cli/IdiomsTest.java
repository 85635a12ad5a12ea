package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The examples of docs/idioms.md and the tests of LANGUAGE.md do what they say, on all backends.
final class IdiomsTest {
  private static final Path REPOSITORY = CommandRun.EXAMPLES.resolveSibling("docs").getParent();
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```strake\n(.*?)```");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyIdiomIsTested() throws IOException {
    return examples("docs/idioms.md").map(example -> test(example));
  }

  @TestFactory
  Stream<DynamicTest> testsOfTheGuidePass() throws IOException {
    return examples("ir-frontend/LANGUAGE.md")
        .filter(example -> example.text().contains("\ntest \""))
        .map(example -> test(example));
  }

  private record Example(String title, String text) {}

  private static Stream<Example> examples(String page) throws IOException {
    var text = Files.readString(REPOSITORY.resolve(page));
    return EXAMPLE
        .matcher(text)
        .results()
        .map(
            match -> {
              var before = text.substring(0, match.start());
              var title = before.substring(before.lastIndexOf("\n#") + 1).lines().findFirst();
              return new Example(title.orElseThrow().replaceFirst("#+ ", ""), match.group(1));
            });
  }

  private DynamicTest test(Example example) {
    return DynamicTest.dynamicTest(
        example.title(),
        () -> {
          assertTrue(example.text().contains("test \""), "it has no test");
          var file = Files.writeString(folder.resolve("idiom.strake"), example.text());
          var run = CommandRun.of("test", file);
          var failed = run.out().lines().filter(line -> line.startsWith("FAILED")).toList();
          assertEquals(List.of(), failed);
          assertEquals(0, run.exitCode(), run.err());
        });
  }
}
