package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Splits the bodies of parallel loops that can run in lanes but hold more than the JVM compiles at
/// a time: a block of iterations goes through one stage after the other, each a loop of its own.
///
/// ```
/// for par %i in 0..n {                 for par %b in blocks of n {
///   %x = load %0[%i]                     %a = local view<f64, [256] dense>
///   %y = f(%x)                    ->     for par %i in block { %x = load %0[%i]; store %a[..], f(%x) }
///   %z = g(%y)                           for par %i in block { %y = load %a[..]; store %1[%i], g(%y) }
///   store %1[%i], %z                   }
/// }
/// ```
///
/// Every op runs once per iteration, as before, and ops of one iteration keep their order. Values
/// that differ between lanes cross in local arrays, the others are computed again. Nothing that
/// happens in one iteration is seen by another, so stages may run over the whole block.
///
/// Does nothing where something can fail, where the loop could not run in lanes, where its largest
/// op alone is too large, where a value that all lanes share is loaded or chosen by a branch, and
/// where the number of iterations may overflow.
public final class SplitBodies {
  /// Iterations of a block: what crosses stays in the first-level cache.
  private static final long BLOCK = 256;

  private final int limit;
  private final Ids ids;
  private final Definitions definitions;
  private final IndexForms forms;
  private final RegionWalk walk;

  private SplitBodies(int limit, Kernel kernel) {
    this.limit = limit;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.forms = new IndexForms(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "split-bodies",
        "run bodies too large for one method in stages",
        kernel -> rewrite(kernel, plan));
  }

  private static Kernel rewrite(Kernel kernel, Plan plan) {
    return plan.vectorBits() == 0
        ? kernel
        : new SplitBodies(LanePlan.mostOps(plan), kernel).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    var stages = op instanceof Op.For loop ? stages(loop) : Optional.<Stages>empty();
    if (stages.isPresent()) {
      place((Op.For) op, stages.get(), at);
    } else {
      at.append(walk.inside(op));
    }
  }

  private Optional<Stages> stages(Op.For loop) {
    if (!loop.kind().equals(LoopKind.PAR)
        || LanePlan.size(loop.body()) <= limit
        || !forms.isCountable(loop)
        || !LanePlan.obstacles(loop, definitions).isEmpty()) {
      return Optional.empty();
    }
    return Stages.of(loop, limit);
  }

  private void place(Op.For loop, Stages stages, RegionBuilder at) {
    Loops.inBlocks(
        at, loop, BLOCK, (body, first, count) -> appendBlock(loop, stages, first, count, body));
  }

  private void appendBlock(Op.For loop, Stages stages, Value first, Value count, RegionBuilder at) {
    var arrays =
        stages.arrays().stream()
            .map(type -> at.local(type, List.of(Size.of(BLOCK)), loop.site()))
            .toList();
    Map<Value, Value> places = new HashMap<>();
    stages.places().forEach((value, number) -> places.put(value, arrays.get(number)));
    for (var stage : stages.stages()) {
      Loops.plain(
          at,
          LoopKind.PAR,
          at.index(0),
          count,
          loop.site(),
          (body, number) -> {
            var copy = new RegionCopy(ids);
            copy.bind(loop.index(), body.binary(BinaryOp.ADD, first, number));
            var index = List.of(number);
            for (var value : stage.taken()) {
              copy.bind(value, body.load(places.get(value), index, loop.site()));
            }
            stage.ops().forEach(op -> body.append(copy.op(op)));
            for (var value : stage.handed()) {
              body.store(places.get(value), index, copy.of(value), loop.site());
            }
          });
    }
  }
}
