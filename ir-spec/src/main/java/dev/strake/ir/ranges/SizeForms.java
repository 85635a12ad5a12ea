package dev.strake.ir.ranges;

import dev.strake.ir.Size;
import java.util.ArrayList;
import java.util.Optional;

/// Sizes as affine forms and back: `(n - 1) / 2` is the quotient of `n - 1` by 2.
final class SizeForms {
  private final Atoms atoms;

  SizeForms(Atoms atoms) {
    this.atoms = atoms;
  }

  /// The form of a size's value, computed without overflow.
  AffineForm form(Size size) {
    return switch (size) {
      case Size.Constant(var value) -> AffineForm.of(value);
      case Size.Symbol(var name) -> atoms.symbol(name);
      case Size.Combined combined -> {
        try {
          yield form(combined);
        } catch (ArithmeticException _) {
          yield atoms.residual(new Atom.Residual(size));
        }
      }
    };
  }

  private AffineForm form(Size.Combined size) {
    var left = form(size.left());
    var right = form(size.right());
    return switch (size.operator()) {
      case ADD -> left.plus(right);
      case SUB -> left.minus(right);
      case MUL -> atoms.product(left, right);
      case FLOORDIV -> atoms.quotient(left, right);
      case FLOORMOD -> left.minus(atoms.product(right, atoms.quotient(left, right)));
      case MIN -> atoms.minimum(left, right);
      case MAX -> atoms.maximum(left, right);
    };
  }

  /// The form as a size, if it can be computed from the size symbols alone: terms that are added,
  /// terms that are taken away, the constant.
  Optional<Size> size(AffineForm form) {
    var added = new ArrayList<Size>();
    var taken = new ArrayList<Size>();
    for (var term = 0; term < form.terms(); term++) {
      var atom = size(form.atomAt(term));
      if (atom.isEmpty()) {
        return Optional.empty();
      }
      var coefficient = form.coefficientAt(term);
      (isTaken(coefficient) ? taken : added).add(times(magnitude(coefficient), atom.get()));
    }
    if (form.constant() != 0 || form.isConstant()) {
      var constant = Size.of(magnitude(form.constant()));
      (isTaken(form.constant()) ? taken : added).add(constant);
    }
    var sum = added.isEmpty() ? Size.of(0) : added.removeFirst();
    for (var size : added) {
      sum = Size.of(Size.Operator.ADD, sum, size);
    }
    for (var size : taken) {
      sum = Size.of(Size.Operator.SUB, sum, size);
    }
    return Optional.of(sum);
  }

  /// Negative numbers are taken away, but for the least of all, which has no magnitude.
  private static boolean isTaken(long number) {
    return number < 0 && number != Long.MIN_VALUE;
  }

  private static long magnitude(long number) {
    return isTaken(number) ? -number : number;
  }

  private static Size times(long factor, Size size) {
    return factor == 1 ? size : Size.of(Size.Operator.MUL, Size.of(factor), size);
  }

  private Optional<Size> size(int atom) {
    return switch (atoms.kind(atom)) {
      case Atom.Symbol(var name) -> Optional.of(Size.of(name));
      case Atom.Opaque _, Atom.Copy _ -> Optional.empty();
      case Atom.Quotient(var dividend, var divisor) ->
          combined(Size.Operator.FLOORDIV, dividend, divisor);
      case Atom.Minimum(var left, var right) -> combined(Size.Operator.MIN, left, right);
      case Atom.Maximum(var left, var right) -> combined(Size.Operator.MAX, left, right);
      case Atom.Product(var factors) -> {
        var product = Optional.of(Size.of(1));
        for (var factor : factors) {
          product = product.flatMap(known -> size(factor).map(next -> times(known, next)));
        }
        yield product;
      }
      case Atom.Residual(var size) -> Optional.of(size);
    };
  }

  private Optional<Size> combined(Size.Operator operator, AffineForm left, AffineForm right) {
    return size(left).flatMap(a -> size(right).map(b -> Size.of(operator, a, b)));
  }

  private static Size times(Size left, Size right) {
    return left.equals(Size.of(1)) ? right : Size.of(Size.Operator.MUL, left, right);
  }
}
