package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Decides what follows from facts: assumes the opposite, gathers the facts that concern it, and
/// looks for a contradiction by [Elimination], splitting `Any` facts into cases.
///
/// "Yes" is a proof, "no" means not proved. Work is bounded per question and per kernel, counted in
/// rows and not in time, so that answers never depend on the machine.
final class LinearProver {
  private static final int MAX_FACTS = 64;
  private static final int MAX_CASES = 32;
  private static final long MAX_WORK_PER_QUESTION = 1_500;
  private static final long MAX_WORK = 2_000_000;

  /// Bounds beyond it (of sizes above all) matter only to questions about overflow.
  private static final long LARGE = 1L << 33;

  private final Atoms atoms;
  private long work;

  LinearProver(Atoms atoms) {
    this.atoms = atoms;
  }

  /// Whether so much was asked that every answer but the simplest is "no" from now on.
  boolean isExhausted() {
    return work > MAX_WORK;
  }

  /// Whether `form >= 0` follows from the facts.
  boolean proves(Facts facts, AffineForm form) {
    if (atoms.interval(form).filter(range -> range.low() >= 0).isPresent()) {
      return true;
    }
    var known = facts.toList();
    if (known.stream().anyMatch(fact -> implies(fact, form))) {
      return true;
    }
    return contradicts(known, List.of(Fact.less(form, AffineForm.ZERO)));
  }

  /// Whether `0 <= form < bound` follows from the facts.
  boolean provesWithin(Facts facts, AffineForm form, AffineForm bound) {
    try {
      return proves(facts, form) && proves(facts, bound.minus(form).plus(-1));
    } catch (ArithmeticException _) {
      return false;
    }
  }

  /// The facts and one more. Of an `Any` fact, choices that can't be are struck out first: `i != 0`
  /// becomes `i >= 1` where `i >= 0` is known.
  Facts learn(Facts facts, Fact fact) {
    return switch (fact) {
      case Fact.AtLeastZero _, Fact.Zero _ -> facts.and(fact);
      case Fact.All(var parts) -> {
        var known = facts;
        for (var part : parts) {
          known = learn(known, part);
        }
        yield known;
      }
      case Fact.Any(var choices) -> {
        var known = facts.toList();
        var open = choices.stream().filter(choice -> !contradicts(known, List.of(choice))).toList();
        yield open.size() == 1 && choices.size() > 1
            ? learn(facts, open.getFirst())
            : facts.and(new Fact.Any(open));
      }
    };
  }

  private static boolean implies(Fact fact, AffineForm form) {
    return fact instanceof Fact.AtLeastZero(var known)
        && known.constant() <= form.constant()
        && known.hasTermsOf(form);
  }

  /// Whether the assumptions can't hold where the facts do.
  boolean contradicts(List<Fact> facts, List<Fact> assumptions) {
    if (isExhausted()) {
      return false;
    }
    work += facts.size();
    return new Question(facts, assumptions).isContradictory();
  }

  /// One question: the facts within reach of the assumptions, and what it may cost.
  private final class Question {
    private final List<Fact> rest;
    private final List<Fact> chosen = new ArrayList<>();
    private final BitSet reached = new BitSet();
    private final BitSet explained = new BitSet();
    private final boolean isWide;
    private final long end = work + MAX_WORK_PER_QUESTION;
    private int cases;

    Question(List<Fact> facts, List<Fact> assumptions) {
      rest = new ArrayList<>(facts);
      isWide = assumptions.stream().anyMatch(Question::isLarge);
      assumptions.forEach(this::choose);
      chooseConcerning(new BitSet());
      chooseReachable();
      multiplyOut();
      chooseReachable();
    }

    private void chooseReachable() {
      while (!reached.equals(explained) && chosen.size() < MAX_FACTS) {
        var frontier = (BitSet) reached.clone();
        frontier.andNot(explained);
        frontier.stream().forEach(this::explain);
        chooseConcerning(frontier);
      }
    }

    private static boolean isLarge(Fact fact) {
      return fact instanceof Fact.AtLeastZero(var form)
          && (form.constant() > LARGE || form.constant() < -LARGE);
    }

    private void choose(Fact fact) {
      if (!fact.equals(Fact.TRUE) && !chosen.contains(fact)) {
        chosen.add(fact);
        fact.addAtomsTo(reached);
      }
    }

    private void explain(int atom) {
      explained.set(atom);
      atoms.axioms(atom).forEach(this::choose);
      switch (atoms.kind(atom)) {
        case Atom.Product(var factors) -> factors.forEach(reached::set);
        case Atom.Opaque _, Atom.Copy _, Atom.Quotient _, Atom.Minimum _, Atom.Maximum _ ->
            atoms.products(atom).forEach(reached::set);
        case Atom.Symbol _, Atom.Residual _ -> {}
      }
      atoms.interval(atom).ifPresent(range -> chooseBounds(atom, range));
    }

