package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/// What a command line printed and how it ended.
record CommandRun(int exitCode, String out, String err) {
  /// Tests run in the folder of their module.
  static final Path EXAMPLES = Path.of("").toAbsolutePath().resolveSibling("examples");

  /// Runs a command line in this JVM. An argument's text is what is given to the command.
  static CommandRun of(Object... arguments) {
    var words = new String[arguments.length];
    for (var i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    var out = new StringWriter();
    var err = new StringWriter();
    var exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), words);
    return new CommandRun(exitCode, lines(out), lines(err));
  }

  private static String lines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  /// A command line that must succeed without a word on the standard error.
  static String output(Object... arguments) {
    var run = of(arguments);
    assertEquals(new CommandRun(0, run.out(), ""), run);
    return run.out();
  }
}
