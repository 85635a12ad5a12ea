package dev.strake.ir.conformance;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceCase.Launchers;
import dev.strake.ir.interp.InterpreterBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes what the interpreter says into case files: wherever a run ends in `unknown` or holds a
/// hash. Elements and failures that are written out stay as they are, so that a person's word
/// stands.
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
        var checked =
            new Launchers(
                conformanceCase.program(), new InterpreterBackend(), CompileOptions.scalar())) {
      for (var run : conformanceCase.runs()) {
        if (isBlessed(run)) {
          var line = lines.get(run.line() - 1);
          var head = line.substring(0, line.indexOf("->") + 3);
          var observed = RunCheck.observe(run, oracle.get(run), checked.get(run));
          lines.set(run.line() - 1, head + observed);
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static boolean isBlessed(Run run) {
    return switch (run.expected()) {
      case Expectation.Unknown _ -> true;
      case Expectation.Results(var contents) ->
          contents.values().stream().anyMatch(Expectation.Contents.Hash.class::isInstance);
      case Expectation.Fails _, Expectation.OutOfRange _, Expectation.Refused _ -> false;
    };
  }
}
