package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.LoopKind;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Reductions with one accumulator per lane, kept in a local array between stretches of elements
/// and in registers within one.
///
/// Elements are numbered row-major; element q belongs to accumulator `q % lanes`. All accumulators
/// start from the neutral element, so lanes without an element change nothing. A stretch is:
///
/// ```
/// for seq: elements one by one until their number is a multiple of lanes  (several binders only)
/// for lanes(L) %t in 0..L {
///   %a = load accumulators[%t]
///   %r = for seq %s in 0..steps carry (%c = %a) { yield combine(%c, element(start + %s * L + %t)) }
///   store accumulators[%t], %r
/// }
/// for seq: the last elements one by one
/// ```
///
/// or, where elements are too much code for registers of all lanes, the same behind a loop that
/// stores the elements of up to 4,096 iterations; or, where elements can't be computed in lanes or
/// may fail, one loop over them in ascending order. In the order `lanes`, the accumulators are
/// folded by halves after each chunk and start again.
record LaneReduction(Elements elements, int lanes, Style style, Accumulators accumulators) {

  /// Ops of a fold that is written out.
  private static final int MOST_FOLDED_OPS = 64;

  /// How the elements of a stretch are computed.
  enum Style {
    /// Where they are combined, in lanes.
    IN_LANES,
    /// Ahead: a block of them is stored, and combined in lanes. So what computes them can be split.
    STORED_FIRST,
    /// One after the other.
    ONE_BY_ONE
  }

  /// Where a stretch starts and how long it is: the first index of the innermost binder, a count of
  /// elements, and the number of its first element.
  ///
  /// @param arrays what its elements were stored to, by the index of the innermost binder; none if
  ///   they are yet to be computed
  private record Stretch(
      List<Value> outer, Value start, Value count, Value number, List<Value> arrays) {
    Stretch(List<Value> outer, Value start, Value count, Value number) {
      this(outer, start, count, number, List.of());
    }

    Stretch part(Value otherStart, Value otherCount, Value otherNumber) {
      return new Stretch(outer, otherStart, otherCount, otherNumber, arrays);
    }
  }

  private static LaneReduction append(RegionBuilder at, Elements elements, int lanes, Style style) {
    return new LaneReduction(elements, lanes, style, Accumulators.append(at, elements, lanes));
  }

  /// The order `free` with any number of lanes.
  static List<Value> free(RegionBuilder at, Elements elements, int lanes, Style style) {
    return append(at, elements, lanes, style).withoutChunks(at);
  }

  /// The order `lanes`, `atMost` elements in all.
  static List<Value> ordered(RegionBuilder at, Elements elements, Style style, long atMost) {
    var lanes = elements.laneCount();
    var reduction = append(at, elements, lanes, style);
    return atMost <= ReduceOrder.CHUNK ? reduction.withoutChunks(at) : reduction.inChunks(at);
  }

  private List<Value> withoutChunks(RegionBuilder at) {
    reset(at);
    elements.nest(
        at,
        elements.rank() - 1,
        List.of(at.index(0)),
        (body, outer, carried) -> {
          var start = elements.reduce().lowers().getLast();
          var count = Loops.tripCount(body, start, elements.reduce().uppers().getLast());
          append(body, new Stretch(outer, start, count, carried.getFirst()));
          return List.of(body.binary(BinaryOp.ADD, carried.getFirst(), count));
        });
    return folded(at);
  }

  private List<Value> inChunks(RegionBuilder at) {
    var stack = ChunkStack.append(at, elements);
    reset(at);
    var total =
        elements
            .nest(
                at,
                elements.rank() - 1,
                List.of(at.index(0)),
                (body, outer, carried) ->
                    List.of(appendRow(body, outer, carried.getFirst(), stack)))
            .getFirst();
    var hasRest = at.compare(CompareOp.NE, inChunk(at, total), at.index(0));
    var rest = Loops.branch(at, hasRest, this::folded, elements::neutral);
    return stack.fold(at, chunkOf(at, total), rest);
  }

