package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import java.util.ArrayList;
import java.util.List;

/// Turns every scatter into `seq` loops of single updates, with what its rule for indices outside
/// says written out.
///
/// ```
/// scatter add error %0 for %4 in %1..%2 {        for seq %4 in %1..%2 {
///   %5 = load %3[%4]                               %5 = load %3[%4]
///   yield %5, %6                           ->      %7 = check_index %5, %8
/// }                                                %9 = load %0[%7]
///                                                  %10 = add %9, %6
///                                                  store %0[%7], %10
///                                                }
/// ```
public final class LowerScatters {
  private final Ids ids;
  private final RegionWalk walk;

  private LowerScatters(Ids ids) {
    this.ids = ids;
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "lower-scatters", "turn scatters into loops of single updates", LowerScatters::lower);
  }

  private static Kernel lower(Kernel kernel) {
    return new LowerScatters(Ids.after(kernel)).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    var current = walk.inside(op);
    if (current instanceof Op.Scatter scatter) {
      lower(at, scatter);
    } else {
      at.append(current);
    }
  }

  private void lower(RegionBuilder at, Op.Scatter scatter) {
    Loops.nest(
        at,
        scatter.lowers(),
        scatter.uppers(),
        List.of(),
        scatter.site(),
        (body, tuple, _) -> {
          var yielded = new RegionCopy(ids).inline(scatter.body(), tuple, body::append);
          var rank = yielded.size() - 1;
          updateInside(body, scatter, yielded.subList(0, rank), yielded.get(rank));
          return List.of();
        });
  }

  private static void updateInside(
      RegionBuilder at, Op.Scatter scatter, List<Value> indices, Value value) {
    if (scatter.outside() == OutOfBounds.DROP && !indices.isEmpty()) {
      var inner = at.child(List.of());
      update(inner, scatter, indices, value);
      var otherwise = at.child(List.of());
      at.ifElse(areInside(at, scatter, indices), inner.end(List.of()), otherwise.end(List.of()));
      return;
    }
    var inside = new ArrayList<Value>();
    for (var axis = 0; axis < indices.size(); axis++) {
      var extent = extent(at, scatter, axis);
      var index = moved(at, scatter, indices.get(axis), extent);
      inside.add(at.checkIndex(index, extent, scatter.site()));
    }
    update(at, scatter, inside, value);
  }

  private static Value extent(RegionBuilder at, Op.Scatter scatter, int axis) {
    return at.size(scatter.target().view().dims().get(axis));
  }

  private static Value areInside(RegionBuilder at, Op.Scatter scatter, List<Value> indices) {
    var all = at.constant(ScalarType.BOOL, 1);
    for (var axis = 0; axis < indices.size(); axis++) {
      var index = indices.get(axis);
      var isLow = at.compare(CompareOp.LE, at.index(0), index);
      var isHigh = at.compare(CompareOp.LT, index, extent(at, scatter, axis));
      all = at.binary(BinaryOp.AND, all, at.binary(BinaryOp.AND, isLow, isHigh));
    }
    return all;
  }

  /// The index that the rule takes in the place of one outside. Where the axis has no elements it
  /// is the index itself, for the check to report.
  private static Value moved(RegionBuilder at, Op.Scatter scatter, Value index, Value extent) {
    var moved =
        switch (scatter.outside()) {
          case ERROR, DROP -> index;
          case CLAMP -> {
            var last = at.binary(BinaryOp.SUB, extent, at.index(1));
            yield at.binary(BinaryOp.MIN, at.binary(BinaryOp.MAX, index, at.index(0)), last);
          }
          case WRAP -> {
            var divisor = at.binary(BinaryOp.MAX, extent, at.index(1));
            yield at.binary(BinaryOp.FLOORMOD, index, divisor, scatter.site());
          }
        };
    return moved == index
        ? index
        : at.select(at.compare(CompareOp.EQ, extent, at.index(0)), index, moved);
  }

  private static void update(
      RegionBuilder at, Op.Scatter scatter, List<Value> indices, Value value) {
    var target = scatter.target();
    var site = scatter.site();
    var updated =
        scatter
            .op()
            .combine()
            .map(op -> at.binary(op, at.load(target, indices, site), value))
            .orElse(value);
    at.store(target, indices, updated, site);
  }
}
