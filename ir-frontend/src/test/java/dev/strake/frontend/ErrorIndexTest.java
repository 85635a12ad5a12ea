package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.diag.Diagnostic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// `docs/errors.md` has a section for every code: a program that gets it, on the line that says so,
/// and a program without any message to write instead.
final class ErrorIndexTest {
  private static final Path PAGE = Path.of("..", "docs", "errors.md");
  private static final Pattern SECTION = Pattern.compile("(?s)### (K\\d{4}): .*?(?=\n###? |\\z)");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```strake\n(.*?)```");

  /// Codes of what is proved of kernels. They are made beside the proofs.
  private static final List<String> PROOFS = List.of("K0207", "K0208", "K0209", "K0210");

  private static final Map<String, String> WITHOUT_EXAMPLE =
      Map.ofEntries(
          Map.entry("K0001", "a file that can't be read"),
          Map.entry("K0008", "the example would be too deep to read"),
          Map.entry("K0015", "the example would have a hundred mistakes"),
          Map.entry("K0114", "the example would have a hundred functions"),
          Map.entry("K0122", "the example would have many functions"),
          Map.entry("K0132", "several files"),
          Map.entry("K0133", "several files"),
          Map.entry("K0135", "several files"),
          Map.entry("K0406", "the example would have a hundred terms"),
          Map.entry("K0506", "the command finds a type for every argument"),
          Map.entry("K0710", "the command chooses no packs"),
          Map.entry("K0711", "the command chooses no packs"));

  /// Codes of calls, whose example is a command; another test runs it.
  private static final List<String> CALLS =
      List.of("K0107", "K0108", "K0312", "K0504", "K0505", "K0507", "K0708", "K0709");

  @TestFactory
  Stream<DynamicTest> everyCodeHasItsExamples() {
    var codes =
        Stream.concat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code), PROOFS.stream());
    return codes.map(code -> DynamicTest.dynamicTest(code, () -> check(code)));
  }

  private static void check(String code) {
    var sections =
        SECTION
            .matcher(TestFiles.text(PAGE))
            .results()
            .filter(match -> match.group(1).equals(code))
            .map(MatchResult::group)
            .toList();
    assertEquals(1, sections.size(), "sections of " + code + " in docs/errors.md");
    var examples =
        EXAMPLE.matcher(sections.getFirst()).results().map(match -> match.group(1)).toList();
    if (WITHOUT_EXAMPLE.containsKey(code)) {
      assertEquals(List.of(), examples);
    } else if (CALLS.contains(code)) {
      assertEquals(1, examples.size());
      assertEquals(List.of(), diagnostics(examples.getFirst()));
      assertTrue(sections.getFirst().contains("```text\n$ strake "), "no command");
    } else {
      assertEquals(2, examples.size());
      checkBroken(code, examples.getFirst());
      assertEquals(List.of(), diagnostics(examples.getLast()));
    }
  }

  private static void checkBroken(String code, String example) {
    assertEquals(ExpectedMistakes.announced(example), ExpectedMistakes.found(example));
    assertTrue(diagnostics(example).stream().map(Diagnostic::code).anyMatch(code::equals));
  }

  private static List<Diagnostic> diagnostics(String text) {
    return Frontend.check(Source.of("example.strake", text)).diagnostics();
  }
}
