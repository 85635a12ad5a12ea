package dev.strake.cli.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SourceRulesTest {
  @Test
  void findsFilesThatAreTooLong() {
    assertEquals(List.of(), SourceRules.length("A.java", "x\n".repeat(600)));
    assertEquals(1, SourceRules.length("A.java", "x\n".repeat(601)).size());
  }

  @Test
  void findsNotesToSelf() {
    var note = "ok\n// TO" + "DO later\n";
    assertEquals(2, SourceRules.notesToSelf("A.java", note).getFirst().line());
    assertEquals(List.of(), SourceRules.notesToSelf("A.java", "autodoc mastodon\n"));
  }

  @Test
  void findsWildcardImports() {
    check(SourceRules::wildcardImports, "import java.util.List;");
    check(SourceRules::wildcardImports, "import java.util.*;", 1);
    check(SourceRules::wildcardImports, "\nimport static java.lang.Math.*;", 2);
    check(SourceRules::wildcardImports, "import module java.base;", 1);
  }

  @Test
  void findsNamesThatSayNothing() {
    check(SourceRules::emptyNames, "class Interpreter { record Database() {} enum Utility {} }");
    check(SourceRules::emptyNames, "class A {\n record ShapeUtils() {} }", 2);
    check(SourceRules::emptyNames, "interface A {}\nclass AImpl implements A {}", 2);
    check(SourceRules::emptyNames, "class AbstractPass {}", 1);
    check(SourceRules::emptyNames, "class IRData {}", 1);
    check(SourceRules::emptyNames, "package dev.strake.util;", 1);
  }

  @Test
  void findsConsoleUse() {
    check(SourceRules::consoleUse, "class A { String s = \"System.out\"; /* System.out */ }");
    check(SourceRules::consoleUse, "class A {\n void f() { System.out.println(); } }", 2);
    check(SourceRules::consoleUse, "class A {\n void f() { System.exit(1); } }", 2);
  }

  @Test
  void findsDefaultArmsOverClosedFamilies() {
    checkSwitch("case P p -> 1; case Q q -> 2;");
    checkSwitch("case P p -> 1; default -> 2;", 2);
    checkSwitch("case P p -> 1; case null, default -> 2;", 2);
    checkSwitch("case RED -> 1; default -> 2;", 2);
    checkSwitch("case P p: yield 1; default: yield 2;", 2);
  }

  @Test
  void allowsDefaultArmsOverNumbersAndTexts() {
    checkSwitch("case \"a\" -> 1; default -> 2;");
    checkSwitch("case 'a', 'b' -> 1; default -> 2;");
    checkSwitch("case -1 -> 1; default -> 2;");
    checkSwitch("case StrakeLexer.PLUS -> 1; default -> 2;");
  }

  @Test
  void rejectsWhatIsNotJava() {
    assertThrows(
        IllegalArgumentException.class, () -> JavaSource.parse("A.java", "class A { void }"));
  }

  private static void checkSwitch(String arms, long... lines) {
    check(
        SourceRules::defaultArms,
        "class A { int f(S s) {\n return switch (s) { " + arms + " }; } }",
        lines);
  }

  /// The rule finds something on exactly these lines.
  private static void check(
      Function<JavaSource, List<Finding>> rule, String text, long... expectedLines) {
    var found = rule.apply(JavaSource.parse("A.java", text));
    assertEquals(
        LongStream.of(expectedLines).boxed().toList(),
        found.stream().map(Finding::line).toList(),
        text);
  }
}
