package dev.strake.codegen.c;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import java.math.BigDecimal;

/// Scalar ops as C expressions. Operands are atoms: names, literals, array elements. Every result
/// is assigned to a variable of its type, which is what narrows arithmetic of less than 32 bits.
final class CExpressions {
  /// Longer decimal expansions are printed in hex.
  private static final int DECIMAL_DIGITS = 12;

  private CExpressions() {}

  static String unary(UnaryOp op, ScalarType type, String a) {
    return switch (op) {
      case NEG -> a.startsWith("-") ? "-(" + a + ")" : "-" + a;
      case ABS -> call(type, "abs", a);
      case SQRT -> call(type, "sqrt", a);
      case NOT -> type.isBool() ? "!" + a : "~" + a;
    };
  }

  /// A division is only defined where the divisor is not 0; see [CEmitter].
  static String binary(BinaryOp op, ScalarType type, String a, String b) {
    return switch (op) {
      case ADD -> a + " + " + b;
      case SUB -> a + " - " + b;
      case MUL -> type.isFloat() ? "APART(" + a + " * " + b + ")" : a + " * " + b;
      case DIV -> type.isFloat() ? a + " / " + b : call(type, "div", a, b);
      case MIN -> type.isBool() ? a + " & " + b : call(type, "min", a, b);
      case MAX -> type.isBool() ? a + " | " + b : call(type, "max", a, b);
      case AND -> a + " & " + b;
      case OR -> a + " | " + b;
      case XOR -> a + " ^ " + b;
      case REM, FLOORDIV, FLOORMOD, SHL, SHR, USHR -> call(type, op.mnemonic(), a, b);
    };
  }

  static String compare(CompareOp op, String a, String b) {
    return switch (op) {
      case EQ -> a + " == " + b;
      case NE -> a + " != " + b;
      case LT -> a + " < " + b;
      case LE -> a + " <= " + b;
      case GT -> a + " > " + b;
      case GE -> a + " >= " + b;
    };
  }

  static String select(String condition, String whenTrue, String whenFalse) {
    return condition + " ? " + whenTrue + " : " + whenFalse;
  }

  static String fma(ScalarType type, String a, String b, String c) {
    return call(type, "fma", a, b, c);
  }

  static String cast(ScalarType from, ScalarType to, String a) {
    if (to.isBool()) {
      return from.isBool() ? a : a + " != 0";
    }
    if (from.isFloat() && to.isInteger()) {
      return call(to, "of_" + from.mnemonic(), a);
    }
    return from == to ? a : "(" + CType.ofValue(to) + ")" + a;
  }

  /// The bits of a float as they are, where nobody sees which NaN it is.
  static String rawBits(ScalarType from, String a) {
    return call(from, "raw_bits", a);
  }

  static String bitcast(ScalarType from, ScalarType to, String a) {
    var bits = from.isFloat() ? call(from, "bits", a) : a;
    if (to.isFloat()) {
      return call(to, "of_bits", bits);
    }
    return to.isBool() ? "(" + bits + " & 1) != 0" : bits;
  }

  /// A constant of the given raw bits. An `i64` carries its suffix, so that arithmetic on two
  /// constants is done in 64 bits, and so do `u32` and `u64`, to be unsigned.
  static String literal(ScalarType type, long bits) {
    return switch (type) {
      case BOOL -> bits == 0 ? "false" : "true";
      case I8, I16, U8, U16 -> Long.toString(bits);
      case U32 -> bits + "u";
      case U64 -> Long.toUnsignedString(bits) + "ULL";
      case I32 -> bits == Integer.MIN_VALUE ? "INT32_MIN" : Long.toString(bits);
      case I64 -> bits == Long.MIN_VALUE ? "INT64_MIN" : bits + "LL";
      case F32 -> floatLiteral((int) bits);
      case F64 -> doubleLiteral(bits);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw CType.notScheduled(type);
    };
  }

  private static String doubleLiteral(long bits) {
    var value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      return isShort(value) ? decimal(value) : Double.toHexString(value);
    }
    return "f64_of_bits(0x" + Long.toHexString(bits) + "LL)";
  }

  private static String floatLiteral(int bits) {
    var value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      return (isShort(value) ? decimal(value) : Float.toHexString(value)) + "f";
    }
    return "f32_of_bits(0x" + Integer.toHexString(bits) + ")";
  }

  private static boolean isShort(double value) {
    return new BigDecimal(value).toPlainString().length() <= DECIMAL_DIGITS;
  }

  /// The exact decimal expansion.
  private static String decimal(double value) {
    var text = new BigDecimal(value).abs().toPlainString();
    var sign = Math.copySign(1, value) < 0 ? "-" : "";
    return sign + text + (text.contains(".") ? "" : ".0");
  }

  private static String call(ScalarType type, String function, String... arguments) {
    return type.mnemonic() + "_" + function + "(" + String.join(", ", arguments) + ")";
  }
}
