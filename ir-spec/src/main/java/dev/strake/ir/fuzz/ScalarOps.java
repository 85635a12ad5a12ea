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

  record Literal() implements Construct {
    @Override
    public String name() {
      return "constant";
    }

    @Override
    public int weight() {
      return 4;
    }

    @Override
    public boolean fits(Scene scene) {
      return true;
    }

    @Override
    public void add(Scene scene) {
      ScalarRules.constant(scene, scene.draft().type());
    }
  }

  record OneOperand() implements Construct {
    @Override
    public String name() {
      return "unary";
    }

    @Override
    public int weight() {
      return 8;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values(OneOperand::hasOp).isEmpty();
    }

    private static boolean hasOp(ScalarType type) {
      return Arrays.stream(UnaryOp.values()).anyMatch(op -> op.accepts(type));
    }

    @Override
    public void add(Scene scene) {
      var operand = scene.draft().recent(scene.values(OneOperand::hasOp));
      var ops = Arrays.stream(UnaryOp.values()).filter(op -> op.accepts(operand.scalar())).toList();
      scene.keep(scene.body().unary(scene.draft().pick(ops), operand));
    }
  }

  record TwoOperands() implements Construct {
    @Override
    public String name() {
      return "binary";
    }

    @Override
    public int weight() {
      return 26;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values(TwoOperands::hasOp).isEmpty();
    }

    private static boolean hasOp(ScalarType type) {
      return Arrays.stream(BinaryOp.values()).anyMatch(op -> op.accepts(type));
    }

    @Override
    public void add(Scene scene) {
      var draft = scene.draft();
      var left = draft.recent(scene.values(TwoOperands::hasOp));
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
  }

  record Comparison() implements Construct {
    @Override
    public String name() {
      return "compare";
    }

    @Override
    public int weight() {
      return 6;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values(ScalarRules::compares).isEmpty();
    }

    @Override
    public void add(Scene scene) {
      condition(scene);
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
  }

  record Selection() implements Construct {
    @Override
    public String name() {
      return "select";
    }

    @Override
    public int weight() {
      return 6;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values().isEmpty();
    }

    @Override
    public void add(Scene scene) {
      var condition = scene.operand(ScalarType.BOOL);
      var whenTrue = scene.any();
      var whenFalse = scene.operand(whenTrue.scalar());
      scene.keep(scene.body().select(condition, whenTrue, whenFalse));
    }
  }

  record FusedMultiplyAdd() implements Construct {
    @Override
    public String name() {
      return "fma";
    }

    @Override
    public int weight() {
      return 5;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values(FusedMultiplyAdd::accepts).isEmpty();
    }

    private static boolean accepts(ScalarType type) {
      return type.isFloat() || type.isComplex();
    }

    @Override
    public void add(Scene scene) {
      var a = scene.draft().recent(scene.values(FusedMultiplyAdd::accepts));
      var b = scene.operand(a.scalar());
      scene.keep(scene.body().fma(a, b, scene.operand(a.scalar())));
    }
  }

  record ComplexNumber() implements Construct {
    @Override
    public String name() {
      return "complex";
    }

    @Override
    public int weight() {
      return 4;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values(ScalarType::isFloat).isEmpty();
    }

    @Override
    public void add(Scene scene) {
      var real = scene.draft().recent(scene.values(ScalarType::isFloat));
      scene.keep(scene.body().complex(real, scene.operand(real.scalar())));
    }
  }

  record PartOfComplex() implements Construct {
    @Override
    public String name() {
      return "part";
    }

    @Override
    public int weight() {
      return 6;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values(ScalarType::isComplex).isEmpty();
    }

    @Override
    public void add(Scene scene) {
      var whole = scene.draft().recent(scene.values(ScalarType::isComplex));
      scene.keep(scene.body().part(scene.draft().pick(ComplexPart.values()), whole));
    }
  }

  record Conversion() implements Construct {
    @Override
    public String name() {
      return "cast";
    }

    @Override
    public int weight() {
      return 10;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values().isEmpty();
    }

    @Override
    public void add(Scene scene) {
      var operand = scene.any();
      var target = scene.draft().type();
      if (ScalarRules.casts(operand.scalar(), target)) {
        scene.keep(scene.body().cast(target, operand));
      }
    }
  }

  record Reinterpretation() implements Construct {
    @Override
    public String name() {
      return "bitcast";
    }

    @Override
    public int weight() {
      return 4;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values().isEmpty();
    }

    @Override
    public void add(Scene scene) {
      var operand = scene.any();
      var targets =
          Draft.TYPES.stream()
              .filter(type -> ScalarRules.bitcasts(operand.scalar(), type))
              .toList();
      if (!targets.isEmpty()) {
        scene.keep(scene.body().bitcast(scene.draft().pick(targets), operand));
      }
    }
  }

  /// The same computation twice.
  record Repetition() implements Construct {
    @Override
    public String name() {
      return "repetition";
    }

    @Override
    public int weight() {
      return 4;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.values(TwoOperands::hasOp).isEmpty();
    }

    @Override
    public void add(Scene scene) {
      var draft = scene.draft();
      var left = draft.recent(scene.values(TwoOperands::hasOp));
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
  }

  record FunctionCall() implements Construct {
    @Override
    public String name() {
      return "call";
    }

    @Override
    public int weight() {
      return 5;
    }

    @Override
    public boolean fits(Scene scene) {
      return !scene.place().isTotal() && !affordable(scene).isEmpty();
    }

    private static List<Draft.Callee> affordable(Scene scene) {
      return scene.draft().functions().stream()
          .filter(callee -> scene.draft().affords(callee.steps() * scene.trips()))
          .toList();
    }

    @Override
    public void add(Scene scene) {
      var callee = scene.draft().pick(affordable(scene));
      scene.draft().spend(callee.steps() * scene.trips());
      var function = callee.function();
      var arguments = scene.operands(function.parameters().stream().map(Value::type).toList());
      var type = function.result().scalar();
      scene.keep(scene.body().call(function.name(), type, arguments));
    }
  }
}
