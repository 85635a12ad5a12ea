package dev.strake.codegen.vector;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.pass.OpCosts;
import dev.strake.ir.schedule.LaneAnalysis;
import java.lang.classfile.CodeBuilder;
import java.util.Set;

/// Prints the body of a lanes loop on the Vector API: values that vary are held in registers of
/// lanes, uniform ones and indices stay scalars and are printed by the method's scalar side.
final class LaneEmitter implements OpEmitter {
  private final CodeBuilder code;
  private final Locals locals;
  private final OpEmitter scalarSide;
  private final LaneLoop shape;
  private final LaneAnalysis analysis;
  private final LaneValues values;
  private final LaneCasts casts;
  private final LaneMemory memory;
  private final ControlEmitter control;

  /// `unseenNans` as [dev.strake.ir.schedule.UnseenNans] says.
  LaneEmitter(
      CodeBuilder code,
      Locals locals,
      ViewLocals views,
      OpEmitter scalarSide,
      LaneLoop shape,
      Set<Value> unseenNans) {
    this.code = code;
    this.locals = locals;
    this.scalarSide = scalarSide;
    this.shape = shape;
    this.analysis = shape.analysis();
    this.values = new LaneValues(code, locals, shape);
    this.casts = new LaneCasts(code, values, shape, unseenNans);
    this.memory = new LaneMemory(code, locals, views, shape);
    this.control = new ControlEmitter(code, locals, this);
  }

  void emitLoop(Op.For loop) {
    control.emitFor(loop, shape.lanes());
  }

  @Override
  public void at(int site) {
    scalarSide.at(site);
  }

  @Override
  public void emit(Region region) {
    region.ops().forEach(this::emit);
  }

