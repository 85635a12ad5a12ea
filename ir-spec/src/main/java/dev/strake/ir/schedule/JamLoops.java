package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Unrolls a parallel loop and jams the copies into the loops inside, so that they share loads and
/// each has accumulators of its own.
///
/// ```
/// for par %i in 0..m {                         for par %g in 0..m/2 {
///   for par %j in 0..n {                         for par %j in 0..n {
///     %s = for seq %p in 0..k carry (%a = z) {     %s, %t = for seq %p in 0..k carry (%a = z, %b = z) {
///       yield %a + %x[%i, %p] * %y[%p, %j]  ->       yield %a + %x[2*%g, %p] * %y[%p, %j], %b + ..
///     }                                            }
///     store %c[%i, %j], %s                         store %c[2*%g, %j], %s; store %c[2*%g + 1, %j], %t
/// } }                                          } }
///                                              for par %i in the rest { as before }
/// ```
///
/// Concerns the two innermost parallel loops around an [Accumulation] that combines rows with
/// columns, and one that can't run in lanes; the plan's `block` says how many rows go together.
/// What is the same for all copies is computed once; loops with the same bounds become one, and so
/// do branches on the same condition; the rest stands one copy after the other. Does nothing where
/// something can fail or declares a local array.
public final class JamLoops {
  private final int block;
  private final Ids ids;
  private final Definitions definitions;
  private final RegionWalk walk;

  private JamLoops(int block, Kernel kernel) {
    this.block = block;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "jam-loops",
        "compute several rows together, with accumulators for each",
        kernel -> rewrite(kernel, plan.contraction().block()));
  }

  private static Kernel rewrite(Kernel kernel, int block) {
    return block == 1 ? kernel : new JamLoops(block, kernel).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    if (op instanceof Op.For loop && isJammed(loop)) {
      jam(loop, at);
    } else {
      at.append(walk.inside(op));
    }
  }

  private boolean isJammed(Op.For loop) {
    if (!loop.kind().equals(LoopKind.PAR) || definitions.mayFail(loop)) {
      return false;
    }
    var nest = Nest.of(loop, definitions);
    if (nest.loops().size() == 1) {
      return Accumulation.of(nest, definitions).isPresent()
          && !LanePlan.obstacles(loop, definitions).isEmpty();
    }
    if (nest.loops().size() != 2) {
      return false;
    }
    var row = nest.loops().getFirst().index();
    var column = nest.loops().getLast().index();
    return Accumulation.of(nest, definitions).filter(a -> a.combines(row, column)).isPresent();
  }

  private void jam(Op.For loop, RegionBuilder at) {
    var lower = definitions.constant(loop.lower());
    var upper = definitions.constant(loop.upper());
    if (lower.isPresent() && upper.isPresent()) {
      var known = upper.getAsLong() - lower.getAsLong();
      if (known > 0 && known <= block) {
        jam(loop, loop.lower(), (int) known, at);
        return;
      }
    }
    var trip = Loops.tripCount(at, loop.lower(), loop.upper());
    var groups = Loops.quotient(at, trip, block);
    var done = at.binary(BinaryOp.MUL, groups, at.index(block));
    var middle = at.binary(BinaryOp.ADD, loop.lower(), done);
    Loops.plain(
        at,
        LoopKind.PAR,
        at.index(0),
        groups,
        loop.site(),
        (body, group) -> {
          var skipped = body.binary(BinaryOp.MUL, group, body.index(block));
          jam(loop, body.binary(BinaryOp.ADD, loop.lower(), skipped), block, body);
        });
    at.loop(LoopKind.PAR, middle, loop.upper(), List.of(), loop.body(), loop.site());
  }

  /// Appends the iterations from `first` on, `count` of them.
  private void jam(Op.For loop, Value first, int count, RegionBuilder at) {
    var copies = new ArrayList<RegionCopy>();
    for (var row = 0; row < count; row++) {
      var index = row == 0 ? first : at.binary(BinaryOp.ADD, first, at.index(row));
      copies.add(new RegionCopy(ids).bind(loop.index(), index));
    }
    var dependents = Dependents.of(loop.index(), loop.body().ops());
    new Jam(copies, dependents, Stores.of(loop)).append(loop.body(), at);
  }

  /// Copies of one body side by side.
  private record Jam(List<RegionCopy> copies, Dependents dependents, Set<Value> stored) {

    void append(Region region, RegionBuilder at) {
      for (var op : region.ops()) {
        if (isCommon(op)) {
          at.append(copies.getFirst().op(op));
          var results = copies.getFirst().of(op.results());
          copies.forEach(copy -> copy.bind(op.results(), results));
        } else if (op instanceof Op.For loop && haveCommonBounds(loop)) {
          appendLoop(loop, at);
        } else if (op instanceof Op.If branch && !dependents.contain(branch.condition())) {
          appendBranch(branch, at);
        } else {
          copies.forEach(copy -> at.append(copy.op(op)));
        }
      }
    }

    /// Whether one copy does for all.
    private boolean isCommon(Op op) {
      return !dependents.areReadIn(op) && Stores.of(op).isEmpty() && loadsUndisturbed(op);
    }

    private boolean loadsUndisturbed(Op op) {
      return !(op instanceof Op.Load load && stored.contains(load.view()))
          && op.regions().stream()
              .flatMap(region -> region.ops().stream())
              .allMatch(this::loadsUndisturbed);
    }

    private boolean haveCommonBounds(Op.For loop) {
      return !dependents.contain(loop.lower()) && !dependents.contain(loop.upper());
    }

    private void appendBranch(Op.If branch, RegionBuilder at) {
      var whenTrue = appendArm(branch.whenTrue(), at);
      var whenFalse = appendArm(branch.whenFalse(), at);
      var condition = copies.getFirst().of(branch.condition());
      var results = at.ifElse(condition, whenTrue, whenFalse);
      var each = branch.results().size();
      for (var row = 0; row < copies.size(); row++) {
        copies.get(row).bind(branch.results(), results.subList(row * each, (row + 1) * each));
      }
    }

    private Region appendArm(Region arm, RegionBuilder at) {
      var inside = at.child(List.of());
      append(arm, inside);
      return inside.end(copies.stream().flatMap(copy -> copy.of(arm.results()).stream()).toList());
    }

    private void appendLoop(Op.For loop, RegionBuilder at) {
      var types = new ArrayList<Type>(List.of(ScalarType.I64));
      var initial = new ArrayList<Value>();
      for (var copy : copies) {
        loop.initial().forEach(value -> types.add(value.type()));
        initial.addAll(copy.of(loop.initial()));
      }
      var body = at.child(types);
      var carried = loop.initial().size();
      for (var row = 0; row < copies.size(); row++) {
        var from = 1 + row * carried;
        copies.get(row).bind(loop.index(), body.parameters().getFirst());
        var parameters = loop.body().parameters().subList(1, 1 + carried);
        copies.get(row).bind(parameters, body.parameters().subList(from, from + carried));
      }
      append(loop.body(), body);
      var next = new ArrayList<Value>();
      copies.forEach(copy -> next.addAll(copy.of(loop.body().results())));
      var lower = copies.getFirst().of(loop.lower());
      var upper = copies.getFirst().of(loop.upper());
      var results = at.loop(loop.kind(), lower, upper, initial, body.end(next), loop.site());
      for (var row = 0; row < copies.size(); row++) {
        var from = row * carried;
        copies.get(row).bind(loop.results(), results.subList(from, from + carried));
      }
    }
  }
}
