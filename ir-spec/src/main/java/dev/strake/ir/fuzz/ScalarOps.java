package dev.strake.ir.fuzz;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ComplexPart;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.Arrays;
import java.util.List;

/// The ops on scalars.
final class ScalarOps {
  private ScalarOps() {}

  static void constant(Scene scene) {
    ScalarRules.constant(scene, scene.draft().type());
  }

  static boolean isUnaryOperand(ScalarType type) {
    return Arrays.stream(UnaryOp.values()).anyMatch(op -> op.accepts(type));
  }

  static void unary(Scene scene) {
    var operand = scene.draft().recent(scene.values(ScalarOps::isUnaryOperand));
    var ops = Arrays.stream(UnaryOp.values()).filter(op -> op.accepts(operand.scalar())).toList();
    scene.keep(scene.body().unary(scene.draft().pick(ops), operand));
  }

  static boolean isBinaryOperand(ScalarType type) {
    return Arrays.stream(BinaryOp.values()).anyMatch(op -> op.accepts(type));
  }

  static void binary(Scene scene) {
    var draft = scene.draft();
    var left = draft.recent(scene.values(ScalarOps::isBinaryOperand));
    var type = left.scalar();
    var ops =
        Arrays.stream(BinaryOp.values())
            .filter(op -> op.accepts(type))
            .filter(op -> !scene.place().isTotal() || !op.canFail(type))
            .toList();
    var op = draft.pick(ops);
    if (op.canFail(type)) {
      var divisor = ScalarRules.divisor(scene, type);
      scene.keep(scene.body().binary(op, left, divisor, draft.site()));
    } else {
      scene.keep(scene.body().binary(op, left, scene.operand(type)));
    }
  }

  /// A comparison of values there are.
  static Value condition(Scene scene) {
    var comparable = scene.values(ScalarRules::compares);
    var left =
        comparable.isEmpty() ? scene.operand(ScalarType.I32) : scene.draft().recent(comparable);
    var right = scene.operand(left.scalar());
    var ops = Arrays.stream(CompareOp.values()).filter(op -> op.accepts(left.scalar())).toList();
    return scene.keep(scene.body().compare(scene.draft().pick(ops), left, right));
  }

  static void select(Scene scene) {
    var condition = scene.operand(ScalarType.BOOL);
    var whenTrue = scene.any();
    var whenFalse = scene.operand(whenTrue.scalar());
    scene.keep(scene.body().select(condition, whenTrue, whenFalse));
  }

  static boolean isFusedOperand(ScalarType type) {
    return type.isFloat() || type.isComplex();
  }

  static void fma(Scene scene) {
    var a = scene.draft().recent(scene.values(ScalarOps::isFusedOperand));
    var b = scene.operand(a.scalar());
    scene.keep(scene.body().fma(a, b, scene.operand(a.scalar())));
  }

  static void complex(Scene scene) {
    var real = scene.draft().recent(scene.values(ScalarType::isFloat));
    scene.keep(scene.body().complex(real, scene.operand(real.scalar())));
  }

  static void part(Scene scene) {
    var whole = scene.draft().recent(scene.values(ScalarType::isComplex));
    scene.keep(scene.body().part(scene.draft().pick(ComplexPart.values()), whole));
  }

  static void cast(Scene scene) {
    var operand = scene.any();
    var target = scene.draft().type();
    if (ScalarRules.casts(operand.scalar(), target)) {
      scene.keep(scene.body().cast(target, operand));
    }
  }

  static void bitcast(Scene scene) {
    var operand = scene.any();
    var targets =
        Draft.TYPES.stream().filter(type -> ScalarRules.bitcasts(operand.scalar(), type)).toList();
    if (!targets.isEmpty()) {
      scene.keep(scene.body().bitcast(scene.draft().pick(targets), operand));
    }
  }

  /// The same computation twice.
  static void repetition(Scene scene) {
    var draft = scene.draft();
    var left = draft.recent(scene.values(ScalarOps::isBinaryOperand));
    var type = left.scalar();
    var right = scene.operand(type);
    var ops =
        Arrays.stream(BinaryOp.values())
            .filter(op -> op.accepts(type) && !op.canFail(type))
            .toList();
    var op = draft.pick(ops);
    scene.keep(scene.body().binary(op, left, right));
    scene.keep(
        op.isCommutative() && draft.chance(50)
            ? scene.body().binary(op, right, left)
            : scene.body().binary(op, left, right));
  }

  static boolean mayCall(Scene scene) {
    return !scene.place().isTotal() && !affordable(scene).isEmpty();
  }

  private static List<Draft.Callee> affordable(Scene scene) {
    return scene.draft().functions().stream()
        .filter(callee -> scene.draft().affords(callee.steps() * scene.trips()))
        .toList();
  }

  static void call(Scene scene) {
    var callee = scene.draft().pick(affordable(scene));
    scene.draft().spend(callee.steps() * scene.trips());
    var function = callee.function();
    var arguments = scene.operands(function.parameters().stream().map(Value::type).toList());
    var type = function.result().scalar();
    scene.keep(scene.body().call(function.name(), type, arguments));
  }
}
