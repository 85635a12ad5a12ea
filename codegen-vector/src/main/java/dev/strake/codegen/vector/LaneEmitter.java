package dev.strake.codegen.vector;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.schedule.LaneAnalysis;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;

/// Prints the body of a lanes loop on the Vector API: values that vary are held in registers of
/// lanes, uniform ones and indices stay scalars and are printed by the method's scalar side.
final class LaneEmitter implements OpEmitter {
  private final CodeBuilder code;
  private final Locals locals;
  private final OpEmitter scalarSide;
  private final LaneLoop shape;
  private final LaneAnalysis analysis;
  private final LaneMemory memory;
  private final ControlEmitter control;
  private final Map<Integer, int[]> slots = new HashMap<>();

  LaneEmitter(
      CodeBuilder code, Locals locals, ViewLocals views, OpEmitter scalarSide, LaneLoop shape) {
    this.code = code;
    this.locals = locals;
    this.scalarSide = scalarSide;
    this.shape = shape;
    this.analysis = shape.analysis();
    this.memory = new LaneMemory(code, locals, views, shape);
    this.control = new ControlEmitter(code, locals, this);
  }

  void emitLoop(Op.For loop) {
    control.emitFor(loop, shape.lanes());
  }

  @Override
  public void emit(Op op) {
    switch (op) {
      case Op.If branch -> {
        requireUniform(branch.condition());
        control.emitIf(branch);
      }
      case Op.For loop -> {
        requireUniform(loop.lower());
        requireUniform(loop.upper());
        control.emitFor(loop, 1);
      }
      case Op.While loop -> {
        requireUniform(loop.condition().results().getFirst());
        control.emitWhile(loop);
      }
      case Op.Store store -> emitStore(store);
      case Op.Constant _, Op.Unary _, Op.Binary _, Op.Compare _, Op.Select _, Op.Fma _ ->
          emitValue(op);
      case Op.Cast _, Op.Bitcast _, Op.SizeOf _, Op.Load _ -> emitValue(op);
      case Op.Local _, Op.CheckIndex _, Op.CheckNonEmpty _, Op.Assert _, Op.Call _, Op.Reduce _ ->
          throw CompilerError.bug("LaneEmitter", "not an op of a lanes loop: " + op);
    }
  }

  private void requireUniform(Value value) {
    if (!analysis.isUniform(value)) {
      throw CompilerError.bug("LaneEmitter", "lanes diverge on " + value);
    }
  }

  private void emitValue(Op op) {
    var result = op.results().getFirst();
    if (!analysis.isVarying(result)) {
      scalarSide.emit(op);
      return;
    }
    for (var register = 0; register < shape.registers(); register++) {
      pushRegister(op, register);
      store(result, register);
    }
  }

  private void pushRegister(Op op, int register) {
    switch (op) {
      case Op.Unary unary -> unary(unary, register);
      case Op.Binary binary -> binary(binary, register);
      case Op.Compare compare -> compare(compare, register);
      case Op.Select select -> select(select, register);
      case Op.Fma fma -> {
        var type = fma.result().scalar();
        pushLanes(fma.a(), register);
        pushLanes(fma.b(), register);
        pushLanes(fma.c(), register);
        VectorOps.fma(code, shape.vectorOf(type));
      }
      case Op.Cast cast -> cast(cast, register);
      case Op.Bitcast bitcast -> bitcast(bitcast, register);
      case Op.Load load -> memory.load(load, register);
      case Op.Constant _, Op.SizeOf _, Op.Local _, Op.Store _, Op.CheckIndex _, Op.Assert _ ->
          throw CompilerError.bug("LaneEmitter", "no lanes in " + op);
      case Op.CheckNonEmpty _, Op.If _, Op.For _, Op.While _, Op.Call _, Op.Reduce _ ->
          throw CompilerError.bug("LaneEmitter", "no lanes in " + op);
    }
  }

  private void unary(Op.Unary op, int register) {
    var type = op.result().scalar();
    pushLanes(op.operand(), register);
    switch (type) {
      case BOOL -> VectorOps.maskNot(code);
      case U8 -> {
        if (op.op() != UnaryOp.ABS) {
          VectorOps.unary(code, shape.vectorOf(type), op.op());
          wrapByte();
        }
      }
      case I32, I64, F32, F64 -> VectorOps.unary(code, shape.vectorOf(type), op.op());
    }
  }

