package dev.strake.codegen.vector;

import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.schedule.LaneAnalysis;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;

/// Where the values of a lanes loop live: varying ones in vector locals, one per register; uniform
/// ones and indices in the method's scalar locals, turned into a register wherever one is wanted.
final class LaneValues {
  private final CodeBuilder code;
  private final Locals locals;
  private final LaneLoop shape;
  private final Map<Integer, int[]> slots = new HashMap<>();

  /// Locals that hold registers of uniform values from one register of an op to the next.
  private final Map<Integer, Integer> broadcasts = new HashMap<>();

  LaneValues(CodeBuilder code, Locals locals, LaneLoop shape) {
    this.code = code;
    this.locals = locals;
    this.shape = shape;
  }

  /// Pushes a register with the scalar that `pushScalar` pushes in every lane.
  void pushBroadcast(ScalarType type, Runnable pushScalar) {
    var vector = shape.vectorOf(type);
    vector.pushSpecies(code);
    pushScalar.run();
    vector.broadcast(code);
  }

  /// Pushes one register of a value, whatever its shape. Whoever pushes several pushes register 0
  /// first, with no branch in between.
  void push(Value value, int register) {
    switch (shape.analysis().shape(value)) {
      case LaneAnalysis.Shape.Varying _ -> code.aload(slots.get(value.id())[register]);
      case LaneAnalysis.Shape.Uniform _ -> pushUniform(value, register);
      case LaneAnalysis.Shape.Affine(var step) -> pushAffine(value, step, register);
    }
  }

  /// All registers of a uniform value are alike: the first one that an op reads is kept for the
  /// others, so that no method is filled with broadcasts.
  private void pushUniform(Value value, int register) {
    if (register > 0) {
      code.aload(broadcasts.get(value.id()));
      return;
    }
    pushUniform(value);
    if (shape.registers() > 1) {
      var local =
          broadcasts.computeIfAbsent(value.id(), _ -> code.allocateLocal(TypeKind.REFERENCE));
      code.dup().astore(local);
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

  void pop(Value value, int register) {
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
}
