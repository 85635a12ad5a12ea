package dev.strake.ir.ranges;

import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the integer values of a kernel are in terms of atoms.
///
/// Integer arithmetic wraps, forms don't. So an `i64` value has two forms: `exact` equals the
/// value, `congruent` equals it modulo 2^64. They are the same where the facts show that the
/// arithmetic doesn't overflow; otherwise the exact form is an atom of its own. The package
/// documentation says what each is good for. Values of other integer types have exact forms only.
final class ValueForms {
  record Form(AffineForm exact, AffineForm congruent) {
    static Form of(AffineForm exact) {
      return new Form(exact, exact);
    }
  }

  /// Forms within plus or minus this are sure to fit in an `i64`, and so are small multiples of
  /// them, which proofs come across.
  private static final long MARGIN = 1L << 56;

  private final Atoms atoms;
  private final SizeForms sizes;
  private final LinearProver prover;
  private final Conditions conditions;
  private final Arithmetic arithmetic;
  private final Map<Integer, Form> forms = new HashMap<>();

  ValueForms(Atoms atoms, SizeForms sizes, LinearProver prover) {
    this.atoms = atoms;
    this.sizes = sizes;
    this.prover = prover;
    conditions = new Conditions(this::exact);
    arithmetic = new Arithmetic(this, atoms, sizes, prover);
  }

  Conditions conditions() {
    return conditions;
  }

  Form form(Value value) {
    return forms.get(value.id());
  }

  AffineForm exact(Value value) {
    return form(value).exact();
  }

  /// All forms given so far.
  Map<Integer, Form> snapshot() {
    return Map.copyOf(forms);
  }

  /// Back to the forms of a snapshot.
  void restore(Map<Integer, Form> snapshot) {
    forms.clear();
    forms.putAll(snapshot);
  }

  /// Lets a value have the given form.
  void set(Value value, Form form) {
    forms.put(value.id(), form);
  }

  /// Lets a value stand for itself; a value that is no integer has no form.
  void setOpaque(Value value) {
    if (isInteger(value)) {
      setOpaque(value, Interval.of(value.scalar()));
    }
  }

  AffineForm setOpaque(Value value, Interval interval) {
    var atom = atoms.opaque(value, interval);
    set(value, Form.of(atom));
    return atom;
  }

  /// Gives the results of an op their forms; `facts` hold where it stands. Returns what is known
  /// after it.
  Facts define(Op op, Facts facts) {
    conditions.define(op);
    try {
      return defineExactly(op, facts);
    } catch (ArithmeticException _) {
      op.results().forEach(this::setOpaque);
      return facts;
    }
  }

  private Facts defineExactly(Op op, Facts facts) {
    switch (op) {
      case Op.Constant(var result, var bits) -> {
        if (isInteger(result) || result.type() == ScalarType.U64 && bits >= 0) {
          set(result, Form.of(AffineForm.of(bits)));
        }
      }
      // The launch computed it without overflow.
      case Op.SizeOf(var result, var size) -> set(result, Form.of(sizes.form(size)));
      case Op.Unary unary -> arithmetic.define(unary, facts);
      case Op.Binary binary -> {
        return arithmetic.define(binary, facts);
      }
      case Op.Select(var result, var condition, var left, var right) ->
          merge(result, condition, left, right);
      case Op.Cast(var result, var operand) -> cast(result, operand, facts);
      case Op.CheckIndex(var result, var index, var extent, _) -> {
        set(result, Form.of(exact(index)));
        return facts.and(Fact.within(exact(index), exact(extent)));
      }

      case Op.If(var results, var condition, var whenTrue, var whenFalse) -> {
        for (var k = 0; k < results.size(); k++) {
          var left = whenTrue.results().get(k);
          merge(results.get(k), condition, left, whenFalse.results().get(k));
        }
      }

      case Op.CheckNonEmpty(var lower, var upper, _) -> {
        return facts.and(Fact.less(exact(lower), exact(upper)));
      }
      case Op.Local _, Op.Store _, Op.Assert _, Op.Print _ -> {}
      case Op.Scalar _, Op.Call _, Op.Load _, Op.Structured _ ->
          op.results().forEach(this::setOpaque);
    }
    return facts;
  }

  /// Gives `value` the candidate's forms as far as the arithmetic behind them can't overflow; for a
  /// narrow type the candidate's two forms are the same.
  void settle(Value value, Form candidate, Facts facts) {
    var type = value.scalar();
    if (fits(candidate.congruent(), type, facts)) {
      set(value, Form.of(candidate.congruent()));
    } else if (fits(candidate.exact(), type, facts)) {
      set(value, candidate);
    } else if (type == ScalarType.I64) {
      set(value, new Form(atoms.opaque(value, Interval.I64), candidate.congruent()));
    } else {
      setOpaque(value);
    }
  }

  private boolean fits(AffineForm form, ScalarType type, Facts facts) {
    if (atoms.interval(form).filter(Interval.of(type)::contains).isPresent()) {
      return true;
    }
    return type == ScalarType.I64
        && isAboveLowest(form, facts)
        && isAboveLowest(form.negated(), facts);
  }

  /// Whether the form is surely more than -2^63. The end of the range itself matters for single
  /// atoms, as in `k - 1` where `k > 0`; for sums numbers that large would only overflow in the
  /// proof.
  private boolean isAboveLowest(AffineForm form, Facts facts) {
    return prover.proves(facts, form.plus(MARGIN))
        || form.terms() == 1
            && prover.proves(facts, form.plus(Long.MAX_VALUE - Math.max(form.constant(), 0)));
  }

  /// `condition ? left : right`.
  private void merge(Value result, Value condition, Value left, Value right) {
    if (!isInteger(result)) {
      return;
    }
    if (exact(left).equals(exact(right))) {
      set(result, Form.of(exact(left)));
      return;
    }
    var interval =
        atoms
            .interval(exact(left))
            .flatMap(a -> atoms.interval(exact(right)).map(a::hull))
            .orElse(Interval.of(result.scalar()));
    var merged = setOpaque(result, interval);
    var whenTrue = Fact.all(conditions.whenTrue(condition), Fact.equal(merged, exact(left)));
    var whenFalse = Fact.all(conditions.whenFalse(condition), Fact.equal(merged, exact(right)));
    atoms.addAxiom(merged.atomAt(0), Fact.any(whenTrue, whenFalse));
  }

  private void cast(Value result, Value operand, Facts facts) {
    if (result.type() == ScalarType.U64) {
      bounds(operand).filter(range -> range.low() >= 0).ifPresent(_ -> set(result, form(operand)));
    } else if (isInteger(result) && forms.containsKey(operand.id())) {
      if (isInteger(operand)
          && Interval.of(result.scalar()).contains(Interval.of(operand.scalar()))) {
        set(result, Form.of(exact(operand)));
      } else {
        settle(result, Form.of(exact(operand)), facts);
      }
    } else {
      setOpaque(result);
    }
  }

  /// Between which numbers a value lies, if it has a form that tells.
  Optional<Interval> bounds(Value value) {
    return Optional.ofNullable(forms.get(value.id())).flatMap(form -> atoms.interval(form.exact()));
  }

  /// Whether every value of its type has forms. Of `u64`, whose upper half forms can't hold, those
  /// have one that are known to be below 2^63.
  static boolean isInteger(Value value) {
    return value.type() instanceof ScalarType type && type.isInteger() && type != ScalarType.U64;
  }
}
