package dev.strake.ir.pass;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;

/// Leaves out what only the interpreter shows, so that it keeps nothing from being fused or put in
/// lanes.
///
/// ```
/// print "at ", %1, ""   ->   (nothing)
/// ```
public final class DropPrints {
  private final RegionWalk walk;

  private DropPrints(Ids ids) {
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "drop-prints", "leave out what only the interpreter shows", DropPrints::drop);
  }

  private static Kernel drop(Kernel kernel) {
    return new DropPrints(Ids.after(kernel)).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    if (!(op instanceof Op.Print)) {
      at.append(walk.inside(op));
    }
  }
}
