package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.pass.OpMapping;
import java.util.ArrayList;
import java.util.List;

/// Reductions by another op or over other elements: the defects of a backend that takes checked
/// kernels and lowers reductions itself.
final class ReductionMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private ReductionMutations() {}

  static List<CodeMutation> all() {
    var all = new ReductionMutations();
    for (var type : ScalarType.values()) {
      for (var op : ReduceOp.values()) {
        if (op.accepts(type)) {
          all.otherOps(op, type);
          all.elements(op, type);
        }
      }
    }
    return all.mutations;
  }

  private void otherOps(ReduceOp op, ScalarType type) {
    for (var other : mistakenFor(op)) {
      if (other.accepts(type)) {
        add(
            op,
            type,
            "combines by " + other.mnemonic(),
            (reduce, place) -> {
              // A chain is a sum: it has no other ops.
              if (reduce.order() == ReduceOrder.CHAIN) {
                return false;
              }
              var order = ReduceOrder.isFreeLegal(other, type) ? reduce.order() : ReduceOrder.SEQ;
              place.at().append(reduce.withCombine(Combine.of(other)).withOrder(order));
              return true;
            });
      }
    }
  }

  private static List<ReduceOp> mistakenFor(ReduceOp op) {
    return switch (op) {
      case ADD -> List.of(ReduceOp.MUL, ReduceOp.MAX);
      case MUL -> List.of(ReduceOp.ADD, ReduceOp.MIN);
      case MIN -> List.of(ReduceOp.MAX, ReduceOp.ADD);
      case MAX -> List.of(ReduceOp.MIN, ReduceOp.ADD);
      case ANY -> List.of(ReduceOp.ALL);
      case ALL -> List.of(ReduceOp.ANY);
    };
  }

  /// Elements left out or taken too often, and nothing taken for something.
  private void elements(ReduceOp op, ScalarType type) {
    add(op, type, "skips the first index", (reduce, place) -> moved(reduce, place, 1, 0));
    add(op, type, "skips the last index", (reduce, place) -> moved(reduce, place, 0, -1));
    if (op.failsWhenEmpty()) {
      add(op, type, "of nothing gives its neutral element", ReductionMutations::neverFails);
    } else {
      var isZeroRight = op == ReduceOp.ADD || op == ReduceOp.ANY;
      var wrong = isZeroRight ? type.component().one() : 0;
      add(
          op,
          type,
          "of nothing gives another value",
          (reduce, place) -> {
            var at = place.at();
            var right = place.appendUnder(reduce);
            var other = at.filled(type, wrong);
            place.define(
                reduce.results().getFirst(), at.select(hasElements(at, reduce), right, other));
            return true;
          });
    }
  }

  /// Starts the innermost index later, and ends it later, by so many.
  static boolean moved(Op.Bulk bulk, Place place, long first, long last) {
    var lowers = new ArrayList<>(bulk.lowers());
    var uppers = new ArrayList<>(bulk.uppers());
    var at = place.at();
    lowers.add(at.binary(BinaryOp.ADD, lowers.removeLast(), at.index(first)));
    uppers.add(at.binary(BinaryOp.ADD, uppers.removeLast(), at.index(last)));
    at.append(bulk.withBounds(lowers, uppers));
    return true;
  }

  private static boolean neverFails(Op.Reduce reduce, Place place) {
    var at = place.at();
    var type = reduce.results().getFirst().scalar();
    var full = at.child(List.of());
    var result = place.ids().fresh(type);
    full.append(new OpMapping(_ -> result, value -> value, region -> region).apply(reduce));
    var empty = at.child(List.of());
    var neutral = empty.constant(type, builtin(reduce).neutral(type));
    at.append(
        new Op.If(
            reduce.results(),
            hasElements(at, reduce),
            full.end(List.of(result)),
            empty.end(List.of(neutral))));
    return true;
  }

  private static Value hasElements(RegionBuilder at, Op.Reduce reduce) {
    var has = at.constant(ScalarType.BOOL, 1);
    for (var axis = 0; axis < reduce.lowers().size(); axis++) {
      var lower = reduce.lowers().get(axis);
      has = Bits.both(at, has, at.compare(CompareOp.LT, lower, reduce.uppers().get(axis)));
    }
    return has;
  }

  /// The op of a reduction that is not custom.
  static ReduceOp builtin(Op.Reduce reduce) {
    if (reduce.combine() instanceof Combine.Builtin(var op)) {
      return op;
    }
    throw new IllegalArgumentException("a custom combination has no op");
  }

  /// What becomes of a reduction, if it fits.
  private interface Change {
    boolean append(Op.Reduce reduce, Place place);
  }

  private void add(ReduceOp op, ScalarType type, String defect, Change change) {
    add(
        "reduce %s %s %s".formatted(op.mnemonic(), type, defect),
        (one, place) ->
            one.combine().equals(Combine.of(op))
                && one.results().getFirst().type() == type
                && change.append(one, place));
  }

  private void add(String defect, Change change) {
    mutations.add(
        CodeMutation.of(
                Family.REDUCTION,
                defect,
                (op, place) -> op instanceof Op.Reduce reduce && change.append(reduce, place))
            .on(Backend.Form.CHECKED));
  }
}
