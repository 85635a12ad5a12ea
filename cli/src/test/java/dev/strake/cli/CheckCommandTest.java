package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {
  @TempDir private Path folder;

  @Test
  void showsTheKernelsOfRightSources() throws IOException {
    var first = source("a.strake", "kernel f(x: f64) -> y: f64 { y = x; }");
    var second =
        source("b.strake", "kernel g<T: float>(x: T[n]) -> y: T { y = sum[i in 0..n] x[i]; }");
    assertEquals(
        """
        kernel f(x: f64) -> (y: f64)
        kernel g<T: f32 | f64>(x: T[n]) -> (y: T)
        """,
        CommandRun.output("check", first, second));
  }

  @Test
  void showsTheMistakesOfAllSources() throws IOException {
    var first = source("a.strake", "kernel f(x: f64) -> y: f64 { y = z; }");
    var second = source("b.strake", "\nkernel g(x: f64) -> y: f64 { y = q; }");
    check(
        1,
        """
        error[K0101]: nothing here is called `z`
         --> DIR/a.strake:1:34
        1 | kernel f(x: f64) -> y: f64 { y = z; }
          |                                  ^

        strake: can't read `DIR/c.strake`: there is no such file

        error[K0101]: nothing here is called `q`
         --> DIR/b.strake:2:34
        2 | kernel g(x: f64) -> y: f64 { y = q; }
          |                                  ^
        """,
        first,
        folder.resolve("c.strake"),
        second);
  }

  @Test
  void letsWarningsPass() throws IOException {
    var run =
        CommandRun.of(
            "check",
            source(
                "a.strake",
                "kernel f(x: f64[n]) -> y: f64[n] { par for i in 0..n/2 { y[i] = 1; } }"));
    assertEquals(0, run.exitCode());
    assertEquals("kernel f(x: f64[n]) -> (y: f64[n])\n", run.out());
    assertEquals("warning[K0209]", run.err().substring(0, 14));
  }

  @Test
  void printsMistakesForEditors() throws IOException {
    var file = source("a.strake", "kernel f(x: f64) -> y: f64 { y = z; }");
    var run = CommandRun.of("check", "--json", file);
    assertEquals(
        new CommandRun(
            1,
            """
            [{"code": "K0101", "severity": "error", "message": "nothing here is called `z`",\
             "note": "", "help": "", "labels": [{"file": "FILE", "line": 1, "column": 34,\
             "endLine": 1, "endColumn": 35, "offset": 33, "endOffset": 34, "text": ""}],\
             "edits": []}]
            """
                .replace("FILE", file.toString()),
            ""),
        run);
  }

  /// The example of `docs/diagnostics.md`.
  @Test
  void printsEditsForEditors() throws IOException {
    var text =
        """
        kernel mean(x: f64[n]) -> y: f64 {
          y = (sum[i in 0..n] x[i]) / n;
        }
        """;
    var file = source("mean.strake", text);
    var page = Files.readString(CommandRun.EXAMPLES.resolveSibling("docs/diagnostics.md"));
    var example = page.substring(page.indexOf("```json\n") + 8, page.indexOf("```\n\n| member"));
    assertEquals(
        example.replaceAll("\n +", " "),
        CommandRun.of("check", "--json", file).out().replace(file.toString(), "mean.strake"));
  }

  @Test
  void offsetsCountLineEndsAsTheyAre() throws IOException {
    var file = source("a.strake", "// caf\u00e9\r\nkernel f(x: f64) -> y: f64 { y = z; }");
    var run = CommandRun.of("check", "--json", file);
    assertTrue(run.out().contains("\"line\": 2, \"column\": 34,"), run.out());
    assertTrue(run.out().contains("\"offset\": 42, \"endOffset\": 43,"), run.out());
  }

  @Test
  void explainsCodes() {
    var section = CommandRun.output("check", "--explain", "k0207");
    assertTrue(section.startsWith("### K0207: two iterations that write one element\n"), section);
    assertTrue(section.endsWith("```\n"), section);
    var unknown = CommandRun.of("check", "--explain", "K9999");
    assertEquals(1, unknown.exitCode());
    assertTrue(unknown.err().startsWith("strake: there is no message K9999; they go from K0001"));
    assertEquals(2, CommandRun.of("check").exitCode());
  }

  @Test
  void printsAnEmptyArrayWhereNothingIsWrong() throws IOException {
    var file = source("a.strake", "kernel f(x: f64) -> y: f64 { y = x; }");
    assertEquals("[]\n", CommandRun.output("check", "--json", file));
  }

  private Path source(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void check(int exitCode, String message, Object... files) {
    var words = new Object[files.length + 1];
    words[0] = "check";
    System.arraycopy(files, 0, words, 1, files.length);
    assertEquals(
        new CommandRun(exitCode, "", message.replace("DIR", folder.toString())),
        CommandRun.of(words));
  }
}
