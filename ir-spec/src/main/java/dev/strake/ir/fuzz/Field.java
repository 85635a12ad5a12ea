package dev.strake.ir.fuzz;

import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A view as a region sees it: what it may do to it without meeting another iteration.
///
/// A parallel loop that may store to a view must use its index, by one injective form, on one axis:
/// the subscripts in `fixed`, the same in every access of the loop's body. A view it doesn't store
/// to it may read wherever the loops around it may.
record Field(Value view, List<Long> extents, Access access, Map<Integer, Value> fixed, Span span) {
  enum Access {
    /// Load and store, at the fixed subscripts.
    OWNED,
    /// Load, at the fixed subscripts.
    READ,
    /// Its contents are undefined: store only.
    RESULT,
    /// Nothing, before the loop ends.
    NONE
  }

  /// The values its elements have, if that is known: `lowest <= highest`.
  record Span(long lowest, long highest) {
    static final Span UNKNOWN = new Span(1, 0);

    boolean isKnown() {
      return lowest <= highest;
    }
  }

  Field {
    extents = List.copyOf(extents);
    fixed = Map.copyOf(fixed);
  }

  ScalarType element() {
    return view.view().element();
  }

  int rank() {
    return extents.size();
  }

  Size dim(int axis) {
    return view.view().dims().get(axis);
  }

  boolean isStored() {
    return access == Access.OWNED || access == Access.RESULT;
  }

  boolean isLoaded() {
    return access == Access.OWNED || access == Access.READ;
  }

  /// Whether every axis that is still free has an element.
  boolean hasElements() {
    for (var axis = 0; axis < rank(); axis++) {
      if (!fixed.containsKey(axis) && extents.get(axis) == 0) {
        return false;
      }
    }
    return true;
  }

  /// For the body of a loop that doesn't store to it.
  Field unowned() {
    var less = access == Access.OWNED ? Access.READ : Access.NONE;
    return new Field(view, extents, less, fixed, span);
  }

  Field fixing(int axis, Value subscript) {
    var more = new HashMap<>(fixed);
    more.put(axis, subscript);
    return new Field(view, extents, access, more, span);
  }
}
