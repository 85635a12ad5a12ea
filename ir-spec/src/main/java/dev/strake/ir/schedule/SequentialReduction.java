package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.List;

/// Reductions as plain `seq` loops that carry what is accumulated: the orders `seq` and `chain`,
/// and `free` where lanes don't help. Loops around them can still run in lanes.
final class SequentialReduction {
  private SequentialReduction() {}

  /// A left fold from the neutral element, which gives the first element back to the bit.
  static List<Value> fold(RegionBuilder at, Elements elements) {
    return elements.nest(
        at,
        elements.rank(),
        elements.neutral(at),
        (body, indices, carried) ->
            elements.combine(body, carried, elements.append(body, indices)));
  }

  /// Products of integers are summed in any order.
  static List<Value> chainOfIntegers(RegionBuilder at, Elements elements) {
    return elements.nest(
        at,
        elements.rank(),
        elements.neutral(at),
        (body, indices, carried) -> {
          var pair = elements.body(body, indices);
          var product = body.binary(BinaryOp.MUL, pair.get(0), pair.get(1));
          return elements.combine(body, carried, List.of(product));
        });
  }

  /// Fused chains over runs of [ReduceOrder#RUN] products, each from +0.0; the runs' totals are
  /// added in ascending order. The total starts from -0.0, which gives the first run back.
  static List<Value> chain(RegionBuilder at, Elements elements) {
    return elements.rank() == 1 ? chainOfRuns(at, elements) : countedChain(at, elements);
  }

  /// One binder: a loop over runs around a loop over the products of a run.
  private static List<Value> chainOfRuns(RegionBuilder at, Elements elements) {
    var site = elements.site();
    var lower = elements.reduce().lowers().getFirst();
    var upper = elements.reduce().uppers().getFirst();
    var run = at.index(ReduceOrder.RUN);
    var trip = Loops.tripCount(at, lower, upper);
    var padded = at.binary(BinaryOp.ADD, trip, at.index(ReduceOrder.RUN - 1));
    var runs =
        at.binary(BinaryOp.USHR, padded, at.index(Long.numberOfTrailingZeros(ReduceOrder.RUN)));
    return Loops.seq(
        at,
        at.index(0),
        runs,
        elements.neutral(at),
        site,
        (body, index, total) -> {
          var start = body.binary(BinaryOp.ADD, lower, body.binary(BinaryOp.MUL, index, run));
          var rest = body.binary(BinaryOp.SUB, upper, start);
          var count = body.binary(BinaryOp.MIN, rest, run);
          var end = body.binary(BinaryOp.ADD, start, count);
          var sum = run(body, elements, start, end);
          return elements.combine(body, total, List.of(sum));
        });
  }

  private static Value run(RegionBuilder at, Elements elements, Value start, Value end) {
    var zero = at.filled(elements.type(), 0);
    return Loops.seq(
            at,
            start,
            end,
            List.of(zero),
            elements.site(),
            (body, index, sum) -> {
              var pair = elements.body(body, List.of(index));
              return List.of(body.fma(pair.get(0), pair.get(1), sum.getFirst()));
            })
        .getFirst();
  }

  /// Several binders: products are counted, every [ReduceOrder#RUN]th closes a run.
  private static List<Value> countedChain(RegionBuilder at, Elements elements) {
    var zero = at.filled(elements.type(), 0);
    var initial = List.of(at.index(0), zero, elements.neutral(at).getFirst());
    var last =
        elements.nest(
            at,
            elements.rank(),
            initial,
            (body, indices, carried) -> {
              var pair = elements.body(body, indices);
              var count = body.binary(BinaryOp.ADD, carried.get(0), body.index(1));
              var sum = body.fma(pair.get(0), pair.get(1), carried.get(1));
              var total = body.binary(BinaryOp.ADD, carried.get(2), sum);
              var isComplete = isMultipleOfRun(body, count);
              return List.of(
                  count,
                  body.select(isComplete, zero, sum),
                  body.select(isComplete, total, carried.get(2)));
            });
    var total = at.binary(BinaryOp.ADD, last.get(2), last.get(1));
    return List.of(at.select(isMultipleOfRun(at, last.get(0)), last.get(2), total));
  }

  private static Value isMultipleOfRun(RegionBuilder at, Value count) {
    var rest = at.binary(BinaryOp.AND, count, at.index(ReduceOrder.RUN - 1));
    return at.compare(CompareOp.EQ, rest, at.index(0));
  }
}
