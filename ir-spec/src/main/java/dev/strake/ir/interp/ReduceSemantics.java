package dev.strake.ir.interp;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import java.util.Arrays;

/// What the orders of reductions mean: each written down as it is defined, on raw bits.
///
/// Elements are numbered row-major over the binders of the reduction, never in memory order.
public final class ReduceSemantics {
  private ReduceSemantics() {}

  /// Combines elements in the orders `lanes`, `seq` and `free`.
  ///
  /// @throws IllegalArgumentException for the order `chain`, whose elements are pairs, and for an
  ///   empty reduction that fails
  public static long combine(ReduceOp op, ReduceOrder order, ScalarType type, long[] elements) {
    if (elements.length == 0) {
      return op.emptyValue(type);
    }
    return switch (order) {
      case LANES -> lanes(op.combine(), type, elements);
      case SEQ, FREE -> fold(op.combine(), type, elements);
      case CHAIN -> throw new IllegalArgumentException("a chain combines pairs");
    };
  }

  /// The sum of the products of two sequences of one length: one chain of fused multiply-adds from
  /// +0 per run of 256 pairs; run results added in ascending order, the first starting the total;
  /// without pairs +0. Integers wrap.
  public static long chain(ScalarType type, long[] left, long[] right) {
    var total = 0L;
    for (var start = 0; start < left.length; start += ReduceOrder.RUN) {
      var run = 0L;
      var end = Math.min(start + ReduceOrder.RUN, left.length);
      for (var i = start; i < end; i++) {
        run = multiplyAdd(type, left[i], right[i], run);
      }
      total = start == 0 ? run : ScalarSemantics.binary(BinaryOp.ADD, type, total, run);
    }
    return total;
  }

  private static long multiplyAdd(ScalarType type, long a, long b, long c) {
    if (type.isFloat()) {
      return ScalarSemantics.fma(type, a, b, c);
    }
    var product = ScalarSemantics.binary(BinaryOp.MUL, type, a, b);
    return ScalarSemantics.binary(BinaryOp.ADD, type, product, c);
  }

  private static long fold(BinaryOp op, ScalarType type, long[] elements) {
    var result = elements[0];
    for (var i = 1; i < elements.length; i++) {
      result = ScalarSemantics.binary(op, type, result, elements[i]);
    }
    return result;
  }

  /// Chunks of 4,096 elements, then their results by repeated pairing of neighbours; an odd one
  /// passes through.
  private static long lanes(BinaryOp op, ScalarType type, long[] elements) {
    var count = (elements.length + ReduceOrder.CHUNK - 1) / ReduceOrder.CHUNK;
    var parts = new long[count];
    for (var chunk = 0; chunk < count; chunk++) {
      var start = chunk * ReduceOrder.CHUNK;
      var end = Math.min(start + ReduceOrder.CHUNK, elements.length);
      parts[chunk] = chunk(op, type, Arrays.copyOfRange(elements, start, end));
    }
    while (parts.length > 1) {
      parts = pairs(op, type, parts);
    }
    return parts[0];
  }

  private static long[] pairs(BinaryOp op, ScalarType type, long[] parts) {
    var paired = new long[(parts.length + 1) / 2];
    for (var i = 0; i < paired.length; i++) {
      paired[i] =
          2 * i + 1 < parts.length
              ? ScalarSemantics.binary(op, type, parts[2 * i], parts[2 * i + 1])
              : parts[2 * i];
    }
    return paired;
  }

  /// Lane j folds elements j, j + L, j + 2L, .. starting with its first; then for s = L/2, L/4, ..,
  /// 1 lane i takes lane i + s. Absent lanes are skipped.
  private static long chunk(BinaryOp op, ScalarType type, long[] elements) {
    var laneCount = ReduceOrder.laneCount(type);
    var lanes = Arrays.copyOf(elements, Math.min(laneCount, elements.length));
    for (var i = laneCount; i < elements.length; i++) {
      var lane = i % laneCount;
      lanes[lane] = ScalarSemantics.binary(op, type, lanes[lane], elements[i]);
    }
    for (var step = laneCount / 2; step > 0; step /= 2) {
      for (var lane = 0; lane < step && lane + step < lanes.length; lane++) {
        lanes[lane] = ScalarSemantics.binary(op, type, lanes[lane], lanes[lane + step]);
      }
      lanes = Arrays.copyOf(lanes, Math.min(step, lanes.length));
    }
    return lanes[0];
  }
}
