package dev.strake.ir.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Program;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ProgramHashTest {
  private static final String SAXPY =
      """
      kernel saxpy(%0 in a: f64, %1 in x: view<f64, [n]>, %2 inout y: view<f64, [n]>) {
        %3 = const i64 0
        %4 = size n
        for par %5 in %3..%4 {
          %6 = load %1[%5]
          %7 = load %2[%5]
          %8 = fma %0, %6, %7
          store %2[%5], %8
        }
      }
      """;

  private static ProgramHash hash(String text) {
    return ProgramHash.of(IrParser.parse(text));
  }

  @Test
  void theHashOfAProgramNeverChanges() {
    assertEquals(
        "273d4a871cfc93f8f70b62bf9dc4f7deb356b2b106b75ad81ad7a99d1e48597e", hash(SAXPY).hex());
  }

  @Test
  void valueIdsAndPlacesDoNotCount() {
    for (var program : Programs.conformance()) {
      assertEquals(ProgramHash.of(program), ProgramHash.of(Programs.disguised(program)));
    }
  }

  @Test
  void namesAndEverythingElseCount() {
    var edits =
        List.of(
            "saxpy(|daxpy(",
            " a:| b:",
            "[n]|[m]",
            "size n|size (n + 0)",
            "const i64 0|const i64 1",
            "fma %0, %6, %7|fma %6, %0, %7",
            "fma %0, %6, %7|fma %0, %7, %6",
            "for par|for seq",
            "inout|out",
            "view<f64|view<f32",
            "load %2|load %1",
            ") {\n  %3|)\n  where n ge 1\n{\n  %3");
    for (var edit : edits) {
      var sides = edit.split("\\|");
      var edited = SAXPY.replace(sides[0], sides[1]);
      assertNotEquals(SAXPY, edited, edit);
      assertNotEquals(hash(SAXPY), hash(edited), edit);
    }
  }

  private static final Pattern WORD = Pattern.compile("%?[\\w.]+|\"[^\"]*\"");

  /// One word of a program becomes another one of it, again and again: what still is a program has
  /// the same hash if and only if it is the same, its values numbered.
  @Test
  void hashesAreEqualIfAndOnlyIfProgramsAre() {
    var seed = Long.getLong("seed", 1L);
    var random = new Random(seed);
    var programs = new HashMap<ProgramHash, String>();
    var changed = 0;
    for (var program : sample()) {
      var text = IrPrinter.printWithoutPositions(program);
      var words = WORD.matcher(text).results().toList();
      for (var round = 0; round < 300; round++) {
        var edited = edited(text, words, random);
        if (edited.isEmpty()) {
          continue;
        }
        var canonical = IrPrinter.print(Canonical.of(edited.get()));
        var other = programs.put(ProgramHash.of(edited.get()), canonical);
        assertTrue(other == null || other.equals(canonical), "seed " + seed + "\n" + canonical);
        changed += canonical.equals(text) ? 0 : 1;
      }
    }
    assertTrue(changed > 150, changed + " changed");
    assertEquals(programs.size(), programs.values().stream().distinct().count(), "seed " + seed);
  }

  private static List<Program> sample() {
    var programs = new ArrayList<Program>();
    programs.add(IrParser.parse(SAXPY));
    programs.add(IrParser.parse(Programs.everything()));
    var all = Programs.conformance();
    for (var i = 0; i < all.size(); i += 11) {
      programs.add(all.get(i));
    }
    return programs;
  }

  /// Of a value, a number, a string or a name.
  private static int kind(MatchResult word) {
    return Math.min("%\"0123456789".indexOf(word.group().charAt(0)), 2);
  }

  private static Optional<Program> edited(String text, List<MatchResult> words, Random random) {
    var replaced = words.get(random.nextInt(words.size()));
    var by = words.get(random.nextInt(words.size()));
    if (kind(by) != kind(replaced)) {
      return Optional.empty();
    }
    try {
      var edited =
          IrParser.parse(
              text.substring(0, replaced.start()) + by.group() + text.substring(replaced.end()));
      ProgramHash.of(edited);
      return Optional.of(edited);
    } catch (CompileException | IllegalArgumentException _) {
      // No program any more, or one whose values are not defined before their use.
      return Optional.empty();
    }
  }
}
