package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Float ops that are right but for zeros, NaN, infinities and subnormals, or are rounded
/// otherwise.
final class FloatMutations {
  private static final List<BinaryOp> ARITHMETIC =
      List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV);

  private final ScalarType type;
  private final List<CodeMutation> mutations = new ArrayList<>();

  private FloatMutations(ScalarType type) {
    this.type = type;
  }

  static List<CodeMutation> all() {
    var all = new ArrayList<CodeMutation>();
    for (var type : ScalarType.values()) {
      if (type.isFloat()) {
        all.addAll(new FloatMutations(type).ofFloats());
      }
    }
    return all;
  }

  private List<CodeMutation> ofFloats() {
    for (var op : ARITHMETIC) {
      zeros(op);
      subnormals(op);
      overflow(op);
    }
    extrema();
    comparisons();
    unaries();
    fma();
    binary(
        BinaryOp.DIV,
        "multiplies by the reciprocal",
        (at, one, _) -> {
          var reciprocal = at.binary(BinaryOp.DIV, at.constant(type, type.one()), one.right());
          return at.binary(BinaryOp.MUL, one.left(), reciprocal);
        });
    binary(
        BinaryOp.MUL,
        "by 0 gives 0",
        (at, one, right) -> at.select(Bits.isZero(at, one.right()), one.right(), right));
    return mutations;
  }

  private void zeros(BinaryOp op) {
    binary(
        op,
        "loses the sign of a zero",
        (at, _, right) -> at.select(Bits.isZero(at, right), Bits.zero(at, type), right));
  }

  private void subnormals(BinaryOp op) {
    binary(op, "flushes subnormal results to zero", (at, _, right) -> flushed(at, right));
    binary(
        op,
        "flushes subnormal operands to zero",
        (at, one, _) -> at.binary(op, flushed(at, one.left()), flushed(at, one.right())));
  }

  private Value flushed(RegionBuilder at, Value value) {
    var magnitude = at.unary(UnaryOp.ABS, value);
    var isSmall = at.compare(CompareOp.LT, magnitude, Bits.smallestNormal(at, type));
    // Keeps the sign: a processor that flushes does.
    return at.select(isSmall, at.binary(BinaryOp.MUL, value, Bits.zero(at, type)), value);
  }

  private void overflow(BinaryOp op) {
    binary(
        op,
        "overflows to the largest number",
        (at, one, right) -> {
          var infinite = Bits.isInfinite(at, right);
          var given =
              Bits.either(at, Bits.isInfinite(at, one.left()), Bits.isZero(at, one.right()));
          given = Bits.either(at, given, Bits.isInfinite(at, one.right()));
          var isOver = Bits.both(at, infinite, Bits.not(at, given));
          var isNegative = at.compare(CompareOp.LT, right, Bits.zero(at, type));
          var largest = Bits.largestFinite(at, type);
          var limit = at.select(isNegative, at.unary(UnaryOp.NEG, largest), largest);
          return at.select(isOver, limit, right);
        });
  }

  private void extrema() {
    for (var op : List.of(BinaryOp.MIN, BinaryOp.MAX)) {
      var order = op == BinaryOp.MIN ? CompareOp.LT : CompareOp.GT;
      binary(
          op,
          "takes its second operand if one is NaN",
          (at, one, _) ->
              at.select(at.compare(order, one.left(), one.right()), one.left(), one.right()));
      binary(
          op,
          "takes its first operand if one is NaN",
          (at, one, _) ->
              at.select(at.compare(order, one.right(), one.left()), one.right(), one.left()));
      binary(
          op,
          "ignores a NaN",
          (at, one, right) -> {
            var withoutLeft = at.select(Bits.isNan(at, one.left()), one.right(), right);
            return at.select(Bits.isNan(at, one.right()), one.left(), withoutLeft);
          });
      binary(
          op,
          "takes the first of two zeros",
          (at, one, right) ->
              at.select(at.compare(CompareOp.EQ, one.left(), one.right()), one.left(), right));
    }
  }

  private void comparisons() {
    for (var op : CompareOp.values()) {
      add(
          "%s %s answers otherwise for NaN".formatted(op.mnemonic(), type),
          Rule.instead(
              Op.Compare.class,
              one -> one.op() == op && one.left().type() == type,
              (at, one, right) -> {
                var isNan =
                    Bits.either(at, Bits.isNan(at, one.left()), Bits.isNan(at, one.right()));
                return at.select(isNan, Bits.not(at, right), right);
              }));
      add(
          "%s %s takes -0 for less than 0".formatted(op.mnemonic(), type),
          Rule.instead(
              Op.Compare.class,
              one -> one.op() == op && one.left().type() == type,
              (at, one, right) -> {
                var zeros =
                    Bits.both(at, Bits.isZero(at, one.left()), Bits.isZero(at, one.right()));
                var left = at.bitcast(Bits.ofFloat(type), one.left());
                var other = at.bitcast(Bits.ofFloat(type), one.right());
                return at.select(zeros, at.compare(op, left, other), right);
              }));
    }
  }

  private void unaries() {
    unary(
        UnaryOp.NEG,
        "subtracts from 0",
        (at, one, _) -> at.binary(BinaryOp.SUB, Bits.zero(at, type), one.operand()));
    unary(
        UnaryOp.ABS,
        "keeps -0",
        (at, one, right) -> at.select(Bits.isZero(at, right), one.operand(), right));
    unary(
        UnaryOp.SQRT,
        "of -0 gives 0",
        (at, _, right) -> at.select(Bits.isZero(at, right), Bits.zero(at, type), right));
    unary(
        UnaryOp.SQRT,
        "of a negative number gives 0",
        (at, one, right) ->
            at.select(
                at.compare(CompareOp.LT, one.operand(), Bits.zero(at, type)),
                Bits.zero(at, type),
                right));
    if (type == ScalarType.F64) {
      unary(
          UnaryOp.SQRT,
          "has 24 digits",
          (at, one, _) -> {
            var narrow = at.cast(ScalarType.F32, one.operand());
            return at.cast(type, at.unary(UnaryOp.SQRT, narrow));
          });
    }
    unary(
        UnaryOp.SQRT,
        "flushes subnormal operands to zero",
        (at, one, _) -> at.unary(UnaryOp.SQRT, flushed(at, one.operand())));
  }

  private void fma() {
    fma(
        "loses the sign of a zero",
        (at, _, right) -> at.select(Bits.isZero(at, right), Bits.zero(at, type), right));
    fma("flushes subnormal results to zero", (at, _, right) -> flushed(at, right));
    fma("subtracts", (at, one, _) -> at.fma(one.a(), one.b(), at.unary(UnaryOp.NEG, one.c())));
    if (type == ScalarType.F32) {
      fma(
          "rounds to f64 first",
          (at, one, _) -> {
            var wide = ScalarType.F64;
            var product = at.binary(BinaryOp.MUL, at.cast(wide, one.a()), at.cast(wide, one.b()));
            return at.cast(type, at.binary(BinaryOp.ADD, product, at.cast(wide, one.c())));
          });
    }
  }

  private void fma(String defect, Rule.Wrong<Op.Fma> wrong) {
    add(
        "fma %s %s".formatted(type, defect),
        Rule.instead(Op.Fma.class, one -> one.result().type() == type, wrong));
  }

  private void binary(BinaryOp op, String defect, Rule.Wrong<Op.Binary> wrong) {
    add(
        "%s %s %s".formatted(op.mnemonic(), type, defect),
        Rule.instead(Op.Binary.class, one -> one.op() == op && one.result().type() == type, wrong));
  }

  private void unary(UnaryOp op, String defect, Rule.Wrong<Op.Unary> wrong) {
    add(
        "%s %s %s".formatted(op.mnemonic(), type, defect),
        Rule.instead(Op.Unary.class, one -> one.op() == op && one.result().type() == type, wrong));
  }

  private void add(String defect, Rule rule) {
    for (var where : CodeMutation.Where.values()) {
      mutations.add(CodeMutation.of(Family.EXTREMES, defect, rule).at(where));
    }
  }
}
