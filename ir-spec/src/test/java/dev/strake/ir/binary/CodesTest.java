package dev.strake.ir.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Codes are for ever. `codes.txt` has a line for each that was ever given out, `op 3 binary`; that
/// of a row which is no more ends with `retired`. Lines are added, never changed.
final class CodesTest {
  private static List<String> givenOut() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/binary/codes.txt"));
  }

  private static Stream<String> lines(Family<?> family) {
    return rows(family).map(row -> family.name() + " " + row);
  }

  /// `3 binary`, in the order of the codes.
  private static <T> Stream<String> rows(Family<T> family) {
    return family.rows().stream()
        .sorted(Comparator.comparingInt(family::code))
        .map(row -> family.code(row) + " " + family.word(row));
  }

  @Test
  void everyCodeIsTheOneItAlwaysWas() throws IOException {
    var inUse = givenOut().stream().filter(line -> !line.endsWith(" retired")).toList();
    assertEquals(
        String.join("\n", inUse),
        Codes.FAMILIES.stream().flatMap(CodesTest::lines).collect(Collectors.joining("\n")),
        "a code was changed, or a new one is not written down in codes.txt");
  }

  @Test
  void noCodeIsGivenOutTwice() throws IOException {
    var seen = new HashSet<String>();
    for (var line : givenOut()) {
      var words = line.split(" ");
      assertTrue(Integer.parseInt(words[1]) > 0, line);
      assertTrue(seen.add(words[0] + " " + words[1]), line);
    }
  }

  @Test
  void theReferenceListsEveryCode() throws IOException {
    var document = Files.readString(Path.of("IR.md"));
    var missing = new ArrayList<String>();
    for (var family : Codes.FAMILIES) {
      var row =
          "| " + family.name() + " | " + rows(family).collect(Collectors.joining(", ")) + " |";
      if (!document.contains(row)) {
        missing.add(row);
      }
    }
    assertEquals("", String.join("\n", missing));
  }

  @Test
  void theReferenceSaysWhatStandsBehindTheCodeOfEveryOp() throws IOException {
    var document = Files.readString(Path.of("IR.md"));
    var start = document.indexOf("| op | behind its code |");
    var table = document.substring(start, document.indexOf("\n\n", start));
    for (var tag : Codes.OP.rows()) {
      assertTrue(table.contains("`" + Codes.OP.word(tag) + "`"), Codes.OP.word(tag));
    }
  }
}
