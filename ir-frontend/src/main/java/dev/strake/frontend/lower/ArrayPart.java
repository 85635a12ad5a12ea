package dev.strake.frontend.lower;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// An array, or what a slice keeps of one: a view, and what each of its axes is to who sees the
/// part.
record ArrayPart(Value view, List<Axis> axes) {
  ArrayPart {
    axes = List.copyOf(axes);
  }

  sealed interface Axis {
    /// Not an axis of the part: the index is always this.
    record Fixed(Value index) implements Axis {}

    /// Whole, so that the view's own checks are right.
    record Whole(Extent extent) implements Axis {}

    /// Only `offset..offset + extent` of what the axis was before.
    record Section(Value offset, Extent extent, Axis before) implements Axis {}

    default boolean isKept() {
      return switch (this) {
        case Fixed _ -> false;
        case Whole _, Section _ -> true;
      };
    }
  }

  static ArrayPart whole(Value view) {
    var dims = view.view().dims().stream();
    return new ArrayPart(
        view, dims.<Axis>map(dim -> new Axis.Whole(new Extent.OfSize(dim))).toList());
  }

  /// The extents of the axes that are kept.
  List<Extent> extents() {
    var extents = new ArrayList<Extent>();
    for (var axis : axes) {
      switch (axis) {
        case Axis.Fixed _ -> {}
        case Axis.Whole(var extent) -> extents.add(extent);
        case Axis.Section(_, var extent, _) -> extents.add(extent);
      }
    }
    return extents;
  }

  /// The indices into the view of an element of the part.
  ///
  /// @param within for each axis of the part, whether the index is known to be inside
  List<Value> indices(List<Value> indices, List<Boolean> within, int site, RegionBuilder into) {
    var all = new ArrayList<Value>();
    var next = 0;
    for (var axis : axes) {
      if (axis instanceof Axis.Fixed(var index)) {
        all.add(index);
      } else {
        var isInside = within.get(next);
        all.add(index(axis, indices.get(next++), isInside, site, into));
      }
    }
    return all;
  }

  /// The index into the view that an index of one axis stands for.
  static Value index(Axis axis, Value index, boolean isInside, int site, RegionBuilder into) {
    return switch (axis) {
      case Axis.Fixed(var fixed) -> fixed;
      case Axis.Whole _ -> index;
      case Axis.Section(var offset, var extent, var before) -> {
        var inside = isInside ? index : into.checkIndex(index, extent.in(into), site);
        yield index(before, into.binary(BinaryOp.ADD, offset, inside), false, site, into);
      }
    };
  }
}
