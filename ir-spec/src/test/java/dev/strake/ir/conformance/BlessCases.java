package dev.strake.ir.conformance;

import dev.strake.ir.conformance.ConformanceCase.Launchers;
import dev.strake.ir.interp.InterpreterBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes what the interpreter says into case files: wherever a run ends in `unknown` or holds a
/// hash, and the line of an expected failure. Elements, kinds of failures and indices that are
/// written out stay as they are, so that a person's word stands.
final class BlessCases {
  private static final Path FOLDER =
      Path.of("src/main/resources/dev/strake/ir/conformance").toAbsolutePath();

  private BlessCases() {}

  /// Rewrites every file of the index.
  static void blessAll() throws IOException {
    for (var name : ConformanceSuite.names()) {
      var file = FOLDER.resolve(name + ".ir");
      Files.writeString(file, bless(name, Files.readString(file)));
    }
  }

  /// The text of a case with the expectations of its runs filled in.
  static String bless(String name, String text) {
    var conformanceCase = ConformanceCase.parse(name, text);
    List<String> lines = new ArrayList<>(text.lines().toList());
    try (var oracle = conformanceCase.oracle();
        var checked = Launchers.of(conformanceCase.program(), new InterpreterBackend())) {
      for (var run : conformanceCase.runs()) {
        var line = lines.get(run.line() - 1);
        var head = line.substring(0, line.indexOf("->") + 3);
        var observed = RunCheck.observe(run, oracle.get(run), checked.get(run));
        lines.set(run.line() - 1, head + blessed(run, observed, line.substring(head.length())));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /// The new text of the expectation `written`.
  private static String blessed(Run run, String observed, String written) {
    return switch (run.expected()) {
      case Expectation.Unknown _ -> observed;
      case Expectation.Results(var contents) ->
          contents.values().stream().anyMatch(Expectation.Contents.Hash.class::isInstance)
              ? observed
              : written;
      case Expectation.Fails _ ->
          placeless(observed).equals(placeless(written)) ? observed : written;
      case Expectation.OutOfRange _ ->
          observed.replaceFirst("fails INDEX_OUT_OF_RANGE at (\\d+).*", "out of range at $1");
      case Expectation.Refused _ -> written;
    };
  }

  private static String placeless(String failure) {
    return failure.replaceFirst(" at \\d+", "");
  }
}
