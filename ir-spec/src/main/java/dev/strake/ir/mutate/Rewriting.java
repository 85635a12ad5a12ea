package dev.strake.ir.mutate;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpMapping;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/// Walks one kernel and applies a rule to its ops, inner ones first.
final class Rewriting {
  private final CodeMutation mutation;
  private final Kernel kernel;
  private final Ids ids;
  private final Deque<Op> around = new ArrayDeque<>();

  Rewriting(CodeMutation mutation, Kernel kernel) {
    this.mutation = mutation;
    this.kernel = kernel;
    this.ids = Ids.after(kernel);
  }

  Kernel rewritten() {
    return kernel.withBody(region(kernel.body()));
  }

  private Region region(Region region) {
    var at = RegionBuilder.of(ids, region.parameters());
    var laneEnds = new HashSet<Value>();
    for (var op : region.ops()) {
      around.push(op);
      var inner = new OpMapping(value -> value, value -> value, this::region).apply(op);
      around.pop();
      if (op instanceof Op.For loop && loop.kind() instanceof LoopKind.Lanes) {
        laneEnds.add(loop.upper());
      }
      var place = new Place(at, ids, List.copyOf(around), laneEnds);
      if (!mutation.where().covers(place) || !mutation.rule().rewrite(inner, place)) {
        at.append(inner);
      }
    }
    return at.end(region.results());
  }
}
