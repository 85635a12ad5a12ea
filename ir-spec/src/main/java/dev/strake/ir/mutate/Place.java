package dev.strake.ir.mutate;

import dev.strake.ir.Ids;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpMapping;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Where a rule stands: the region it appends to and what is around.
///
/// `laneEnds` are the values where lanes loops of this region end and their tails begin.
record Place(RegionBuilder at, Ids ids, List<Op> around, Set<Value> laneEnds) {
  Place {
    around = List.copyOf(around);
  }

  boolean isInLanes() {
    return around.stream()
        .anyMatch(op -> op instanceof Op.For loop && loop.kind() instanceof LoopKind.Lanes);
  }

  /// Appends `op` with a fresh result in place of its own, which it returns.
  Value appendUnder(Op op) {
    var fresh = ids.fresh(op.results().getFirst().type());
    at.append(new OpMapping(_ -> fresh, value -> value, region -> region).apply(op));
    return fresh;
  }

  /// Makes `result` mean `value`.
  void define(Value result, Value value) {
    var yes = at.constant(ScalarType.BOOL, 1);
    at.append(new Op.Select(result, yes, value, value));
  }

  void define(List<Value> results, List<Value> values) {
    for (var k = 0; k < results.size(); k++) {
      define(results.get(k), values.get(k));
    }
  }

  /// Whether a loop does what the lanes before it left over.
  boolean isTail(Op.For loop) {
    return loop.kind() instanceof LoopKind.Par && laneEnds.contains(loop.lower());
  }

  static boolean holdsLoop(Region region) {
    return holds(region, op -> op instanceof Op.For || op instanceof Op.While);
  }

  static boolean holds(Region region, Predicate<Op> wanted) {
    return region.ops().stream()
        .anyMatch(
            op -> wanted.test(op) || op.regions().stream().anyMatch(inner -> holds(inner, wanted)));
  }
}
