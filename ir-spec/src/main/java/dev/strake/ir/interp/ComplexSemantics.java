package dev.strake.ir.interp;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;

/// What ops of complex numbers mean, in ops of their components, each rounded by itself. `type` is
/// the type of the components.
///
/// Nothing of C's Annex G: where an intermediate result overflows or is NaN, so is the result.
public final class ComplexSemantics {
  private ComplexSemantics() {}

  public static Complex unary(UnaryOp op, ScalarType type, Complex a) {
    return new Complex(
        ScalarSemantics.unary(op, type, a.real()), ScalarSemantics.unary(op, type, a.imaginary()));
  }

  public static Complex binary(BinaryOp op, ScalarType type, Complex a, Complex b) {
    return switch (op) {
      case ADD, SUB ->
          new Complex(
              ScalarSemantics.binary(op, type, a.real(), b.real()),
              ScalarSemantics.binary(op, type, a.imaginary(), b.imaginary()));
      case MUL -> product(type, a, b);
      case DIV -> quotient(type, a, b);
      case REM, FLOORDIV, FLOORMOD, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR ->
          throw new IllegalArgumentException(op.mnemonic() + " of complex numbers");
    };
  }

  /// `(ar*br - ai*bi) + (ar*bi + ai*br)i`, every product rounded.
  private static Complex product(ScalarType type, Complex a, Complex b) {
    return new Complex(
        sub(type, mul(type, a.real(), b.real()), mul(type, a.imaginary(), b.imaginary())),
        add(type, mul(type, a.real(), b.imaginary()), mul(type, a.imaginary(), b.real())));
  }

  /// The algorithm of Smith (Algorithm 116: Complex division, CACM 1962): scaled by the larger
  /// component of the divisor.
  private static Complex quotient(ScalarType type, Complex a, Complex b) {
    var real = ScalarSemantics.unary(UnaryOp.ABS, type, b.real());
    var imaginary = ScalarSemantics.unary(UnaryOp.ABS, type, b.imaginary());
    if (ScalarSemantics.compare(CompareOp.GE, type, real, imaginary)) {
      var ratio = div(type, b.imaginary(), b.real());
      var scale = add(type, b.real(), mul(type, b.imaginary(), ratio));
      return new Complex(
          div(type, add(type, a.real(), mul(type, a.imaginary(), ratio)), scale),
          div(type, sub(type, a.imaginary(), mul(type, a.real(), ratio)), scale));
    }
    var ratio = div(type, b.real(), b.imaginary());
    var scale = add(type, mul(type, b.real(), ratio), b.imaginary());
    return new Complex(
        div(type, add(type, mul(type, a.real(), ratio), a.imaginary()), scale),
        div(type, sub(type, mul(type, a.imaginary(), ratio), a.real()), scale));
  }

  /// Both components are equal (`EQ`), or one differs (`NE`).
  public static boolean compare(CompareOp op, ScalarType type, Complex a, Complex b) {
    var isEqual =
        ScalarSemantics.compare(CompareOp.EQ, type, a.real(), b.real())
            && ScalarSemantics.compare(CompareOp.EQ, type, a.imaginary(), b.imaginary());
    return switch (op) {
      case EQ -> isEqual;
      case NE -> !isEqual;
      case LT, LE, GT, GE ->
          throw new IllegalArgumentException(op.mnemonic() + " of complex numbers");
    };
  }

  /// One step of a chain: two fused steps per component.
  public static Complex fma(ScalarType type, Complex a, Complex b, Complex c) {
    var minus = ScalarSemantics.unary(UnaryOp.NEG, type, a.imaginary());
    var real = ScalarSemantics.fma(type, a.real(), b.real(), c.real());
    var imaginary = ScalarSemantics.fma(type, a.real(), b.imaginary(), c.imaginary());
    return new Complex(
        ScalarSemantics.fma(type, minus, b.imaginary(), real),
        ScalarSemantics.fma(type, a.imaginary(), b.real(), imaginary));
  }

  /// From a number, whose imaginary part is +0, or from another complex type.
  public static Complex cast(ScalarType from, ScalarType to, Complex operand) {
    var real = ScalarSemantics.cast(from.component(), to.component(), operand.real());
    return new Complex(
        real,
        from.isComplex()
            ? ScalarSemantics.cast(from.component(), to.component(), operand.imaginary())
            : 0);
  }

  private static long add(ScalarType type, long left, long right) {
    return ScalarSemantics.binary(BinaryOp.ADD, type, left, right);
  }

  private static long sub(ScalarType type, long left, long right) {
    return ScalarSemantics.binary(BinaryOp.SUB, type, left, right);
  }

  private static long mul(ScalarType type, long left, long right) {
    return ScalarSemantics.binary(BinaryOp.MUL, type, left, right);
  }

  private static long div(ScalarType type, long left, long right) {
    return ScalarSemantics.binary(BinaryOp.DIV, type, left, right);
  }
}
