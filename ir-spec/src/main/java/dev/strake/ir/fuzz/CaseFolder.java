package dev.strake.ir.fuzz;

import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A finding on disk, for people and for replaying:
///
/// ```
/// program.ir    the program as written
/// inputs.txt    what it is run on; see [InputText]
/// report.txt    the seed, the engine, what was expected and what was observed
/// ```
public final class CaseFolder {
  private static final String PROGRAM = "program.ir";
  private static final String INPUTS = "inputs.txt";
  private static final String REPORT = "report.txt";
  private static final int MOST_CHARACTERS = 4_000;

  private CaseFolder() {}

  /// Writes a finding into a folder, which is made if it is missing. `command` is how to see it
  /// again.
  ///
  /// @throws UncheckedIOException if it can't be written
  public static void write(Path folder, Finding finding, String command) {
    var report =
        """
        seed: %d
        engine: %s
        command: %s

        expected: %s

        observed: %s
        """
            .formatted(
                finding.tested().seed(),
                finding.engine(),
                command,
                shortened(finding.expected()),
                shortened(finding.observed()));
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(PROGRAM), IrPrinter.print(finding.tested().program()));
      Files.writeString(folder.resolve(INPUTS), InputText.print(finding.tested().inputs()));
      Files.writeString(folder.resolve(REPORT), report);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String shortened(Observed observed) {
    var text = observed.toString();
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + " .." : text;
  }

  /// From the line `seed: 17`; it chose the plans the program was scheduled by.
  private static long seed(String report) {
    return report
        .lines()
        .filter(line -> line.startsWith("seed: "))
        .map(line -> Long.parseLong(line.substring("seed: ".length()).strip()))
        .findFirst()
        .orElse(0L);
  }

  /// The case in a folder.
  ///
  /// @throws UncheckedIOException if a file can't be read
  /// @throws dev.strake.ir.diag.CompileException if the program can't be parsed
  /// @throws IllegalArgumentException if the inputs can't
  public static FuzzCase read(Path folder) {
    try {
      var program = IrParser.parse(PROGRAM, Files.readString(folder.resolve(PROGRAM)));
      var inputs = InputText.parse(Files.readString(folder.resolve(INPUTS)));
      var seed = seed(Files.readString(folder.resolve(REPORT)));
      return new FuzzCase(seed, program, inputs, FuzzCase.Independence.INDEPENDENT);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