  private void binary(Op.Binary op, int register) {
    var type = op.result().scalar();
    pushLanes(op.left(), register);
    pushLanes(op.right(), register);
    if (type == ScalarType.BOOL) {
      maskBinary(op.op());
      return;
    }
    if (type == ScalarType.U8 && isShift(op.op())) {
      pushBroadcast(ScalarType.I32, () -> code.loadConstant(7));
      VectorOps.binary(code, shape.vectorOf(type), BinaryOp.AND, true);
    }
    VectorOps.binary(code, shape.vectorOf(type), op.op(), type == ScalarType.U8);
    if (type == ScalarType.U8) {
      wrapByte();
    }
  }

  private static boolean isShift(BinaryOp op) {
    return op == BinaryOp.SHL || op == BinaryOp.SHR || op == BinaryOp.USHR;
  }

  private void maskBinary(BinaryOp op) {
    switch (op) {
      case AND, MIN -> VectorOps.maskAnd(code);
      case OR, MAX -> VectorOps.maskOr(code);
      case XOR -> VectorOps.maskXor(code);
      case ADD, SUB, MUL, DIV, REM, FLOORDIV, FLOORMOD, SHL, SHR, USHR ->
          throw CompilerError.bug("LaneEmitter", op.mnemonic() + " of bool");
    }
  }

  /// Keeps the low eight bits of the `i32` lanes on the stack.
  private void wrapByte() {
    pushBroadcast(ScalarType.I32, () -> code.loadConstant(0xff));
    VectorOps.binary(code, shape.vectorOf(ScalarType.I32), BinaryOp.AND, true);
  }

  private void compare(Op.Compare op, int register) {
    var type = op.left().scalar();
    pushLanes(op.left(), register);
    pushLanes(op.right(), register);
    if (type == ScalarType.BOOL) {
      maskCompare(op.op());
      return;
    }
    VectorOps.compare(code, shape.vectorOf(type), op.op());
    toCommonMask(type);
  }

  /// Comparisons of masks, false < true. Stack: left, right.
  private void maskCompare(CompareOp op) {
    switch (op) {
      case NE -> VectorOps.maskXor(code);
      case EQ -> {
        VectorOps.maskXor(code);
        VectorOps.maskNot(code);
      }
      case GE -> {
        VectorOps.maskNot(code);
        VectorOps.maskOr(code);
      }
      case GT -> {
        VectorOps.maskNot(code);
        VectorOps.maskAnd(code);
      }
      case LE -> {
        code.swap();
        VectorOps.maskNot(code);
        VectorOps.maskOr(code);
      }
      case LT -> {
        code.swap();
        VectorOps.maskNot(code);
        VectorOps.maskAnd(code);
      }
    }
  }

  /// Makes a mask of `type`'s species one of the species all masks of the loop are held in.
  private void toCommonMask(ScalarType type) {
    if (shape.held(type) != shape.widest()) {
      VectorOps.castMask(code, shape.vectorOf(ScalarType.BOOL));
    }
  }

  private void pushMaskFor(Value condition, ScalarType type, int register) {
    pushLanes(condition, register);
    if (shape.held(type) != shape.widest()) {
      VectorOps.castMask(code, shape.vectorOf(type));
    }
  }

  private void select(Op.Select op, int register) {
    var type = op.result().scalar();
    if (type == ScalarType.BOOL) {
      pushLanes(op.condition(), register);
      pushLanes(op.whenTrue(), register);
      VectorOps.maskAnd(code);
      pushLanes(op.condition(), register);
      VectorOps.maskNot(code);
      pushLanes(op.whenFalse(), register);
      VectorOps.maskAnd(code);
      VectorOps.maskOr(code);
      return;
    }
    pushLanes(op.whenFalse(), register);
    pushLanes(op.whenTrue(), register);
    pushMaskFor(op.condition(), type, register);
    VectorOps.blend(code, shape.vectorOf(type));
  }

  private void bitcast(Op.Bitcast op, int register) {
    var from = shape.vectorOf(op.operand().scalar());
    var to = shape.vectorOf(op.result().scalar());
    pushLanes(op.operand(), register);
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
    pushBroadcast(
        type,
        () -> {
          if (type == ScalarType.F64) {
            code.loadConstant(Double.NaN);
          } else {
            code.loadConstant(Float.NaN);
          }
        });
    pushLanes(operand, register);
    pushLanes(operand, register);
    VectorOps.compare(code, shape.vectorOf(type), CompareOp.NE);
    VectorOps.blend(code, shape.vectorOf(type));
  }

