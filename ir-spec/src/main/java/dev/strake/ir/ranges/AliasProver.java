package dev.strake.ir.ranges;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;

/// Whether a kernel may be given one array under two names.
public final class AliasProver {
  private final KernelScan scan;
  private final Collisions collisions;

  private AliasProver(KernelScan scan) {
    this.scan = scan;
    collisions = new Collisions(scan);
  }

  public static AliasProver of(Kernel kernel) {
    return new AliasProver(KernelScan.of(kernel));
  }

  /// Whether the identical view (same address, extents and strides) may be passed for both
  /// parameters: `read`, which the kernel only reads, and `written`. So it is where no element is
  /// read under the one name after it was written under the other, in any order of the parallel
  /// iterations: elementwise kernels, or a softmax that reads a row before it writes it.
  ///
  /// Holds for the kernel as it is; a pass that moves a load of `read` behind a store to `written`
  /// would break it.
  public boolean mayShareElements(Parameter written, Parameter read) {
    if (read.role().isWritten() || !read.isView() || !written.isView()) {
      return false;
    }
    var accesses = scan.accesses();
    var stores =
        accesses.stream().filter(a -> a.isStore() && a.view().equals(written.value())).toList();
    return accesses.stream()
        .filter(access -> access.view().equals(read.value()))
        .allMatch(load -> stores.stream().allMatch(store -> isNeverAfter(load, store)));
  }

  /// Whether `load` never reads what `store` wrote before, both on the same view.
  private boolean isNeverAfter(Access load, Access store) {
    if (load.indices().size() != store.indices().size()) {
      return false;
    }
    var depth = 0;
    while (depth < load.scopes().size()
        && depth < store.scopes().size()
        && load.scopes().get(depth).equals(store.scopes().get(depth))) {
      if (!isOrdered(load, store, load.scopes().get(depth))) {
        return false;
      }
      depth++;
    }
    return position(load, depth) < position(store, depth) || areExclusive(load, store, depth);
  }

  /// What differs between iterations of one scope around both.
  private boolean isOrdered(Access load, Access store, Scope scope) {
    return switch (scope) {
      case Scope.Loop loop ->
          collisions.areDisjoint(store, load, loop)
              && (!loop.isParallel() || collisions.areDisjoint(load, store, loop));
      case Scope.Arm _ -> true;
      case Scope.Repeat _ -> false;
    };
  }

  private static int position(Access access, int depth) {
    return depth < access.scopes().size()
        ? access.scopes().get(depth).position()
        : access.position();
  }

  private static boolean areExclusive(Access load, Access store, int depth) {
    return depth < load.scopes().size()
        && depth < store.scopes().size()
        && load.scopes().get(depth) instanceof Scope.Arm
        && load.scopes().get(depth).id() == store.scopes().get(depth).id();
  }
}
