package dev.strake.ir.binary;

import dev.strake.ir.Program;
import dev.strake.ir.diag.CompilerError;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a program is, in 64 hex digits: the SHA-256 of its binary form without positions.
///
/// Programs that differ in the numbers of values and in places only have one hash. Everything else
/// counts: names of functions, kernels, parameters and size symbols, texts of asserts, the order of
/// definitions, and the version of the form.
public record ProgramHash(String hex) {
  public ProgramHash {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not 64 hex digits: " + hex);
    }
  }

  /// @throws IllegalArgumentException if the program has no binary form, see [BinaryWriter#write]
  /// @throws CompilerError LIMIT if it is nested deeper than 200 levels
  public static ProgramHash of(Program program) {
    var digest = sha256().digest(BinaryWriter.writeWithoutPositions(program));
    return new ProgramHash(HexFormat.of().formatHex(digest));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException failure) {
      throw CompilerError.bug("ProgramHash", "every JVM has SHA-256: " + failure.getMessage());
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
