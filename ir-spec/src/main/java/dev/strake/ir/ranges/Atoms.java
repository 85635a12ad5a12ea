package dev.strake.ir.ranges;

import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// The atoms of one kernel, numbered in order of appearance: what each is, between which bounds it
/// lies, and its axioms, the facts its definition implies.
///
/// Axioms of an atom hold for some value of it whatever the other atoms are, so that they may be
/// used even where the atom's value is never computed.
final class Atoms {
  /// Products with more factors, or sums of more terms, are not multiplied out.
  private static final int MAX_FACTORS = 4;

  private static final int MAX_TERMS = 12;

  private final List<Atom> kinds = new ArrayList<>();
  private final List<Optional<Interval>> intervals = new ArrayList<>();
  private final List<List<Fact>> axioms = new ArrayList<>();
  private final Map<Integer, List<Integer>> products = new HashMap<>();
  private final Map<Atom, Integer> numbers = new HashMap<>();

  Atom kind(int atom) {
    return kinds.get(atom);
  }

  /// How many there are; the next one gets this number.
  int count() {
    return kinds.size();
  }

  /// Forgets every atom from number `count` on.
  void truncate(int count) {
    for (var number = count(); number > count; number--) {
      var kind = kinds.removeLast();
      numbers.remove(kind);
      intervals.removeLast();
      axioms.removeLast();
      products.remove(number - 1);
      if (kind instanceof Atom.Product(var factors)) {
        factors.forEach(factor -> products.getOrDefault(factor, List.of()).removeLast());
      }
    }
  }

  AffineForm symbol(String name) {
    return intern(new Atom.Symbol(name), Optional.of(Interval.I64));
  }

  /// A value that lies in `interval`.
  AffineForm opaque(Value value, Interval interval) {
    return intern(new Atom.Opaque(value), Optional.of(interval));
  }

  AffineForm residual(Atom.Residual residual) {
    return intern(residual, Optional.empty());
  }

  /// An atom in another iteration of a loop. The caller adds the axioms.
  int copy(int atom, int loop) {
    return intern(new Atom.Copy(atom, loop), intervals.get(atom)).atomAt(0);
  }

  /// `floor(dividend / divisor)`, constants divided out; its bounds are axioms for a positive
  /// constant divisor only.
  AffineForm quotient(AffineForm dividend, AffineForm divisor) {
    if (!divisor.isConstant() || divisor.constant() <= 0) {
      return intern(new Atom.Quotient(dividend, divisor), Optional.empty());
    }
    var step = divisor.constant();
    var whole = AffineForm.of(Math.floorDiv(dividend.constant(), step));
    for (var term = 0; term < dividend.terms(); term++) {
      var times = Math.floorDiv(dividend.coefficientAt(term), step);
      whole = whole.plus(AffineForm.atom(dividend.atomAt(term)).times(times));
    }
    var rest = dividend.minus(whole.times(step));
    if (rest.isConstant()) {
      return whole;
    }
    var interval = interval(rest).map(range -> range.floorDiv(step));
    var part = intern(new Atom.Quotient(rest, divisor), interval);
    if (axioms.get(part.atomAt(0)).isEmpty()) {
      addAxiom(part.atomAt(0), Fact.within(rest.minus(part.times(step)), divisor));
    }
    return whole.plus(part);
  }

  AffineForm minimum(AffineForm left, AffineForm right) {
    if (left.hasTermsOf(right)) {
      return left.constant() <= right.constant() ? left : right;
    }
    var interval = both(left, right, Interval::min);
    var result = intern(new Atom.Minimum(left, right), interval);
    var axiom =
        Fact.all(
            Fact.atMost(result, left),
            Fact.atMost(result, right),
            Fact.any(Fact.equal(result, left), Fact.equal(result, right)));
    return withAxiom(result, axiom);
  }

  AffineForm maximum(AffineForm left, AffineForm right) {
    if (left.hasTermsOf(right)) {
      return left.constant() >= right.constant() ? left : right;
    }
    var interval = both(left, right, Interval::max);
    var result = intern(new Atom.Maximum(left, right), interval);
    var axiom =
        Fact.all(
            Fact.atMost(left, result),
            Fact.atMost(right, result),
            Fact.any(Fact.equal(result, left), Fact.equal(result, right)));
    return withAxiom(result, axiom);
  }

