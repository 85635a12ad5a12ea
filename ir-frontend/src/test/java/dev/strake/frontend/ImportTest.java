package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.diag.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What imports of files bring, and what can be wrong with them.
final class ImportTest {
  @TempDir private Path folder;

  private void file(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// The mistakes of `main.strake` with this text, one on a line, with the names of their files.
  private void check(String expected, String text) throws IOException {
    assertEquals(expected, shown(checked(text)));
  }

  private CheckedFile checked(String text) throws IOException {
    file("main.strake", text);
    return Frontend.check(Source.load(folder.resolve("main.strake")));
  }

  private String shown(CheckedFile file) {
    return file.diagnostics().stream().map(this::shown).collect(Collectors.joining("\n"));
  }

  private String shown(Diagnostic d) {
    var place = d.span().orElseThrow();
    var help = d.help().isEmpty() ? "" : "; " + d.help();
    var text = "%s:%d %s %s%s".formatted(place.source(), place.line(), d.code(), d.message(), help);
    return text.replace(folder + "/", "");
  }

  @Test
  void functionsAndConstantsAreKnownByTheirPlainNames() throws IOException {
    file(
        "lib/shapes.strake",
        """
        import "more/numbers.strake";
        const SIDES = 4;
        fn area(a: f64) -> f64 = square(a) * SCALE;
        kernel not_brought() -> y: f64 { y = 1; }
        """);
    file("lib/more/numbers.strake", "const SCALE = 2; fn square(a: f64) -> f64 = a * a;");
    check(
        "",
        """
        import "lib/shapes.strake";
        kernel k(x: f64[SIDES]) -> y: f64[SIDES] { par for i in 0..SIDES { y[i] = area(x[i]); } }
        """);
    check(
        "main.strake:2 K0102 there is no function `square`",
        """
        import "lib/shapes.strake";
        fn f(x: f64) -> f64 = square(x);
        """);
    check(
        "main.strake:2 K0102 there is no function `not_brought`",
        """
        import "lib/shapes.strake";
        fn f(x: f64) -> f64 = not_brought();
        """);
  }

  @Test
  void whatAFileDeclaresHidesWhatItImports() throws IOException {
    file("a.strake", "const E = 1; const K: i64 = 1; fn f(x: f64) -> f64 = x;");
    var checked =
        checked(
            """
            import "a.strake";
            import std.math;
            const K: i64 = 2;
            fn f(x: f64) -> f64 = x + x;
            kernel k(x: f64[K]) -> y: f64 { let E = 1.0; y = f(x[0]) + E; }
            """);
    assertEquals("", shown(checked));
    var extents = checked.kernels().getFirst().parameters().getFirst().sizes(Map.of());
    assertEquals(2, extents.getFirst().evaluate(Map.of()));
  }

  @Test
  void aNameOfTwoImportsIsAmbiguousWhereItIsUsed() throws IOException {
    file("a.strake", "const K: i64 = 1; fn f(x: f64) -> f64 = x;");
    file("b.strake", "const K: i64 = 2; fn f(x: f64) -> f64 = x; fn f(x: f32) -> f32 = x;");
    var imports = "import \"a.strake\"; import \"b.strake\";\n";
    check("", imports + "fn g(x: f32) -> f32 = f(x);");
    check(
        "main.strake:2 K0132 `K` is in a.strake and in b.strake, which are both imported;"
            + " declare a constant of that name here, or import one of the files only",
        imports + "fn g() -> i64 = K + K;");
    check(
        "main.strake:2 K0307 this call of `f` could mean several functions;"
            + " they are in a.strake and b.strake, which are all imported;"
            + " declare one here, or import one file only",
        imports + "fn g(x: f64) -> f64 = f(x);");
  }

  @Test
  void mistakesOfImportedFilesAreReportedUnderTheirNames() throws IOException {
    file("a.strake", "import \"b.strake\";\nfn f(x: f64) -> f64 = y;\nfn h(x: f64) -> f64 = x;");
    file("b.strake", "kernel k(x: f64[n]) -> y: f64[n] { par for i in 0..n { y[0] = x[i]; } }");
    var found =
        shown(
            checked(
                """
                import "a.strake";
                import "b.strake";
                kernel k(x: f64) -> y: f64 { y = f(x) + z; }
                """));
    assertEquals(
        """
        main.strake:3 K0101 nothing here is called `z`
        b.strake:1 K0207 iterations of this parallel loop write the same element
        a.strake:2 K0101 nothing here is called `y`\
        """,
        found.replaceAll("; .*", ""));
  }

  @Test
  void filesThatAreNotThereAreGuessed() throws IOException {
    file("lib/shapes.strake", "");
    check(
        "main.strake:1 K0133 can't import `lib/shape.strake`: there is no such file;"
            + " did you mean `shapes.strake`?",
        "import \"lib/shape.strake\"; fn f(x: f64) -> f64 = area(x) + K;");
    check(
        "main.strake:1 K0133 can't import `lib/shapes`: there is no such file;"
            + " did you mean `shapes.strake`?",
        "import \"lib/shapes\";");
    check(
        "main.strake:1 K0133 can't import `lib/numbers.strake`: there is no such file;"
            + " in lib there is shapes.strake",
        "import \"lib/numbers.strake\";");
    check(
        "main.strake:1 K0133 can't import `none/numbers.strake`: there is no such file;"
            + " there are no .strake files in none",
        "import \"none/numbers.strake\";");
  }

  @Test
  void whatIsNoSourceIsRefused() throws IOException {
    file("lib/a.strake", "");
    Files.write(folder.resolve("picture.strake"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
    check(
        "main.strake:1 K0133 can't import `lib`: it is a folder; name one of the files in it",
        "import \"lib\";");
    check(
        "main.strake:1 K0133 can't import `picture.strake`: it is not a text in UTF-8;"
            + " save it as UTF-8",
        "import \"picture.strake\";");
    assertEquals(
        "1 K0133 can't import `a.strake`: `test.strake` is no file that it could stand beside",
        ExpectedMistakes.found("import \"a.strake\";"));
  }

  @Test
  void importsInACircleAreRefused() throws IOException {
    file("a.strake", "import \"b.strake\";");
    file("b.strake", "import \"main.strake\";");
    check(
        "b.strake:1 K0135 `main.strake` imports this file through a.strake;"
            + " move what both need to a third file",
        "import \"a.strake\";");
    check(
        "main.strake:1 K0135 `main.strake` imports this file;"
            + " move what both need to a third file",
        "import \"main.strake\";");
  }

  @Test
  void aFileIsImportedOnce() throws IOException {
    file("lib/a.strake", "");
    check(
        """
        main.strake:2 K0134 `lib/../lib/a.strake` is imported twice; remove one of the two lines
        main.strake:4 K0134 `std.math` is imported twice; remove one of the two lines\
        """,
        """
        import "lib/a.strake";
        import "lib/../lib/a.strake";
        import std.math;
        import std.math;
        """);
  }
}
