package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reductions in another order: the defects of a backend that takes checked kernels and lowers
/// reductions itself. Only where the order shows: sums and products of floats.
final class OrderMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private OrderMutations() {}

  static List<CodeMutation> all() {
    var all = new OrderMutations();
    for (var type : ScalarType.values()) {
      if (type.isFloat() || type.isComplex()) {
        all.orders(ReduceOp.ADD, type);
        all.orders(ReduceOp.MUL, type);
        all.chains(type);
      }
    }
    return all.mutations;
  }

  private void orders(ReduceOp op, ScalarType type) {
    for (var order : List.of(ReduceOrder.LANES, ReduceOrder.SEQ)) {
      var other = order == ReduceOrder.LANES ? ReduceOrder.SEQ : ReduceOrder.LANES;
      in(order, op, type, "in the order " + other, (one, place) -> ordered(one, other, place));
      in(order, op, type, "backwards", OrderMutations::backwards);
      in(order, op, type, "with its binders exchanged", OrderMutations::columnMajor);
      in(order, op, type, "row by row", OrderMutations::rowByRow);
      if (type.isFloat()) {
        in(
            order,
            op,
            type,
            "without the sign of a zero",
            (one, place) -> {
              var at = place.at();
              var right = place.appendUnder(one);
              place.define(
                  one.results().getFirst(),
                  at.select(Bits.isZero(at, right), Bits.zero(at, type), right));
              return true;
            });
      }
    }
    for (var chunk : List.of(1024, 2048)) {
      in(
          ReduceOrder.LANES,
          op,
          type,
          "in chunks of " + chunk,
          (one, place) -> chunked(one, place, chunk, Merge.SEQ));
    }
    in(
        ReduceOrder.LANES,
        op,
        type,
        "with chunks merged from left to right",
        (one, place) -> chunked(one, place, ReduceOrder.CHUNK, Merge.SEQ));
    in(
        ReduceOrder.LANES,
        op,
        type,
        "with chunks merged from right to left",
        (one, place) -> chunked(one, place, ReduceOrder.CHUNK, Merge.BACKWARDS));
    in(
        ReduceOrder.LANES,
        op,
        type,
        "with chunks merged like lanes",
        (one, place) -> chunked(one, place, ReduceOrder.CHUNK, Merge.LANES));
    lanes(op, type);
  }

  /// The total of the strides j, j + L, .. in ascending order, for another L than the right one or
  /// with the lanes folded from left to right.
  private void lanes(ReduceOp op, ScalarType type) {
    var right = ReduceOrder.laneCount(List.of(type));
    for (var count : List.of(right / 4, right / 2, right, 2 * right)) {
      in(
          ReduceOrder.LANES,
          op,
          type,
          "with %d lanes folded from left to right".formatted(count),
          (one, place) -> strided(one, place, count));
    }
  }

  private static boolean strided(Op.Reduce reduce, Place place, int count) {
    if (reduce.lowers().size() != 1) {
      return false;
    }
    var at = place.at();
    var lower = reduce.lowers().getFirst();
    var upper = reduce.uppers().getFirst();
    var trip = at.binary(BinaryOp.SUB, upper, lower);
    var used = at.binary(BinaryOp.MIN, trip, at.index(count));
    var outer = at.child(List.of(ScalarType.I64));
    var lane = outer.parameters().getFirst();
    // Lane j has (trip - j + count - 1) / count elements.
    var rest = outer.binary(BinaryOp.SUB, trip, lane);
    var padded = outer.binary(BinaryOp.ADD, rest, outer.index(count - 1L));
    var shift = outer.index(Integer.numberOfTrailingZeros(count));
    var steps = outer.binary(BinaryOp.SHR, padded, shift);
    var inner = outer.child(List.of(ScalarType.I64));
    var skipped = inner.binary(BinaryOp.SHL, inner.parameters().getFirst(), shift);
    var number = inner.binary(BinaryOp.ADD, skipped, lane);
    var index = inner.binary(BinaryOp.ADD, lower, number);
    var element = new RegionCopy(place.ids()).inline(reduce.body(), List.of(index), inner::append);
    var ofLane = nested(outer, reduce, ReduceOrder.SEQ, outer.index(0), steps, inner.end(element));
    finish(place, reduce, ReduceOrder.SEQ, at.index(0), used, outer.end(List.of(ofLane)));
    return true;
  }

  private static Value nested(
      RegionBuilder at,
      Op.Reduce reduce,
      ReduceOrder order,
      Value lower,
      Value upper,
      Region body) {
    return at.reduce(
        ReductionMutations.builtin(reduce),
        order,
        List.of(lower),
        List.of(upper),
        body,
        reduce.site());
  }

  /// The last part of a reduction, which defines its result.
  private static void finish(
      Place place, Op.Reduce reduce, ReduceOrder order, Value lower, Value upper, Region body) {
    place
        .at()
        .append(reduce.withOrder(order).withBounds(List.of(lower), List.of(upper)).withBody(body));
  }

  static boolean ordered(Op.Reduce reduce, ReduceOrder order, Place place) {
    place.at().append(reduce.withOrder(order));
    return true;
  }

  static boolean backwards(Op.Reduce reduce, Place place) {
    var body = place.at().child(reduce.lowers().stream().map(Value::type).toList());
    var mirrored = new ArrayList<Value>();
    for (var axis = 0; axis < reduce.lowers().size(); axis++) {
      var sum = body.binary(BinaryOp.ADD, reduce.lowers().get(axis), reduce.uppers().get(axis));
      var last = body.binary(BinaryOp.SUB, sum, body.index(1));
      mirrored.add(body.binary(BinaryOp.SUB, last, body.parameters().get(axis)));
    }
    var results = new RegionCopy(place.ids()).inline(reduce.body(), mirrored, body::append);
    place.at().append(reduce.withBody(body.end(results)));
    return true;
  }

  static boolean columnMajor(Op.Reduce reduce, Place place) {
    if (reduce.lowers().size() < 2) {
      return false;
    }
    var lowers = new ArrayList<>(reduce.lowers());
    var uppers = new ArrayList<>(reduce.uppers());
    var parameters = new ArrayList<>(reduce.body().parameters());
    List.of(lowers, uppers, parameters).forEach(list -> Collections.swap(list, 0, 1));
    var body = new Region(parameters, reduce.body().ops(), reduce.body().results());
    place.at().append(reduce.withBounds(lowers, uppers).withBody(body));
    return true;
  }

  /// A reduction of the reductions of the rows.
  private static boolean rowByRow(Op.Reduce reduce, Place place) {
    var rank = reduce.lowers().size();
    if (rank < 2) {
      return false;
    }
    var at = place.at();
    var outer = at.child(reduce.lowers().subList(1, rank).stream().map(Value::type).toList());
    var inner = outer.child(List.of(ScalarType.I64));
    var indices = new ArrayList<>(outer.parameters());
    indices.addAll(inner.parameters());
    var element = new RegionCopy(place.ids()).inline(reduce.body(), indices, inner::append);
    var row =
        nested(
            outer,
            reduce,
            reduce.order(),
            reduce.lowers().getLast(),
            reduce.uppers().getLast(),
            inner.end(element));
    var lowers = reduce.lowers().subList(0, rank - 1);
    var uppers = reduce.uppers().subList(0, rank - 1);
    at.append(reduce.withBounds(lowers, uppers).withBody(outer.end(List.of(row))));
    return true;
  }

  /// How the results of chunks are combined, wrongly.
  private enum Merge {
    SEQ,
    BACKWARDS,
    LANES
  }

  private static boolean chunked(Op.Reduce reduce, Place place, int size, Merge merge) {
    if (reduce.lowers().size() != 1) {
      return false;
    }
    var at = place.at();
    var lower = reduce.lowers().getFirst();
    var upper = reduce.uppers().getFirst();
    var trip = at.binary(BinaryOp.SUB, upper, lower);
    var padded = at.binary(BinaryOp.ADD, trip, at.index(size - 1L));
    var shift = at.index(Integer.numberOfTrailingZeros(size));
    var chunks = at.binary(BinaryOp.SHR, padded, shift);
    var outer = at.child(List.of(ScalarType.I64));
    var last = outer.binary(BinaryOp.SUB, chunks, outer.index(1));
    var mirrored = outer.binary(BinaryOp.SUB, last, outer.parameters().getFirst());
    var number = merge == Merge.BACKWARDS ? mirrored : outer.parameters().getFirst();
    var start = outer.binary(BinaryOp.ADD, lower, outer.binary(BinaryOp.SHL, number, shift));
    var next = outer.binary(BinaryOp.ADD, start, outer.index(size));
    var end = outer.binary(BinaryOp.MIN, next, upper);
    var inner = outer.child(List.of(ScalarType.I64));
    var element =
        new RegionCopy(place.ids()).inline(reduce.body(), inner.parameters(), inner::append);
    var ofChunk = nested(outer, reduce, reduce.order(), start, end, inner.end(element));
    var order = merge == Merge.LANES ? ReduceOrder.LANES : ReduceOrder.SEQ;
    finish(place, reduce, order, at.index(0), chunks, outer.end(List.of(ofChunk)));
    return true;
  }

  private void chains(ScalarType type) {
    in(ReduceOrder.CHAIN, ReduceOp.ADD, type, "backwards", OrderMutations::backwards);
    in(
        ReduceOrder.CHAIN,
        ReduceOp.ADD,
        type,
        "with its binders exchanged",
        OrderMutations::columnMajor);
    for (var order : List.of(ReduceOrder.SEQ, ReduceOrder.LANES)) {
      in(
          ReduceOrder.CHAIN,
          ReduceOp.ADD,
          type,
          "with rounded products in the order " + order,
          (one, place) -> rounded(one, place, order));
    }
    for (var run : List.of(64, 128, 512, 1 << 20)) {
      in(
          ReduceOrder.CHAIN,
          ReduceOp.ADD,
          type,
          "in runs of " + run,
          (one, place) -> inRuns(one, place, run));
    }
  }

  private static boolean rounded(Op.Reduce reduce, Place place, ReduceOrder order) {
    var body = RegionBuilder.of(place.ids(), reduce.body().parameters());
    reduce.body().ops().forEach(body::append);
    var pair = reduce.body().results();
    var product = body.binary(BinaryOp.MUL, pair.get(0), pair.get(1));
    place.at().append(reduce.withOrder(order).withBody(body.end(List.of(product))));
    return true;
  }

  /// The sum of shorter or longer runs.
  private static boolean inRuns(Op.Reduce reduce, Place place, int size) {
    if (reduce.lowers().size() != 1) {
      return false;
    }
    var at = place.at();
    var type = reduce.results().getFirst().scalar();
    var upper = reduce.uppers().getFirst();
    var lower = reduce.lowers().getFirst();
    var trip = at.binary(BinaryOp.SUB, upper, lower);
    var padded = at.binary(BinaryOp.ADD, trip, at.index(size - 1L));
    var shift = at.index(Integer.numberOfTrailingZeros(size));
    var runs = at.binary(BinaryOp.SHR, padded, shift);
    var outer = at.child(List.of(ScalarType.I64));
    var start =
        outer.binary(
            BinaryOp.ADD, lower, outer.binary(BinaryOp.SHL, outer.parameters().getFirst(), shift));
    var next = outer.binary(BinaryOp.ADD, start, outer.index(size));
    var end = outer.binary(BinaryOp.MIN, next, upper);
    var inner = outer.child(List.of(ScalarType.I64, type));
    var index = inner.parameters().getFirst();
    var pair = new RegionCopy(place.ids()).inline(reduce.body(), List.of(index), inner::append);
    var sum = inner.fma(pair.get(0), pair.get(1), inner.parameters().getLast());
    var zero = outer.filled(type, 0);
    var run =
        outer.loop(LoopKind.SEQ, start, end, List.of(zero), inner.end(List.of(sum)), reduce.site());
    finish(place, reduce, ReduceOrder.SEQ, at.index(0), runs, outer.end(run));
    return true;
  }

  private void in(ReduceOrder order, ReduceOp op, ScalarType type, String defect, Change change) {
    mutations.add(
        CodeMutation.of(
                Family.REDUCTION,
                "reduce %s %s %s computes %s"
                    .formatted(op.mnemonic(), order.mnemonic(), type, defect),
                (any, place) ->
                    any instanceof Op.Reduce one
                        && one.combine().equals(Combine.of(op))
                        && one.order() == order
                        && one.results().getFirst().type() == type
                        && change.append(one, place))
            .on(Backend.Form.CHECKED));
  }

  /// What becomes of a reduction, if it fits.
  private interface Change {
    boolean append(Op.Reduce reduce, Place place);
  }
}
