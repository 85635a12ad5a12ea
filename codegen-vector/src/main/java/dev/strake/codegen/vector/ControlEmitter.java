package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.util.List;

/// Prints loops and branches. Conditions and bounds are scalars; the values that flow into and out
/// of regions may be lanes.
final class ControlEmitter {
  private final CodeBuilder code;
  private final Locals locals;
  private final OpEmitter ops;

  ControlEmitter(CodeBuilder code, Locals locals, OpEmitter ops) {
    this.code = code;
    this.locals = locals;
    this.ops = ops;
  }

  /// Moves all sources at once, so that targets may be sources too.
  private void move(List<Value> sources, List<Value> targets) {
    for (var k = 0; k < targets.size(); k++) {
      ops.push(sources.get(k), targets.get(k));
    }
    for (var target : targets.reversed()) {
      ops.pop(target);
    }
  }

  void emitIf(Op.If branch) {
    var otherwise = code.newLabel();
    var end = code.newLabel();
    locals.push(branch.condition());
    code.ifeq(otherwise);
    ops.emit(branch.whenTrue());
    move(branch.whenTrue().results(), branch.results());
    code.goto_(end).labelBinding(otherwise);
    ops.emit(branch.whenFalse());
    move(branch.whenFalse().results(), branch.results());
    code.labelBinding(end);
  }

  void emitWhile(Op.While loop) {
    var top = code.newLabel();
    var end = code.newLabel();
    var tested = loop.condition().parameters();
    move(loop.initial(), tested);
    code.labelBinding(top);
    ops.at(loop.site());
    ops.emit(loop.condition());
    locals.push(loop.condition().results().getFirst());
    code.ifeq(end);
    move(tested, loop.body().parameters());
    ops.emit(loop.body());
    move(loop.body().results(), tested);
    code.goto_(top).labelBinding(end);
    move(tested, loop.results());
  }

  /// `step` iterations at a time; carried values live in the region's parameters.
  void emitFor(Op.For loop, int step) {
    var top = code.newLabel();
    var end = code.newLabel();
    var parameters = loop.body().parameters();
    var carried = parameters.subList(1, parameters.size());
    move(loop.initial(), carried);
    locals.push(loop.lower());
    locals.pop(loop.index());
    code.labelBinding(top);
    ops.at(loop.site());
    locals.push(loop.index());
    locals.push(loop.upper());
    code.lcmp().ifge(end);
    ops.emit(loop.body());
    ops.at(loop.site());
    move(loop.body().results(), carried);
    locals.push(loop.index());
    code.loadConstant((long) step).ladd();
    locals.pop(loop.index());
    code.goto_(top).labelBinding(end);
    move(carried, loop.results());
  }
}
