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
      case NOT -> type.wrap(~operand);
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
      case BOOL, I8, I16, I32, I64 -> type.wrap(signed(op, type, left, right));
      case U8, U16, U32, U64 -> type.wrap(unsigned(op, type, left, right));
      case F16, BF16, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException(op.mnemonic() + " of " + type);
    };
  }

  public static boolean compare(CompareOp op, ScalarType type, long left, long right) {
    return switch (type.kind()) {
      case FLOAT -> compareFloats(op, toDouble(type, left), toDouble(type, right));
      case BOOL, SIGNED -> isOrdered(op, Long.compare(left, right));
      case UNSIGNED -> isOrdered(op, Long.compareUnsigned(left, right));
      case HALF, COMPLEX -> throw new IllegalArgumentException(op.mnemonic() + " of " + type);
    };
  }

  /// `a * b + c` rounded once; `type` is a float type.
  public static long fma(ScalarType type, long a, long b, long c) {
    if (!type.isFloat()) {
      throw new IllegalArgumentException("fma of " + type);
    }
    return type == ScalarType.F32
        ? bits(Math.fma(toFloat(a), toFloat(b), toFloat(c)))
        : bits(Math.fma(toDouble(a), toDouble(b), toDouble(c)));
  }

  /// Conversion by value: see [dev.strake.ir.Op.Cast].
  public static long cast(ScalarType from, ScalarType to, long operand) {
    if (from == to) {
      return operand;
    }
    return switch (from.kind()) {
      case HALF, FLOAT -> castFloat(from, to, operand);
      case BOOL, SIGNED, UNSIGNED -> castInteger(from, to, operand);
      case COMPLEX -> throw from.isPair();
    };
  }

  /// The same bits as another type of the same width: see [dev.strake.ir.Op.Bitcast].
  public static long bitcast(ScalarType from, ScalarType to, long operand) {
    if (from.bits() != to.bits()) {
      throw new IllegalArgumentException("bitcast of " + from + " to " + to);
    }
    return to.wrap(from.canonical(operand));
  }

  /// The value of the raw bits of a float or half, exactly.
  private static double toDouble(ScalarType type, long raw) {
    return switch (type) {
      case F16 -> Float.float16ToFloat((short) raw);
      case BF16 -> toFloat(raw << 16);
      case F32 -> toFloat(raw);
      case F64 -> toDouble(raw);
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException(type + " is no float");
    };
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

  private static long negate(ScalarType type, long operand) {
    return type.isFloat() ? operand ^ type.negativeZero() : type.wrap(-operand);
  }

  private static long magnitude(ScalarType type, long operand) {
    return switch (type.kind()) {
      case FLOAT -> operand & ~type.negativeZero();
      case SIGNED -> type.wrap(Math.abs(operand));
      case UNSIGNED -> operand;
      case BOOL, HALF, COMPLEX -> throw new IllegalArgumentException("abs of " + type);
    };
  }

  /// The result before wrapping to `type`; operands are extended to 64 bits, so only the shifts
  /// need to know the width.
  private static long signed(BinaryOp op, ScalarType type, long left, long right) {
    return switch (op) {
      case DIV -> left / right;
      case REM -> left % right;
      case FLOORDIV -> Math.floorDiv(left, right);
      case FLOORMOD -> Math.floorMod(left, right);
      case MIN -> Math.min(left, right);
      case MAX -> Math.max(left, right);
      case SHR -> left >> count(type, right);
      case ADD, SUB, MUL, AND, OR, XOR, SHL, USHR -> modular(op, type, left, right);
    };
  }

  private static long unsigned(BinaryOp op, ScalarType type, long left, long right) {
    return switch (op) {
      case DIV, FLOORDIV -> Long.divideUnsigned(left, right);
      case REM, FLOORMOD -> Long.remainderUnsigned(left, right);
      case MIN -> Long.compareUnsigned(left, right) < 0 ? left : right;
      case MAX -> Long.compareUnsigned(left, right) > 0 ? left : right;
      case SHR -> left >>> count(type, right);
      case ADD, SUB, MUL, AND, OR, XOR, SHL, USHR -> modular(op, type, left, right);
    };
  }

  /// What is the same with and without a sign: the low bits of the result come from those of the
  /// operands.
  private static long modular(BinaryOp op, ScalarType type, long left, long right) {
    return switch (op) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHL -> left << count(type, right);
      case USHR -> (left & -1L >>> 64 - type.bits()) >>> count(type, right);
      case DIV, REM, FLOORDIV, FLOORMOD, MIN, MAX, SHR ->
          throw new IllegalArgumentException(op.mnemonic() + " depends on the sign");
    };
  }

  private static long count(ScalarType type, long right) {
    return right & type.bits() - 1;
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

  /// `order` is negative, 0 or positive as the left operand is less, equal or greater.
  private static boolean isOrdered(CompareOp op, int order) {
    return switch (op) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  private static long castFloat(ScalarType from, ScalarType to, long operand) {
    var value = toDouble(from, operand);
    return switch (to) {
      case BOOL -> value != 0 ? 1 : 0;
      case I8, I16, I32, I64, U8, U16, U32 -> Math.clamp((long) value, to.smallest(), to.largest());
      case U64 -> saturated(value);
      case F16, BF16 -> Rounding.ofDouble(to, value);
      case F32 -> bits((float) value);
      case F64 -> bits(value);
      case COMPLEX64, COMPLEX128 -> throw to.isPair();
    };
  }

  /// The nearest `u64`, below 1 rounded toward zero; 0 for NaN.
  private static long saturated(double value) {
    if (value < 0x1p63) {
      return Math.max((long) value, 0);
    }
    // From 2^63 to 2^64 doubles are whole numbers, and the difference is exact.
    return value < 0x1p64 ? (long) (value - 0x1p63) + Long.MIN_VALUE : value > 0 ? -1 : 0;
  }

  private static long castInteger(ScalarType from, ScalarType to, long operand) {
    return switch (to.kind()) {
      case BOOL -> operand != 0 ? 1 : 0;
      case SIGNED, UNSIGNED -> to.wrap(operand);
      case HALF, FLOAT ->
          from.isUnsigned() ? Rounding.ofUnsigned(to, operand) : Rounding.ofSigned(to, operand);
      case COMPLEX -> throw to.isPair();
    };
  }
}
