package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.List;

/// The results of complete chunks, merged like a binary counter: entry k holds the total of 2^k
/// neighbouring chunks where bit k of the number of chunks is set. That is the tree of adjacent
/// pairs the order `lanes` demands, in memory for its height only.
record ChunkStack(Elements elements, Value entries) {
  /// Enough for any number of chunks.
  private static final int LEVELS = 64;

  static ChunkStack append(RegionBuilder at, Elements elements) {
    var entries = at.local(elements.type(), List.of(Size.of(LEVELS)), elements.site());
    return new ChunkStack(elements, entries);
  }

  /// Adds chunk number `chunk`; all chunks before it have been added.
  void push(RegionBuilder at, Value chunk, Value total) {
    var merged =
        Loops.whileLoop(
            at,
            List.of(chunk, at.index(0), total),
            elements.site(),
            (condition, carried) -> isOdd(condition, carried.get(0)),
            (body, carried) -> {
              var level = carried.get(1);
              var left = body.load(entries, List.of(level), elements.site());
              return List.of(
                  halved(body, carried.get(0)),
                  body.binary(BinaryOp.ADD, level, body.index(1)),
                  elements.combine(body, left, carried.get(2)));
            });
    at.store(entries, List.of(merged.get(1)), merged.get(2), elements.site());
  }

  /// The total of `chunks` chunks and of `rest` after them: what is left over folds from the right.
  Value fold(RegionBuilder at, Value chunks, Value rest) {
    var folded =
        Loops.whileLoop(
            at,
            List.of(chunks, at.index(0), rest),
            elements.site(),
            (condition, carried) ->
                condition.compare(CompareOp.NE, carried.get(0), condition.index(0)),
            (body, carried) ->
                List.of(
                    halved(body, carried.get(0)),
                    body.binary(BinaryOp.ADD, carried.get(1), body.index(1)),
                    withEntry(body, carried)));
    return folded.get(2);
  }

  private Value withEntry(RegionBuilder at, List<Value> carried) {
    return Loops.branch(
        at,
        isOdd(at, carried.get(0)),
        present -> {
          var left = present.load(entries, List.of(carried.get(1)), elements.site());
          return elements.combine(present, left, carried.get(2));
        },
        _ -> carried.get(2));
  }

  private static Value isOdd(RegionBuilder at, Value number) {
    var lowest = at.binary(BinaryOp.AND, number, at.index(1));
    return at.compare(CompareOp.NE, lowest, at.index(0));
  }

  private static Value halved(RegionBuilder at, Value number) {
    return at.binary(BinaryOp.USHR, number, at.index(1));
  }
}
