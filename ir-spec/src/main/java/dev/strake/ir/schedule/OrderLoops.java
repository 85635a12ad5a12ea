package dev.strake.ir.schedule;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionWalk;
import java.util.ArrayList;
import java.util.List;

/// Makes the innermost of nested parallel loops the one whose iterations touch neighbours in
/// memory.
///
/// ```
/// for par %j in 0..w {                   for par %i in 0..h {
///   for par %i in 0..h {           ->      for par %j in 0..w {
///     %x = load %0[%i, %j] ..                %x = load %0[%i, %j] ..
/// ```
///
/// Each access counts for the loop whose index steps it by one element, and against one whose index
/// steps it by more. The other loops keep their order.
///
/// Does nothing where something can fail, where a bound depends on an outer index, and where the
/// innermost loop is as good as any.
public final class OrderLoops {
  private final Definitions definitions;
  private final IndexForms forms;
  private final RegionWalk walk;

  private OrderLoops(Kernel kernel) {
    this.definitions = Definitions.of(kernel);
    this.forms = new IndexForms(kernel);
    this.walk = new RegionWalk(Ids.after(kernel), this::place);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "order-loops",
        "let the innermost of parallel loops run along memory",
        kernel -> new OrderLoops(kernel).walk.kernel(kernel));
  }

  private void place(Op op, RegionBuilder at) {
    var current = walk.inside(op);
    if (current instanceof Op.For loop
        && loop.kind() instanceof LoopKind.Par
        && !definitions.mayFail(loop)) {
      at.append(ordered(Nest.of(loop, definitions)));
    } else {
      at.append(current);
    }
  }

  private Op.For ordered(Nest nest) {
    var loops = new ArrayList<>(nest.loops());
    var best = loops.getLast();
    for (var loop : loops.reversed()) {
      best = gain(loop.index(), nest.ops()) > gain(best.index(), nest.ops()) ? loop : best;
    }
    if (best == loops.getLast()) {
      return loops.getFirst();
    }
    loops.remove(best);
    loops.add(best);
    var ops = nest.ops();
    for (var loop : loops.reversed()) {
      var body = new Region(List.of(loop.index()), ops, List.of());
      ops = List.of(loop.withBody(body));
    }
    return (Op.For) ops.getFirst();
  }

  /// Accesses that the index steps by one element, less those that it steps otherwise.
  private int gain(Value index, List<Op> ops) {
    return ops.stream().mapToInt(op -> gain(index, op)).sum();
  }

  private int gain(Value index, Op op) {
    return switch (op) {
      case Op.Load load -> gain(index, load.view(), load.indices());
      case Op.Store store -> gain(index, store.view(), store.indices());
      case Op.Flat _, Op.Structured _ ->
          op.regions().stream().mapToInt(region -> gain(index, region.ops())).sum();
    };
  }

  private int gain(Value index, Value view, List<Value> indices) {
    if (indices.stream().allMatch(one -> forms.form(one).factor(index) == 0)) {
      return 0;
    }
    var outer = indices.subList(0, indices.size() - 1);
    var isAlong =
        view.view().layout().hasUnitInnerStride()
            && forms.form(indices.getLast()).factor(index) == 1
            && outer.stream().allMatch(one -> forms.form(one).factor(index) == 0);
    return isAlong ? 1 : -1;
  }
}