    private void chooseBounds(int atom, Interval range) {
      var form = AffineForm.atom(atom);
      if (isUseful(range.low())) {
        choose(Fact.atMost(AffineForm.of(range.low()), form));
      }
      if (isUseful(range.high())) {
        choose(Fact.atMost(form, AffineForm.of(range.high())));
      }
    }

    private boolean isUseful(long bound) {
      return isWide || -LARGE <= bound && bound <= LARGE;
    }

    private void chooseConcerning(BitSet frontier) {
      for (var facts = rest.iterator(); facts.hasNext() && chosen.size() < MAX_FACTS; ) {
        var fact = facts.next();
        if (fact.concerns(frontier)) {
          choose(fact);
          facts.remove();
        }
      }
    }

    /// For a product `a * b` with a size `b >= 0`: what is known of `a`, times `b`.
    private void multiplyOut() {
      var linear = List.copyOf(chosen);
      for (var atom : reached.stream().toArray()) {
        if (atoms.kind(atom) instanceof Atom.Product(var factors)) {
          for (var position = 0; position < factors.size(); position++) {
            var others = new ArrayList<>(factors);
            var factor = others.remove(position);
            if (others.stream().allMatch(this::isMultiplier)) {
              multiply(linear, factor, others);
            }
          }
        }
      }
    }

    private boolean isMultiplier(int atom) {
      return atoms.isSize(atom) && (atoms.isNeverNegative(atom) || isNotNegativeHere(atom));
    }

    /// Whether the chosen facts say so: within `j in 0..w`, `w` is positive.
    private boolean isNotNegativeHere(int atom) {
      var facts = flatten(chosen);
      facts.add(Fact.less(AffineForm.atom(atom), AffineForm.ZERO));
      return mayGoOn() && refutes(facts);
    }

    private void multiply(List<Fact> facts, int factor, List<Integer> others) {
      for (var fact : facts) {
        if (chosen.size() < MAX_FACTS) {
          product(fact, factor, others).ifPresent(this::choose);
        }
      }
    }

    private Optional<Fact> product(Fact fact, int factor, List<Integer> others) {
      try {
        var multiplier = atoms.product(others);
        return switch (fact) {
          case Fact.AtLeastZero(var form) when isAbout(form, factor) ->
              Optional.of(Fact.atLeastZero(atoms.product(form, multiplier)));
          case Fact.Zero(var form) when isAbout(form, factor) ->
              Optional.of(Fact.zero(atoms.product(form, multiplier)));
          case Fact.AtLeastZero _, Fact.Zero _, Fact.All _, Fact.Any _ -> Optional.empty();
        };
      } catch (ArithmeticException _) {
        return Optional.empty();
      }
    }

    /// Whether a form mentions an atom, and no product.
    private boolean isAbout(AffineForm form, int factor) {
      for (var term = 0; term < form.terms(); term++) {
        if (atoms.kind(form.atomAt(term)) instanceof Atom.Product) {
          return false;
        }
      }
      return form.coefficient(factor) != 0;
    }

    boolean isContradictory() {
      return isContradictory(flatten(chosen));
    }

    /// Splits the `Any` fact of which the fewest choices survive a first look.
    private boolean isContradictory(List<Fact> facts) {
      if (refutes(facts)) {
        return true;
      }
      var fewest = List.<List<Fact>>of();
      for (var fact : facts) {
        if (fact instanceof Fact.Any any && mayGoOn()) {
          var open = openCases(facts, any);
          if (open.isEmpty()) {
            return true;
          }
          if (fewest.isEmpty() || open.size() < fewest.size()) {
            fewest = open;
          }
        }
      }
      return mayGoOn() && !fewest.isEmpty() && fewest.stream().allMatch(this::isContradictory);
    }

    /// The facts with `split` replaced by each of its choices that is not refuted at once.
    private List<List<Fact>> openCases(List<Fact> facts, Fact.Any split) {
      var open = new ArrayList<List<Fact>>();
      for (var choice : split.choices()) {
        var narrowed = flatten(List.of(choice));
        facts.stream().filter(fact -> fact != split).forEach(narrowed::add);
        if (!refutes(narrowed)) {
          open.add(narrowed);
        }
      }
      return open;
    }

    private boolean mayGoOn() {
      return cases < MAX_CASES && work < end;
    }

    private boolean refutes(List<Fact> facts) {
      var system = Elimination.of(facts);
      var contradictory = system.isContradictory();
      work += system.work();
      cases++;
      return contradictory;
    }

    private static List<Fact> flatten(List<Fact> facts) {
      var flat = new ArrayList<Fact>();
      for (var fact : facts) {
        if (fact instanceof Fact.All(var parts)) {
          flat.addAll(flatten(parts));
        } else {
          flat.add(fact);
        }
      }
      return flat;
    }
  }
}
