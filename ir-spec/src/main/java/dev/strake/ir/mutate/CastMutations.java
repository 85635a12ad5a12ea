package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScalarType.Kind;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Casts and bitcasts by another rule than the one in IR.md.
final class CastMutations {
  private final ScalarType from;
  private final ScalarType to;
  private final Defects defects = Defects.ofScheduled(Family.CONVERSION);

  private CastMutations(ScalarType from, ScalarType to) {
    this.from = from;
    this.to = to;
  }

  static List<CodeMutation> all() {
    var all = new ArrayList<CodeMutation>();
    for (var from : ScalarType.values()) {
      for (var to : ScalarType.values()) {
        var areScheduled =
            ScalarMutations.isComputedWith(from) && ScalarMutations.isComputedWith(to);
        if (from != to && areScheduled) {
          all.addAll(new CastMutations(from, to).ofPair());
        }
      }
    }
    return all;
  }

  private List<CodeMutation> ofPair() {
    if (to.isBool()) {
      toBool();
    } else if (from.isBool()) {
      cast("takes true for -1", (at, _, right) -> at.unary(UnaryOp.NEG, right));
    } else if (from.isFloat() && to.isInteger()) {
      floatToInteger();
    } else if (from.isInteger() && to.isFloat()) {
      integerToFloat();
    } else if (from.isFloat()) {
      floatToFloat();
    } else {
      integerToInteger();
    }
    if (from.isFloat() && to.isInteger() && from.bits() == to.bits()) {
      bitcast();
    }
    return defects.all();
  }

  private void toBool() {
    cast("inverts", (at, one, _) -> at.compare(CompareOp.EQ, one.operand(), Bits.zero(at, from)));
    if (from.isFloat()) {
      cast(
          "takes NaN for false",
          (at, one, right) -> Bits.both(at, right, Bits.not(at, Bits.isNan(at, one.operand()))));
      cast("truncates first", (at, one, _) -> at.cast(to, at.cast(ScalarType.I32, one.operand())));
      return;
    }
    cast(
        "takes the lowest bit",
        (at, one, _) -> {
          var bit = at.binary(BinaryOp.AND, one.operand(), at.constant(from, 1));
          return at.cast(to, bit);
        });
    // Greater than zero is not zero for unsigned numbers.
    if (from.kind() == Kind.SIGNED) {
      cast(
          "takes negative numbers for false",
          (at, one, _) -> at.compare(CompareOp.GT, one.operand(), Bits.zero(at, from)));
    }
  }

  private void floatToInteger() {
    cast(
        "takes NaN for the smallest",
        (at, one, right) -> {
          // The smallest unsigned number is what NaN is: take the largest.
          var other = to.kind() == Kind.SIGNED ? to.smallest() : to.largest();
          return at.select(Bits.isNan(at, one.operand()), at.constant(to, other), right);
        });
    cast(
        "rounds half away from zero",
        (at, one, _) -> {
          var half = at.binary(BinaryOp.DIV, at.constant(from, from.one()), two(at));
          var isNegative = at.compare(CompareOp.LT, one.operand(), Bits.zero(at, from));
          var signed = at.select(isNegative, at.unary(UnaryOp.NEG, half), half);
          return at.cast(to, at.binary(BinaryOp.ADD, one.operand(), signed));
        });
    cast(
        "rounds down",
        (at, one, right) -> {
          var isAbove = at.compare(CompareOp.GT, at.cast(from, right), one.operand());
          var one1 = at.constant(to, 1);
          return at.select(isAbove, at.binary(BinaryOp.SUB, right, one1), right);
        });
    // Halves up to the limit of a narrower type: then the low bits.
    for (var via : List.of(ScalarType.I32, ScalarType.I64)) {
      if (via != to) {
        cast("saturates as " + via, (at, one, _) -> at.cast(to, at.cast(via, one.operand())));
      }
    }
  }

  private Value two(RegionBuilder at) {
    var one = at.constant(from, from.one());
    return at.binary(BinaryOp.ADD, one, one);
  }

  private void integerToFloat() {
    if (from.bits() == 64 && to == ScalarType.F32) {
      cast(
          "rounds to f64 first",
          (at, one, _) -> at.cast(to, at.cast(ScalarType.F64, one.operand())));
    }
    if (from.bits() > 24 && to == ScalarType.F64) {
      cast(
          "rounds to f32 first",
          (at, one, _) -> at.cast(to, at.cast(ScalarType.F32, one.operand())));
    }
    Bits.withOtherSign(from)
        .ifPresent(
            other ->
                cast(
                    "has the wrong sign",
                    (at, one, _) -> at.cast(to, at.bitcast(other, one.operand()))));
    if (from.kind() == Kind.SIGNED) {
      cast("loses the sign", (at, _, right) -> at.unary(UnaryOp.ABS, right));
    }
  }

