package dev.strake.ir.ranges;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/// Something that is true of the integers behind the atoms wherever control has got to.
///
/// Facts are only ever assumed, so losing one is safe: a factory whose form overflows answers
/// [#TRUE], which claims nothing.
sealed interface Fact {
  Fact TRUE = new All(List.of());
  Fact FALSE = new Any(List.of());

  record AtLeastZero(AffineForm form) implements Fact {}

  record Zero(AffineForm form) implements Fact {}

  record All(List<Fact> parts) implements Fact {
    public All {
      parts = List.copyOf(parts);
    }
  }

  record Any(List<Fact> choices) implements Fact {
    public Any {
      choices = List.copyOf(choices);
    }
  }

  /// `left <= right`.
  static Fact atMost(AffineForm left, AffineForm right) {
    try {
      return atLeastZero(right.minus(left));
    } catch (ArithmeticException _) {
      return TRUE;
    }
  }

  /// `left < right`.
  static Fact less(AffineForm left, AffineForm right) {
    try {
      return atLeastZero(right.minus(left).plus(-1));
    } catch (ArithmeticException _) {
      return TRUE;
    }
  }

  static Fact equal(AffineForm left, AffineForm right) {
    try {
      return zero(left.minus(right));
    } catch (ArithmeticException _) {
      return TRUE;
    }
  }

  static Fact different(AffineForm left, AffineForm right) {
    return any(less(left, right), less(right, left));
  }

  /// `0 <= form < bound`.
  static Fact within(AffineForm form, AffineForm bound) {
    return all(atMost(AffineForm.ZERO, form), less(form, bound));
  }

  static Fact atLeastZero(AffineForm form) {
    if (form.isConstant()) {
      return form.constant() >= 0 ? TRUE : FALSE;
    }
    return new AtLeastZero(form);
  }

  static Fact zero(AffineForm form) {
    if (form.isConstant()) {
      return form.constant() == 0 ? TRUE : FALSE;
    }
    return new Zero(form);
  }

  static Fact all(Fact... parts) {
    var kept = new ArrayList<Fact>();
    for (var part : parts) {
      if (part.equals(FALSE)) {
        return FALSE;
      }
      if (part instanceof All(var inner)) {
        kept.addAll(inner);
      } else {
        kept.add(part);
      }
    }
    return kept.size() == 1 ? kept.getFirst() : new All(kept);
  }

  static Fact any(Fact... choices) {
    var kept = new ArrayList<Fact>();
    for (var choice : choices) {
      if (choice.equals(TRUE)) {
        return TRUE;
      }
      if (choice instanceof Any(var inner)) {
        kept.addAll(inner);
      } else {
        kept.add(choice);
      }
    }
    return kept.size() == 1 ? kept.getFirst() : new Any(kept);
  }

  /// Adds every atom it mentions to `atoms`.
  default void addAtomsTo(BitSet atoms) {
    switch (this) {
      case AtLeastZero(var form) -> form.addAtomsTo(atoms);
      case Zero(var form) -> form.addAtomsTo(atoms);
      case All(var parts) -> parts.forEach(part -> part.addAtomsTo(atoms));
      case Any(var choices) -> choices.forEach(choice -> choice.addAtomsTo(atoms));
    }
  }

  /// Whether it mentions one of `atoms`, or nothing at all.
  default boolean concerns(BitSet atoms) {
    return switch (this) {
      case AtLeastZero(var form) -> form.concerns(atoms);
      case Zero(var form) -> form.concerns(atoms);
      case All(var parts) -> concerns(parts, atoms);
      case Any(var choices) -> concerns(choices, atoms);
    };
  }

  private static boolean concerns(List<Fact> facts, BitSet atoms) {
    return facts.isEmpty() || facts.stream().anyMatch(fact -> fact.concerns(atoms));
  }

  /// The same fact about other atoms.
  default Fact substitute(IntFunction<AffineForm> replacement) {
    try {
      return switch (this) {
        case AtLeastZero(var form) -> atLeastZero(form.substitute(replacement));
        case Zero(var form) -> zero(form.substitute(replacement));
        case All(var parts) -> all(substitute(parts, replacement));
        case Any(var choices) -> any(substitute(choices, replacement));
      };
    } catch (ArithmeticException _) {
      return TRUE;
    }
  }

  private static Fact[] substitute(List<Fact> facts, IntFunction<AffineForm> replacement) {
    return facts.stream().map(fact -> fact.substitute(replacement)).toArray(Fact[]::new);
  }
}
