package dev.strake.ir.ranges;

import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.util.List;

/// A load or store with everything known about it: its indices, the facts that hold once it was
/// executed, and the regions around it, outermost first.
record Access(
    Op op,
    Value view,
    List<Index> indices,
    Facts facts,
    List<Scope> scopes,
    int position,
    int site) {
  /// One index of an access and how it is kept in range.
  record Index(ValueForms.Form form, Range range) {}

  Access {
    indices = List.copyOf(indices);
    scopes = List.copyOf(scopes);
  }

  boolean isStore() {
    return op instanceof Op.Store;
  }

  /// Executed in every iteration of the loops around it.
  boolean isUnconditional() {
    return scopes.stream().allMatch(Scope.Loop.class::isInstance);
  }

  /// The loops around it, outermost first.
  List<Scope.Loop> loops() {
    return scopes.stream()
        .filter(Scope.Loop.class::isInstance)
        .map(Scope.Loop.class::cast)
        .toList();
  }
}