  /// The product, multiplied out.
  ///
  /// @throws ArithmeticException if it is too large to write down
  AffineForm product(AffineForm left, AffineForm right) {
    if (left.isConstant()) {
      return right.times(left.constant());
    }
    if (left.terms() * right.terms() > MAX_TERMS) {
      throw new ArithmeticException("product of " + left + " and " + right);
    }
    var sum = right.times(left.constant()).plus(left.times(right.constant()));
    sum = sum.plus(-Math.multiplyExact(left.constant(), right.constant()));
    for (var i = 0; i < left.terms(); i++) {
      for (var j = 0; j < right.terms(); j++) {
        var factor = Math.multiplyExact(left.coefficientAt(i), right.coefficientAt(j));
        sum = sum.plus(product(left.atomAt(i), right.atomAt(j)).times(factor));
      }
    }
    return sum;
  }

  private AffineForm product(int left, int right) {
    var factors = new ArrayList<>(factors(left));
    factors.addAll(factors(right));
    Collections.sort(factors);
    return product(factors);
  }

  /// The product of atoms that are no products, in ascending order.
  AffineForm product(List<Integer> factors) {
    if (factors.size() == 1) {
      return AffineForm.atom(factors.getFirst());
    }
    if (factors.size() > MAX_FACTORS) {
      throw new ArithmeticException("product of " + factors.size() + " factors");
    }
    var interval = Optional.of(Interval.of(1));
    for (var factor : factors) {
      interval = interval.flatMap(range -> intervals.get(factor).flatMap(range::times));
    }
    return intern(new Atom.Product(factors), interval);
  }

  /// The factors of a product, otherwise the atom itself.
  List<Integer> factors(int atom) {
    return kinds.get(atom) instanceof Atom.Product(var factors) ? factors : List.of(atom);
  }

  /// Whether a form can be computed at launch, from size symbols alone.
  boolean isSize(AffineForm form) {
    for (var term = 0; term < form.terms(); term++) {
      if (!isSize(form.atomAt(term))) {
        return false;
      }
    }
    return true;
  }

  boolean isSize(int atom) {
    return switch (kinds.get(atom)) {
      case Atom.Symbol _, Atom.Residual _ -> true;
      case Atom.Opaque _, Atom.Copy _ -> false;
      case Atom.Quotient(var dividend, var divisor) -> isSize(dividend) && isSize(divisor);
      case Atom.Minimum(var left, var right) -> isSize(left) && isSize(right);
      case Atom.Maximum(var left, var right) -> isSize(left) && isSize(right);
      case Atom.Product(var factors) -> factors.stream().allMatch(this::isSize);
    };
  }

  /// The products an atom is a factor of.
  List<Integer> products(int atom) {
    return products.getOrDefault(atom, List.of());
  }

  boolean isNeverNegative(int atom) {
    return intervals.get(atom).filter(range -> range.low() >= 0).isPresent();
  }

  /// Bounds of a form's value, if they fit in 64 bits.
  Optional<Interval> interval(AffineForm form) {
    var sum = Optional.of(Interval.of(form.constant()));
    for (var term = 0; term < form.terms() && sum.isPresent(); term++) {
      var coefficient = form.coefficientAt(term);
      var part = intervals.get(form.atomAt(term)).flatMap(range -> range.times(coefficient));
      sum = sum.flatMap(known -> part.flatMap(known::plus));
    }
    return sum;
  }

  Optional<Interval> interval(int atom) {
    return intervals.get(atom);
  }

  /// Learns a bound of an atom that holds everywhere.
  void narrow(int atom, Interval interval) {
    intervals.set(atom, Optional.of(interval));
  }

  List<Fact> axioms(int atom) {
    return axioms.get(atom);
  }

  void addAxiom(int atom, Fact axiom) {
    var extended = new ArrayList<>(axioms.get(atom));
    extended.add(axiom);
    axioms.set(atom, List.copyOf(extended));
  }

  private AffineForm withAxiom(AffineForm atom, Fact axiom) {
    if (axioms.get(atom.atomAt(0)).isEmpty()) {
      addAxiom(atom.atomAt(0), axiom);
    }
    return atom;
  }

  private Optional<Interval> both(
      AffineForm left, AffineForm right, BinaryOperator<Interval> combine) {
    return interval(left).flatMap(a -> interval(right).map(b -> combine.apply(a, b)));
  }

  private AffineForm intern(Atom kind, Optional<Interval> interval) {
    return AffineForm.atom(numbers.computeIfAbsent(kind, _ -> add(kind, interval)));
  }

  private int add(Atom kind, Optional<Interval> interval) {
    kinds.add(kind);
    intervals.add(interval);
    axioms.add(List.of());
    var number = kinds.size() - 1;
    if (kind instanceof Atom.Product(var factors)) {
      factors.forEach(
          factor -> products.computeIfAbsent(factor, _ -> new ArrayList<>()).add(number));
    }
    return number;
  }
}
