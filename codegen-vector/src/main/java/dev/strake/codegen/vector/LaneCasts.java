package dev.strake.codegen.vector;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.util.Set;

/// Conversions between the types of a lanes loop, and between the masks of its species. Operands
/// are pushed from [LaneValues]; results are left on the stack.
final class LaneCasts {
  private final CodeBuilder code;
  private final LaneValues values;
  private final LaneLoop shape;
  private final UnsignedLaneCasts unsigned;
  private final Set<Value> unseenNans;

  LaneCasts(CodeBuilder code, LaneValues values, LaneLoop shape, Set<Value> unseenNans) {
    this.unseenNans = unseenNans;
    this.code = code;
    this.values = values;
    this.shape = shape;
    this.unsigned = new UnsignedLaneCasts(code, values, shape);
  }

  void bitcast(Op.Bitcast op, int register) {
    var from = shape.vectorOf(op.operand().scalar());
    var to = shape.vectorOf(op.result().scalar());
    values.push(op.operand(), register);
    if (op.operand().scalar().isFloat()
        && op.result().scalar().isInteger()
        && !unseenNans.contains(op.result())) {
      canonicalizeNan(op.operand(), register);
    }
    if (!from.equals(to)) {
      VectorOps.reinterpret(code, from, to);
    }
    wrap(op.result().scalar());
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
    VectorOps.compare(code, shape.vectorOf(type), CompareOp.NE, type);
    VectorOps.blend(code, shape.vectorOf(type));
  }

  void cast(Op.Cast op, int register) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    if (from == ScalarType.BOOL) {
      castFromBool(op, register);
      return;
    }
    if (UnsignedLaneCasts.isOne(from, to)) {
      unsigned.cast(op, register);
      return;
    }
    values.push(op.operand(), register);
    switch (to) {
      case BOOL -> {
        var held = shape.held(from);
        values.pushBroadcast(held, () -> pushZero(held));
        VectorOps.compare(code, shape.vectorOf(from), CompareOp.NE, from);
        toCommonMask(from);
      }
      case I8, I16, U8, U16 -> castToNarrow(from, to);
      case I64, U64 -> extend(from, to);
      case I32, U32, F32, F64 -> convert(from, to);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(to);
    }
  }

  private void extend(ScalarType from, ScalarType to) {
    if (from == ScalarType.U32) {
      VectorOps.convert(code, "ZERO_EXTEND_I2L", shape.vectorOf(from), shape.vectorOf(to));
    } else {
      convert(from, to);
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

  /// Integers wrap; floats saturate, which `i32` lanes do but for the last step.
  private void castToNarrow(ScalarType from, ScalarType to) {
    convert(from, ScalarType.I32);
    if (from.isFloat()) {
      clamp(BinaryOp.MAX, to.smallest());
      clamp(BinaryOp.MIN, to.largest());
    } else {
      wrap(to);
    }
  }

  private void clamp(BinaryOp op, long bound) {
    values.pushBroadcast(ScalarType.I32, () -> code.loadConstant((int) bound));
    VectorOps.binary(code, shape.vectorOf(ScalarType.I32), op, ScalarType.I32);
  }

  /// Extends the low bits of the lanes on the stack as the type has it.
  void wrap(ScalarType type) {
    switch (type) {
      case U8, U16 -> and(type, (int) type.largest());
      case I8, I16 -> {
        shift(BinaryOp.SHL, Integer.SIZE - type.bits());
        shift(BinaryOp.SHR, Integer.SIZE - type.bits());
      }
      case BOOL, I32, I64, U32, U64, F32, F64 -> {}
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    }
  }

  /// Keeps bits of the 32-bit lanes on the stack.
  void and(ScalarType type, int mask) {
    values.pushBroadcast(type, () -> code.loadConstant(mask));
    VectorOps.binary(code, shape.vectorOf(type), BinaryOp.AND, type);
  }

  private void shift(BinaryOp op, int count) {
    values.pushBroadcast(ScalarType.I32, () -> code.loadConstant(count));
    VectorOps.binary(code, shape.vectorOf(ScalarType.I32), op, ScalarType.I32);
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
      case BOOL, I8, I16, I32, U8, U16, U32 -> code.iconst_0();
      case I64, U64 -> code.lconst_0();
      case F32 -> code.fconst_0();
      case F64 -> code.dconst_0();
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
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
