package dev.strake.frontend.check;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.UnaryOp;

/// How the language writes the ops of the IR.
final class Operators {
  private Operators() {}

  static String symbol(BinaryOp op) {
    return switch (op) {
      case ADD -> "`+`";
      case SUB -> "`-`";
      case MUL -> "`*`";
      case DIV -> "`/`";
      case REM -> "`%`";
      case AND -> "`&`";
      case OR -> "`|`";
      case XOR -> "`^`";
      case SHL -> "`<<`";
      case SHR -> "`>>`";
      case USHR -> "`>>>`";
      case MIN, MAX, FLOORDIV, FLOORMOD -> "`" + op.mnemonic() + "`";
    };
  }

  static String symbol(UnaryOp op) {
    return switch (op) {
      case NEG -> "`-`";
      case NOT -> "`~`";
      case ABS, SQRT -> "`" + op.mnemonic() + "`";
    };
  }
}
