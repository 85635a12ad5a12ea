package dev.strake.codegen.vector;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.lang.classfile.CodeBuilder;

/// Conversions between the types of a lanes loop, and between the masks of its species. Operands
/// are pushed from [LaneValues]; results are left on the stack.
final class LaneCasts {
  private final CodeBuilder code;
  private final LaneValues values;
  private final LaneLoop shape;

  LaneCasts(CodeBuilder code, LaneValues values, LaneLoop shape) {
    this.code = code;
    this.values = values;
    this.shape = shape;
  }

  void bitcast(Op.Bitcast op, int register) {
    var from = shape.vectorOf(op.operand().scalar());
    var to = shape.vectorOf(op.result().scalar());
    values.push(op.operand(), register);
    if (op.operand().scalar().isFloat() && op.result().scalar().isInteger()) {
      canonicalizeNan(op.operand(), register);
    }
    if (!from.equals(to)) {
      VectorOps.reinterpret(code, from, to);
    }
  }

  /// Replaces the NaNs in the lanes on the stack by the canonical one.
  private void canonicalizeNan(Value operand, int register) {
    var type = operand.scalar();
    values.pushBroadcast(
        type,
        () -> {
          if (type == ScalarType.F64) {
            code.loadConstant(Double.NaN);
          } else {
            code.loadConstant(Float.NaN);
          }
        });
    values.push(operand, register);
    values.push(operand, register);
    VectorOps.compare(code, shape.vectorOf(type), CompareOp.NE);
    VectorOps.blend(code, shape.vectorOf(type));
  }

  void cast(Op.Cast op, int register) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    if (from == ScalarType.BOOL) {
      castFromBool(op, register);
      return;
    }
    values.push(op.operand(), register);
    switch (to) {
      case BOOL -> {
        var held = shape.held(from);
        values.pushBroadcast(held, () -> pushZero(held));
        VectorOps.compare(code, shape.vectorOf(from), CompareOp.NE);
        toCommonMask(from);
      }
      case U8 -> castToByte(from);
      case I32, I64, F32, F64 -> convert(from, to);
      case I8, I16, U16, U32, U64, F16, BF16, COMPLEX64, COMPLEX128 ->
          throw JvmTypes.notScheduled(to);
    }
  }

  private void castFromBool(Op.Cast op, int register) {
    var to = op.result().scalar();
    if (to == ScalarType.BOOL) {
      values.push(op.operand(), register);
      return;
    }
    pushZeroOne(op.operand(), register);
    convert(ScalarType.I32, to);
  }

  private void convert(ScalarType from, ScalarType to) {
    var source = shape.vectorOf(from);
    var target = shape.vectorOf(to);
    if (!source.equals(target)) {
      var name = VectorOps.letter(source.element()) + "2" + VectorOps.letter(target.element());
      VectorOps.convert(code, name, source, target);
    }
  }

  /// Integers wrap; floats saturate to 0..255, which `i32` lanes do but for the last step.
  private void castToByte(ScalarType from) {
    convert(from, ScalarType.I32);
    if (from.isFloat()) {
      clamp(BinaryOp.MAX, 0);
      clamp(BinaryOp.MIN, 255);
    } else if (from != ScalarType.U8) {
      wrapByte();
    }
  }

  private void clamp(BinaryOp op, int bound) {
    values.pushBroadcast(ScalarType.I32, () -> code.loadConstant(bound));
    VectorOps.binary(code, shape.vectorOf(ScalarType.I32), op, true);
  }

  /// Keeps the low eight bits of the `i32` lanes on the stack.
  void wrapByte() {
    values.pushBroadcast(ScalarType.I32, () -> code.loadConstant(0xff));
    VectorOps.binary(code, shape.vectorOf(ScalarType.I32), BinaryOp.AND, true);
  }

  /// Makes a mask of `type`'s species one of the species all masks of the loop are held in.
  void toCommonMask(ScalarType type) {
    if (shape.held(type) != shape.widest()) {
      VectorOps.castMask(code, shape.vectorOf(ScalarType.BOOL));
    }
  }

  void pushMaskFor(Value condition, ScalarType type, int register) {
    values.push(condition, register);
    if (shape.held(type) != shape.widest()) {
      VectorOps.castMask(code, shape.vectorOf(type));
    }
  }

  private void pushZero(ScalarType type) {
    switch (type) {
      case BOOL, U8, I32 -> code.iconst_0();
      case I64 -> code.lconst_0();
      case F32 -> code.fconst_0();
      case F64 -> code.dconst_0();
      case I8, I16, U16, U32, U64, F16, BF16, COMPLEX64, COMPLEX128 ->
          throw JvmTypes.notScheduled(type);
    }
  }

  /// Pushes `i32` lanes of 0 and 1 from a mask.
  void pushZeroOne(Value mask, int register) {
    var ints = shape.vectorOf(ScalarType.I32);
    ints.pushSpecies(code);
    code.iconst_0();
    ints.broadcast(code);
    ints.pushSpecies(code);
    code.iconst_1();
    ints.broadcast(code);
    pushMaskFor(mask, ScalarType.I32, register);
    VectorOps.blend(code, ints);
  }
}
