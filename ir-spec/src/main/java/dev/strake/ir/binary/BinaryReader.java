package dev.strake.ir.binary;

import dev.strake.ir.Program;
import dev.strake.ir.binary.Tag.SectionTag;
import dev.strake.ir.diag.CompileException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Reads the binary form of programs; safe on any bytes.
///
/// It takes exactly what [BinaryWriter] writes. That a program is legal is for the verifier to say:
/// of its rules only that ids are unique and operands defined earlier is sure.
///
/// - I0006 nested deeper than 200 levels
/// - I0009 anything else that no writer writes; the message begins with the offset, `at byte 17: `
public final class BinaryReader {
  private final byte[] bytes;
  private final ByteReader in;

  private BinaryReader(byte[] bytes) {
    this.bytes = bytes;
    this.in = ByteReader.of(bytes);
  }

  /// The program whose binary form this is, its values numbered from 0 in each function and kernel.
  ///
  /// @throws CompileException if it is that of none
  public static Program read(byte[] bytes) {
    var reader = new BinaryReader(bytes);
    var program = reader.program();
    reader.requireCanonical(program);
    return program;
  }

  private Program program() {
    if (!in.accept(BinaryWriter.MAGIC)) {
      throw in.mistake("this is not the binary form of a program, which begins with \\0strake");
    }
    var version = in.unsigned();
    if (version != BinaryWriter.VERSION) {
      throw in.mistake(
          "this is version %s of the form; %d is known here"
              .formatted(Long.toUnsignedString(version), BinaryWriter.VERSION));
    }
    var tables = new TablesReader(section(SectionTag.STRINGS), section(SectionTag.TYPES));
    var functions = section(SectionTag.FUNCTIONS);
    var kernels = section(SectionTag.KERNELS);
    var hasPositions = !in.isAtEnd();
    var positions =
        hasPositions
            ? Positions.read(section(SectionTag.POSITIONS))
            : new Positions(List.of(), List.of());
    in.expectEnd();
    var sites = hasPositions ? positions.sites().iterator() : nowhere();
    return new Program(
        new CodeReader(functions, tables, sites).functions(),
        new CodeReader(kernels, tables, sites).kernels(),
        positions.spans());
  }

  private static Iterator<Integer> nowhere() {
    return Stream.generate(() -> 0).iterator();
  }

  private ByteReader section(SectionTag expected) {
    var section = in.code(Codes.SECTION);
    if (section != expected) {
      throw in.mistake(
          "the section %s stands where %s should"
              .formatted(Codes.SECTION.word(section), Codes.SECTION.word(expected)));
    }
    return in.part(in.unsigned());
  }

  /// So that equal programs have equal bytes: no number is longer than it must be, no row of a
  /// table unused, doubled or out of order, no list of positions without any.
  private void requireCanonical(Program program) {
    var at = Arrays.mismatch(bytes, BinaryWriter.write(program));
    if (at >= 0) {
      throw ByteReader.mistake(at, "no writer writes this: there is one form for each program");
    }
  }
}