  /// All elements of the innermost binder, in stretches that end where a chunk ends.
  ///
  /// @return the number of the element after them
  private Value appendRow(RegionBuilder at, List<Value> outer, Value number, ChunkStack stack) {
    var lower = elements.reduce().lowers().getLast();
    var upper = elements.reduce().uppers().getLast();
    var last =
        Loops.whileLoop(
            at,
            List.of(lower, number),
            elements.site(),
            (condition, carried) -> condition.compare(CompareOp.LT, carried.get(0), upper),
            (body, carried) -> {
              var start = carried.get(0);
              var left = body.binary(BinaryOp.SUB, upper, start);
              var room =
                  body.binary(
                      BinaryOp.SUB, body.index(ReduceOrder.CHUNK), inChunk(body, carried.get(1)));
              var count = body.binary(BinaryOp.MIN, left, room);
              append(body, new Stretch(outer, start, count, carried.get(1)));
              var next = body.binary(BinaryOp.ADD, carried.get(1), count);
              closeChunk(body, next, stack);
              return List.of(body.binary(BinaryOp.ADD, start, count), next);
            });
    return last.get(1);
  }

  /// If `next` starts a chunk: the one before it goes to the stack, the accumulators start again.
  private void closeChunk(RegionBuilder at, Value next, ChunkStack stack) {
    var isComplete = at.compare(CompareOp.EQ, inChunk(at, next), at.index(0));
    var inner = at.child(List.of());
    var chunk = inner.binary(BinaryOp.SUB, chunkOf(inner, next), inner.index(1));
    stack.push(inner, chunk, folded(inner));
    reset(inner);
    var otherwise = at.child(List.of());
    at.ifElse(isComplete, inner.end(List.of()), otherwise.end(List.of()));
  }

  private static Value inChunk(RegionBuilder at, Value number) {
    return at.binary(BinaryOp.AND, number, at.index(ReduceOrder.CHUNK - 1));
  }

  private static Value chunkOf(RegionBuilder at, Value number) {
    var shift = Long.numberOfTrailingZeros(ReduceOrder.CHUNK);
    return at.binary(BinaryOp.USHR, number, at.index(shift));
  }

  private void reset(RegionBuilder at) {
    var neutral = elements.neutral(at);
    eachOf(at, lanes, (body, lane) -> accumulators.store(body, lane, neutral));
  }

  /// Lane i takes lane i + s for s = lanes / 2, lanes / 4 .. 1. What combines two at little cost is
  /// written out: lanes half as many each time gain nothing.
  private List<Value> folded(RegionBuilder at) {
    var combining = at.child(List.of());
    var neutral = elements.neutral(combining);
    elements.combine(combining, neutral, neutral);
    var isShort = LanePlan.size(combining.end(List.of())) * lanes <= MOST_FOLDED_OPS;
    return isShort ? foldedAtOnce(at) : foldedInArrays(at);
  }

  private List<Value> foldedAtOnce(RegionBuilder at) {
    var totals = new ArrayList<List<Value>>();
    for (var lane = 0; lane < lanes; lane++) {
      totals.add(accumulators.load(at, at.index(lane)));
    }
    for (var half = lanes / 2; half > 0; half /= 2) {
      for (var lane = 0; lane < half; lane++) {
        totals.set(lane, elements.combine(at, totals.get(lane), totals.get(lane + half)));
      }
    }
    return totals.getFirst();
  }

  /// Lane 0 then holds the result.
  private List<Value> foldedInArrays(RegionBuilder at) {
    for (var half = lanes / 2; half > 0; half /= 2) {
      var distance = at.index(half);
      eachOf(
          at,
          half,
          (body, lane) -> {
            var other = body.binary(BinaryOp.ADD, lane, distance);
            var left = accumulators.load(body, lane);
            var right = accumulators.load(body, other);
            accumulators.store(body, lane, elements.combine(body, left, right));
          });
    }
    return accumulators.load(at, at.index(0));
  }

  private void eachOf(RegionBuilder at, int count, Loops.PlainBody body) {
    var kind = style != Style.ONE_BY_ONE && count > 1 ? LoopKind.lanes(count) : LoopKind.PAR;
    Loops.plain(at, kind, at.index(0), at.index(count), elements.site(), body);
  }

  private void append(RegionBuilder at, Stretch stretch) {
    switch (style) {
      case IN_LANES -> appendInLanes(at, stretch);
      case STORED_FIRST -> appendStored(at, stretch);
      case ONE_BY_ONE -> appendOneByOne(at, stretch);
    }
  }

  private void appendStored(RegionBuilder at, Stretch stretch) {
    Loops.seq(
        at,
        at.index(0),
        Loops.groups(at, stretch.count(), ReduceOrder.CHUNK),
        List.of(),
        elements.site(),
        (body, block, _) -> {
          var done = body.binary(BinaryOp.MUL, block, body.index(ReduceOrder.CHUNK));
          var rest = body.binary(BinaryOp.SUB, stretch.count(), done);
          var count = body.binary(BinaryOp.MIN, rest, body.index(ReduceOrder.CHUNK));
          var start = body.binary(BinaryOp.ADD, stretch.start(), done);
          var number = body.binary(BinaryOp.ADD, stretch.number(), done);
          var arrays = stored(body, stretch.part(start, count, number));
          var outer = stretch.outer();
          appendInLanes(body, new Stretch(outer, body.index(0), count, number, arrays));
          return List.of();
        });
  }

