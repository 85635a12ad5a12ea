package dev.strake.ir.interp;

import dev.strake.ir.OutOfBounds;
import java.util.OptionalLong;

/// Where a scatter goes with an index that may lie outside of its axis.
final class ScatterSemantics {
  private ScatterSemantics() {}

  /// The index inside of an axis of `extent` elements, or nothing if the update is left out.
  ///
  /// @throws Failure where the rule is to fail, or the axis has no elements to go to
  static OptionalLong inside(OutOfBounds rule, long index, long extent, int site) {
    if (rule == OutOfBounds.DROP) {
      return 0 <= index && index < extent ? OptionalLong.of(index) : OptionalLong.empty();
    }
    if (rule == OutOfBounds.ERROR || extent == 0) {
      Failure.requireInside(index, extent, site);
      return OptionalLong.of(index);
    }
    return OptionalLong.of(
        rule == OutOfBounds.CLAMP
            ? Math.clamp(index, 0, extent - 1)
            : Math.floorMod(index, extent));
  }
}