  private void cast(Op.Cast op, int register) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    if (from == ScalarType.BOOL) {
      castFromBool(op, register);
      return;
    }
    pushLanes(op.operand(), register);
    switch (to) {
      case BOOL -> {
        pushBroadcast(shape.held(from), () -> pushZero(shape.held(from)));
        VectorOps.compare(code, shape.vectorOf(from), CompareOp.NE);
        toCommonMask(from);
      }
      case U8 -> castToByte(from);
      case I32, I64, F32, F64 -> convert(from, to);
    }
  }

  private void castFromBool(Op.Cast op, int register) {
    var to = op.result().scalar();
    if (to == ScalarType.BOOL) {
      pushLanes(op.operand(), register);
      return;
    }
    memory.pushZeroOne(op.operand(), register, this::pushMaskFor);
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
    pushBroadcast(ScalarType.I32, () -> code.loadConstant(bound));
    VectorOps.binary(code, shape.vectorOf(ScalarType.I32), op, true);
  }

  private void emitStore(Op.Store store) {
    if (analysis.access(store.view(), store.indices()) == LaneAnalysis.Access.UNIFORM) {
      throw CompilerError.bug("LaneEmitter", "all lanes store to one element: " + store);
    }
    for (var register = 0; register < shape.registers(); register++) {
      if (store.value().scalar() == ScalarType.BOOL) {
        memory.pushZeroOne(store.value(), register, this::pushMaskFor);
      } else {
        pushLanes(store.value(), register);
      }
      memory.store(store, register);
    }
  }

  private void pushZero(ScalarType type) {
    switch (type) {
      case BOOL, U8, I32 -> code.iconst_0();
      case I64 -> code.lconst_0();
      case F32 -> code.fconst_0();
      case F64 -> code.dconst_0();
    }
  }

  /// Pushes a register with the scalar that `pushScalar` pushes in every lane.
  private void pushBroadcast(ScalarType type, Runnable pushScalar) {
    var vector = shape.vectorOf(type);
    vector.pushSpecies(code);
    pushScalar.run();
    vector.broadcast(code);
  }

  /// Pushes one register of a value, whatever its shape.
  private void pushLanes(Value value, int register) {
    switch (analysis.shape(value)) {
      case LaneAnalysis.Shape.Varying _ -> code.aload(slots.get(value.id())[register]);
      case LaneAnalysis.Shape.Uniform _ -> pushUniform(value);
      case LaneAnalysis.Shape.Affine(var step) -> pushAffine(value, step, register);
    }
  }

  private void pushUniform(Value value) {
    if (value.scalar() == ScalarType.BOOL) {
      var vector = shape.vectorOf(ScalarType.BOOL);
      vector.pushSpecies(code);
      locals.push(value);
      code.invokeinterface(
          VectorClass.SPECIES,
          "maskAll",
          MethodTypeDesc.of(VectorClass.MASK, ConstantDescs.CD_boolean));
      return;
    }
    pushBroadcast(value.scalar(), () -> locals.push(value));
  }

  /// Lane l holds the scalar, which is lane 0's, plus l steps.
  private void pushAffine(Value value, long step, int register) {
    var vector = shape.vectorOf(ScalarType.I64);
    pushBroadcast(
        ScalarType.I64,
        () -> {
          locals.push(value);
          code.loadConstant(step * register * shape.lanesPerRegister()).ladd();
        });
    if (step == (int) step) {
      code.loadConstant((int) step);
      code.invokevirtual(
          vector.descriptor(),
          "addIndex",
          MethodTypeDesc.of(vector.descriptor(), ConstantDescs.CD_int));
      return;
    }
    throw CompilerError.limit("LaneEmitter", "an index step of " + step + " in lanes");
  }

  private void store(Value value, int register) {
    var registers =
        slots.computeIfAbsent(
            value.id(),
            _ -> {
              var fresh = new int[shape.registers()];
              for (var k = 0; k < fresh.length; k++) {
                fresh[k] = code.allocateLocal(TypeKind.REFERENCE);
              }
              return fresh;
            });
    code.astore(registers[register]);
  }

  @Override
  public void push(Value source, Value target) {
    if (!analysis.isVarying(target)) {
      locals.push(source);
      return;
    }
    for (var register = 0; register < shape.registers(); register++) {
      pushLanes(source, register);
    }
  }

  @Override
  public void pop(Value target) {
    if (!analysis.isVarying(target)) {
      locals.pop(target);
      return;
    }
    for (var register = shape.registers() - 1; register >= 0; register--) {
      store(target, register);
    }
  }
}
