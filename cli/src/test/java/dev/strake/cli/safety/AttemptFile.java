package dev.strake.cli.safety;

import dev.strake.cli.safety.GuardedMemory.Placement;
import dev.strake.frontend.Frontend;
import dev.strake.frontend.Source;
import dev.strake.ir.Program;
import dev.strake.ir.text.IrParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A program, as IR or in the language, with attempts in its comments:
///
/// ```
/// ; attempt NAME | KERNEL | x=[5] n=3 | EXPECTED
/// ```
///
/// Each is made twice: memory ends at a guard page, or begins at one.
final class AttemptFile {
  /// Every file of the folder `safety` among the test's resources.
  private static final List<String> NAMES =
      List.of(
          "affine.ir",
          "sizes.ir",
          "gather.ir",
          "control.ir",
          "lanes.ir",
          "empty.ir",
          "locals.ir",
          "division.ir",
          "names.ir",
          "scatter.ir",
          "forged_check.ir",
          "forged_lanes.ir",
          "forged_rank.ir",
          "forged_result.ir",
          "forged_symbol.ir",
          "forged_call.ir",
          "nested.ir",
          "source.strake",
          "source_outside.strake");

  private static final String MARK = " attempt ";

  private AttemptFile() {}

  static List<Attempt> all() {
    var attempts = new ArrayList<Attempt>();
    for (var name : NAMES) {
      var text = text(name);
      text.lines()
          .filter(line -> line.contains(MARK))
          .forEach(line -> attempts.add(parse(name, text, line)));
    }
    return attempts;
  }

  private static String text(String name) {
    try (var in = AttemptFile.class.getResourceAsStream("/safety/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Attempt parse(String file, String text, String line) {
    var fields = line.substring(line.indexOf(MARK) + MARK.length()).split("\\|");
    var kernel = fields[1].strip();
    var given = new LinkedHashMap<String, String>();
    for (var word : fields[2].strip().split("\\s+")) {
      if (!word.isEmpty()) {
        given.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      }
    }
    return Attempt.of(
        file + ": " + fields[0].strip(),
        fields[3].strip(),
        engine -> Outcomes.of(() -> make(file, text, kernel, engine, given)));
  }

  private static String make(
      String file, String text, String kernel, Attempt.Engine engine, Map<String, String> given) {
    var program = program(file, text, kernel);
    var atEnd = Trial.run(program, kernel, engine, Placement.END, given);
    var atStart = Trial.run(program, kernel, engine, Placement.START, given);
    return atEnd.equals(atStart) ? atEnd : atEnd + " at the end, " + atStart + " at the start";
  }

  private static Program program(String file, String text, String kernel) {
    return file.endsWith(".ir")
        ? IrParser.parse(text)
        : Frontend.check(Source.of(file, text)).instantiate(kernel, Map.of());
  }
}
