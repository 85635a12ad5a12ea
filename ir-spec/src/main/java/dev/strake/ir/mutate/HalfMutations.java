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

/// Casts from and to halves by another rule: the defects of a backend that takes checked kernels,
/// since scheduled ones have no halves.
final class HalfMutations {
  private static final String UNSCHEDULED = ", unscheduled";

  private final ScalarType half;
  private final Defects defects = Defects.ofChecked(Family.CONVERSION);

  private HalfMutations(ScalarType half) {
    this.half = half;
  }

  static List<CodeMutation> all() {
    var all = new ArrayList<CodeMutation>();
    for (var type : ScalarType.values()) {
      if (type.isHalf()) {
        all.addAll(new HalfMutations(type).ofHalf());
      }
    }
    return all;
  }

  private List<CodeMutation> ofHalf() {
    for (var other : ScalarType.values()) {
      if (other.isFloat()) {
        narrowing(other);
        widening(other);
      } else if (other.isHalf() && other != half) {
        cast(other, half, "keeps the bits", (at, one, _) -> at.bitcast(half, one.operand()));
      }
      if (isRoundedTwice(other)) {
        cast(
            other,
            half,
            "rounds to f32 first",
            (at, one, _) -> at.cast(half, at.cast(ScalarType.F32, one.operand())));
      }
      if (other.isInteger()) {
        ofInteger(other);
      }
    }
    bits();
    return defects.all();
  }

  /// An `f32` holds every integer that an `f16` does not take for infinite.
  private boolean isRoundedTwice(ScalarType from) {
    return from == ScalarType.F64 || from.isInteger() && from.bits() > 24 && half != ScalarType.F16;
  }

  private void narrowing(ScalarType from) {
    cast(
        from,
        half,
        "truncates",
        (at, one, right) -> {
          var back = at.unary(UnaryOp.ABS, at.cast(from, right));
          var isAway = at.compare(CompareOp.GT, back, at.unary(UnaryOp.ABS, one.operand()));
          return at.select(isAway, lowered(at, right), right);
        });
    cast(
        from,
        half,
        "overflows to the largest number",
        (at, one, right) -> {
          var back = at.cast(from, right);
          var isOver =
              Bits.both(
                  at, Bits.isInfinite(at, back), Bits.not(at, Bits.isInfinite(at, one.operand())));
          return at.select(isOver, lowered(at, right), right);
        });
    cast(
        from,
        half,
        "flushes subnormals",
        (at, _, right) -> {
          var back = at.cast(from, right);
          var isSmall = at.compare(CompareOp.LT, at.unary(UnaryOp.ABS, back), normal(at, from));
          var isFlushed = Bits.both(at, isSmall, Bits.not(at, Bits.isZero(at, back)));
          return at.select(isFlushed, at.constant(half, 0), right);
        });
    cast(
        from,
        half,
        "loses the sign of a zero",
        (at, one, right) ->
            at.select(Bits.isZero(at, at.cast(from, right)), at.constant(half, 0), right));
  }

  /// The half whose bits are one less.
  private Value lowered(RegionBuilder at, Value value) {
    var integer = Bits.ofFloat(half);
    var bits = at.bitcast(integer, value);
    return at.bitcast(half, at.binary(BinaryOp.SUB, bits, at.constant(integer, 1)));
  }

  /// The smallest normal half.
  private Value normal(RegionBuilder at, ScalarType type) {
    return at.cast(type, at.constant(half, 1L << half.fractionBits()));
  }

  private void widening(ScalarType to) {
    cast(
        half,
        to,
        "flushes subnormals",
        (at, _, right) -> {
          var isSmall = at.compare(CompareOp.LT, at.unary(UnaryOp.ABS, right), normal(at, to));
          return at.select(isSmall, at.constant(to, 0), right);
        });
    cast(
        half,
        to,
        "takes infinity for a number",
        (at, _, right) ->
            at.select(
                Bits.isInfinite(at, right),
                at.cast(to, lowered(at, at.constant(half, half.largest()))),
                right));
  }

  private void ofInteger(ScalarType type) {
    cast(
        half,
        type,
        "takes NaN for 1",
        (at, one, right) -> {
          var wide = at.cast(ScalarType.F64, one.operand());
          return at.select(Bits.isNan(at, wide), at.constant(type, 1), right);
        });
    cast(
        half,
        type,
        "rounds down",
        (at, one, right) -> {
          var wide = at.cast(ScalarType.F64, one.operand());
          var isAbove = at.compare(CompareOp.GT, at.cast(ScalarType.F64, right), wide);
          var below = at.binary(BinaryOp.SUB, right, at.constant(type, 1));
          return at.select(isAbove, below, right);
        });
  }

  private void bits() {
    var integer = Bits.ofFloat(half);
    add(
        "bitcast %s to %s reads NaN with its sign".formatted(half, integer),
        Rule.instead(
            Op.Bitcast.class,
            one -> one.operand().type() == half && one.result().type() == integer,
            (at, one, right) -> {
              var negative =
                  at.binary(BinaryOp.OR, right, at.constant(integer, integer.smallest()));
              var wide = at.cast(ScalarType.F32, one.operand());
              return at.select(Bits.isNan(at, wide), negative, right);
            }));
    cast(
        half,
        ScalarType.BOOL,
        "takes NaN for false",
        (at, one, right) -> {
          var wide = at.cast(ScalarType.F32, one.operand());
          return Bits.both(at, right, Bits.not(at, Bits.isNan(at, wide)));
        });
    add(
        "loads of %s give 0".formatted(half),
        Rule.on(
            Op.Load.class,
            load -> load.result().type() == half,
            (load, place) -> place.at().append(new Op.Constant(load.result(), 0))));
    add(
        "stores of %s don't happen".formatted(half),
        Rule.on(Op.Store.class, store -> store.value().type() == half, (_, _) -> {}));
    add(
        "select of %s swaps its arms".formatted(half),
        Rule.on(
            Op.Select.class,
            one -> one.result().type() == half,
            (one, place) ->
                place
                    .at()
                    .append(
                        new Op.Select(
                            one.result(), one.condition(), one.whenFalse(), one.whenTrue()))));
  }

  private void cast(ScalarType from, ScalarType to, String defect, Rule.Wrong<Op.Cast> wrong) {
    defects.cast(from, to, defect + UNSCHEDULED, wrong);
  }

  private void add(String defect, Rule rule) {
    defects.add(defect + UNSCHEDULED, rule);
  }
}
