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

/// Integer ops that are right but for a few operands: overflow, shift counts, signs.
final class ExtremeMutations {
  private final ScalarType type;
  private final Defects defects = Defects.ofScheduled(Family.EXTREMES);

  private ExtremeMutations(ScalarType type) {
    this.type = type;
  }

  static List<CodeMutation> all() {
    var all = new ArrayList<CodeMutation>();
    for (var type : ScalarType.values()) {
      if (type.isInteger()) {
        all.addAll(new ExtremeMutations(type).ofIntegers());
      }
    }
    return all;
  }

  private List<CodeMutation> ofIntegers() {
    saturation();
    shifts();
    signs();
    if (type.kind() == Kind.SIGNED) {
      overflow();
    }
    return defects.all();
  }

  private void saturation() {
    defects.binary(
        BinaryOp.ADD,
        type,
        "saturates",
        (at, op, right) -> {
          var isOver = isSumOver(at, op.left(), op.right(), right);
          return at.select(isOver, limit(at, op.left()), right);
        });
    defects.binary(
        BinaryOp.SUB,
        type,
        "saturates",
        (at, op, right) -> {
          if (type.kind() == Kind.UNSIGNED) {
            var isBelow = at.compare(CompareOp.LT, op.left(), op.right());
            return at.select(isBelow, Bits.zero(at, type), right);
          }
          var isOver = isSumOver(at, right, op.right(), op.left());
          return at.select(isOver, limit(at, op.left()), right);
        });
    defects.binary(
        BinaryOp.MUL,
        type,
        "of the largest by itself saturates",
        (at, op, right) -> {
          var largest = Bits.largest(at, type);
          var isOver =
              Bits.both(
                  at,
                  at.compare(CompareOp.EQ, op.left(), largest),
                  at.compare(CompareOp.EQ, op.right(), largest));
          return at.select(isOver, largest, right);
        });
  }

  /// Whether `left + right`, which wraps to `sum`, is outside the type.
  private Value isSumOver(RegionBuilder at, Value left, Value right, Value sum) {
    if (type.kind() == Kind.UNSIGNED) {
      return at.compare(CompareOp.LT, sum, left);
    }
    var ofLeft = at.binary(BinaryOp.XOR, left, sum);
    var ofRight = at.binary(BinaryOp.XOR, right, sum);
    var both = at.binary(BinaryOp.AND, ofLeft, ofRight);
    return at.compare(CompareOp.LT, both, Bits.zero(at, type));
  }

  private Value limit(RegionBuilder at, Value left) {
    var isNegative = at.compare(CompareOp.LT, left, Bits.zero(at, type));
    return at.select(isNegative, Bits.smallest(at, type), Bits.largest(at, type));
  }

  private void overflow() {
    for (var op : List.of(BinaryOp.DIV, BinaryOp.FLOORDIV)) {
      defects.binary(
          op,
          type,
          "of the smallest by -1 gives the largest",
          (at, one, right) -> at.select(isOver(at, one), Bits.largest(at, type), right));
    }
    for (var op : List.of(BinaryOp.REM, BinaryOp.FLOORMOD)) {
      defects.binary(
          op,
          type,
          "of the smallest by -1 gives the smallest",
          (at, one, right) -> at.select(isOver(at, one), Bits.smallest(at, type), right));
    }
    for (var op : List.of(UnaryOp.NEG, UnaryOp.ABS)) {
      defects.unary(
          op,
          type,
          "of the smallest gives the largest",
          (at, one, right) ->
              at.select(
                  at.compare(CompareOp.EQ, one.operand(), Bits.smallest(at, type)),
                  Bits.largest(at, type),
                  right));
    }
  }

  private Value isOver(RegionBuilder at, Op.Binary op) {
    var minusOne = at.constant(type, -1);
    return Bits.both(
        at,
        at.compare(CompareOp.EQ, op.left(), Bits.smallest(at, type)),
        at.compare(CompareOp.EQ, op.right(), minusOne));
  }

  private void shifts() {
    for (var op : List.of(BinaryOp.SHL, BinaryOp.SHR, BinaryOp.USHR)) {
      defects.binary(
          op,
          type,
          "by the width or more gives 0",
          (at, one, right) -> {
            var mask = at.constant(type, type.bits() - 1);
            var masked = at.binary(BinaryOp.AND, one.right(), mask);
            var isInside = at.compare(CompareOp.EQ, masked, one.right());
            return at.select(isInside, right, Bits.zero(at, type));
          });
      defects.binary(
          op,
          type,
          "takes its count modulo half the width",
          (at, one, _) -> {
            var mask = at.constant(type, type.bits() / 2 - 1);
            return at.binary(op, one.left(), at.binary(BinaryOp.AND, one.right(), mask));
          });
      if (type.kind() == Kind.SIGNED) {
        defects.binary(
            op,
            type,
            "takes negative counts for 0",
            (at, one, right) ->
                at.select(
                    at.compare(CompareOp.LT, one.right(), Bits.zero(at, type)), one.left(), right));
      }
    }
  }

  /// The type taken for the other one of its width.
  private void signs() {
    for (var op : List.of(BinaryOp.MIN, BinaryOp.MAX)) {
      defects.binary(
          op,
          type,
          "has the wrong sign",
          (at, one, _) -> {
            var left = flipped(at, one.left());
            return flipped(at, at.binary(op, left, flipped(at, one.right())));
          });
    }
    for (var op : List.of(CompareOp.LT, CompareOp.LE, CompareOp.GT, CompareOp.GE)) {
      defects.add(
          "%s %s has the wrong sign".formatted(op.mnemonic(), type),
          Rule.on(
              Op.Compare.class,
              one -> one.op() == op && one.left().type() == type,
              (one, place) -> {
                var left = flipped(place.at(), one.left());
                var right = flipped(place.at(), one.right());
                place.at().append(new Op.Compare(one.result(), op, left, right));
              }));
    }
    Bits.withOtherSign(type).ifPresent(this::otherSign);
  }

  private void otherSign(ScalarType other) {
    for (var op : List.of(BinaryOp.DIV, BinaryOp.REM, BinaryOp.FLOORDIV, BinaryOp.FLOORMOD)) {
      defects.add(
          "%s %s computes as %s".formatted(op.mnemonic(), type, other),
          Rule.on(
              Op.Binary.class,
              one -> one.op() == op && one.result().type() == type,
              (one, place) -> {
                var at = place.at();
                var left = at.bitcast(other, one.left());
                var right = at.bitcast(other, one.right());
                var quotient = at.binary(op, left, right, one.site());
                place.define(one.result(), at.bitcast(type, quotient));
              }));
    }
  }

  private Value flipped(RegionBuilder at, Value value) {
    var top = at.binary(BinaryOp.SHL, at.constant(type, 1), at.constant(type, type.bits() - 1));
    return at.binary(BinaryOp.XOR, value, top);
  }
}
