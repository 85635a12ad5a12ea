package dev.strake.ir.fuzz;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;

/// Which scalar ops are legal on which types, where the tables of the ops don't say.
final class ScalarRules {
  private ScalarRules() {}

  static boolean compares(ScalarType type) {
    return CompareOp.EQ.accepts(type);
  }

  static boolean casts(ScalarType from, ScalarType to) {
    return !from.isComplex() || to.isComplex();
  }

  static boolean bitcasts(ScalarType from, ScalarType to) {
    return from.bits() == to.bits()
        && from.isBool() == to.isBool()
        && !from.isComplex()
        && !to.isComplex();
  }

  static Value constant(Scene scene, ScalarType type) {
    if (type.isComplex()) {
      var real = constant(scene, type.component());
      return scene.keep(scene.body().complex(real, constant(scene, type.component())));
    }
    var value = scene.body().constant(type, scene.draft().bits(type));
    if (type == ScalarType.I64) {
      var op = scene.body();
      var bits = scene.draft().bits(type);
      return scene.keep(op.constant(type, bits), bits, bits).value();
    }
    return scene.keep(value);
  }

  /// A divisor: any, or one that is not zero.
  static Value divisor(Scene scene, ScalarType type) {
    var any = scene.operand(type);
    if (scene.draft().mayFail() && scene.draft().chance(30)) {
      return any;
    }
    var one = scene.body().constant(type, 1);
    return scene.body().binary(BinaryOp.OR, any, one);
  }
}
