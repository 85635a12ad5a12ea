package dev.strake.ir.pass;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.HashSet;
import java.util.Set;

/// Which views code writes. Two views of a kernel never share memory where one is written (the
/// launch sees to it), so a load is disturbed only by stores to its own view.
public final class Stores {
  private Stores() {}

  /// Every view that `op` or its regions store to.
  public static Set<Value> of(Op op) {
    var views = new HashSet<Value>();
    collect(op, views);
    return views;
  }

  /// Every view that `region` stores to.
  public static Set<Value> of(Region region) {
    var views = new HashSet<Value>();
    region.ops().forEach(op -> collect(op, views));
    return views;
  }

  private static void collect(Op op, Set<Value> views) {
    if (op instanceof Op.Store store) {
      views.add(store.view());
    } else if (op instanceof Op.Scatter scatter) {
      views.add(scatter.target());
    }
    op.regions().forEach(region -> region.ops().forEach(inner -> collect(inner, views)));
  }
}
