package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// No text makes the front end throw, overflow the stack, or take long.
final class RobustnessTest {
  /// A machine under load is slow; without a limit the inputs here would take minutes or for ever.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final int SIZE = 1 << 20;

  private static CheckedFile check(String text) {
    return assertTimeoutPreemptively(
        LIMIT, () -> Frontend.check(Source.of("hostile.strake", text)));
  }

  private static String codes(String text) {
    return check(text).diagnostics().stream()
        .map(diagnostic -> diagnostic.code())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String function(String body) {
    return "fn f(a: f64) -> f64 = " + body + ";";
  }

  private static String nested(String open, String middle, String close, int times) {
    return open.repeat(times) + middle + close.repeat(times);
  }

  @Test
  void refusesDeepNesting() {
    assertEquals("K0008", codes(function(nested("(", "a", ")", 20_000))));
    assertEquals("K0008", codes(function("(".repeat(20_000))));
    assertEquals("K0008", codes(function("- ".repeat(100_000) + "a")));
    assertEquals("K0008", codes(function("a" + " as f64".repeat(100_000))));
    assertEquals("K0008", codes(function(nested("abs(", "a", ")", 20_000))));
    assertEquals("K0008", codes(function("sum[j in 0..3] ".repeat(20_000) + "a")));
    assertEquals("K0008", codes(function("if a > 0 { a } else ".repeat(20_000) + "{ a }")));
    assertEquals("K0008", codes(function(nested("if a > 0 { 1 } else { ", "a", " }", 20_000))));
    assertEquals(
        "K0008",
        codes("fn f(a: f64) -> f64 { " + nested("if a > 0 {", "", "}", 20_000) + " return a; }"));
    assertEquals("K0008", codes(function(nested("-(-(~(!(", "a", "))))", 60))));
  }

  @Test
  void takesWhatIsAlmostTooDeep() {
    assertEquals("", codes(function(nested("(", "a", ")", 95))));
    assertEquals("", codes(function(nested("-(a + 2 * (", "a", "))", 45))));
    var ifs = nested("if a > 0 { b += 1; ", "", "}", 95);
    assertEquals("", codes("fn f(a: f64) -> f64 { var b = a; " + ifs + " return b; }"));
  }

  @Test
  void takesLongChains() {
    var file = check(function("a" + " + a".repeat(10_000)));
    assertTrue(file.isRight());
    assertEquals("", codes(function("a" + " * a - a".repeat(10_000))));
    assertEquals(
        "", codes(function("if a > 0 && " + "a < 9 && ".repeat(10_000) + "true { a } else { 1 }")));
    var kernel = check("kernel k(a: f64) -> y: f64 { y = a" + " + a / 2".repeat(10_000) + "; }");
    var program = kernel.instantiate("k", Map.of());
    assertTrue(program.kernels().getFirst().body().ops().size() > 20_000);
  }

  @Test
  void readsManyConstants() {
    var forward =
        IntStream.range(1, 200)
            .mapToObj(i -> "const C%d = C%d + C%d;".formatted(i, i - 1, i - 1))
            .collect(Collectors.joining("\n"));
    assertEquals("", codes("const C0 = 0;\n" + forward));
    var backward =
        IntStream.range(1, 300)
            .mapToObj(i -> "const C%d = C%d + C%d;".formatted(i - 1, i, i))
            .collect(Collectors.joining("\n"));
    assertEquals("K0131", codes(backward + "const C299 = 0;"));
    assertEquals(
        "K0131", codes("const C = f(1); fn f(x: i64) -> i64 { while x > 0 {} return x; }"));
  }

  @Test
  void refusesLongSizesAndDeepCalls() {
    assertEquals("K0406", codes("kernel k(n: i64) -> y: f64[n" + " + n".repeat(500) + "] {}"));
    var calls =
        IntStream.range(1, 3_000)
            .mapToObj(i -> "fn f%d(a: f64) -> f64 = f%d(a);".formatted(i, i - 1))
            .collect(Collectors.joining("\n", "fn f0(a: f64) -> f64 = a;\n", ""));
    assertEquals("K0114", codes(calls));
  }

  @Test
  void survivesUnfinishedTexts() {
    assertFalse(check("fn f(a: f64) -> f64 = \"").isRight());
    assertFalse(check("/*").isRight());
    assertFalse(check("/" + "*".repeat(SIZE)).isRight());
    assertFalse(check("\"" + "\\".repeat(SIZE)).isRight());
    assertFalse(check("kernel").isRight());
    assertFalse(check("@").isRight());
    assertTrue(check("").isRight());
    assertTrue(check("//").isRight());
    assertTrue(check("\ufeff// with a byte order mark").isRight());
  }

  @Test
  void survivesLargeGarbage() {
    var random = new Random(1);
    var bytes = new byte[SIZE];
    random.nextBytes(bytes);
    assertFalse(check(new String(bytes, StandardCharsets.UTF_8)).isRight());
    assertFalse(check(new String(bytes, StandardCharsets.ISO_8859_1)).isRight());
    for (var i = 0; i < SIZE; i++) {
      bytes[i] = (byte) (' ' + random.nextInt(95));
    }
    assertFalse(check(new String(bytes, StandardCharsets.US_ASCII)).isRight());
  }

  @Test
  void survivesRepeatedPieces() {
    var pieces =
        List.of("(", ")", "{}", "{", ";", "a ", "9", "a.", "\"", "kernel ", "a+", "\n", "0x");
    for (var piece : pieces) {
      var text = piece.repeat((SIZE >> 4) / piece.length());
      check(text);
      check("fn f(a: f64) -> f64 { " + text);
      check(function(text));
    }
  }

  @Test
  void survivesGarbageOfTokens() {
    var random = new Random(2);
    var text = new StringBuilder();
    while (text.length() < SIZE) {
      text.append(TOKENS.get(random.nextInt(TOKENS.size()))).append(' ');
    }
    assertTrue(check(text.toString()).diagnostics().size() > Mistakes.LIMIT);
    assertFalse(check("fn f(a: f64) -> f64 { " + text + "}").isRight());
  }

  @Test
  void saysThatMoreMistakesFollow() {
    var found = check(function("b")).diagnostics();
    assertEquals(1, found.size());
    var many =
        IntStream.range(0, 500)
            .mapToObj(i -> "fn f%d(a: f64) -> f64 = b;".formatted(i))
            .collect(Collectors.joining("\n"));
    var diagnostics = check(many).diagnostics();
    assertEquals(Mistakes.LIMIT + 1, diagnostics.size());
    assertEquals("K0015", diagnostics.getLast().code());
  }

  private static final List<String> TOKENS =
      List.of(
          "kernel", "fn", "(", ")", "{", "}", "[", "]", ";", ",", ":", "=", "+=", "let", "var",
          "par", "seq", "for", "in", "while", "if", "else", "assert", "return", "as", "true", "inf",
          "scan", "->", "..", ".", "@", "+", "-", "*", "/", "a", "b", "T", "f64", "12", "1.5",
          "\"s\"", "<", ">", "<<", "==", "&&", "||", "!", "~", "|", "^", "&", "%", "inout",
          "where");

  @Test
  void refusesFunctionsOfSeveralResultsThatGrowWithoutEnd() {
    var doubling =
        IntStream.range(1, 60)
            .mapToObj(
                i ->
                    "fn f%d(a: f64) -> (f64, f64) { let (b, _) = f%d(a); return f%d(b); }"
                        .formatted(i, i - 1, i - 1))
            .collect(Collectors.joining("\n", "fn f0(a: f64) -> (f64, f64) = (a, a);\n", ""));
    assertEquals(
        "K0122",
        codes(doubling + "kernel k(x: f64) -> y: f64 { let (a, b) = f59(x); y = a + b; }"));
  }
}
