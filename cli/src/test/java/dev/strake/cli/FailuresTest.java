package dev.strake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.launch.LaunchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  @Test
  void saysWhatUsersCanMendInOneSentence() {
    check(new WrongInput("no file a.npy"), ExitCode.WRONG_INPUT, "strake: no file a.npy");
    check(new LaunchException("x is 3"), ExitCode.WRONG_INPUT, "strake: x is 3");
    check(
        new CompileException(Diagnostic.error("E1", "no kernel f")),
        ExitCode.WRONG_INPUT,
        "strake: no kernel f");
  }

  @Test
  void saysThatALimitIsOurs() {
    check(
        CompilerError.limit("bytecode", "method too large"),
        ExitCode.WRONG_INPUT,
        "strake: not possible in this version: bytecode: method too large");
  }

  @Test
  void saysNothingWhenInterrupted() {
    check(new InterruptedException(), ExitCode.INTERRUPTED, "");
  }

  @Test
  void writesAReportWhenTheFaultIsOurs() throws IOException {
    var text = new StringWriter();
    var failures = new Failures(new PrintWriter(text, true), new SourceTexts(), "run", "a.strake");
    assertEquals(ExitCode.BUG, failures.report(CompilerError.bug("fold", "no such value")));
    assertFalse(text.toString().contains("\tat "), "a stack trace on the terminal");
    var file = Pattern.compile("attach (\\S+)").matcher(text.toString());
    assertTrue(file.find(), text.toString());
    var report = Path.of(file.group(1));
    var content = Files.readString(report);
    Files.delete(report);
    assertTrue(content.contains("run a.strake"), content);
    assertTrue(content.contains("fold: no such value"), content);
    assertTrue(content.contains("\tat "), content);
  }

  private static void check(Throwable failure, ExitCode exitCode, String message) {
    var text = new StringWriter();
    assertEquals(
        exitCode, new Failures(new PrintWriter(text, true), new SourceTexts()).report(failure));
    assertEquals(message, text.toString().strip());
  }
}
