package dev.strake.ir.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Func;
import dev.strake.ir.OpKinds;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.fuzz.ProgramGenerator;
import dev.strake.ir.fuzz.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class BinaryFormTest {
  private static final int BYTES_COLUMN = 45;
  private static final Pattern BYTES = Pattern.compile("( *[0-9a-f]{2}\\b)+");

  private static void check(Program program) {
    var bytes = BinaryWriter.write(program);
    var read = BinaryReader.read(bytes);
    assertEquals(Canonical.of(program), read);
    assertArrayEquals(bytes, BinaryWriter.write(read));
    var bare = BinaryWriter.writeWithoutPositions(program);
    assertArrayEquals(bare, Arrays.copyOf(bytes, bare.length));
    assertArrayEquals(bare, BinaryWriter.write(BinaryReader.read(bare)));
  }

  @Test
  void everyConformanceProgramRoundTripsInEveryForm() {
    for (var written : Programs.conformance()) {
      check(written);
      var checked = Programs.checked(written);
      check(checked);
      check(Programs.scheduled(checked));
    }
  }

  @Test
  void randomProgramsRoundTripInEveryForm() {
    for (var seed = 1; seed <= 8; seed++) {
      var written = ProgramGenerator.generate(seed, new Tally()).program();
      check(written);
      check(Programs.scheduled(Programs.checked(written)));
    }
  }

  @Test
  void everyRowRoundTrips() {
    var program = Programs.ofEveryRow();
    check(program);
    var kinds = new HashSet<Class<?>>();
    program.functions().forEach(function -> collect(function.body(), kinds));
    program.kernels().forEach(kernel -> collect(kernel.body(), kinds));
    for (var written : Programs.conformance()) {
      written.kernels().forEach(kernel -> collect(kernel.body(), kinds));
    }
    assertEquals(OpKinds.all(), kinds);
  }

  private static void collect(Region region, Set<Class<?>> kinds) {
    for (var op : region.ops()) {
      kinds.add(op.getClass());
      op.regions().forEach(inner -> collect(inner, kinds));
    }
  }

  @Test
  void positionsRoundTrip() {
    var spans =
        List.of(
            new SourceSpan("b", 3, 9, 3, 9),
            new SourceSpan("a", 1, 1, Integer.MAX_VALUE, 0),
            new SourceSpan("b", 1, 1, 2, Integer.MAX_VALUE));
    var program = Programs.of(Programs.everything());
    check(new Program(program.functions(), program.kernels(), spans));
    check(new Program(program.functions(), program.kernels(), List.of()));
  }

  @Test
  void anyStringIsAName() {
    for (var name : List.of("", "a b", "\0", "näme", "\ud83d\ude00", "\ud800", "\udc00\ud800")) {
      check(new Program(List.of(new Func(name, Region.EMPTY)), List.of(), List.of()));
    }
  }

  /// The example of IR.md: a program on the left, its bytes on the right.
  @Test
  void bytesAreTheOnesOfTheReference() throws IOException {
    var document = Files.readString(Path.of("IR.md"));
    var start = document.indexOf("func half(");
    var text = new StringBuilder();
    var expected = new StringBuilder();
    for (var line : document.substring(start, document.indexOf("```", start)).lines().toList()) {
      var column = Math.min(line.length(), BYTES_COLUMN);
      text.append(line, 0, column).append('\n');
      var bytes = BYTES.matcher(line.substring(column));
      expected.append(bytes.lookingAt() ? bytes.group().replace(" ", "") : "");
    }
    var found = HexFormat.of().formatHex(BinaryWriter.write(Programs.of(text.toString())));
    assertEquals(expected.toString(), found);
  }

  @Test
  void programsThatBreakTheRulesOfDefinitionsHaveNoForm() {
    var value = new Value(0, ScalarType.F64);
    refuses(new Region(List.of(value, value), List.of(), List.of()), "two definitions (R2)");
    refuses(new Region(List.of(), List.of(), List.of(value)), "not defined before its use");
    var other = new Value(0, ScalarType.F32);
    refuses(new Region(List.of(value), List.of(), List.of(other)), "use as a f32 (R3)");
  }

  private static void refuses(Region body, String reason) {
    var program = new Program(List.of(new Func("f", body)), List.of(), List.of());
    var failure = assertThrows(IllegalArgumentException.class, () -> BinaryWriter.write(program));
    assertTrue(failure.getMessage().contains(reason), failure.getMessage());
  }
}
