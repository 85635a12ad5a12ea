package dev.strake.ir.binary;

import dev.strake.ir.Program;
import dev.strake.ir.binary.Tag.SectionTag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// Writes programs in the binary form that [BinaryReader] reads; IR.md has its layout.
///
/// The form is canonical: bytes depend on what a program says, in the order in which it says it,
/// and on nothing else. Values have no numbers in it, they are counted from top to bottom.
public final class BinaryWriter {
  /// How deep regions may nest, and sizes.
  static final int MAX_DEPTH = 200;

  /// What every file begins with: a byte no text has, a name, the version.
  static final byte[] MAGIC = "\0strake".getBytes(StandardCharsets.US_ASCII);

  static final int VERSION = 1;

  private final ByteWriter out = new ByteWriter();
  private final Positions positions;

  private BinaryWriter(Program program) {
    var tables = new TablesWriter();
    var sites = new ArrayList<Integer>();
    var functions = new CodeWriter(tables, sites).functions(program.functions());
    var kernels = new CodeWriter(tables, sites).kernels(program.kernels());
    positions = new Positions(sites, program.sites());
    out.bytes(MAGIC).unsigned(VERSION);
    section(SectionTag.STRINGS, tables.strings());
    section(SectionTag.TYPES, tables.types());
    section(SectionTag.FUNCTIONS, functions);
    section(SectionTag.KERNELS, kernels);
  }

  /// The whole program with its places in the source. Reads back as [Canonical#of] it.
  ///
  /// @throws IllegalArgumentException if it breaks R2 or R3, or numbers a site or axis below 0
  /// @throws dev.strake.ir.diag.CompilerError LIMIT if it is nested deeper than 200 levels
  public static byte[] write(Program program) {
    var writer = new BinaryWriter(program);
    if (!writer.positions.isNone()) {
      writer.section(SectionTag.POSITIONS, writer.positions.write());
    }
    return writer.out.toByteArray();
  }

  /// The program without places: what it means and nothing else. The complete form begins with
  /// these bytes.
  ///
  /// @throws IllegalArgumentException as [#write]
  /// @throws dev.strake.ir.diag.CompilerError as [#write]
  public static byte[] writeWithoutPositions(Program program) {
    return new BinaryWriter(program).out.toByteArray();
  }

  private void section(SectionTag section, byte[] contents) {
    out.code(Codes.SECTION, section).unsigned(contents.length).bytes(contents);
  }
}
