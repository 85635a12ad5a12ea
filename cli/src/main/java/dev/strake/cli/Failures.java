package dev.strake.cli;

import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.Diagnostic.Label;
import dev.strake.ir.diag.DiagnosticPrinter;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.LaunchException;
import dev.strake.ndarray.ArrayMemoryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Tells the user how a command failed, and decides whose fault it is. What users can mend is said
/// in sentences; stack traces go to a report file, and only when the fault is ours.
final class Failures {
  private final PrintWriter err;
  private final DiagnosticPrinter printer;
  private final String[] arguments;

  Failures(PrintWriter err, SourceTexts sources, String... arguments) {
    this.err = err;
    this.printer = DiagnosticPrinter.of(sources::linesOf);
    this.arguments = arguments.clone();
  }

  ExitCode report(Throwable failure) {
    return switch (failure) {
      case WrongInput mistake -> say(mistake.getMessage());
      case CompileException mistake -> show(mistake.diagnostics());
      case LaunchException mistake -> say(mistake.getMessage());
      case KernelException mistake -> show(mistake);
      case ArrayMemoryException refused -> say(refused.getMessage());
      case CompilerError error ->
          switch (error.kind()) {
            case LIMIT -> say("not possible in this version: " + error.getMessage());
            case BUG -> fileReport(error);
          };
      case InterruptedException _ -> ExitCode.INTERRUPTED;
      case OutOfMemoryError error -> say("out of memory: " + error.getMessage());
      case Throwable bug -> fileReport(bug);
    };
  }

  private ExitCode say(String message) {
    err.println("strake: " + message);
    return ExitCode.WRONG_INPUT;
  }

  /// Diagnostics in full, with empty lines between them; one without a place is about the command,
  /// not about a source.
  ExitCode show(List<Diagnostic> diagnostics) {
    var separator = "";
    for (var diagnostic : diagnostics) {
      err.print(separator);
      separator = "\n";
      if (diagnostic.labels().isEmpty()) {
        say(diagnostic.message());
        err.print(printer.advice(diagnostic));
      } else {
        err.print(printer.print(diagnostic));
      }
    }
    err.flush();
    return ExitCode.WRONG_INPUT;
  }

  private ExitCode show(KernelException mistake) {
    say(mistake.problem());
    mistake.span().map(span -> printer.places(List.of(new Label(span, "")))).ifPresent(err::print);
    err.flush();
    return ExitCode.WRONG_INPUT;
  }

  private ExitCode fileReport(Throwable bug) {
    err.println("strake: internal error: " + bug);
    err.println("This is a fault in strake, not in your program or data.");
    saveReport(bug)
        .ifPresentOrElse(
            file -> err.println("Please open an issue and attach " + file),
            () -> {
              err.println("Please open an issue with the following report.");
              err.println(reportText(bug));
            });
    return ExitCode.BUG;
  }

  /// Empty if there is no place to write to, which must not hide the error itself.
  private Optional<Path> saveReport(Throwable bug) {
    try {
      var file = Files.createTempFile("strake-report-", ".txt");
      return Optional.of(Files.writeString(file, reportText(bug)));
    } catch (IOException unwritable) {
      bug.addSuppressed(unwritable);
      return Optional.empty();
    }
  }

  private String reportText(Throwable bug) {
    var trace = new StringWriter();
    bug.printStackTrace(new PrintWriter(trace, true));
    return """
    strake     %s
    arguments  %s
    %s
    %s\
    """
        .formatted(Main.version(), String.join(" ", arguments), Machine.describe(), trace);
  }
}
