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
import dev.strake.ir.pass.OpCosts;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Stores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks the loaded indices of a block of iterations, and gathers what they choose, ahead of the
/// block's arithmetic: which then can't fail and runs in lanes.
///
/// ```
/// for par %i in 0..n {                  for par %b in blocks of n {
///   %k = load %index[%i]                  %g = local view<f64, [64] dense>
///   %c = check_index %k, %m               for seq %i in block {
///   %x = load %0[%c]              ->        %k = load %index[%i]; %c = check_index %k, %m
///   %y = f(%x)                              %x = load %0[%c]; store %g[..], %x
///   store %1[%i], %y                      }
/// }                                       for par %i in block { %x = load %g[..]; store %1[%i], f(%x) }
///                                       }
/// ```
///
/// An index is loaded once, checked, and used, in one iteration, and handed over where the
/// arithmetic needs it too: whatever another thread writes meanwhile. Iterations are checked in
/// ascending order, each one's checks in their order, and nothing else fails: so the first failure
/// stays the first.
///
/// Does nothing where something other than a check can fail, where a check stands in a branch or
/// depends on more than straight code and loads of what the loop does not store, where the
/// arithmetic could not run in lanes, where it is not worth copying, and where the number of
/// iterations may overflow.
public final class BlockChecks {
  /// What the arithmetic of an iteration must cost at least, as [OpCosts] counts.
  private static final int LEAST_COST = 12;

  private final int block;
  private final Ids ids;
  private final Definitions definitions;
  private final IndexForms forms;
  private final RegionWalk walk;

  private BlockChecks(int block, Kernel kernel) {
    this.block = block;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.forms = new IndexForms(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "block-checks",
        "check and gather a block ahead of its arithmetic",
        kernel -> rewrite(kernel, plan.indexBlock()));
  }

  private static Kernel rewrite(Kernel kernel, int block) {
    return block == 0 ? kernel : new BlockChecks(block, kernel).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    var split = op instanceof Op.For loop ? split(loop) : Optional.<Split>empty();
    if (split.isPresent()) {
      place((Op.For) op, split.get(), at);
    } else {
      at.append(walk.inside(op));
    }
  }

  /// The ops of an iteration in two parts.
  ///
  /// @param ahead checks, the loads they guard, and all that these need, in order
  /// @param handed what the arithmetic takes from there through local arrays
  /// @param arithmetic everything but the checks and loads; what else both need, both compute
  private record Split(List<Op> ahead, List<Value> handed, List<Op> arithmetic) {}

  private Optional<Split> split(Op.For loop) {
    var ops = loop.body().ops();
    if (!loop.kind().equals(LoopKind.PAR)
        || !forms.isCountable(loop)
        || ops.stream().noneMatch(Op.CheckIndex.class::isInstance)
        || !ops.stream().allMatch(this::isStraight)) {
      return Optional.empty();
    }
    var stored = Stores.of(loop);
    var needed = new HashSet<Value>();
    var ahead = new ArrayList<Op>();
    var handed = new ArrayList<Value>();
    var gathers = gathers(ops, stored);
    for (var op : ops.reversed()) {
      var isSource = op instanceof Op.CheckIndex || gathers.contains(op);
      if (!isSource && op.results().stream().noneMatch(needed::contains)) {
        continue;
      }
      if (!isSource && !isRepeatable(op, stored)) {
        return Optional.empty();
      }
      needed.addAll(op.operands());
      ahead.addFirst(op);
      // A proof may join a number that was checked with an access in the arithmetic: so that must
      // see the very number, not what another thread has written there since.
      if (isSource || op instanceof Op.Load) {
        handed.addFirst(op.results().getFirst());
      }
    }
    var arithmetic = arithmetic(ops, handed);
    handed.removeIf(value -> arithmetic.stream().noneMatch(op -> reads(op, value)));
    var split = new Split(ahead, handed, arithmetic);
    return isWorthIt(loop, split) ? Optional.of(split) : Optional.empty();
  }

  /// The ops that stores need, but for what is made ahead.
  private static List<Op> arithmetic(List<Op> ops, List<Value> handed) {
    var needed = new HashSet<Value>();
    var arithmetic = new ArrayList<Op>();
    for (var op : ops.reversed()) {
      var isAhead = op instanceof Op.CheckIndex || handed.containsAll(op.results());
      var isNeeded = !Stores.of(op).isEmpty() || op.results().stream().anyMatch(needed::contains);
      if (isNeeded && (!isAhead || op.results().isEmpty())) {
        arithmetic.addFirst(op);
        addRead(op, needed);
      }
    }
    return arithmetic;
  }

