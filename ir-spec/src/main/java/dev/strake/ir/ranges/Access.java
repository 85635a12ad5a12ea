package dev.strake.ir.ranges;

import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.util.List;

/// A load, a store, or what a scatter does to its target, with everything known about it: its
/// indices, the facts that hold once it was executed, and the regions around it, outermost first.
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
    return op instanceof Op.Store || op instanceof Op.Scatter;
  }

  List<Value> indexValues() {
    return op instanceof Op.Scatter scatter
        ? scatter.body().results().subList(0, indices.size())
        : op.operands().subList(1, 1 + indices.size());
  }

  /// Executed in every iteration of the loops around it.
  boolean isUnconditional() {
    return scopes.stream().allMatch(Scope.Loop.class::isInstance);
  }

  boolean isWithin(Scope.Loop loop) {
    return scopes.stream().anyMatch(scope -> scope.id() == loop.id());
  }

  /// One form per axis.
  List<ValueForms.Form> forms() {
    return indices.stream().map(Index::form).toList();
  }

  /// The same access as seen from outside its innermost region.
  Access outside() {
    var scope = scopes.getLast();
    var outer = scopes.subList(0, scopes.size() - 1);
    return new Access(op, view, indices, facts, outer, scope.position(), site);
  }

  /// The loops around it, outermost first.
  List<Scope.Loop> loops() {
    return scopes.stream()
        .filter(Scope.Loop.class::isInstance)
        .map(Scope.Loop.class::cast)
        .toList();
  }
}
