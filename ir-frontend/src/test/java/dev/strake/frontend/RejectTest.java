package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every file in `reject` has exactly the mistakes it announces, on the lines where it does.
final class RejectTest {
  /// Mistakes that no text of a file can show, with what makes them.
  private static final Map<String, String> WITHOUT_FILE =
      Map.ofEntries(
          Map.entry("K0001", "a file that can't be read"),
          Map.entry("K0008", "nesting, too deep for a file to read"),
          Map.entry("K0015", "more than a hundred mistakes"),
          Map.entry("K0107", "a call"),
          Map.entry("K0108", "a call"),
          Map.entry("K0114", "more than a hundred functions"),
          Map.entry("K0132", "several files"),
          Map.entry("K0133", "several files"),
          Map.entry("K0134", "several files"),
          Map.entry("K0135", "several files"),
          Map.entry("K0312", "a call"),
          Map.entry("K0406", "a size of more than a hundred terms"),
          Map.entry("K0504", "a call"),
          Map.entry("K0505", "a call"),
          Map.entry("K0506", "a call"),
          Map.entry("K0507", "a call"),
          Map.entry("K0708", "a call"),
          Map.entry("K0709", "a call"),
          Map.entry("K0710", "a call"),
          Map.entry("K0711", "a call"));

  @TestFactory
  Stream<DynamicTest> reportsWhatTheFileAnnounces() {
    return TestFiles.each(
        "reject",
        text -> {
          var announced = ExpectedMistakes.announced(text);
          assertFalse(announced.isEmpty(), "announces nothing");
          assertEquals(announced, ExpectedMistakes.found(text));
        });
  }

  /// Mistakes of many kinds, several in one function, and behind others that stop the parser.
  @TestFactory
  Stream<DynamicTest> tenIndependentMistakesAreTenMessages() {
    return TestFiles.each(
        "ten",
        text -> {
          assertEquals(ExpectedMistakes.announced(text), ExpectedMistakes.found(text));
          assertEquals(10, ExpectedMistakes.codes(text).size());
        });
  }

  @Test
  void everyKindOfMistakeHasACase() {
    var shown = new HashSet<>(WITHOUT_FILE.keySet());
    TestFiles.in("reject").forEach(f -> shown.addAll(ExpectedMistakes.codes(TestFiles.text(f))));
    var missing =
        Arrays.stream(ErrorCode.values()).filter(code -> !shown.contains(code.code())).toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void codesAreDistinct() {
    var codes = new HashSet<String>();
    for (var code : ErrorCode.values()) {
      assertTrue(codes.add(code.code()), code.code() + " twice");
    }
  }
}
