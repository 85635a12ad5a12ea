package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.OpCosts;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Stores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes the dear arms of branches out of parallel loops that can run in lanes: a block of
/// iterations is tested first, and runs without these arms where none would be taken.
///
/// ```
/// for par %i in 0..n {              for par %b in blocks of n {
///   %x = load %0[%i]                  %any = for seq %i in block { %x = load %0[%i]; or huge(%x) }
///   %h = huge(%x)                     if %any {
///   %y = if %h { slow(%x) }    ->       for par %i in block { as before }
///        else { fast(%x) }            } else {
///   store %1[%i], %y                    for par %i in block { %x = load %0[%i]
/// }                                                           store %1[%i], fast(%x) }
///                                   } }
/// ```
///
/// For code whose lanes would run both arms: a C compiler makes vectors of a branch so. The Vector
/// API backend tests its masks by itself.
///
/// Conditions are found as if no such arm were ever taken. If that finds none true, none is; if it
/// finds one, the block runs as before, whatever the later conditions really are.
///
/// Does nothing where a condition takes more than a fraction of the arm it avoids, reads what the
/// iteration has stored, where something can fail, where the loop could not run in lanes, and where
/// the number of iterations may overflow.
public final class SkipRareArms {
  /// The cost of an arm, in simple ops, from which it is worth a second loop.
  private static final int DEAR = 32;

  /// An arm costs at least so many times the test whether it is taken, and so many times the other.
  private static final int FACTOR = 4;

  private final int block;
  private final Ids ids;
  private final Definitions definitions;
  private final IndexForms forms;
  private final RegionWalk walk;

  private SkipRareArms(int block, Kernel kernel) {
    this.block = block;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.forms = new IndexForms(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "skip-rare-arms",
        "run blocks of iterations without the arms that none of them takes",
        kernel -> rewrite(kernel, plan));
  }

  private static Kernel rewrite(Kernel kernel, Plan plan) {
    return plan.vectorBits() == 0 || plan.rareBlock() == 0
        ? kernel
        : new SkipRareArms(plan.rareBlock(), kernel).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    if (op instanceof Op.For loop && isCandidate(loop)) {
      var rare = rareBranches(loop);
      if (!rare.isEmpty()) {
        Loops.inBlocks(
            at, loop, block, (body, first, count) -> append(loop, rare, first, count, body));
        return;
      }
    }
    at.append(walk.inside(op));
  }

  private boolean isCandidate(Op.For loop) {
    return loop.kind().equals(LoopKind.PAR)
        && loop.body().ops().stream().anyMatch(Op.If.class::isInstance)
        && forms.isCountable(loop)
        && LanePlan.obstacles(loop, definitions).isEmpty();
  }

  /// The branches of the body to be tested ahead, as many as can be, in order.
  private List<Op.If> rareBranches(Op.For loop) {
    var analysis = LaneAnalysis.of(loop);
    var rare = new ArrayList<Op.If>();
    for (var op : loop.body().ops()) {
      if (op instanceof Op.If branch
          && !analysis.isUniform(branch.condition())
          && OpCosts.of(dearer(branch)) >= Math.max(DEAR, FACTOR * OpCosts.of(cheaper(branch)))) {
        rare.add(branch);
        if (!isCheaplyTested(common(loop, rare), rare)) {
          rare.removeLast();
        }
      }
    }
    return rare;
  }

  private static boolean isTrueDearer(Op.If branch) {
    return OpCosts.of(branch.whenTrue()) >= OpCosts.of(branch.whenFalse());
  }

  private static Region dearer(Op.If branch) {
    return isTrueDearer(branch) ? branch.whenTrue() : branch.whenFalse();
  }

  private static Region cheaper(Op.If branch) {
    return isTrueDearer(branch) ? branch.whenFalse() : branch.whenTrue();
  }

  /// What an iteration is that takes no rare arm.
  ///
  /// @param body a copy of the loop's body without the rare arms
  /// @param conditions of the rare branches, in order, as this body computes them
  private record Common(Region body, List<Value> conditions) {}

  private Common common(Op.For loop, List<Op.If> rare) {
    var body = RegionBuilder.of(ids, List.of(ids.fresh(ScalarType.I64)));
    var copy = new RegionCopy(ids).bind(loop.index(), body.parameters().getFirst());
    for (var op : loop.body().ops()) {
      if (op instanceof Op.If branch && rare.contains(branch)) {
        var arm = cheaper(branch);
        arm.ops().forEach(inner -> body.append(copy.op(inner)));
        copy.bind(branch.results(), copy.of(arm.results()));
      } else {
        body.append(copy.op(op));
      }
    }
    var conditions = rare.stream().map(branch -> copy.of(branch.condition())).toList();
    return new Common(body.end(List.of()), conditions);
  }

  private static boolean isCheaplyTested(Common common, List<Op.If> rare) {
    var test = test(common);
    var stored = new HashSet<Value>();
    for (var op : common.body().ops()) {
      if (test.contains(op) && !isRepeatable(op, stored)) {
        return false;
      }
      stored.addAll(Stores.of(op));
    }
    var saved = rare.stream().mapToInt(branch -> OpCosts.of(dearer(branch))).sum();
    return FACTOR * test.stream().mapToInt(OpCosts::of).sum() <= saved;
  }

  /// Whether an op gives the same result before its iteration has begun.
  private static boolean isRepeatable(Op op, Set<Value> stored) {
    return switch (op) {
      case Op.Scalar _, Op.SizeOf _ -> true;
      case Op.Load load -> !stored.contains(load.view());
      case Op.Store _, Op.Local _, Op.Call _, Op.Check _, Op.Print _, Op.Structured _ -> false;
    };
  }

  /// The ops that the conditions need, in order.
  private static List<Op> test(Common common) {
    var needed = new HashSet<>(common.conditions());
    var test = new ArrayList<Op>();
    for (var op : common.body().ops().reversed()) {
      if (op.results().stream().anyMatch(needed::contains)) {
        needed.addAll(op.operands());
        test.addFirst(op);
      }
    }
    return test;
  }

  private void append(Op.For loop, List<Op.If> rare, Value first, Value count, RegionBuilder at) {
    var common = common(loop, rare);
    var end = at.binary(BinaryOp.ADD, first, count);
    var flags = appendTests(loop, rare, common, first, end, at);
    Loops.branch(
        at,
        at.compare(CompareOp.NE, flags, at.index(0)),
        body -> append(loop.withBounds(first, end), body),
        body -> append(loop.withBounds(first, end).withBody(common.body()), body));
  }

  private static List<Value> append(Op.For loop, RegionBuilder at) {
    at.append(loop);
    return List.of();
  }

  /// @return not 0 if an iteration from `first` to `end` takes a rare arm
  private Value appendTests(
      Op.For loop, List<Op.If> rare, Common common, Value first, Value end, RegionBuilder at) {
    var none = at.index(0);
    var some = at.index(1);
    return Loops.seq(
            at,
            first,
            end,
            List.of(none),
            loop.site(),
            (body, index, found) -> {
              var copy = new RegionCopy(ids).bind(common.body().parameters().getFirst(), index);
              test(common).forEach(op -> body.append(copy.op(op)));
              var flags = found.getFirst();
              for (var k = 0; k < rare.size(); k++) {
                var condition = copy.of(common.conditions().get(k));
                var flag =
                    isTrueDearer(rare.get(k))
                        ? body.select(condition, some, none)
                        : body.select(condition, none, some);
                flags = body.binary(BinaryOp.OR, flags, flag);
              }
              return List.of(flags);
            })
        .getFirst();
  }
}
