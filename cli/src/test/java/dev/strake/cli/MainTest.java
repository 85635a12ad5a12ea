package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void printsHelpAsAResult() {
    var run = CommandRun.of("--help");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("Usage: strake"), run.out());
    assertEquals("", run.err());
  }

  @Test
  void printsItsVersion() {
    var run = CommandRun.of("--version");
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
        Did you mean: strake doctor or strake test?
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
    var run = CommandRun.of("doctor");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("java       25"), run.out());
    assertEquals("", run.err());
  }

  @Test
  void asksForValuesWithNames() {
    check(
        2,
        """
        strake: 'a' is not of the form name=value
        Try 'strake run --help'.
        """,
        "run",
        CommandRun.EXAMPLES.resolve("saxpy.strake").toString(),
        "saxpy",
        "a");
  }

  /// A command line that fails prints this message, and no result.
  private static void check(int exitCode, String message, String... arguments) {
    assertEquals(new CommandRun(exitCode, "", message), CommandRun.of((Object[]) arguments));
  }
}
