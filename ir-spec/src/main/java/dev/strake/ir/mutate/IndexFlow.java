package dev.strake.ir.mutate;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether a rewritten kernel accesses the elements that the right one does: no index, no range of
/// a loop, no condition and no check depends on a value that may have changed. What is loaded needs
/// no tracking, as no proof trusts it.
final class IndexFlow {
  private final Set<Op> right = new HashSet<>();
  private final Set<Value> wrong = new HashSet<>();
  private boolean isKept = true;

  private IndexFlow() {}

  static boolean keepsAccesses(Kernel kernel, Kernel mutated) {
    var flow = new IndexFlow();
    flow.collect(kernel.body());
    var checks = checks(kernel.body());
    if (!checks(mutated.body()).containsAll(checks)) {
      return false;
    }
    var known = -1;
    while (flow.isKept && known < flow.wrong.size()) {
      known = flow.wrong.size();
      flow.follow(mutated.body());
    }
    return flow.isKept;
  }

  private void collect(Region region) {
    for (var op : region.ops()) {
      right.add(head(op));
      op.regions().forEach(this::collect);
    }
  }

  /// The op without what is in its regions.
  private static Op head(Op op) {
    return new OpMapping(
            value -> value,
            value -> value,
            region -> new Region(region.parameters(), List.of(), region.results()))
        .apply(op);
  }

  private static Set<Op> checks(Region region) {
    var checks = new HashSet<Op>();
    for (var op : region.ops()) {
      if (op instanceof Op.CheckIndex
          || op instanceof Op.CheckNonEmpty
          || op instanceof Op.Assert) {
        checks.add(op);
      }
      op.regions().forEach(inner -> checks.addAll(checks(inner)));
    }
    return checks;
  }

  private void follow(Region region) {
    region.ops().forEach(this::follow);
  }

  private void follow(Op op) {
    var isNew = !right.contains(head(op));
    switch (op) {
      case Op.Scalar _, Op.SizeOf _ -> taintIf(isNew || isWrong(op.operands()), op.results());
      case Op.Load load -> keepIf(!isNew && !isWrong(load.indices()));
      case Op.Store store -> keepIf(!isNew && !isWrong(store.indices()));
      case Op.CheckIndex check -> keepIf(!isNew && !isWrong(List.of(check.extent())));
      case Op.Print _ -> {}
      case Op.Assert _, Op.CheckNonEmpty _ -> keepIf(!isNew && !isWrong(op.operands()));
      case Op.If branch -> follow(branch, isNew);
      case Op.While loop -> follow(loop, isNew);
      case Op.For loop -> follow(loop, isNew);
      // Of kernels that are not scheduled yet nothing is known.
      case Op.Call _, Op.Local _, Op.Bulk _ -> keepIf(!isNew && !isWrong(op.operands()));
    }
  }

  private void follow(Op.If branch, boolean isNew) {
    keepIf(!isNew && !wrong.contains(branch.condition()));
    branch.regions().forEach(this::follow);
    branch.regions().forEach(region -> taint(region.results(), branch.results()));
  }

  private void follow(Op.While loop, boolean isNew) {
    keepIf(!isNew && !isWrong(loop.condition().results()));
    taint(loop.initial(), loop.condition().parameters());
    taint(loop.initial(), loop.body().parameters());
    taint(loop.body().results(), loop.condition().parameters());
    taint(loop.body().results(), loop.body().parameters());
    taint(loop.initial(), loop.results());
    taint(loop.body().results(), loop.results());
    loop.regions().forEach(this::follow);
  }

  private void follow(Op.For loop, boolean isNew) {
    keepIf(!isNew && !isWrong(List.of(loop.lower(), loop.upper())));
    var carried = loop.body().parameters().subList(1, loop.body().parameters().size());
    taint(loop.initial(), carried);
    taint(loop.body().results(), carried);
    taint(loop.initial(), loop.results());
    taint(loop.body().results(), loop.results());
    follow(loop.body());
  }

  private boolean isWrong(List<Value> values) {
    return values.stream().anyMatch(wrong::contains);
  }

  private void keepIf(boolean condition) {
    isKept &= condition;
  }

  private void taintIf(boolean condition, List<Value> values) {
    if (condition) {
      wrong.addAll(values);
    }
  }

  /// Pair by pair.
  private void taint(List<Value> from, List<Value> to) {
    for (var k = 0; k < to.size(); k++) {
      taintIf(wrong.contains(from.get(k)), List.of(to.get(k)));
    }
  }
}
