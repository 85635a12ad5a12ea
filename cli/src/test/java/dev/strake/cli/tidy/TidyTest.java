package dev.strake.cli.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Applies the rules to every file of the repository. Each test lists all it finds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TidyTest {
  /// Tests run in the folder of their module.
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /// Which module may know which. Nothing else is required by any of them.
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "ir-spec", Set.of(),
          "ir-frontend", Set.of("dev.strake.ir", "org.antlr.antlr4.runtime"),
          "codegen-c", Set.of("dev.strake.ir"),
          "codegen-vector", Set.of("dev.strake.ir", "static jdk.incubator.vector"),
          "ndarray", Set.of("dev.strake.ir", "static dev.strake.frontend", "static jdk.jfr"),
          "cli",
              Set.of(
                  "dev.strake.ir",
                  "dev.strake.frontend",
                  "dev.strake.ndarray",
                  "com.google.gson",
                  "info.picocli",
                  "java.desktop"));

  private static final Set<String> TEXT =
      Set.of("java", "g4", "strake", "ir", "c", "h", "md", "xml", "html", "py");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "data");

  private final List<JavaSource> java = parseAll();

  @Test
  void sourcesAreShort() throws IOException {
    checkTexts(TidyTest::isSource, SourceRules::length);
  }

  @Test
  void filesHoldNoNotesToSelf() throws IOException {
    checkTexts(_ -> true, SourceRules::notesToSelf);
  }

  @Test
  void importsNameTheirClass() {
    checkJava(_ -> true, SourceRules::wildcardImports);
  }

  @Test
  void namesSayWhatThingsAre() {
    checkJava(_ -> true, SourceRules::emptyNames);
  }

  @Test
  void onlyTheCommandAndTheBenchmarksUseTheConsole() {
    checkJava(
        file -> isMain(file) && !file.startsWith("cli") && !file.startsWith("benchmarks"),
        SourceRules::consoleUse);
  }

  @Test
  void switchesListTheMembersOfClosedFamilies() {
    checkJava(TidyTest::isMain, SourceRules::defaultArms);
  }

  @Test
  void modulesRequireWhatTheDesignSays() throws IOException {
    var found = new HashMap<String, Set<String>>();
    for (var folder : ARROWS.keySet()) {
      found.put(folder, module(folder).requires());
    }
    assertEquals(ARROWS, found);
  }

  @Test
  void everyModuleButBenchmarksIsKnownHere() throws IOException {
    var found =
        files(file -> file.endsWith("src/main/java/module-info.java")).stream()
            .map(file -> file.getName(0).toString())
            .collect(Collectors.toSet());
    assertEquals(ARROWS.keySet(), found);
  }

  @Test
  void servicesAreTheSameOnClassPathAndModulePath() throws IOException {
    for (var folder : ARROWS.keySet()) {
      assertEquals(module(folder).provides(), servicesOnClassPath(folder), folder);
    }
  }

  private static ModuleDeclaration module(String folder) throws IOException {
    var file = folder + "/src/main/java/module-info.java";
    return ModuleDeclaration.parse(file, Files.readString(ROOT.resolve(file)));
  }

  private static Map<String, List<String>> servicesOnClassPath(String folder) throws IOException {
    var services = Path.of(folder, "src/main/resources/META-INF/services");
    var found = new HashMap<String, List<String>>();
    for (var file : files(file -> file.startsWith(services))) {
      var providers = ModuleDeclaration.providersIn(Files.readString(ROOT.resolve(file)));
      found.put(file.getFileName().toString(), providers);
    }
    return found;
  }

  /// A rule on the text of a file: path and text to findings.
  private interface TextRule {
    List<Finding> check(String file, String text);
  }

  private static void checkTexts(Predicate<Path> where, TextRule rule) throws IOException {
    var findings = new ArrayList<Finding>();
    for (var file : files(file -> TEXT.contains(extension(file)) && where.test(file))) {
      findings.addAll(rule.check(file.toString(), Files.readString(ROOT.resolve(file))));
    }
    assertNone(findings);
  }

  private void checkJava(Predicate<Path> where, Function<JavaSource, List<Finding>> rule) {
    assertNone(
        java.stream()
            .filter(source -> where.test(Path.of(source.file())))
            .flatMap(source -> rule.apply(source).stream())
            .toList());
  }

  private static void assertNone(List<Finding> findings) {
    assertEquals(
        "", findings.stream().map(Finding::toString).sorted().collect(Collectors.joining("\n")));
  }

  private static boolean isSource(Path file) {
    return Set.of("java", "g4", "strake", "c", "h").contains(extension(file));
  }

  private static boolean isJava(Path file) {
    return extension(file).equals("java");
  }

  private static boolean isMain(Path file) {
    return isJava(file) && file.toString().contains("/src/main/java/");
  }

  private static String extension(Path file) {
    var name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<JavaSource> parseAll() {
    try {
      var sources = new ArrayList<JavaSource>();
      for (var file : files(TidyTest::isJava)) {
        sources.add(JavaSource.parse(file.toString(), Files.readString(ROOT.resolve(file))));
      }
      return List.copyOf(sources);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The files of the repository, relative to its root.
  private static List<Path> files(Predicate<Path> wanted) throws IOException {
    try (var all = Files.walk(ROOT)) {
      return all.map(ROOT::relativize)
          .filter(TidyTest::isOurs)
          .filter(wanted)
          .filter(file -> Files.isRegularFile(ROOT.resolve(file)))
          .sorted()
          .toList();
    }
  }

  private static boolean isOurs(Path file) {
    for (var part : file) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
