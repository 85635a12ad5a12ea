package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.schedule.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Lets a scan do at once what a short loop after it does with each total.
///
/// ```
/// scan sum %5 in %3..%4 { .. } into (%7, %8) {      scan sum %5 in %3..%4 { .. } into (%7, %8) {
///   store %1[%7], %8                                  store %1[%7], %8
/// }                                            ->     store %2[%7], %8
/// for par %9 in %3..%4 {                            }
///   %10 = load %1[%9]
///   store %2[%9], %10
/// }
/// ```
///
/// So the totals need not go through memory; [EliminateDeadCode] drops an array that nobody loads.
///
/// Does nothing where the loop holds more than a few simple ops, which lanes would do faster, where
/// it branches or loops, where either can fail, where the loop reads what the sink stores otherwise
/// than at its own index, or stores to what the scan touches, and where the plan fuses no loops.
public final class FuseScans {
  /// What an iteration of the loop may cost, as [OpCosts] counts.
  private static final int MOST_COST = 8;

  private final Definitions definitions;

  private FuseScans(Definitions definitions) {
    this.definitions = definitions;
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "fuse-scans",
        "let scans do what short loops do with their totals",
        kernel -> plan.fusedOps() == 0 ? kernel : rewrite(kernel));
  }

  private static Kernel rewrite(Kernel kernel) {
    var fused = new FuseScans(Definitions.of(kernel)).region(kernel.body());
    if (fused.equals(kernel.body())) {
      return kernel;
    }
    var candidate = kernel.withBody(fused);
    return SharedArrays.of(kernel).areAllowedIn(candidate) ? candidate : kernel;
  }

  private Region region(Region region) {
    var ops = new ArrayList<>(region.ops().stream().map(this::inside).toList());
    for (var position = 0; position < ops.size(); position++) {
      if (ops.get(position) instanceof Op.Scan scan) {
        fuseAt(position, scan, ops);
      }
    }
    return region.withOps(ops);
  }

  private Op inside(Op op) {
    return op.regions().isEmpty() ? op : new OpMapping(v -> v, v -> v, this::region).apply(op);
  }

  /// Fuses a scan with the next loop, if what stands between can go in front and they may be.
  private void fuseAt(int position, Op.Scan scan, List<Op> ops) {
    for (var next = position + 1; next < ops.size(); next++) {
      var op = ops.get(next);
      if (op instanceof Op.For loop) {
        if (mayFuse(scan, loop)) {
          ops.remove(next);
          ops.remove(position);
          ops.add(next - 1, fused(scan, loop));
        }
        return;
      }
      if (!(op instanceof Op.Local)
          && !(op.regions().isEmpty() && definitions.isSpeculatable(op))) {
        return;
      }
    }
  }

  private boolean mayFuse(Op.Scan scan, Op.For loop) {
    return loop.kind().equals(LoopKind.PAR)
        && scan.lowers().size() == 1
        && definitions.isSame(scan.lowers().getFirst(), loop.lower())
        && definitions.isSame(scan.uppers().getFirst(), loop.upper())
        && !definitions.mayFail(scan)
        && !definitions.mayFail(loop)
        && OpCosts.of(loop.body()) <= MOST_COST
        && loop.body().ops().stream()
            .allMatch(op -> op.regions().isEmpty() && !(op instanceof Op.Local))
        && keepApart(scan, loop);
  }

  private static boolean keepApart(Op.Scan scan, Op.For loop) {
    var touched = new HashSet<Value>();
    scan.regions().forEach(region -> addOperands(region, touched));
    if (Stores.of(loop).stream().anyMatch(touched::contains)) {
      return false;
    }
    var stored = Stores.of(scan);
    var handed = handed(scan, loop.index());
    return loop.body().ops().stream()
        .filter(op -> op.operands().stream().anyMatch(stored::contains))
        .allMatch(op -> op instanceof Op.Load && handed.containsKey(op.operands()));
  }

  private static void addOperands(Region region, HashSet<Value> into) {
    for (var op : region.ops()) {
      into.addAll(op.operands());
      op.regions().forEach(inner -> addOperands(inner, into));
    }
  }

  /// By view and `index`, what the sink stores surely, once, and at its own index.
  private static Map<List<Value>, Value> handed(Op.Scan scan, Value index) {
    var own = scan.sink().parameters().getFirst();
    var stores =
        scan.sink().ops().stream()
            .filter(Op.Store.class::isInstance)
            .map(Op.Store.class::cast)
            .toList();
    var handed = new HashMap<List<Value>, Value>();
    for (var store : stores) {
      var isOnly = stores.stream().filter(op -> op.view().equals(store.view())).count() == 1;
      if (isOnly && store.indices().equals(List.of(own))) {
        handed.put(List.of(store.view(), index), store.value());
      }
    }
    return handed;
  }

  private static Op.Scan fused(Op.Scan scan, Op.For loop) {
    var substitution = new Substitution();
    var own = scan.sink().parameters().getFirst();
    substitution.replace(loop.index(), own);
    var handed = handed(scan, own);
    var ops = new ArrayList<>(scan.sink().ops());
    for (var op : loop.body().ops()) {
      var current = substitution.of(op);
      if (current instanceof Op.Load load && handed.containsKey(load.operands())) {
        substitution.replace(load.result(), handed.get(load.operands()));
      } else {
        ops.add(current);
      }
    }
    return scan.withSink(scan.sink().withOps(ops));
  }
}
