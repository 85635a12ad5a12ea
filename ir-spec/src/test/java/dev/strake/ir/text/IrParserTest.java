package dev.strake.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.diag.CompileException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class IrParserTest {
  /// `expected` is `code line:column message` per mistake.
  private static void rejects(String text, String expected) {
    var failure = assertThrows(CompileException.class, () -> IrParser.parse(text));
    var found =
        failure.diagnostics().stream()
            .map(d -> d.code() + " " + d.span().orElseThrow().toString().substring(3))
            .collect(Collectors.joining(", "));
    var messages = failure.diagnostics().stream().map(d -> d.message()).toList();
    assertEquals(expected, found + " " + String.join("; ", messages));
  }

  private static void rejectsInKernel(String op, String expected) {
    rejects("kernel k() {\n" + op + "\n}", expected);
  }

  @Test
  void rejectsCharactersThatStartNothing() {
    rejects("kernel k() { # }", "I0001 1:14 `#` starts nothing");
    rejects("kernel \"k() {\n}", "I0001 1:8 this string has no closing quote on its line");
    rejects("kernel \"\\q\"", "I0001 1:9 escapes are \\\" \\\\ \\n \\uXXXX");
    rejects("kernel \"\\u12\"", "I0001 1:9 `\\u` needs four hex digits");
  }

  @Test
  void saysWhatWasExpected() {
    rejects("lambda", "I0002 1:1 expected func, kernel or sites, found `lambda`");
    rejects("kernel k(", "I0002 1:10 expected a value, found the end of the text");
    rejectsInKernel("%0 = const f12 1", "I0002 2:12 expected a type, found `f12`");
    rejectsInKernel("%0 = frob %1", "I0002 2:6 there is no op `frob`");
    rejectsInKernel("const f64 1", "I0002 2:1 this op defines 1, not 0 values");
    rejectsInKernel("%0, %1 = const f64 1", "I0002 2:1 this op defines 1, not 2 values");
    rejectsInKernel("%0 = size frob(n)", "I0002 2:11 expected min or max, found `frob`");
    rejectsInKernel("%0 = size n %5", "I0002 3:1 expected `=`, found `}`");
  }

  @Test
  void reportsEveryMistakeThatReadingCanGoOnAfter() {
    rejectsInKernel(
        "%0 = const u8 300\n%1 = neg %7\n%2 = load %0[]",
        "I0005 2:15, I0003 3:10, I0004 4:1 `300` is no u8; value %7 is not defined before its use;"
            + " the type of %2 can't be told; write it behind");
  }

  @Test
  void rejectsLiteralsThatDoNotFit() {
    rejectsInKernel("%0 = const i32 2147483648", "I0005 2:16 `2147483648` is no i32");
    rejectsInKernel("%0 = const bool 1", "I0005 2:17 `1` is no bool");
    rejectsInKernel("%0 = const f64 infinite", "I0005 2:16 `infinite` is no f64");
    rejectsInKernel("%0 = const i64 1.5", "I0005 2:16 `1.5` is no i64");
    rejectsInKernel(
        "%99999999999 = const i64 1", "I0005 2:1 `%99999999999` is no number from 0 to 2147483647");
  }

  @Test
  void rejectsSignaturesThatLie() {
    rejects(
        "func f(%0: f64) -> i64 { yield %0 }", "I0008 1:6 f yields f64, its signature says i64");
  }

  @Test
  void rejectsTablesThatAreNone() {
    rejects("sites { !2 = \"a\" 1:1-1:2 }", "I0007 1:9 sites are numbered from 1 on; expected !1");
    rejects("sites { !1 = \"a\" 2:1-1:2 }", "I0007 1:9 this place ends before it begins");
  }

  @Test
  void rejectsWhatIsNestedTooDeep() {
    var deep = "(".repeat(20_000) + "n" + ")".repeat(20_000);
    rejects("kernel k() { %0 = size " + deep + " }", "I0006 1:223 nested deeper than 200 levels");
    var chain = "n" + " + n".repeat(20_000);
    var failure =
        assertThrows(
            CompileException.class, () -> IrParser.parse("kernel k() { %0 = size " + chain + "}"));
    assertEquals("I0006", failure.diagnostics().getLast().code());
    var blocks = "if %0 {".repeat(20_000);
    failure =
        assertThrows(
            CompileException.class, () -> IrParser.parse("kernel k(%0 in c: bool) {" + blocks));
    assertEquals("I0006", failure.diagnostics().getLast().code());
  }

  @Test
  void mangledTextsGiveDiagnosticsOnly() throws Exception {
    String text;
    try (var in = IrParserTest.class.getResourceAsStream("/text/everything.ir")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    var seed = Long.getLong("seed", 1L);
    var random = new Random(seed);
    for (var round = 0; round < 500; round++) {
      var mangled = new StringBuilder(text);
      for (var edit = 0; edit < 3; edit++) {
        var at = random.nextInt(mangled.length());
        var length = Math.min(random.nextInt(8), mangled.length() - at);
        mangled.replace(at, at + length, mangled.substring(random.nextInt(mangled.length())));
        mangled.setLength(Math.min(mangled.length(), text.length() + 40));
      }
      try {
        IrParser.parse(mangled.toString());
      } catch (CompileException expected) {
        assertFalse(expected.diagnostics().isEmpty(), "seed " + seed);
      }
    }
  }
}
