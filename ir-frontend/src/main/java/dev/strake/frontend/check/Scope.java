package dev.strake.frontend.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names known at a place, from the inside out. Inner names never hide outer ones: declaring a
/// known name again is a mistake.
final class Scope {
  /// Whether iterations of the block run in any order, so that they can't share a variable.
  enum Kind {
    ORDERED,
    PARALLEL,
    /// An element of a reduction, scan or scatter is computed here.
    ELEMENT
  }

  private final Optional<Scope> outer;
  private final Kind kind;
  private final Map<String, Symbol> names = new HashMap<>();

  private Scope(Optional<Scope> outer, Kind kind) {
    this.outer = outer;
    this.kind = kind;
  }

  static Scope outermost() {
    return new Scope(Optional.empty(), Kind.ORDERED);
  }

  Scope inner(Kind innerKind) {
    return new Scope(Optional.of(this), innerKind);
  }

  void declare(Symbol symbol) {
    names.put(symbol.name(), symbol);
  }

  Optional<Symbol> find(String name) {
    return home(name).map(scope -> scope.names.get(name));
  }

  private Optional<Scope> home(String name) {
    return names.containsKey(name) ? Optional.of(this) : outer.flatMap(o -> o.home(name));
  }

  /// Whether a parallel loop lies between this place and the declaration of a known name.
  boolean isSharedByIterations(String name) {
    return !names.containsKey(name)
        && (kind == Kind.PARALLEL || outer.map(o -> o.isSharedByIterations(name)).orElse(false));
  }

  boolean isWithinElement() {
    return kind == Kind.ELEMENT || outer.map(Scope::isWithinElement).orElse(false);
  }

  /// The names that can be written; those of single axes of packs can't.
  List<String> all() {
    var all = new ArrayList<>(names.keySet());
    all.removeIf(name -> name.contains("."));
    outer.ifPresent(scope -> all.addAll(scope.all()));
    return all;
  }
}
