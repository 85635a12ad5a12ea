package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.LoopKind;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// One reduction of a block of columns, each with accumulators of its own in local arrays `[lanes,
/// columns]`. Elements belong to accumulators, and accumulators are folded, as [LaneReduction] and
/// [ChunkStack] say; every step is made for all columns before the next one.
///
/// @param columns how a step is made for all columns
/// @param sample the elements of some column, for what is the same in all of them: orders and types
/// @param lanes accumulators of a column, a power of two
/// @param together how many of them are in registers at a time, a power of two
/// @param tile rows that are taken in for all columns at a time, a multiple of `lanes`
/// @param accumulators an array `[lanes, columns]` per component
/// @param stack an array `[levels, columns]` per component where the order has chunks, else none
record RowAccumulation(
    Columns columns,
    Elements sample,
    int lanes,
    int together,
    int tile,
    List<Value> accumulators,
    List<Value> stack) {

  /// Runs a step for every column.
  interface Columns {
    void each(RegionBuilder at, Step step);
  }

  /// What is done for one column: `number` counts columns, `elements` are the column's.
  interface Step {
    void append(RegionBuilder at, Value number, Elements elements);
  }

  /// Appends the reduction; the total of column t is then the accumulator `[0, t]`.
  void append(RegionBuilder at) {
    reset(at);
    if (stack.isEmpty()) {
      appendOuter(at);
      fold(at);
    } else {
      appendChunks(at);
    }
  }

  /// What a column's reduction gives, once all is accumulated.
  List<Value> result(RegionBuilder at, Value number, Elements elements) {
    var total = elements.result(load(at, accumulators, at.index(0), number));
    if (sample.reduce().combine().failsWhenEmpty() || LowerReductions.givesNothing(elements)) {
      return total;
    }
    var isNonEmpty = LowerReductions.isNonEmpty(at, sample.reduce());
    var nothing = LowerReductions.ofNothing(at, elements.reduce());
    var results = new ArrayList<Value>();
    for (var k = 0; k < total.size(); k++) {
      results.add(at.select(isNonEmpty, total.get(k), nothing.get(k)));
    }
    return results;
  }

  private Value lower() {
    return sample.reduce().lowers().getLast();
  }

  private Value count(RegionBuilder at) {
    return Loops.tripCount(at, lower(), sample.reduce().uppers().getLast());
  }

  private void appendOuter(RegionBuilder at) {
    sample.nest(
        at,
        sample.rank() - 1,
        List.of(),
        (body, outer, _) -> {
          accumulate(body, outer, lower(), count(body));
          return List.of();
        });
  }

  private void appendChunks(RegionBuilder at) {
    var count = count(at);
    var shift = at.index(Long.numberOfTrailingZeros(ReduceOrder.CHUNK));
    var complete = at.binary(BinaryOp.USHR, count, shift);
    Loops.seq(
        at,
        at.index(0),
        complete,
        List.of(),
        sample.site(),
        (body, chunk, _) -> {
          var start = body.binary(BinaryOp.ADD, lower(), body.binary(BinaryOp.SHL, chunk, shift));
          accumulate(body, List.of(), start, body.index(ReduceOrder.CHUNK));
          fold(body);
          push(body, chunk);
          reset(body);
          return List.of();
        });
    var done = at.binary(BinaryOp.SHL, complete, shift);
    var rest = at.binary(BinaryOp.SUB, count, done);
    accumulate(at, List.of(), at.binary(BinaryOp.ADD, lower(), done), rest);
    // Without a rest the accumulators are neutral, and so is their total.
    fold(at);
    foldStack(at, complete);
  }

  /// Takes in `count` rows from `start` on, which belongs to the first accumulator.
  private void accumulate(RegionBuilder at, List<Value> outer, Value start, Value count) {
    Loops.seq(
        at,
        at.index(0),
        Loops.groups(at, count, tile),
        List.of(),
        sample.site(),
        (body, number, _) -> {
          var done = body.binary(BinaryOp.MUL, number, body.index(tile));
          var left = body.binary(BinaryOp.SUB, count, done);
          var rows = body.binary(BinaryOp.MIN, left, body.index(tile));
          accumulateTile(body, outer, body.binary(BinaryOp.ADD, start, done), rows);
          return List.of();
        });
  }

  private void accumulateTile(RegionBuilder at, List<Value> outer, Value first, Value rows) {
    var shift = at.index(Long.numberOfTrailingZeros(lanes));
    var steps = at.binary(BinaryOp.SHR, rows, shift);
    var isAny = at.compare(CompareOp.LT, at.index(0), steps);
    Loops.branch(
        at,
        isAny,
        body -> {
          columns.each(
              body, (step, column, own) -> accumulate(step, column, own, outer, first, steps));
          return List.of();
        },
        _ -> List.of());
    Loops.seq(
        at,
        at.binary(BinaryOp.SHL, steps, shift),
        rows,
        List.of(),
        sample.site(),
        (body, row, _) -> {
          var index = body.binary(BinaryOp.ADD, first, row);
          var lane = body.binary(BinaryOp.AND, row, body.index(lanes - 1));
          columns.each(
              body,
              (step, column, own) -> {
                var element = own.append(step, Elements.with(outer, index));
                var total = own.combine(step, load(step, accumulators, lane, column), element);
                store(step, accumulators, lane, column, total);
              });
          return List.of();
        });
  }

  /// Groups of as many rows as there are accumulators, of one column.
  private void accumulate(
      RegionBuilder at, Value column, Elements own, List<Value> outer, Value first, Value steps) {
    if (lanes == together) {
      accumulateTogether(at, column, own, outer, first, steps);
      return;
    }
    Loops.seq(
        at,
        at.index(0),
        at.index(lanes / together),
        List.of(),
        sample.site(),
        (body, part, _) -> {
          var lane = body.binary(BinaryOp.MUL, part, body.index(together));
          accumulateTogether(body, column, own, outer, first, steps, lane);
          return List.of();
        });
  }

  private void accumulateTogether(
      RegionBuilder at, Value column, Elements own, List<Value> outer, Value first, Value steps) {
    accumulateTogether(at, column, own, outer, first, steps, at.index(0));
  }

  private void accumulateTogether(
      RegionBuilder at,
      Value column,
      Elements own,
      List<Value> outer,
      Value first,
      Value steps,
      Value firstLane) {
    var initial = new ArrayList<Value>();
    var width = accumulators.size();
    for (var k = 0; k < together; k++) {
      initial.addAll(load(at, accumulators, plus(at, firstLane, k), column));
    }
    var start = at.binary(BinaryOp.ADD, first, firstLane);
    var totals =
        Loops.seq(
            at,
            at.index(0),
            steps,
            initial,
            sample.site(),
            (body, step, carried) -> {
              var group = body.binary(BinaryOp.MUL, step, body.index(lanes));
              var row = body.binary(BinaryOp.ADD, start, group);
              var next = new ArrayList<Value>();
              for (var k = 0; k < together; k++) {
                var element = own.append(body, Elements.with(outer, plus(body, row, k)));
                var total = carried.subList(k * width, (k + 1) * width);
                next.addAll(own.combine(body, total, element));
              }
              return next;
            });
    for (var k = 0; k < together; k++) {
      var total = totals.subList(k * width, (k + 1) * width);
      store(at, accumulators, plus(at, firstLane, k), column, total);
    }
  }

  private static Value plus(RegionBuilder at, Value value, int number) {
    return number == 0 ? value : at.binary(BinaryOp.ADD, value, at.index(number));
  }

  private void reset(RegionBuilder at) {
    columns.each(
        at,
        (step, column, own) -> {
          var neutral = own.neutral(step);
          eachOf(step, lanes, (body, lane) -> store(body, accumulators, lane, column, neutral));
        });
  }

  /// Lane i takes lane i + s for s = lanes / 2, lanes / 4 .. 1.
  private void fold(RegionBuilder at) {
    if (lanes == 1) {
      return;
    }
    columns.each(
        at,
        (step, column, own) -> {
          for (var half = lanes / 2; half > 0; half /= 2) {
            var distance = half;
            eachOf(
                step,
                half,
                (body, lane) -> {
                  var left = load(body, accumulators, lane, column);
                  var right = load(body, accumulators, plus(body, lane, distance), column);
                  store(body, accumulators, lane, column, own.combine(body, left, right));
                });
          }
        });
  }

  private void eachOf(RegionBuilder at, int count, Loops.PlainBody body) {
    Loops.plain(at, LoopKind.SEQ, at.index(0), at.index(count), sample.site(), body);
  }

  /// Adds chunk number `chunk`, whose totals are the first accumulators, as [ChunkStack] does.
  private void push(RegionBuilder at, Value chunk) {
    var last =
        Loops.whileLoop(
            at,
            List.of(chunk, at.index(0)),
            sample.site(),
            (condition, carried) -> isOdd(condition, carried.get(0)),
            (body, carried) -> {
              takeIn(body, carried.get(1));
              return halved(body, carried);
            });
    columns.each(
        at,
        (step, column, _) ->
            store(
                step, stack, last.get(1), column, load(step, accumulators, step.index(0), column)));
  }

  private void foldStack(RegionBuilder at, Value chunks) {
    Loops.whileLoop(
        at,
        List.of(chunks, at.index(0)),
        sample.site(),
        (condition, carried) -> condition.compare(CompareOp.NE, carried.get(0), condition.index(0)),
        (body, carried) -> {
          Loops.branch(
              body,
              isOdd(body, carried.get(0)),
              inner -> {
                takeIn(inner, carried.get(1));
                return List.of();
              },
              _ -> List.of());
          return halved(body, carried);
        });
  }

  /// The first accumulators take in a level of the stack, which holds earlier elements.
  private void takeIn(RegionBuilder at, Value level) {
    columns.each(
        at,
        (step, column, own) -> {
          var zero = step.index(0);
          var earlier = load(step, stack, level, column);
          var total = own.combine(step, earlier, load(step, accumulators, zero, column));
          store(step, accumulators, zero, column, total);
        });
  }

  private static Value isOdd(RegionBuilder at, Value number) {
    var lowest = at.binary(BinaryOp.AND, number, at.index(1));
    return at.compare(CompareOp.NE, lowest, at.index(0));
  }

  /// What both loops over levels carry next: half of the number, the next level.
  private static List<Value> halved(RegionBuilder at, List<Value> carried) {
    return List.of(
        at.binary(BinaryOp.USHR, carried.get(0), at.index(1)),
        at.binary(BinaryOp.ADD, carried.get(1), at.index(1)));
  }

  private List<Value> load(RegionBuilder at, List<Value> arrays, Value row, Value column) {
    return arrays.stream()
        .map(array -> at.load(array, List.of(row, column), sample.site()))
        .toList();
  }

  private void store(
      RegionBuilder at, List<Value> arrays, Value row, Value column, List<Value> components) {
    for (var k = 0; k < arrays.size(); k++) {
      at.store(arrays.get(k), List.of(row, column), components.get(k), sample.site());
    }
  }
}
