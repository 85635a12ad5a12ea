package dev.strake.ir.schedule;

import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.Map;

/// An `i64` as a literal plus multiples of atoms, modulo 2^64: `h - 1`, `i + 2`.
record IndexForm(long constant, Map<Atom, Long> terms) {
  IndexForm {
    terms = Map.copyOf(terms);
  }

  /// What a form does not look into.
  sealed interface Atom {
    record OfSize(Size size) implements Atom {}

    record OfValue(Value value) implements Atom {}
  }

  static IndexForm of(long constant) {
    return new IndexForm(constant, Map.of());
  }

  static IndexForm of(Atom atom) {
    return new IndexForm(0, Map.of(atom, 1L));
  }

  IndexForm plus(IndexForm other) {
    var sum = new HashMap<>(terms);
    other.terms.forEach((atom, factor) -> sum.merge(atom, factor, Long::sum));
    sum.values().removeIf(factor -> factor == 0);
    return new IndexForm(constant + other.constant, sum);
  }

  IndexForm times(long factor) {
    var scaled = new HashMap<Atom, Long>();
    terms.forEach((atom, own) -> scaled.put(atom, own * factor));
    scaled.values().removeIf(own -> own == 0);
    return new IndexForm(constant * factor, scaled);
  }

  IndexForm minus(IndexForm other) {
    return plus(other.times(-1));
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  /// How often `value` is counted.
  long factor(Value value) {
    return terms.getOrDefault(new Atom.OfValue(value), 0L);
  }
}
