package dev.strake.ir.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.Func;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.diag.CompileException;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.verify.Verifier;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BinaryReaderTest {
  private static final String START = "00 73 74 72 61 6b 65 01";

  /// `expected` is `code message`.
  private static void rejects(String hex, String expected) {
    var bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    var failure = assertThrows(CompileException.class, () -> BinaryReader.read(bytes));
    var diagnostic = failure.diagnostics().getFirst();
    assertEquals(expected, diagnostic.code() + " " + diagnostic.message());
  }

  /// A function without a name whose body is `code`.
  private static void rejectsInFunction(String code, String expected) {
    var contents = "01 00 " + code;
    var bytes = contents.replaceAll("\\s", "").length() / 2;
    var size = HexFormat.of().formatHex(new ByteWriter().unsigned(bytes).toByteArray());
    rejects(
        START + "01 02 01 00  02 05 02 01 01 01 05  03" + size + contents + "04 01 00", expected);
  }

  @Test
  void refusesWhatIsNoProgram() {
    rejects(
        "",
        "I0009 at byte 0: this is not the binary form of a program, which begins with \\0strake");
    rejects("00 73 74 72 61 6b 65", "I0009 at byte 7: the bytes end within something");
    rejects(
        "00 73 74 72 61 6b 65 02",
        "I0009 at byte 8: this is version 2 of the form; 1 is known here");
    rejects(START + "02 00", "I0009 at byte 9: the section types stands where strings should");
    rejects(START + "07 00", "I0009 at byte 8: no section has the code 7");
    rejects(START + "01 05 00", "I0009 at byte 10: 5 bytes are announced, 1 are left");
    rejects(
        START + "01 01 00  02 01 00  03 01 00  04 01 00  05 03 00 00 00  00",
        "I0009 at byte 25: 1 bytes are left over");
  }

  @Test
  void refusesCountsWithoutContents() {
    rejects(
        START + "01 05 ff ff ff ff 0f  02 01 00 03 01 00 04 01 00",
        "I0009 at byte 10: 4294967295 things are announced, 0 bytes are left");
    rejects(
        START + "01 ff ff ff ff ff ff ff ff ff 01",
        "I0009 at byte 19: 18446744073709551615 bytes are announced, 0 are left");
    rejects(
        START + "01 ff ff ff ff ff ff ff ff ff 02",
        "I0009 at byte 9: this number has more than 64 bits");
  }

  @Test
  void refusesWhatNothingIsKnownOf() {
    rejectsInFunction("00 01 63 00", "I0009 at byte 25: no op has the code 99");
    rejectsInFunction("01 02 00 00", "I0009 at byte 24: there is no type 2; 2 are known here");
    rejectsInFunction("01 00 00 01 01", "I0009 at byte 27: there is no value 1; 1 are known here");
    rejectsInFunction("01 00 01 02 09 00 00 00", "I0009 at byte 27: no unary has the code 9");
  }

  @Test
  void refusesLoopsThatAreNone() {
    rejectsInFunction(
        "01 01 01 13 03 06 00 00 00 00  00 00 00 00",
        "I0009 at byte 29: lanes must be a power of two from 2, not 6");
    rejectsInFunction(
        "01 01 01 13 01 00 00 01 00 00  00 00 00 00",
        "I0009 at byte 32: only a seq loop carries values");
  }

  @Test
  void refusesASecondFormOfAProgram() {
    var canonical = "no writer writes this: there is one form for each program";
    rejects(START + "01 02 80 00  02 01 00  03 01 00  04 01 00", "I0009 at byte 9: " + canonical);
    rejects(START + "01 02 01 00  02 01 00  03 01 00  04 01 00", "I0009 at byte 9: " + canonical);
    rejects(
        START + "01 01 00  02 01 00  03 01 00  04 01 00  05 03 00 00 00",
        "I0009 at byte 20: " + canonical);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    var deep = "kernel k(%0 in c: bool) {" + "if %0 {".repeat(199) + "}".repeat(200);
    var fits = BinaryWriter.write(Programs.of(deep));
    assertEquals(Programs.of(deep), BinaryReader.read(fits));
    rejectsInFunction(
        "01 00 01" + "11 00 00 00 01".repeat(300),
        "I0006 at byte 1025: nested deeper than 200 levels");
  }

  @Test
  void everyTruncationIsRefused() {
    var bytes = BinaryWriter.write(Programs.of(Programs.everything()));
    var bare = BinaryWriter.writeWithoutPositions(Programs.of(Programs.everything()));
    for (var length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      if (length == bare.length) {
        BinaryReader.read(cut);
      } else {
        assertThrows(CompileException.class, () -> BinaryReader.read(cut));
      }
    }
  }

  /// Flipped, replaced, cut out and doubled bytes: what is still read is legal or not, and the
  /// bytes are those of what was read.
  @Test
  void mangledBytesGiveDiagnosticsOnly() {
    var seed = Long.getLong("seed", 1L);
    var random = new Random(seed);
    var read = 0;
    var illegal = 0;
    for (var written : Programs.conformance()) {
      var bytes = BinaryWriter.write(written);
      var rounds = Math.clamp(20_000 / bytes.length, 4, 40);
      for (var round = 0; round < rounds; round++) {
        var mangled = mangled(bytes, random);
        var program = read(mangled);
        if (program.isPresent()) {
          read++;
          assertArrayEquals(mangled, BinaryWriter.write(program.get()), "seed " + seed);
          illegal += isLegal(program.get()) ? 0 : 1;
        }
      }
    }
    assertTrue(illegal > 20 && illegal < read, illegal + " of " + read + " illegal");
  }

  private static byte[] mangled(byte[] bytes, Random random) {
    var mangled = bytes.clone();
    for (var edit = random.nextInt(3); edit >= 0; edit--) {
      var at = 8 + random.nextInt(bytes.length - 8);
      switch (random.nextInt(8)) {
        case 0 -> mangled[at] = (byte) random.nextInt();
        case 1 -> {
          var from = random.nextInt(bytes.length);
          var length = Math.min(random.nextInt(8), bytes.length - Math.max(at, from));
          System.arraycopy(bytes, from, mangled, at, length);
        }
        case 2 -> mangled[at] = (byte) random.nextInt(24);
        default -> mangled[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return mangled;
  }

  private static Optional<Program> read(byte[] bytes) {
    try {
      return Optional.of(BinaryReader.read(bytes));
    } catch (CompileException refused) {
      var diagnostic = refused.diagnostics().getFirst();
      assertTrue(diagnostic.message().startsWith("at byte "), diagnostic.message());
      assertTrue(diagnostic.code().matches("I0006|I0009"), diagnostic.code());
      return Optional.empty();
    }
  }

  private static boolean isLegal(Program program) {
    return Verifier.verify(program, Backend.Form.WRITTEN).isEmpty();
  }

  @Test
  void writersRefuseWhatReadersWould() {
    var size = "(".repeat(150) + "n" + "+ 1)".repeat(150);
    BinaryReader.read(BinaryWriter.write(Programs.of("kernel k() { %0 = size " + size + " }")));
    var region = Region.EMPTY;
    for (var level = 0; level < 201; level++) {
      var op = new Op.While(List.of(), List.of(), Region.EMPTY, region, 0);
      region = new Region(List.of(), List.of(op), List.of());
    }
    var function = new Func("deep", region);
    var program = new Program(List.of(function), List.of(), List.of());
    var failure = assertThrows(CompilerError.class, () -> BinaryWriter.write(program));
    assertEquals(CompilerError.Kind.LIMIT, failure.kind());
  }
}
