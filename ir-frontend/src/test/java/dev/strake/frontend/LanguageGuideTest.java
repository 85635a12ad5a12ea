package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The examples of LANGUAGE.md compile, but for the mistakes they announce.
final class LanguageGuideTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```strake\n(.*?)```");

  @TestFactory
  Stream<DynamicTest> examplesAreWhatTheyClaim() {
    var guide = TestFiles.text(Path.of("LANGUAGE.md"));
    return EXAMPLE
        .matcher(guide)
        .results()
        .map(
            match -> {
              var line = guide.substring(0, match.start()).lines().count() + 1;
              var text = match.group(1);
              return DynamicTest.dynamicTest(
                  "line " + line,
                  () ->
                      assertEquals(ExpectedMistakes.announced(text), ExpectedMistakes.found(text)));
            });
  }
}
