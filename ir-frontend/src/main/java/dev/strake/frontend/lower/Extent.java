package dev.strake.frontend.lower;

import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;

/// How large an axis is: known when the kernel starts, or computed while it runs.
sealed interface Extent {
  record OfSize(Size size) implements Extent {}

  record OfValue(Value value) implements Extent {}

  /// As a value of the program.
  default Value in(RegionBuilder region) {
    return switch (this) {
      case OfSize(var size) -> region.size(size);
      case OfValue(var value) -> value;
    };
  }
}
