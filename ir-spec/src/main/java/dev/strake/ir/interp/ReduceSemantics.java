package dev.strake.ir.interp;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// What the orders of reductions mean: each written down as it is defined, on raw bits.
///
/// Elements are arrays of two `long`s per component, the second used by complex ones. They are
/// numbered row-major over the binders of the reduction, never in memory order.
public final class ReduceSemantics {
  private ReduceSemantics() {}

  /// Combines one element or more in the orders `lanes`, `seq` and `free`. `types` are those of the
  /// components, `combining` makes one element of two.
  ///
  /// @throws IllegalArgumentException for the order `chain`, whose elements are pairs
  public static long[] combine(
      ReduceOrder order,
      List<ScalarType> types,
      List<long[]> elements,
      BinaryOperator<long[]> combining) {
    return switch (order) {
      case LANES -> lanes(ReduceOrder.laneCount(types), elements, combining);
      case SEQ, FREE -> elements.stream().reduce(combining).orElseThrow();
      case CHAIN -> throw new IllegalArgumentException("a chain combines pairs");
    };
  }

  /// The sum of the products of pairs: one chain of fused multiply-adds from +0 per run of 256
  /// pairs; run results added in ascending order, the first starting the total; without pairs +0.
  /// Integers wrap.
  public static long[] chain(ScalarType type, List<long[]> pairs) {
    var total = new long[2];
    for (var start = 0; start < pairs.size(); start += ReduceOrder.RUN) {
      var run = new long[2];
      var end = Math.min(start + ReduceOrder.RUN, pairs.size());
      for (var pair : pairs.subList(start, end)) {
        run = multiplyAdd(type, pair, run);
      }
      total = start == 0 ? run : binary(BinaryOp.ADD, type, total, run);
    }
    return total;
  }

  /// `op` of two elements of one component each.
  static long[] binary(BinaryOp op, ScalarType type, long[] left, long[] right) {
    if (type.isComplex()) {
      var result =
          ComplexSemantics.binary(
              op, type.component(), new Complex(left[0], left[1]), new Complex(right[0], right[1]));
      return new long[] {result.real(), result.imaginary()};
    }
    return new long[] {ScalarSemantics.binary(op, type, left[0], right[0]), 0};
  }

  /// `pair` are two factors.
  private static long[] multiplyAdd(ScalarType type, long[] pair, long[] sum) {
    if (type.isComplex()) {
      var a = new Complex(pair[0], pair[1]);
      var b = new Complex(pair[2], pair[3]);
      var result = ComplexSemantics.fma(type.component(), a, b, new Complex(sum[0], sum[1]));
      return new long[] {result.real(), result.imaginary()};
    }
    if (type.isFloat()) {
      return new long[] {ScalarSemantics.fma(type, pair[0], pair[2], sum[0]), 0};
    }
    var product = ScalarSemantics.binary(BinaryOp.MUL, type, pair[0], pair[2]);
    return new long[] {ScalarSemantics.binary(BinaryOp.ADD, type, product, sum[0]), 0};
  }

  /// Chunks of 4,096 elements, then their results by repeated pairing of neighbours; an odd one
  /// passes through.
  private static long[] lanes(
      int laneCount, List<long[]> elements, BinaryOperator<long[]> combining) {
    var parts = new ArrayList<long[]>();
    for (var start = 0; start < elements.size(); start += ReduceOrder.CHUNK) {
      var end = Math.min(start + ReduceOrder.CHUNK, elements.size());
      parts.add(chunk(laneCount, elements.subList(start, end), combining));
    }
    while (parts.size() > 1) {
      parts = pairs(parts, combining);
    }
    return parts.getFirst();
  }

  private static ArrayList<long[]> pairs(List<long[]> parts, BinaryOperator<long[]> combining) {
    var paired = new ArrayList<long[]>();
    for (var i = 0; i < parts.size(); i += 2) {
      var isOdd = i + 1 == parts.size();
      paired.add(isOdd ? parts.get(i) : combining.apply(parts.get(i), parts.get(i + 1)));
    }
    return paired;
  }

  /// Lane j folds elements j, j + L, j + 2L, .. starting with its first; then for s = L/2, L/4, ..,
  /// 1 lane i takes lane i + s. Absent lanes are skipped.
  private static long[] chunk(
      int laneCount, List<long[]> elements, BinaryOperator<long[]> combining) {
    var lanes = new ArrayList<>(elements.subList(0, Math.min(laneCount, elements.size())));
    for (var i = laneCount; i < elements.size(); i++) {
      var lane = i % laneCount;
      lanes.set(lane, combining.apply(lanes.get(lane), elements.get(i)));
    }
    for (var step = laneCount / 2; step > 0; step /= 2) {
      for (var lane = 0; lane < step && lane + step < lanes.size(); lane++) {
        lanes.set(lane, combining.apply(lanes.get(lane), lanes.get(lane + step)));
      }
      lanes.subList(Math.min(step, lanes.size()), lanes.size()).clear();
    }
    return lanes.getFirst();
  }
}
