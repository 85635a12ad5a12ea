package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.schedule.LanePlan;
import dev.strake.ir.schedule.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes one of neighbouring parallel loops over the same range, and hands on what the second would
/// load of what the first has just stored.
///
/// ```
/// for par %5 in %3..%4 {
///   %6 = load %0[%5]                       for par %5 in %3..%4 {
///   store %1[%5], %6                         %6 = load %0[%5]
/// }                                  ->      store %1[%5], %6
/// for par %7 in %3..%4 {                     %9 = neg %6
///   %8 = load %1[%7]                         store %2[%5], %9
///   %9 = neg %8                            }
///   store %2[%7], %9
/// }
/// ```
///
/// Two loops are fused if
/// - of every view that one of them stores to and both touch, each iteration touches only elements
///   of its own: on some axis every index is the loop's;
/// - at most one of them can fail, so that the first failure stays the first;
/// - what stands between them can go in front: it is pure, declares an array, or loads what the
///   first does not store to;
/// - both or none of them could run in lanes as they are, where they hold no loops;
/// - together they hold no more ops than the plan's `fusedOps`;
/// - a launch that may pass one array for two parameters still may.
public final class FuseLoops {
  private final int limit;
  private final Definitions definitions;

  private FuseLoops(int limit, Definitions definitions) {
    this.limit = limit;
    this.definitions = definitions;
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "fuse-loops",
        "make one of neighbouring loops over the same range",
        kernel -> rewrite(kernel, plan.fusedOps()));
  }

  private static Kernel rewrite(Kernel kernel, int limit) {
    if (limit == 0) {
      return kernel;
    }
    var fused = new FuseLoops(limit, Definitions.of(kernel)).region(kernel.body());
    if (fused.equals(kernel.body())) {
      return kernel;
    }
    var candidate = kernel.withBody(fused);
    return SharedArrays.of(kernel).areAllowedIn(candidate) ? candidate : kernel;
  }

  /// Fuses outer loops first: their bodies then hold new neighbours.
  private Region region(Region region) {
    var ops = new ArrayList<>(region.ops());
    var position = 0;
    while (position < ops.size()) {
      if (!fuseAt(position, ops)) {
        position++;
      }
    }
    return region.withOps(ops.stream().map(this::inside).toList());
  }

  private Op inside(Op op) {
    return op.regions().isEmpty() ? op : new OpMapping(v -> v, v -> v, this::region).apply(op);
  }

  /// Fuses the loop at a position with the next one, if there are two and they may be.
  private boolean fuseAt(int position, List<Op> ops) {
    if (!(ops.get(position) instanceof Op.For first) || !first.kind().equals(LoopKind.PAR)) {
      return false;
    }
    var stored = Stores.of(first);
    for (var next = position + 1; next < ops.size(); next++) {
      var op = ops.get(next);
      if (op instanceof Op.For second) {
        if (!mayFuse(first, second)) {
          return false;
        }
        ops.remove(next);
        ops.remove(position);
        ops.add(next - 1, fused(first, second));
        return true;
      }
      if (!mayGoInFront(op, stored)) {
        return false;
      }
    }
    return false;
  }

  private boolean mayGoInFront(Op op, Set<Value> stored) {
    if (op instanceof Op.Load load) {
      return !stored.contains(load.view());
    }
    return op instanceof Op.Local || op.regions().isEmpty() && definitions.isSpeculatable(op);
  }

  private boolean mayFuse(Op.For first, Op.For second) {
    return second.kind().equals(LoopKind.PAR)
        && definitions.isSame(first.lower(), second.lower())
        && definitions.isSame(first.upper(), second.upper())
        && !(definitions.mayFail(first) && definitions.mayFail(second))
        && size(first.body()) + size(second.body()) <= limit
        && suitLanes(first, second)
        && keepToTheirOwn(first, second);
  }

  private static int size(Region region) {
    return region.ops().stream()
        .mapToInt(op -> 1 + op.regions().stream().mapToInt(FuseLoops::size).sum())
        .sum();
  }

  private boolean suitLanes(Op.For first, Op.For second) {
    if (holdsLoops(first) || holdsLoops(second)) {
      return holdsLoops(first) == holdsLoops(second);
    }
    return LanePlan.obstacles(first, definitions).isEmpty()
        == LanePlan.obstacles(second, definitions).isEmpty();
  }

  private static boolean holdsLoops(Op op) {
    return op.regions().stream()
        .flatMap(region -> region.ops().stream())
        .anyMatch(
            inner -> !inner.regions().isEmpty() && !(inner instanceof Op.If) || holdsLoops(inner));
  }

  private static boolean keepToTheirOwn(Op.For first, Op.For second) {
    var shared = new HashSet<>(Stores.of(first));
    shared.addAll(Stores.of(second));
    return shared.stream()
        .allMatch(
            view -> {
              var before = Accesses.of(view, first);
              var after = Accesses.of(view, second);
              return before.isEmpty()
                  || after.isEmpty()
                  || Accesses.meetOnOwnElements(before, first.index(), after, second.index());
            });
  }

  private Op.For fused(Op.For first, Op.For second) {
    var substitution = new Substitution();
    substitution.replace(second.index(), first.index());
    var ops = new ArrayList<>(first.body().ops());
    var handed = handed(first, second);
    for (var op : second.body().ops()) {
      var current = substitution.of(op);
      if (current instanceof Op.Load load && handed.containsKey(load.operands())) {
        substitution.replace(load.result(), handed.get(load.operands()));
      } else {
        ops.add(current);
      }
    }
    return first.withBody(first.body().withOps(ops));
  }

  /// By view and indices, the values of elements that the first loop stores once, surely and last,
  /// and the second does not store to.
  private static Map<List<Value>, Value> handed(Op.For first, Op.For second) {
    var handed = new HashMap<List<Value>, Value>();
    for (var op : first.body().ops()) {
      if (op instanceof Op.Store store
          && Accesses.storesTo(store.view(), first) == 1
          && Accesses.storesTo(store.view(), second) == 0) {
        handed.put(store.operands().subList(0, 1 + store.indices().size()), store.value());
      }
    }
    return handed;
  }
}
