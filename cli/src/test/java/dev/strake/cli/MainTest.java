package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void printsHelpAsAResult() {
    var run = run("--help");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("Usage: strake"), run.out());
    assertEquals("", run.err());
  }

  @Test
  void printsItsVersion() {
    var run = run("--version");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().matches("strake \\d+\\.\\d+.*\\R"), run.out());
  }

  @Test
  void asksForASubcommand() {
    check(2, "strake: Missing required subcommand\nTry 'strake --help'.\n");
  }

  @Test
  void suggestsTheSubcommandThatWasMeant() {
    check(
        2,
        """
        strake: Unmatched argument at index 0: 'docter'
        Did you mean: strake doctor?
        Try 'strake --help'.
        """,
        "docter");
  }

  @Test
  void namesTheSubcommandWhoseOptionIsWrong() {
    check(
        2,
        """
        strake: Unknown option: '--color'
        Try 'strake doctor --help'.
        """,
        "doctor",
        "--color");
  }

  @Test
  void showsWhatItRunsOn() {
    var run = run("doctor");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("java       25"), run.out());
    assertEquals("", run.err());
  }

  /// A command line that fails prints this message, and no result.
  private static void check(int exitCode, String message, String... arguments) {
    assertEquals(new Run(exitCode, "", message), run(arguments));
  }

  private static Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Run(exitCode, lines(out), lines(err));
  }

  private static String lines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private record Run(int exitCode, String out, String err) {}
}
