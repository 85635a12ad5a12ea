package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known at one point of a kernel: a chain of facts, the most recent first, that shares its
/// tail with the points around it.
final class Facts {
  static final Facts NONE = new Facts(Optional.empty(), Fact.TRUE);

  private final Optional<Facts> before;
  private final Fact latest;

  private Facts(Optional<Facts> before, Fact latest) {
    this.before = before;
    this.latest = latest;
  }

  Facts and(Fact fact) {
    if (fact.equals(Fact.TRUE)) {
      return this;
    }
    if (fact instanceof Fact.All(var parts)) {
      var extended = this;
      for (var part : parts) {
        extended = extended.and(part);
      }
      return extended;
    }
    return new Facts(Optional.of(this), fact);
  }

  /// The facts added since `earlier`, a point this one grew from; the most recent first.
  List<Fact> since(Facts earlier) {
    var facts = new ArrayList<Fact>();
    for (var point = this; point != earlier && point.before.isPresent(); ) {
      facts.add(point.latest);
      point = point.before.get();
    }
    return facts;
  }

  List<Fact> toList() {
    return since(NONE);
  }
}
