package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Reductions over few elements, their number known: every element is written out, and they are
/// combined as the order says.
final class UnrolledReduction {
  private UnrolledReduction() {}

  /// `lowers` and `uppers` are the literal bounds of the binders; there is at least one element.
  static List<Value> lower(
      RegionBuilder at, Elements elements, List<Long> lowers, List<Long> uppers) {
    var rows = new ArrayList<List<Value>>();
    collect(at, elements, lowers, uppers, List.of(), rows);
    return switch (elements.reduce().order()) {
      case SEQ, FREE -> fold(at, elements, rows);
      case LANES -> lanes(at, elements, rows);
      case CHAIN -> chain(at, elements, rows);
    };
  }

  /// The results of the body for all index tuples in row-major order.
  private static void collect(
      RegionBuilder at,
      Elements elements,
      List<Long> lowers,
      List<Long> uppers,
      List<Value> indices,
      List<List<Value>> into) {
    var axis = indices.size();
    if (axis == elements.rank()) {
      into.add(elements.body(at, indices));
      return;
    }
    for (var i = lowers.get(axis); i < uppers.get(axis); i++) {
      var longer = Elements.with(indices, at.index(i));
      collect(at, elements, lowers, uppers, longer, into);
    }
  }

  private static List<Value> fold(RegionBuilder at, Elements elements, List<List<Value>> rows) {
    return rows.stream()
        .reduce((earlier, later) -> elements.combine(at, earlier, later))
        .orElseThrow();
  }

  private static List<Value> lanes(RegionBuilder at, Elements elements, List<List<Value>> rows) {
    var count = elements.laneCount();
    var lanes = new ArrayList<>(rows.subList(0, Math.min(count, rows.size())));
    for (var i = count; i < rows.size(); i++) {
      lanes.set(i % count, elements.combine(at, lanes.get(i % count), rows.get(i)));
    }
    return foldByHalves(at, elements, lanes, count);
  }

  /// Lane i takes lane i + s for s = count / 2, count / 4 .. 1; absent lanes are skipped.
  private static List<Value> foldByHalves(
      RegionBuilder at, Elements elements, List<List<Value>> present, int count) {
    var lanes = new ArrayList<>(present);
    for (var half = count / 2; half > 0; half /= 2) {
      for (var i = 0; i + half < lanes.size() && i < half; i++) {
        lanes.set(i, elements.combine(at, lanes.get(i), lanes.get(i + half)));
      }
      if (lanes.size() > half) {
        lanes.subList(half, lanes.size()).clear();
      }
    }
    return lanes.getFirst();
  }

  private static List<Value> chain(RegionBuilder at, Elements elements, List<List<Value>> pairs) {
    if (elements.type().isInteger()) {
      var products =
          pairs.stream()
              .map(pair -> List.of(at.binary(BinaryOp.MUL, pair.get(0), pair.get(1))))
              .toList();
      return fold(at, elements, products);
    }
    var sum = at.filled(elements.type(), 0);
    for (var pair : pairs) {
      sum = at.fma(pair.get(0), pair.get(1), sum);
    }
    return List.of(sum);
  }
}
