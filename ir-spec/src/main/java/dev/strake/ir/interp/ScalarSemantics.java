package dev.strake.ir.interp;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;

/// What every scalar op means, to the last bit: one pure method per family, on raw bits as
/// [ScalarType] describes them. The interpreter and constant folding share it.
///
/// Operands must be of the types their op accepts; which NaN a float op yields is free, so results
/// may carry any.
public final class ScalarSemantics {
  private ScalarSemantics() {}

  public static long unary(UnaryOp op, ScalarType type, long operand) {
    return switch (op) {
      case NEG -> negate(type, operand);
      case ABS -> magnitude(type, operand);
      case SQRT -> ofDouble(type, Math.sqrt(toDouble(type, operand)));
      case NOT -> wrap(type, ~operand);
    };
  }

  /// Whether `op` fails with this right operand: an integer division by zero. To be asked before
  /// [#binary].
  public static boolean fails(BinaryOp op, ScalarType type, long right) {
    return op.canFail(type) && right == 0;
  }

  /// @throws ArithmeticException where [#fails] says so
  public static long binary(BinaryOp op, ScalarType type, long left, long right) {
    return switch (type) {
      case F32 -> bits(floats(op, toFloat(left), toFloat(right)));
      case F64 -> bits(doubles(op, toDouble(left), toDouble(right)));
      case BOOL, U8, I32, I64 -> wrap(type, integers(op, type, left, right));
    };
  }

  public static boolean compare(CompareOp op, ScalarType type, long left, long right) {
    return switch (type) {
      case F32, F64 -> compareFloats(op, toDouble(type, left), toDouble(type, right));
      case BOOL, U8, I32, I64 -> compareIntegers(op, left, right);
    };
  }

  /// `a * b + c` rounded once; `type` is a float type.
  public static long fma(ScalarType type, long a, long b, long c) {
    return switch (type) {
      case F32 -> bits(Math.fma(toFloat(a), toFloat(b), toFloat(c)));
      case F64 -> bits(Math.fma(toDouble(a), toDouble(b), toDouble(c)));
      case BOOL, U8, I32, I64 -> throw new IllegalArgumentException("fma of " + type);
    };
  }

  /// Conversion by value: see [dev.strake.ir.Op.Cast].
  public static long cast(ScalarType from, ScalarType to, long operand) {
    if (from == to) {
      return operand;
    }
    return from.isFloat() ? castFloat(from, to, operand) : castInteger(to, operand);
  }

  /// The same bits as another type of the same width: see [dev.strake.ir.Op.Bitcast].
  public static long bitcast(ScalarType from, ScalarType to, long operand) {
    if (from.bits() != to.bits()) {
      throw new IllegalArgumentException("bitcast of " + from + " to " + to);
    }
    var bits = from.canonical(operand);
    return switch (to) {
      case BOOL, U8, I32, I64 -> wrap(to, bits);
      case F32 -> bits & 0xffff_ffffL;
      case F64 -> bits;
    };
  }

  /// The value of a float's raw bits; exact for both types.
  private static double toDouble(ScalarType type, long raw) {
    return type == ScalarType.F32 ? toFloat(raw) : toDouble(raw);
  }

  private static double toDouble(long raw) {
    return Double.longBitsToDouble(raw);
  }

  private static float toFloat(long raw) {
    return Float.intBitsToFloat((int) raw);
  }

  /// `value` rounded to `type`.
  private static long ofDouble(ScalarType type, double value) {
    return type == ScalarType.F32 ? bits((float) value) : bits(value);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value) & 0xffff_ffffL;
  }

  /// The low bits of `value` as the type carries them.
  private static long wrap(ScalarType type, long value) {
    return switch (type) {
      case BOOL -> value & 1;
      case U8 -> value & 0xff;
      case I32 -> (int) value;
      case I64 -> value;
      case F32, F64 -> throw new IllegalArgumentException("bits of " + type + " don't wrap");
    };
  }

  private static long negate(ScalarType type, long operand) {
    return switch (type) {
      case F32 -> operand ^ 0x8000_0000L;
      case F64 -> operand ^ Long.MIN_VALUE;
      case BOOL, U8, I32, I64 -> wrap(type, -operand);
    };
  }

  private static long magnitude(ScalarType type, long operand) {
    return switch (type) {
      case F32 -> operand & 0x7fff_ffffL;
      case F64 -> operand & Long.MAX_VALUE;
      case BOOL, U8, I32, I64 -> wrap(type, Math.abs(operand));
    };
  }

  /// The result before wrapping to `type`; operands are extended to 64 bits, so only the shifts
  /// need to know the width.
  private static long integers(BinaryOp op, ScalarType type, long left, long right) {
    var count = (int) right & (type.bits() - 1);
    return switch (op) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case REM -> left % right;
      case FLOORDIV -> Math.floorDiv(left, right);
      case FLOORMOD -> Math.floorMod(left, right);
      case MIN -> Math.min(left, right);
      case MAX -> Math.max(left, right);
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHL -> left << count;
      case SHR -> left >> count;
      case USHR -> (left & unsignedMask(type)) >>> count;
    };
  }

  private static long unsignedMask(ScalarType type) {
    return -1L >>> (64 - type.bits());
  }

  private static float floats(BinaryOp op, float left, float right) {
    return switch (op) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MIN -> Math.min(left, right);
      case MAX -> Math.max(left, right);
      case REM, FLOORDIV, FLOORMOD, AND, OR, XOR, SHL, SHR, USHR -> throw notOfFloats(op);
    };
  }

  private static double doubles(BinaryOp op, double left, double right) {
    return switch (op) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MIN -> Math.min(left, right);
      case MAX -> Math.max(left, right);
      case REM, FLOORDIV, FLOORMOD, AND, OR, XOR, SHL, SHR, USHR -> throw notOfFloats(op);
    };
  }

  private static IllegalArgumentException notOfFloats(BinaryOp op) {
    return new IllegalArgumentException(op.mnemonic() + " of floats");
  }

  private static boolean compareFloats(CompareOp op, double left, double right) {
    return switch (op) {
      case EQ -> left == right;
      case NE -> left != right;
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
    };
  }

  private static boolean compareIntegers(CompareOp op, long left, long right) {
    return switch (op) {
      case EQ -> left == right;
      case NE -> left != right;
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
    };
  }

  private static long castFloat(ScalarType from, ScalarType to, long operand) {
    var value = toDouble(from, operand);
    return switch (to) {
      case BOOL -> value != 0 ? 1 : 0;
      case U8 -> Math.clamp((long) value, 0, 255);
      case I32 -> (int) value;
      case I64 -> (long) value;
      case F32 -> bits((float) value);
      case F64 -> bits(value);
    };
  }

  private static long castInteger(ScalarType to, long operand) {
    return switch (to) {
      case BOOL -> operand != 0 ? 1 : 0;
      case U8, I32, I64 -> wrap(to, operand);
      case F32 -> bits((float) operand);
      case F64 -> bits((double) operand);
    };
  }
}
