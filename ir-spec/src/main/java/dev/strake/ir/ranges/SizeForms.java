package dev.strake.ir.ranges;

import dev.strake.ir.Size;
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

  /// The form as a size, if it can be computed from the size symbols alone.
  Optional<Size> size(AffineForm form) {
    var sum = Size.of(form.constant());
    for (var term = form.terms() - 1; term >= 0; term--) {
      var atom = size(form.atomAt(term));
      if (atom.isEmpty()) {
        return Optional.empty();
      }
      sum = plus(sum, form.coefficientAt(term), atom.get());
    }
    return Optional.of(sum);
  }

  /// `factor * size + sum`, without the parts that change nothing.
  static Size plus(Size sum, long factor, Size size) {
    var part = times(Math.absExact(factor), size);
    if (factor < 0) {
      return Size.of(Size.Operator.SUB, sum, part);
    }
    if (sum instanceof Size.Constant(var constant)) {
      return offset(part, constant);
    }
    return Size.of(Size.Operator.ADD, part, sum);
  }

  private static Size times(long factor, Size size) {
    return factor == 1 ? size : Size.of(Size.Operator.MUL, Size.of(factor), size);
  }

  /// `size + constant`, written as a difference where that is shorter.
  private static Size offset(Size size, long constant) {
    if (constant == 0) {
      return size;
    }
    return constant > 0
        ? Size.of(Size.Operator.ADD, size, Size.of(constant))
        : Size.of(Size.Operator.SUB, size, Size.of(Math.negateExact(constant)));
  }

  /// Whether [#size(AffineForm)] has an answer.
  boolean isSize(AffineForm form) {
    for (var term = 0; term < form.terms(); term++) {
      if (!isSize(form.atomAt(term))) {
        return false;
      }
    }
    return true;
  }

  boolean isSize(int atom) {
    return switch (atoms.kind(atom)) {
      case Atom.Symbol _, Atom.Residual _ -> true;
      case Atom.Opaque _, Atom.Copy _ -> false;
      case Atom.Quotient(var dividend, var divisor) -> isSize(dividend) && isSize(divisor);
      case Atom.Minimum(var left, var right) -> isSize(left) && isSize(right);
      case Atom.Maximum(var left, var right) -> isSize(left) && isSize(right);
      case Atom.Product(var factors) -> factors.stream().allMatch(this::isSize);
    };
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
