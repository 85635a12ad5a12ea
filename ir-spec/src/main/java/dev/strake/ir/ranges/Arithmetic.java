package dev.strake.ir.ranges;

import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.util.List;
import java.util.Optional;

/// The forms of integer arithmetic: sums and products by constants are multiplied out, quotients,
/// remainders, minima and maxima become atoms with axioms, the rest opaque atoms with bounds.
final class Arithmetic {
  private final ValueForms forms;
  private final Atoms atoms;
  private final SizeForms sizes;
  private final LinearProver prover;

  Arithmetic(ValueForms forms, Atoms atoms, SizeForms sizes, LinearProver prover) {
    this.forms = forms;
    this.atoms = atoms;
    this.sizes = sizes;
    this.prover = prover;
  }

  void define(Op.Unary unary, Facts facts) {
    if (!ValueForms.isInteger(unary.result())) {
      return;
    }
    var result = unary.result();
    var form = forms.form(unary.operand());
    switch (unary.op()) {
      case NEG -> settle(result, form.exact().negated(), form.congruent().negated(), facts);
      case NOT ->
          settle(
              result, form.exact().negated().plus(-1), form.congruent().negated().plus(-1), facts);
      case ABS -> {
        var largest = atoms.maximum(form.exact(), form.exact().negated());
        settle(result, largest, largest, facts);
      }
      case SQRT -> forms.setOpaque(result);
    }
  }

  /// Returns what is known after the op: a divisor that went through is not zero.
  Facts define(Op.Binary binary, Facts facts) {
    var result = binary.result();
    if (result.type() == ScalarType.U64) {
      boundWide(binary);
      return facts;
    }
    if (!ValueForms.isInteger(result)) {
      return facts;
    }
    var left = forms.form(binary.left());
    var right = forms.form(binary.right());
    var a = left.exact();
    var b = right.exact();
    switch (binary.op()) {
      case ADD -> settle(result, a.plus(b), left.congruent().plus(right.congruent()), facts);
      case SUB -> settle(result, a.minus(b), left.congruent().minus(right.congruent()), facts);
      case MUL -> multiply(result, left, right, facts);
      case MIN -> forms.set(result, ValueForms.Form.of(atoms.minimum(a, b)));
      case MAX -> forms.set(result, ValueForms.Form.of(atoms.maximum(a, b)));
      case FLOORDIV, FLOORMOD, DIV, REM -> {
        return divide(binary, a, b, facts);
      }
      case AND -> mask(result, a, b);
      case SHL -> shiftLeft(result, left, b, facts);
      case SHR -> shiftRight(result, a, b);
      case USHR -> shiftRightUnsigned(result, a, b, facts);
      case OR, XOR -> forms.setOpaque(result);
    }
    return facts;
  }

  private void settle(Value result, AffineForm exact, AffineForm congruent, Facts facts) {
    forms.settle(result, new ValueForms.Form(exact, congruent), facts);
  }

  /// Products are multiplied out where one side is known at launch.
  private void multiply(Value result, ValueForms.Form left, ValueForms.Form right, Facts facts) {
    if (atoms.isSize(left.congruent()) || atoms.isSize(right.congruent())) {
      var exact = atoms.product(left.exact(), right.exact());
      settle(result, exact, atoms.product(left.congruent(), right.congruent()), facts);
      return;
    }
    var bounds =
        atoms
            .interval(left.exact())
            .flatMap(a -> atoms.interval(right.exact()).flatMap(a::times))
            .filter(Interval.of(result.scalar())::contains);
    forms.setOpaque(result, bounds.orElse(Interval.of(result.scalar())));
  }

  /// Of truncating division only what it shares with flooring division: a dividend that is not
  /// negative.
  private Facts divide(Op.Binary binary, AffineForm dividend, AffineForm divisor, Facts facts) {
    if (!prover.proves(facts, divisor)) {
      forms.setOpaque(binary.result());
      return facts.and(Fact.different(divisor, AffineForm.ZERO));
    }
    var after = facts.and(Fact.less(AffineForm.ZERO, divisor));
    return switch (binary.op()) {
      case FLOORDIV -> quotient(binary.result(), dividend, divisor, after);
      case FLOORMOD -> remainder(binary.result(), dividend, divisor, after);
      case DIV -> {
        if (prover.proves(facts, dividend)) {
          yield quotient(binary.result(), dividend, divisor, after);
        }
        forms.setOpaque(binary.result());
        yield after;
      }
      case REM ->
          prover.proves(facts, dividend)
              ? remainder(binary.result(), dividend, divisor, after)
              : signedRemainder(binary.result(), divisor, after);
      case ADD, SUB, MUL, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR ->
          throw CompilerError.bug("ranges", binary.op() + " is no division");
    };
  }

  private Facts quotient(Value result, AffineForm dividend, AffineForm divisor, Facts facts) {
    var quotient = atoms.quotient(dividend, divisor);
    forms.set(result, ValueForms.Form.of(quotient));
    return facts
        .and(remainderBounds(dividend, divisor, quotient))
        .and(quotientBounds(dividend, divisor, quotient, facts));
  }

