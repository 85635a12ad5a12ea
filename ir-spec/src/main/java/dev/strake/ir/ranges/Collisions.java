package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whether accesses made in two iterations of one loop can meet in one element.
final class Collisions {
  private final KernelScan scan;
  private final Map<Integer, OtherIteration> iterations = new HashMap<>();

  Collisions(KernelScan scan) {
    this.scan = scan;
  }

  /// Whether the element `first` touches in an iteration of `loop` is provably never the one
  /// `second` touches in a later iteration. Both are accesses of one view inside the loop; loops
  /// around it are in the same iteration for both.
  boolean areDisjoint(Access first, Access second, Scope.Loop loop) {
    if (differsByIndexAlone(first, second, loop)) {
      return true;
    }
    var other = iterations.computeIfAbsent(loop.id(), _ -> new OtherIteration(scan.atoms(), loop));
    var assumptions = new ArrayList<Fact>();
    var index = AffineForm.atom(loop.atom());
    assumptions.add(Fact.less(index, other.form(index)));
    for (var axis = 0; axis < first.indices().size(); axis++) {
      var a = first.indices().get(axis).form();
      var b = second.indices().get(axis).form();
      difference(a.exact(), b.exact(), other).map(Fact::zero).ifPresent(assumptions::add);
      // Congruent indices are equal where their difference is far below 2^64.
      difference(a.congruent(), b.congruent(), other)
          .filter(difference -> scan.atoms().interval(difference).isPresent())
          .map(Fact::zero)
          .ifPresent(assumptions::add);
    }
    var facts = first.facts().toList();
    facts.addAll(other.factsWithin(second.facts()));
    return scan.prover().contradicts(facts, assumptions.stream().distinct().toList());
  }

  private static Optional<AffineForm> difference(
      AffineForm first, AffineForm second, OtherIteration other) {
    try {
      return Optional.of(first.minus(other.form(second)));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// The common case without a proof: on some axis both indices are `c * i + d` with the same `c`,
  /// not zero, and the same `d`, computed outside the loop over `i`.
  private boolean differsByIndexAlone(Access first, Access second, Scope.Loop loop) {
    for (var axis = 0; axis < first.indices().size(); axis++) {
      var index = first.indices().get(axis).form().exact();
      if (index.equals(second.indices().get(axis).form().exact())
          && index.coefficient(loop.atom()) != 0
          && isOutsideBut(index, loop)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOutsideBut(AffineForm form, Scope.Loop loop) {
    for (var term = 0; term < form.terms(); term++) {
      var atom = form.atomAt(term);
      if (atom != loop.atom() && !isOutside(atom, loop)) {
        return false;
      }
    }
    return true;
  }

  private boolean isOutside(int atom, Scope.Loop loop) {
    return scan.atoms().isSize(atom)
        || scan.atoms().kind(atom) instanceof Atom.Opaque && atom < loop.atom();
  }
}
