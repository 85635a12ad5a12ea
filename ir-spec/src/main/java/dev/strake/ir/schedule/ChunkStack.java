package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// The results of complete chunks, merged like a binary counter: entry k holds the total of 2^k
/// neighbouring chunks where bit k of the number of chunks is set. That is the tree of adjacent
/// pairs the order `lanes` demands, in memory for its height only.
record ChunkStack(Elements elements, Accumulators entries) {
  /// Enough for any number of chunks.
  private static final int LEVELS = 64;

  static ChunkStack append(RegionBuilder at, Elements elements) {
    return new ChunkStack(elements, Accumulators.append(at, elements, LEVELS));
  }

  /// Adds chunk number `chunk`; all chunks before it have been added.
  void push(RegionBuilder at, Value chunk, List<Value> total) {
    var merged =
        Loops.whileLoop(
            at,
            with(chunk, at.index(0), total),
            elements.site(),
            (condition, carried) -> isOdd(condition, carried.get(0)),
            (body, carried) -> {
              var level = carried.get(1);
              var left = entries.load(body, level);
              return with(
                  halved(body, carried.get(0)),
                  body.binary(BinaryOp.ADD, level, body.index(1)),
                  elements.combine(body, left, total(carried)));
            });
    entries.store(at, merged.get(1), total(merged));
  }

  /// The total of `chunks` chunks and of `rest` after them: what is left over folds from the right.
  List<Value> fold(RegionBuilder at, Value chunks, List<Value> rest) {
    var folded =
        Loops.whileLoop(
            at,
            with(chunks, at.index(0), rest),
            elements.site(),
            (condition, carried) ->
                condition.compare(CompareOp.NE, carried.get(0), condition.index(0)),
            (body, carried) ->
                with(
                    halved(body, carried.get(0)),
                    body.binary(BinaryOp.ADD, carried.get(1), body.index(1)),
                    withEntry(body, carried)));
    return total(folded);
  }

  private List<Value> withEntry(RegionBuilder at, List<Value> carried) {
    return Loops.branch(
        at,
        isOdd(at, carried.get(0)),
        present -> elements.combine(present, entries.load(present, carried.get(1)), total(carried)),
        _ -> total(carried));
  }

  /// The values both loops carry: what is left of the number of chunks, the level, the total.
  private static List<Value> with(Value chunks, Value level, List<Value> total) {
    var carried = new ArrayList<>(List.of(chunks, level));
    carried.addAll(total);
    return carried;
  }

  private static List<Value> total(List<Value> carried) {
    return carried.subList(2, carried.size());
  }

  private static Value isOdd(RegionBuilder at, Value number) {
    var lowest = at.binary(BinaryOp.AND, number, at.index(1));
    return at.compare(CompareOp.NE, lowest, at.index(0));
  }

  private static Value halved(RegionBuilder at, Value number) {
    return at.binary(BinaryOp.USHR, number, at.index(1));
  }
}