  @Override
  public void emit(Op op) {
    at(op.site());
    switch (op) {
      case Op.If branch -> {
        if (analysis.isUniform(branch.condition())) {
          control.emitIf(branch);
        } else {
          emitDiverging(branch);
        }
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
      case Op.Scalar _, Op.SizeOf _, Op.Load _ -> emitValue(op);
      case Op.Local _, Op.Check _, Op.Print _, Op.Call _, Op.Bulk _ ->
          throw CompilerError.bug("LaneEmitter", "not an op of a lanes loop: " + op);
    }
  }

  /// A branch whose lanes differ. The cheaper arm runs always, the other one, for all lanes, where
  /// any lane takes it: what is rare costs a test of the mask.
  ///
  /// ```
  /// %r = if %c { f; yield %x } else { yield %y }  ->  %r = %y
  ///                                                   if any(%c) { f; %r = select %c, %x, %r }
  /// ```
  private void emitDiverging(Op.If branch) {
    var isTrueDearer = OpCosts.of(branch.whenTrue()) >= OpCosts.of(branch.whenFalse());
    var always = isTrueDearer ? branch.whenFalse() : branch.whenTrue();
    var dearer = isTrueDearer ? branch.whenTrue() : branch.whenFalse();
    emit(always);
    for (var k = 0; k < branch.results().size(); k++) {
      push(always.results().get(k), branch.results().get(k));
      pop(branch.results().get(k));
    }
    var end = code.newLabel();
    pushWhetherAny(branch.condition(), isTrueDearer);
    code.ifeq(end);
    emit(dearer);
    for (var k = 0; k < branch.results().size(); k++) {
      var result = branch.results().get(k);
      var taken = dearer.results().get(k);
      for (var register = 0; register < shape.registers(); register++) {
        if (isTrueDearer) {
          choose(branch.condition(), taken, result, register);
        } else {
          choose(branch.condition(), result, taken, register);
        }
        values.pop(result, register);
      }
    }
    code.labelBinding(end);
  }

  /// Pushes 1 if the condition is `wanted` in any lane, else 0.
  private void pushWhetherAny(Value condition, boolean wanted) {
    for (var register = 0; register < shape.registers(); register++) {
      values.push(condition, register);
      if (!wanted) {
        VectorOps.maskNot(code);
      }
      VectorOps.maskAny(code);
      if (register > 0) {
        code.ior();
      }
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
    if (op instanceof Op.Select select && analysis.isUniform(select.condition())) {
      emitUniform(select);
      return;
    }
    for (var register = 0; register < shape.registers(); register++) {
      pushRegister(op, register);
      values.pop(result, register);
    }
  }

  /// All lanes choose alike, so a branch does it.
  private void emitUniform(Op.Select select) {
    var otherwise = code.newLabel();
    var end = code.newLabel();
    locals.push(select.condition());
    code.ifeq(otherwise);
    push(select.whenTrue(), select.result());
    pop(select.result());
    code.goto_(end).labelBinding(otherwise);
    push(select.whenFalse(), select.result());
    pop(select.result());
    code.labelBinding(end);
  }

  private void pushRegister(Op op, int register) {
    switch (op) {
      case Op.Unary unary -> unary(unary, register);
      case Op.Binary binary -> binary(binary, register);
      case Op.Compare compare -> compare(compare, register);
      case Op.Select select ->
          choose(select.condition(), select.whenTrue(), select.whenFalse(), register);
      case Op.Fma fma -> {
        var type = fma.result().scalar();
        values.push(fma.a(), register);
        values.push(fma.b(), register);
        values.push(fma.c(), register);
        VectorOps.fma(code, shape.vectorOf(type));
      }
      case Op.Cast cast -> casts.cast(cast, register);
      case Op.Bitcast bitcast -> casts.bitcast(bitcast, register);
      case Op.Load load -> memory.load(load, register);
      case Op.Constant _, Op.Complex _, Op.Part _ ->
          throw CompilerError.bug("LaneEmitter", "no lanes in " + op);
      case Op.SizeOf _,
          Op.Local _,
          Op.Store _,
          Op.Check _,
          Op.Print _,
          Op.Call _,
          Op.Structured _ ->
          throw CompilerError.bug("LaneEmitter", "no lanes in " + op);
    }
  }

  private void unary(Op.Unary op, int register) {
    var type = op.result().scalar();
    values.push(op.operand(), register);
    if (type.isBool()) {
      VectorOps.maskNot(code);
    } else if (op.op() != UnaryOp.ABS || !type.isUnsigned()) {
      VectorOps.unary(code, shape.vectorOf(type), op.op());
      casts.wrap(type);
    }
  }

  private void binary(Op.Binary op, int register) {
    var type = op.result().scalar();
    var isNarrow = type.bits() < Integer.SIZE;
    values.push(op.left(), register);
    if (op.op() == BinaryOp.USHR && isNarrow) {
      casts.and(type, (1 << type.bits()) - 1);
    }
    values.push(op.right(), register);
    if (type == ScalarType.BOOL) {
      maskBinary(op.op());
      return;
    }
    if (isShift(op.op()) && isNarrow) {
      casts.and(type, type.bits() - 1);
    }
    VectorOps.binary(code, shape.vectorOf(type), op.op(), type);
    if (leavesRange(op.op())) {
      casts.wrap(type);
    }
  }

  private static boolean isShift(BinaryOp op) {
    return op == BinaryOp.SHL || op == BinaryOp.SHR || op == BinaryOp.USHR;
  }

  /// Whether the 32-bit result of two narrow numbers may be none of their type.
  private static boolean leavesRange(BinaryOp op) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, REM, FLOORDIV, FLOORMOD, SHL, USHR -> true;
      case MIN, MAX, AND, OR, XOR, SHR -> false;
    };
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

  private void compare(Op.Compare op, int register) {
    var type = op.left().scalar();
    values.push(op.left(), register);
    values.push(op.right(), register);
    if (type == ScalarType.BOOL) {
      maskCompare(op.op());
      return;
    }
    VectorOps.compare(code, shape.vectorOf(type), op.op(), type);
    casts.toCommonMask(type);
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

  private void choose(Value condition, Value whenTrue, Value whenFalse, int register) {
    var type = whenTrue.scalar();
    if (type == ScalarType.BOOL) {
      values.push(condition, register);
      values.push(whenTrue, register);
      VectorOps.maskAnd(code);
      values.push(condition, register);
      VectorOps.maskNot(code);
      values.push(whenFalse, register);
      VectorOps.maskAnd(code);
      VectorOps.maskOr(code);
      return;
    }
    values.push(whenFalse, register);
    values.push(whenTrue, register);
    casts.pushMaskFor(condition, type, register);
    VectorOps.blend(code, shape.vectorOf(type));
  }

  private void emitStore(Op.Store store) {
    if (analysis.access(store.view(), store.indices()) == LaneAnalysis.Access.UNIFORM) {
      throw CompilerError.bug("LaneEmitter", "all lanes store to one element: " + store);
    }
    for (var register = 0; register < shape.registers(); register++) {
      if (store.value().scalar() == ScalarType.BOOL) {
        casts.pushZeroOne(store.value(), register);
      } else {
        values.push(store.value(), register);
      }
      memory.store(store, register);
    }
  }

  @Override
  public void push(Value source, Value target) {
    if (!analysis.isVarying(target)) {
      locals.push(source);
      return;
    }
    for (var register = 0; register < shape.registers(); register++) {
      values.push(source, register);
    }
  }

  @Override
  public void pop(Value target) {
    if (!analysis.isVarying(target)) {
      locals.pop(target);
      return;
    }
    for (var register = shape.registers() - 1; register >= 0; register--) {
      values.pop(target, register);
    }
  }
}