  private static void addRead(Op op, Set<Value> into) {
    into.addAll(op.operands());
    for (var region : op.regions()) {
      into.addAll(region.results());
      region.ops().forEach(inner -> addRead(inner, into));
    }
  }

  /// Whether an op fails at most as a check, and neither loops nor declares an array.
  private boolean isStraight(Op op) {
    return (op instanceof Op.CheckIndex || !definitions.mayFail(op))
        && !(op instanceof Op.Local)
        && isBranching(op);
  }

  private static boolean isBranching(Op op) {
    return (op.regions().isEmpty() || op instanceof Op.If)
        && op.regions().stream()
            .flatMap(region -> region.ops().stream())
            .allMatch(inner -> !(inner instanceof Op.Local) && isBranching(inner));
  }

  private boolean isRepeatable(Op op, Set<Value> stored) {
    return op instanceof Op.Load load && !stored.contains(load.view())
        || op.regions().isEmpty() && definitions.isSpeculatable(op);
  }

  /// The loads of what the loop does not store to whose place depends on a check.
  private static Set<Op> gathers(List<Op> ops, Set<Value> stored) {
    var checked = new HashSet<Value>();
    var gathers = new HashSet<Op>();
    for (var op : ops) {
      if (op instanceof Op.CheckIndex) {
        checked.addAll(op.results());
      } else if (op.operands().stream().anyMatch(checked::contains)) {
        if (op instanceof Op.Load load && !stored.contains(load.view())) {
          gathers.add(op);
        } else if (op.regions().isEmpty() && !(op instanceof Op.Load)) {
          checked.addAll(op.results());
        }
      }
    }
    return gathers;
  }

  private static boolean reads(Op op, Value value) {
    return op.operands().contains(value)
        || op.regions().stream()
            .anyMatch(
                region ->
                    region.results().contains(value)
                        || region.ops().stream().anyMatch(inner -> reads(inner, value)));
  }

  /// Whether there is much to do in lanes.
  private boolean isWorthIt(Op.For loop, Split split) {
    var lanes = RegionBuilder.of(ids, loop.body().parameters());
    var copy = new RegionCopy(ids);
    for (var value : split.handed()) {
      var array = lanes.local(value.scalar(), List.of(Size.of(block)), 0);
      copy.bind(value, lanes.load(array, List.of(loop.index()), 0));
    }
    split.arithmetic().forEach(op -> lanes.append(copy.op(op)));
    var ops = lanes.end(List.of()).ops().stream().filter(op -> !(op instanceof Op.Local)).toList();
    var alone = loop.withBody(loop.body().withOps(ops));
    return split.arithmetic().stream().mapToInt(OpCosts::of).sum() >= LEAST_COST
        && LanePlan.obstacles(alone, definitions).isEmpty();
  }

  private void place(Op.For loop, Split split, RegionBuilder at) {
    Loops.inBlocks(
        at, loop, block, (body, first, count) -> appendBlock(loop, split, first, count, body));
  }

  private void appendBlock(Op.For loop, Split split, Value first, Value count, RegionBuilder at) {
    var arrays = new ArrayList<Value>();
    for (var value : split.handed()) {
      arrays.add(at.local(value.scalar(), List.of(Size.of(block)), loop.site()));
    }
    Loops.plain(
        at,
        LoopKind.SEQ,
        at.index(0),
        count,
        loop.site(),
        (body, number) -> {
          var copy = new RegionCopy(ids);
          copy.bind(loop.index(), body.binary(BinaryOp.ADD, first, number));
          split.ahead().forEach(op -> body.append(copy.op(op)));
          for (var k = 0; k < arrays.size(); k++) {
            var value = copy.of(split.handed().get(k));
            body.store(arrays.get(k), List.of(number), value, loop.site());
          }
        });
    Loops.plain(
        at,
        LoopKind.PAR,
        at.index(0),
        count,
        loop.site(),
        (body, number) -> {
          var copy = new RegionCopy(ids);
          copy.bind(loop.index(), body.binary(BinaryOp.ADD, first, number));
          for (var k = 0; k < arrays.size(); k++) {
            var loaded = body.load(arrays.get(k), List.of(number), loop.site());
            copy.bind(split.handed().get(k), loaded);
          }
          split.arithmetic().forEach(op -> body.append(copy.op(op)));
        });
  }
}