  /// A number that is not negative doesn't grow by dividing it by a positive one.
  private Fact quotientBounds(
      AffineForm dividend, AffineForm divisor, AffineForm quotient, Facts facts) {
    return !divisor.isConstant() && prover.proves(facts, dividend)
        ? Fact.all(Fact.atMost(AffineForm.ZERO, quotient), Fact.atMost(quotient, dividend))
        : Fact.TRUE;
  }

  private Facts remainder(Value result, AffineForm dividend, AffineForm divisor, Facts facts) {
    var quotient = atoms.quotient(dividend, divisor);
    var remainder = dividend.minus(atoms.product(divisor, quotient));
    forms.set(result, ValueForms.Form.of(remainder));
    return facts.and(remainderBounds(dividend, divisor, quotient));
  }

  /// For a constant divisor they are axioms of the quotient already.
  private Fact remainderBounds(AffineForm dividend, AffineForm divisor, AffineForm quotient) {
    return divisor.isConstant()
        ? Fact.TRUE
        : Fact.within(dividend.minus(atoms.product(divisor, quotient)), divisor);
  }

  private Facts signedRemainder(Value result, AffineForm divisor, Facts facts) {
    var remainder = forms.setOpaque(result, Interval.of(result.scalar()));
    return facts.and(Fact.less(remainder, divisor)).and(Fact.less(divisor.negated(), remainder));
  }

  private void mask(Value result, AffineForm left, AffineForm right) {
    if (left.isConstant() && !right.isConstant()) {
      mask(result, right, left);
      return;
    }
    if (right.isConstant() && isMask(right.constant())) {
      var step = right.constant() + 1;
      var remainder = left.minus(atoms.quotient(left, AffineForm.of(step)).times(step));
      forms.set(result, ValueForms.Form.of(remainder));
      return;
    }
    var bounds = Interval.of(result.scalar());
    for (var side : List.of(left, right)) {
      var high = atoms.interval(side).filter(range -> range.low() >= 0).map(Interval::high);
      if (high.isPresent()) {
        bounds = bounds.atLeast(0).atMost(high.get());
      }
    }
    forms.setOpaque(result, bounds);
  }

  /// Ones below zeros, so that `and` is the remainder by the next power of two.
  private static boolean isMask(long bits) {
    return bits >= 0 && bits < Long.MAX_VALUE && (bits & (bits + 1)) == 0;
  }

  private void shiftLeft(Value result, ValueForms.Form left, AffineForm count, Facts facts) {
    var factor = powerOfTwo(result.scalar(), count);
    if (factor.isEmpty()) {
      forms.setOpaque(result);
      return;
    }
    settle(result, left.exact().times(factor.get()), left.congruent().times(factor.get()), facts);
  }

  private void shiftRight(Value result, AffineForm left, AffineForm count) {
    var divisor = powerOfTwo(result.scalar(), count);
    if (divisor.isEmpty()) {
      forms.setOpaque(result);
      return;
    }
    var quotient = atoms.quotient(left, AffineForm.of(divisor.get()));
    forms.set(result, ValueForms.Form.of(quotient));
  }

  private void shiftRightUnsigned(Value result, AffineForm left, AffineForm count, Facts facts) {
    var divisor = powerOfTwo(result.scalar(), count);
    if (prover.proves(facts, left)) {
      shiftRight(result, left, count);
    } else if (divisor.isPresent() && divisor.get() > 1) {
      var ones = -1L >>> (64 - result.scalar().bits());
      forms.setOpaque(result, new Interval(0, ones >>> Long.numberOfTrailingZeros(divisor.get())));
    } else {
      forms.setOpaque(result);
    }
  }

  /// Gives a `u64` result a form where the op keeps it below 2^63.
  private void boundWide(Op.Binary binary) {
    var left = highest(binary.left());
    var right = highest(binary.right());
    var high =
        switch (binary.op()) {
          case AND, MIN ->
              left.isPresent() && right.isPresent()
                  ? Optional.of(Math.min(left.get(), right.get()))
                  : left.or(() -> right);
          // A remainder is less than the divisor, or the op fails; it is no more than the dividend.
          case REM, FLOORMOD -> right.filter(r -> r > 0).map(r -> r - 1).or(() -> left);
          case DIV, FLOORDIV -> left;
          case SHR, USHR -> shiftedRight(binary.right()).or(() -> left);
          case ADD, SUB, MUL, MAX, OR, XOR, SHL -> Optional.<Long>empty();
        };
    high.ifPresent(bound -> forms.setOpaque(binary.result(), new Interval(0, bound)));
  }

  private Optional<Long> highest(Value value) {
    return forms.bounds(value).map(Interval::high);
  }

  /// The largest `u64` shifted right by a constant count.
  private Optional<Long> shiftedRight(Value count) {
    return forms
        .bounds(count)
        .filter(range -> range.low() == range.high() && (range.low() & 63) > 0)
        .map(range -> -1L >>> (range.low() & 63));
  }

  /// 2 to a constant shift count, if it fits in an `i64`.
  private static Optional<Long> powerOfTwo(ScalarType type, AffineForm count) {
    var masked = count.constant() & (type.bits() - 1);
    return count.isConstant() && masked < 63 ? Optional.of(1L << masked) : Optional.empty();
  }
}