  private void floatToFloat() {
    if (to.bits() > from.bits()) {
      cast("flushes subnormals", (at, one, right) -> flushed(at, one.operand(), right));
      return;
    }
    cast(
        "overflows to the largest number",
        (at, one, right) -> {
          var isOver =
              Bits.both(
                  at, Bits.isInfinite(at, right), Bits.not(at, Bits.isInfinite(at, one.operand())));
          var isNegative = at.compare(CompareOp.LT, right, Bits.zero(at, to));
          var largest = Bits.largestFinite(at, to);
          var limit = at.select(isNegative, at.unary(UnaryOp.NEG, largest), largest);
          return at.select(isOver, limit, right);
        });
    cast(
        "truncates",
        (at, one, right) -> {
          var back = at.unary(UnaryOp.ABS, at.cast(from, right));
          var isAway = at.compare(CompareOp.GT, back, at.unary(UnaryOp.ABS, one.operand()));
          var integer = Bits.ofFloat(to);
          var bits = at.bitcast(integer, right);
          var lower = at.binary(BinaryOp.SUB, bits, at.constant(integer, 1));
          return at.select(isAway, at.bitcast(to, lower), right);
        });
    cast("flushes subnormals", (at, _, right) -> flushed(at, right, right));
    cast(
        "loses the sign of a zero",
        (at, _, right) -> at.select(Bits.isZero(at, right), Bits.zero(at, to), right));
  }

  /// `right`, or zero where `value` is subnormal.
  private Value flushed(RegionBuilder at, Value value, Value right) {
    var magnitude = at.unary(UnaryOp.ABS, value);
    var isSmall = at.compare(CompareOp.LT, magnitude, Bits.smallestNormal(at, value.scalar()));
    var isSubnormal = Bits.both(at, isSmall, Bits.not(at, Bits.isZero(at, value)));
    return at.select(isSubnormal, Bits.zero(at, to), right);
  }

  private void integerToInteger() {
    if (to.bits() < from.bits()) {
      saturation();
    }
    if (to.bits() > from.bits()) {
      // A wider number is extended by the rule of its source.
      Bits.withOtherSign(from)
          .ifPresent(
              other ->
                  cast(
                      "extends by the wrong sign",
                      (at, one, _) -> at.cast(to, at.bitcast(other, one.operand()))));
      cast("drops the upper half", (at, _, right) -> lowHalf(at, right));
    }
    if (to.bits() == from.bits()) {
      cast("loses the top bit", (at, _, right) -> withoutTopBit(at, right));
    }
  }

  private void saturation() {
    cast(
        "saturates",
        (at, one, right) -> {
          var back = at.cast(from, right);
          var isSame = at.compare(CompareOp.EQ, back, one.operand());
          return at.select(isSame, right, Bits.largest(at, to));
        });
    cast("loses the top bit", (at, _, right) -> withoutTopBit(at, right));
  }

  private Value lowHalf(RegionBuilder at, Value value) {
    var mask = at.constant(to, (1L << from.bits() - 1) - 1);
    return at.binary(BinaryOp.AND, value, mask);
  }

  private Value withoutTopBit(RegionBuilder at, Value value) {
    return at.binary(
        BinaryOp.USHR, at.binary(BinaryOp.SHL, value, at.constant(to, 1)), at.constant(to, 1));
  }

  private void bitcast() {
    defects.add(
        "bitcast %s to %s reads NaN with its sign".formatted(from, to),
        Rule.instead(
            Op.Bitcast.class,
            one -> one.operand().type() == from && one.result().type() == to,
            (at, one, right) -> {
              var sign =
                  at.binary(BinaryOp.SHL, at.constant(to, 1), at.constant(to, to.bits() - 1));
              var negative = at.binary(BinaryOp.OR, right, sign);
              return at.select(Bits.isNan(at, one.operand()), negative, right);
            }));
    defects.add(
        "bitcast %s to %s converts".formatted(from, to),
        Rule.on(
            Op.Bitcast.class,
            one -> one.operand().type() == from && one.result().type() == to,
            (one, place) -> place.at().append(new Op.Cast(one.result(), one.operand()))));
    defects.add(
        "bitcast %s to %s converts".formatted(to, from),
        Rule.on(
            Op.Bitcast.class,
            one -> one.operand().type() == to && one.result().type() == from,
            (one, place) -> place.at().append(new Op.Cast(one.result(), one.operand()))));
  }

  private void cast(String defect, Rule.Wrong<Op.Cast> wrong) {
    defects.cast(from, to, defect, wrong);
  }
}
