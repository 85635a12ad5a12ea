package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every file in `reject` has exactly the mistakes it announces, on the lines where it does.
final class RejectTest {
  /// Mistakes that no text of a file can show; other tests make them.
  private static final Set<String> WITHOUT_FILE =
      Set.of(
          "K0001", "K0008", "K0015", "K0023", "K0107", "K0108", "K0114", "K0132", "K0133", "K0134",
          "K0135", "K0312", "K0406", "K0504", "K0505", "K0506", "K0507", "K0708", "K0709", "K0710",
          "K0711");

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

  @Test
  void tenIndependentMistakesAreTenMessages() {
    var file = TestFiles.in("reject").stream().filter(f -> f.endsWith("ten_mistakes.strake"));
    var codes = ExpectedMistakes.codes(TestFiles.text(file.findFirst().orElseThrow()));
    assertEquals(10, codes.size());
  }

  @Test
  void everyKindOfMistakeHasACase() {
    var shown = new HashSet<>(WITHOUT_FILE);
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
