package dev.strake.ir.ranges;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Value;

/// One region around an op. `id` tells scopes of a kernel apart, `position` is where the op that
/// holds the region stands among its neighbours.
sealed interface Scope {
  int id();

  int position();

  /// A loop body, or one binder of a reduction. `atom` is the index's, `outside` what is known
  /// before the loop.
  record Loop(
      int id,
      int position,
      LoopKind kind,
      Value index,
      ValueForms.Form lower,
      ValueForms.Form upper,
      int atom,
      Facts outside,
      int site)
      implements Scope {
    /// Whether iterations are independent by declaration.
    boolean isParallel() {
      return switch (kind) {
        case LoopKind.Par _, LoopKind.Lanes _ -> true;
        case LoopKind.Seq _ -> false;
      };
    }
  }

  /// Region 0 (when `condition` is true) or 1 (when false) of an `if`; both have its id.
  record Arm(int id, int position, int region, Value condition) implements Scope {}

  /// The condition or body of a `while`.
  record Repeat(int id, int position) implements Scope {}
}
