package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
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
  private final Defects defects = Defects.ofScheduled(Family.EXTREMES);

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
    defects.binary(
        BinaryOp.DIV,
        type,
        "multiplies by the reciprocal",
        (at, one, _) -> {
          var reciprocal = at.binary(BinaryOp.DIV, at.constant(type, type.one()), one.right());
          return at.binary(BinaryOp.MUL, one.left(), reciprocal);
        });
    defects.binary(
        BinaryOp.MUL,
        type,
        "by 0 gives 0",
        (at, one, right) -> at.select(Bits.isZero(at, one.right()), one.right(), right));
    return defects.all();
  }

  private void zeros(BinaryOp op) {
    defects.binary(
        op,
        type,
        "loses the sign of a zero",
        (at, _, right) -> at.select(Bits.isZero(at, right), Bits.zero(at, type), right));
  }

  private void subnormals(BinaryOp op) {
    defects.binary(
        op, type, "flushes subnormal results to zero", (at, _, right) -> flushed(at, right));
    defects.binary(
        op,
        type,
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
    defects.binary(
        op,
        type,
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
      defects.binary(
          op,
          type,
          "takes its second operand if one is NaN",
          (at, one, _) ->
              at.select(at.compare(order, one.left(), one.right()), one.left(), one.right()));
      defects.binary(
          op,
          type,
          "takes its first operand if one is NaN",
          (at, one, _) ->
              at.select(at.compare(order, one.right(), one.left()), one.right(), one.left()));
      defects.binary(
          op,
          type,
          "ignores a NaN",
          (at, one, right) -> {
            var withoutLeft = at.select(Bits.isNan(at, one.left()), one.right(), right);
            return at.select(Bits.isNan(at, one.right()), one.left(), withoutLeft);
          });
      defects.binary(
          op,
          type,
          "takes the first of two zeros",
          (at, one, right) ->
              at.select(at.compare(CompareOp.EQ, one.left(), one.right()), one.left(), right));
    }
  }

  private void comparisons() {
    for (var op : CompareOp.values()) {
      defects.compare(
          op,
          type,
          "answers otherwise for NaN",
          (at, one, right) -> {
            var isNan = Bits.either(at, Bits.isNan(at, one.left()), Bits.isNan(at, one.right()));
            return at.select(isNan, Bits.not(at, right), right);
          });
      defects.compare(
          op,
          type,
          "takes -0 for less than 0",
          (at, one, right) -> {
            var zeros = Bits.both(at, Bits.isZero(at, one.left()), Bits.isZero(at, one.right()));
            var left = at.bitcast(Bits.ofFloat(type), one.left());
            var other = at.bitcast(Bits.ofFloat(type), one.right());
            return at.select(zeros, at.compare(op, left, other), right);
          });
    }
  }

  private void unaries() {
    defects.unary(
        UnaryOp.NEG,
        type,
        "subtracts from 0",
        (at, one, _) -> at.binary(BinaryOp.SUB, Bits.zero(at, type), one.operand()));
    defects.unary(
        UnaryOp.ABS,
        type,
        "keeps -0",
        (at, one, right) -> at.select(Bits.isZero(at, right), one.operand(), right));
    defects.unary(
        UnaryOp.SQRT,
        type,
        "of -0 gives 0",
        (at, _, right) -> at.select(Bits.isZero(at, right), Bits.zero(at, type), right));
    defects.unary(
        UnaryOp.SQRT,
        type,
        "of a negative number gives 0",
        (at, one, right) ->
            at.select(
                at.compare(CompareOp.LT, one.operand(), Bits.zero(at, type)),
                Bits.zero(at, type),
                right));
    if (type == ScalarType.F64) {
      defects.unary(
          UnaryOp.SQRT,
          type,
          "has 24 digits",
          (at, one, _) -> {
            var narrow = at.cast(ScalarType.F32, one.operand());
            return at.cast(type, at.unary(UnaryOp.SQRT, narrow));
          });
    }
    defects.unary(
        UnaryOp.SQRT,
        type,
        "flushes subnormal operands to zero",
        (at, one, _) -> at.unary(UnaryOp.SQRT, flushed(at, one.operand())));
  }

  private void fma() {
    defects.fma(
        type,
        "loses the sign of a zero",
        (at, _, right) -> at.select(Bits.isZero(at, right), Bits.zero(at, type), right));
    defects.fma(type, "flushes subnormal results to zero", (at, _, right) -> flushed(at, right));
    defects.fma(
        type,
        "subtracts",
        (at, one, _) -> at.fma(one.a(), one.b(), at.unary(UnaryOp.NEG, one.c())));
    if (type == ScalarType.F32) {
      defects.fma(
          type,
          "rounds to f64 first",
          (at, one, _) -> {
            var wide = ScalarType.F64;
            var product = at.binary(BinaryOp.MUL, at.cast(wide, one.a()), at.cast(wide, one.b()));
            return at.cast(type, at.binary(BinaryOp.ADD, product, at.cast(wide, one.c())));
          });
    }
  }
}
