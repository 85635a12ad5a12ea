package dev.strake.ir.ranges;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
      assumptions.addAll(orders(a.congruent(), loop, other));
    }
    var facts = first.facts().toList();
    facts.addAll(other.factsWithin(second.facts()));
    return scan.prover().contradicts(facts, assumptions.stream().distinct().toList());
  }

  /// For each term `j * w` of an index, with a size `w >= 0` and a `j` computed in the loop: which
  /// of the two iterations has the larger `j`, and by how much its product is larger then. One of
  /// the three cases always holds.
  private List<Fact> orders(AffineForm index, Scope.Loop loop, OtherIteration other) {
    var atoms = scan.atoms();
    var orders = new ArrayList<Fact>();
    for (var term = 0; term < index.terms(); term++) {
      var factors = atoms.factors(index.atomAt(term));
      var inLoop = factors.stream().filter(factor -> !atoms.isSize(factor)).toList();
      var sizes = factors.stream().filter(atoms::isSize).toList();
      if (inLoop.size() == 1
          && inLoop.getFirst() > loop.atom()
          && !sizes.isEmpty()
          && sizes.stream().allMatch(atoms::isNeverNegative)) {
        order(AffineForm.atom(inLoop.getFirst()), atoms.product(sizes), other)
            .ifPresent(orders::add);
      }
    }
    return orders;
  }

  private Optional<Fact> order(AffineForm mine, AffineForm scale, OtherIteration other) {
    try {
      var theirs = other.form(mine);
      var myProduct = scan.atoms().product(mine, scale);
      var theirProduct = scan.atoms().product(theirs, scale);
      return Optional.of(
          Fact.any(
              Fact.all(Fact.less(mine, theirs), Fact.atMost(myProduct.plus(scale), theirProduct)),
              Fact.all(Fact.equal(mine, theirs), Fact.equal(myProduct, theirProduct)),
              Fact.all(Fact.less(theirs, mine), Fact.atMost(theirProduct.plus(scale), myProduct))));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Optional<AffineForm> difference(
      AffineForm first, AffineForm second, OtherIteration other) {
    try {
      return Optional.of(first.minus(other.form(second)));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// The common case without a proof: on some axis the indices are `c*i + a + s` and `c*i + b + s`
  /// with numbers a, b, c and `s` computed outside the loop over `i`. They are equal if the second
  /// iteration is `(a - b) / c` after the first; where that is no positive integer, they never are.
  private boolean differsByIndexAlone(Access first, Access second, Scope.Loop loop) {
    for (var axis = 0; axis < first.indices().size(); axis++) {
      var a = first.indices().get(axis).form().exact();
      var b = second.indices().get(axis).form().exact();
      var step = a.coefficient(loop.atom());
      if (step != 0 && a.hasTermsOf(b) && isOutsideBut(a, loop)) {
        var distance = BigInteger.valueOf(a.constant()).subtract(BigInteger.valueOf(b.constant()));
        var iterations = distance.divideAndRemainder(BigInteger.valueOf(step));
        if (iterations[0].signum() <= 0 || iterations[1].signum() != 0) {
          return true;
        }
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
