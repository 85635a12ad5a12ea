package dev.strake.codegen.vector;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.lang.classfile.CodeBuilder;

/// Conversions between floats and `u32` or `u64`, for which the Vector API has signed ones only.
/// Results are left on the stack.
///
/// A `u32` is converted without the help of 64-bit lanes, which its loop may not have room for.
final class UnsignedLaneCasts {
  /// The bits of 2^52 and of 2^84: their last bits count 1 and 2^32.
  private static final long COUNTS_ONES = 0x4330_0000_0000_0000L;

  private static final long COUNTS_HIGH_WORDS = 0x4530_0000_0000_0000L;

  private final CodeBuilder code;
  private final LaneValues values;
  private final LaneLoop shape;

  UnsignedLaneCasts(CodeBuilder code, LaneValues values, LaneLoop shape) {
    this.code = code;
    this.values = values;
    this.shape = shape;
  }

  /// Whether a conversion is between a float and a `u32` or `u64`.
  static boolean isOne(ScalarType from, ScalarType to) {
    return from.isFloat() && usesTopBit(to) || usesTopBit(from) && to.isFloat();
  }

  private static boolean usesTopBit(ScalarType type) {
    return type == ScalarType.U32 || type == ScalarType.U64;
  }

  void cast(Op.Cast op, int register) {
    if (op.operand().scalar().isFloat()) {
      fromFloat(op, register);
    } else {
      toFloat(op, register);
    }
  }

  /// The nearest float, rounded once.
  private void toFloat(Op.Cast op, int register) {
    var isSingle = op.result().scalar() == ScalarType.F32;
    if (op.operand().scalar() == ScalarType.U32) {
      if (isSingle) {
        u32ToF32(op.operand(), register);
      } else {
        u32ToF64(op.operand(), register);
      }
    } else if (isSingle) {
      u64ToF32(op.operand(), register);
    } else {
      u64ToF64(op.operand(), register);
    }
  }

  /// The halves of 16 bits each are exact, and so is the upper one times 2^16.
  private void u32ToF32(Value x, int register) {
    values.push(x, register);
    with(BinaryOp.USHR, ScalarType.U32, 16);
    convert(ScalarType.I32, ScalarType.F32);
    with(BinaryOp.MUL, ScalarType.F32, 0x1p16);
    values.push(x, register);
    with(BinaryOp.AND, ScalarType.U32, 0xffff);
    convert(ScalarType.I32, ScalarType.F32);
    binary(BinaryOp.ADD, ScalarType.F32);
  }

  /// `x - 2^31` is an `i32`, and both it and `x` are exact.
  private void u32ToF64(Value x, int register) {
    values.push(x, register);
    with(BinaryOp.XOR, ScalarType.U32, Integer.MIN_VALUE);
    convert(ScalarType.I32, ScalarType.F64);
    with(BinaryOp.ADD, ScalarType.F64, 0x1p31);
  }

  /// A number without a free top bit is halved, the bit that is lost kept in the last one, so that
  /// it rounds as the whole does, and doubled after.
  private void u64ToF32(Value x, int register) {
    values.push(x, register);
    values.push(x, register);
    with(BinaryOp.USHR, ScalarType.U64, 1);
    values.push(x, register);
    with(BinaryOp.AND, ScalarType.U64, 1);
    binary(BinaryOp.OR, ScalarType.U64);
    pushIsLarge(x, register);
    VectorOps.blend(code, shape.vectorOf(ScalarType.U64));
    convert(ScalarType.I64, ScalarType.F32);
    code.dup().dup();
    binary(BinaryOp.ADD, ScalarType.F32);
    pushIsLarge(x, register);
    VectorOps.castMask(code, shape.vectorOf(ScalarType.F32));
    VectorOps.blend(code, shape.vectorOf(ScalarType.F32));
  }

  /// Pushes the mask of the lanes whose top bit is set.
  private void pushIsLarge(Value x, int register) {
    values.push(x, register);
    pushConstant(ScalarType.I64, 0);
    VectorOps.compare(code, shape.vectorOf(ScalarType.I64), CompareOp.LT, ScalarType.I64);
  }

  /// Both words become fractions of doubles; taking away what they were put into is exact for the
  /// upper one, and only the sum rounds.
  private void u64ToF64(Value x, int register) {
    var longs = shape.vectorOf(ScalarType.U64);
    var doubles = shape.vectorOf(ScalarType.F64);
    values.push(x, register);
    with(BinaryOp.USHR, ScalarType.U64, 32);
    with(BinaryOp.OR, ScalarType.U64, COUNTS_HIGH_WORDS);
    VectorOps.reinterpret(code, longs, doubles);
    with(BinaryOp.SUB, ScalarType.F64, 0x1p84 + 0x1p52);
    values.push(x, register);
    with(BinaryOp.AND, ScalarType.U64, 0xffff_ffffL);
    with(BinaryOp.OR, ScalarType.U64, COUNTS_ONES);
    VectorOps.reinterpret(code, longs, doubles);
    binary(BinaryOp.ADD, ScalarType.F64);
  }

  /// The nearest `u32` or `u64`, a fraction being cut off; 0 for NaN. What is too large for the
  /// signed type is converted less its half, which is exact, and saturates as it should.
  private void fromFloat(Op.Cast op, int register) {
    var x = op.operand();
    var from = x.scalar();
    var to = op.result().scalar();
    var signed = to == ScalarType.U32 ? ScalarType.I32 : ScalarType.I64;
    var half = to == ScalarType.U32 ? 0x1p31 : 0x1p63;
    values.push(x, register);
    convert(from, signed);
    with(BinaryOp.MAX, signed, 0);
    values.push(x, register);
    with(BinaryOp.SUB, from, half);
    convert(from, signed);
    with(BinaryOp.XOR, signed, signed.smallest());
    values.push(x, register);
    pushConstant(from, half);
    VectorOps.compare(code, shape.vectorOf(from), CompareOp.GE, from);
    VectorOps.castMask(code, shape.vectorOf(signed));
    VectorOps.blend(code, shape.vectorOf(signed));
  }

  private void with(BinaryOp op, ScalarType type, long right) {
    pushConstant(type, right);
    binary(op, type);
  }

  private void with(BinaryOp op, ScalarType type, double right) {
    pushConstant(type, right);
    binary(op, type);
  }

  private void pushConstant(ScalarType type, long number) {
    values.pushBroadcast(
        type,
        () -> {
          if (type.bits() == Long.SIZE) {
            code.loadConstant(number);
          } else {
            code.loadConstant((int) number);
          }
        });
  }

  private void pushConstant(ScalarType type, double number) {
    values.pushBroadcast(
        type,
        () -> {
          if (type == ScalarType.F64) {
            code.loadConstant(number);
          } else {
            code.loadConstant((float) number);
          }
        });
  }

  private void binary(BinaryOp op, ScalarType type) {
    VectorOps.binary(code, shape.vectorOf(type), op, type);
  }

  private void convert(ScalarType from, ScalarType to) {
    var name = VectorOps.letter(from) + "2" + VectorOps.letter(to);
    VectorOps.convert(code, name, shape.vectorOf(from), shape.vectorOf(to));
  }
}
