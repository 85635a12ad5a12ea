package dev.strake.codegen.vector;

import dev.strake.ir.CompareOp;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;

/// Families of JVM instructions: the member for each type, the branch for each comparison.
final class JvmOpcodes {
  private JvmOpcodes() {}

  /// The instruction for `kind` in the family of an `int` instruction: `iadd`, `ladd`, `fadd`,
  /// `dadd`.
  static Opcode of(Opcode intOpcode, TypeKind kind) {
    if (kind == TypeKind.INT) {
      return intOpcode;
    }
    var name = intOpcode.name().substring(1);
    var prefix = kind == TypeKind.LONG ? "L" : kind == TypeKind.FLOAT ? "F" : "D";
    return Opcode.valueOf(prefix + name);
  }

  static Opcode intBranch(CompareOp op) {
    return switch (op) {
      case EQ -> Opcode.IF_ICMPEQ;
      case NE -> Opcode.IF_ICMPNE;
      case LT -> Opcode.IF_ICMPLT;
      case LE -> Opcode.IF_ICMPLE;
      case GT -> Opcode.IF_ICMPGT;
      case GE -> Opcode.IF_ICMPGE;
    };
  }

  static Opcode zeroBranch(CompareOp op) {
    return switch (op) {
      case EQ -> Opcode.IFEQ;
      case NE -> Opcode.IFNE;
      case LT -> Opcode.IFLT;
      case LE -> Opcode.IFLE;
      case GT -> Opcode.IFGT;
      case GE -> Opcode.IFGE;
    };
  }
}
