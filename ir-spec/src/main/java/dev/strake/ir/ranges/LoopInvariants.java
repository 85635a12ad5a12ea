package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What stays true of the integers a loop carries, found by trial: claims that hold before the loop
/// are assumed in its body, those that the body doesn't hand on are dropped, until all of the rest
/// are. So they hold in every iteration, and after the last.
///
/// `var k = 0; while k < n { ... k += 1; }` keeps `0 <= k` and `k <= n`.
final class LoopInvariants {
  private static final int MAX_ROUNDS = 4;

  /// More facts would only be in the way of proofs.
  private static final int MAX_KEPT = 8;

  private final LinearProver prover;
  private final CarriedValues carried;

  /// Goes through the loop's body on trial.
  interface Rehearsal {
    /// Assumes the claims, walks through the body, lets `look` see the end of it, and forgets
    /// whatever was found.
    void run(List<AffineForm> claims, Consumer<End> look);
  }

  /// The end of a body: what is known there, what the next iteration starts with, and the
  /// subscripts and differences that were met on the way.
  record End(Facts facts, List<ValueForms.Form> next, List<AffineForm> seen) {}

  LoopInvariants(LinearProver prover, CarriedValues carried) {
    this.prover = prover;
    this.carried = carried;
  }

  /// Forms that are never negative in the body. `before` is known before the loop; atoms from
  /// `firstInside` on are known inside it only.
  List<AffineForm> find(Facts before, int firstInside, Rehearsal rehearsal) {
    var claims = new ArrayList<AffineForm>();
    addTrue(before, carried.guesses(), claims);
    var more = new ArrayList<AffineForm>();
    rehearsal.run(
        claims, end -> more.addAll(carried.guesses(steps(end.next()), end.seen(), firstInside)));
    addTrue(before, more, claims);
    for (var round = 0; round < MAX_ROUNDS && !claims.isEmpty(); round++) {
      var lost = new ArrayList<AffineForm>();
      rehearsal.run(
          claims, end -> claims.stream().filter(claim -> !isKept(end, claim)).forEach(lost::add));

      if (lost.isEmpty()) {
        return withoutConsequences(claims);
      }
      claims.removeAll(lost);
    }
    return List.of();
  }

  private void addTrue(Facts before, List<AffineForm> guesses, List<AffineForm> claims) {
    for (var guess : guesses) {
      if (!claims.contains(guess) && isTrue(before, () -> carried.atEntry(guess))) {
        claims.add(guess);
      }
    }
  }

  private boolean isKept(End end, AffineForm claim) {
    var next = end.next().stream().map(ValueForms.Form::exact).toList();
    return isTrue(end.facts(), () -> carried.afterStep(claim, next));
  }

  private interface Claim {
    AffineForm form();
  }

  private boolean isTrue(Facts facts, Claim claim) {
    try {
      return prover.proves(facts, claim.form());
    } catch (ArithmeticException _) {
      return false;
    }
  }

  /// By what number each value grows in an iteration, where it is always the same.
  private List<Optional<Long>> steps(List<ValueForms.Form> next) {
    var starts = carried.atoms();
    var steps = new ArrayList<Optional<Long>>();
    for (var k = 0; k < starts.size(); k++) {
      var after = next.get(k).congruent();
      steps.add(
          after.hasTermsOf(starts.get(k))
              ? Optional.of(after.constant() - starts.get(k).constant())
              : Optional.empty());
    }
    return steps;
  }

  /// Drops what follows from the others.
  private List<AffineForm> withoutConsequences(List<AffineForm> claims) {
    var kept = new ArrayList<>(claims);
    for (var claim : claims.reversed()) {
      var others = Facts.NONE;
      for (var other : kept) {
        others = other == claim ? others : others.and(Fact.atLeastZero(other));
      }
      if (prover.proves(others, claim)) {
        kept.remove(claim);
      }
    }
    return List.copyOf(kept.subList(0, Math.min(kept.size(), MAX_KEPT)));
  }
}