  /// Arrays with the elements of a stretch of no more than [ReduceOrder#CHUNK].
  private List<Value> stored(RegionBuilder at, Stretch stretch) {
    var dims = List.of(Size.of(ReduceOrder.CHUNK));
    var arrays =
        elements.types().stream().map(type -> at.local(type, dims, elements.site())).toList();
    Loops.plain(
        at,
        LoopKind.PAR,
        at.index(0),
        stretch.count(),
        elements.site(),
        (body, position) -> {
          var index = body.binary(BinaryOp.ADD, stretch.start(), position);
          var element = element(body, stretch, index);
          for (var k = 0; k < arrays.size(); k++) {
            body.store(arrays.get(k), List.of(position), element.get(k), elements.site());
          }
        });
    return arrays;
  }

  private void appendInLanes(RegionBuilder at, Stretch stretch) {
    var aligned = aligned(at, stretch);
    var shift = at.index(Long.numberOfTrailingZeros(lanes));
    var steps = at.binary(BinaryOp.SHR, aligned.count(), shift);
    Loops.plain(
        at,
        LoopKind.lanes(lanes),
        at.index(0),
        at.index(lanes),
        elements.site(),
        (body, lane) -> appendLane(body, aligned, steps, lane));
    var done = at.binary(BinaryOp.SHL, steps, shift);
    var start = at.binary(BinaryOp.ADD, aligned.start(), done);
    var count = at.binary(BinaryOp.SUB, aligned.count(), done);
    appendOneByOne(at, stretch.part(start, count, at.index(0)));
  }

  /// The rest of the stretch from the first element that belongs to lane 0; those before it are
  /// accumulated one by one.
  private Stretch aligned(RegionBuilder at, Stretch stretch) {
    // With one binder stretches start with a chunk, and `free` does not mind which lane comes
    // first.
    if (elements.rank() == 1 || elements.reduce().order() == ReduceOrder.FREE) {
      return stretch;
    }
    var toLaneZero = at.binary(BinaryOp.SUB, at.index(0), stretch.number());
    var missing = at.binary(BinaryOp.AND, toLaneZero, at.index(lanes - 1));
    var count = at.binary(BinaryOp.MIN, missing, stretch.count());
    appendOneByOne(at, stretch.part(stretch.start(), count, stretch.number()));
    return stretch.part(
        at.binary(BinaryOp.ADD, stretch.start(), count),
        at.binary(BinaryOp.SUB, stretch.count(), count),
        at.binary(BinaryOp.ADD, stretch.number(), count));
  }

  private void appendLane(RegionBuilder at, Stretch stretch, Value steps, Value lane) {
    var initial = accumulators.load(at, lane);
    var total =
        Loops.seq(
            at,
            at.index(0),
            steps,
            initial,
            elements.site(),
            (body, step, carried) -> {
              var group = body.binary(BinaryOp.MUL, step, body.index(lanes));
              var first = body.binary(BinaryOp.ADD, stretch.start(), group);
              var index = body.binary(BinaryOp.ADD, first, lane);
              var element = element(body, stretch, index);
              return elements.combine(body, carried, element);
            });
    accumulators.store(at, lane, total);
  }

  private void appendOneByOne(RegionBuilder at, Stretch stretch) {
    Loops.seq(
        at,
        at.index(0),
        stretch.count(),
        List.of(),
        elements.site(),
        (body, position, _) -> {
          var index = body.binary(BinaryOp.ADD, stretch.start(), position);
          var element = element(body, stretch, index);
          var number = body.binary(BinaryOp.ADD, stretch.number(), position);
          var lane = body.binary(BinaryOp.AND, number, body.index(lanes - 1));
          var total = elements.combine(body, accumulators.load(body, lane), element);
          accumulators.store(body, lane, total);
          return List.of();
        });
  }

  private List<Value> element(RegionBuilder at, Stretch stretch, Value index) {
    if (stretch.arrays().isEmpty()) {
      return elements.append(at, Elements.with(stretch.outer(), index));
    }
    return stretch.arrays().stream()
        .map(array -> at.load(array, List.of(index), elements.site()))
        .toList();
  }
}
