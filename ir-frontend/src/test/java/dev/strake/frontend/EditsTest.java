package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.Diagnostic.Edit;
import dev.strake.ir.diag.Diagnostic.Label;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Edits are what the help says: applied, they take their mistake away. And what is said is said in
/// the words of the language, not in ours.
final class EditsTest {
  /// Names of values and ops of the IR, of classes, and of what Java prints.
  private static final Pattern INTERNAL =
      Pattern.compile(
          "%\\d|\\bnull\\b|dev\\.strake|Optional|Exception|check_index|size_of|\\[@|\\w@[0-9a-f]{5}");

  @TestFactory
  Stream<DynamicTest> editsTakeMistakesAway() {
    return TestFiles.each("reject", EditsTest::checkEdits);
  }

  private static void checkEdits(String text) {
    var mistakes = mistakes(text);
    for (var mistake : mistakes) {
      if (!mistake.edits().isEmpty()) {
        var mended = mistakes(applied(text, mistake.edits()));
        assertFalse(
            mended.size() >= mistakes.size() && isAmong(mistake, mended),
            mistake + " after its own edits: " + mended);
      }
    }
  }

  private static boolean isAmong(Diagnostic mistake, List<Diagnostic> others) {
    return others.stream()
        .anyMatch(o -> o.message().equals(mistake.message()) && line(o) == line(mistake));
  }

  private static int line(Diagnostic mistake) {
    return mistake.span().orElseThrow().line();
  }

  private static List<Diagnostic> mistakes(String text) {
    return Frontend.check(Source.of("t", text)).diagnostics().stream()
        .filter(Diagnostic::isError)
        .toList();
  }

  /// Edits of one diagnostic don't overlap and are in order.
  private static String applied(String text, List<Edit> edits) {
    var source = Source.of("t", text);
    var changed = text;
    for (var edit : edits.reversed()) {
      var span = edit.span();
      changed =
          changed.substring(0, source.offset(span.line(), span.column()))
              + edit.replacement()
              + changed.substring(source.offset(span.endLine(), span.endColumn()));
    }
    return changed;
  }

  @TestFactory
  Stream<DynamicTest> messagesUseTheWordsOfTheLanguage() {
    return TestFiles.each("reject", text -> mistakes(text).forEach(mistake -> checkWords(mistake)));
  }

  private static void checkWords(Diagnostic mistake) {
    var labels = mistake.labels().stream().map(Label::text).toList();
    var words = mistake.message() + " " + mistake.note() + " " + mistake.help() + " " + labels;
    assertFalse(INTERNAL.matcher(words).find(), words);
    assertFalse(mistake.message().endsWith("."), words);
  }
}
