package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.schedule.SplitComplex.Pair;

/// Appends ops of complex numbers as ops of their components, as IR.md defines them.
record ComplexArithmetic(RegionBuilder at) {

  Pair unary(UnaryOp op, Pair a) {
    return new Pair(at.unary(op, a.real()), at.unary(op, a.imaginary()));
  }

  Pair binary(BinaryOp op, Pair a, Pair b) {
    return switch (op) {
      case ADD, SUB ->
          new Pair(at.binary(op, a.real(), b.real()), at.binary(op, a.imaginary(), b.imaginary()));
      case MUL -> product(a, b);
      case DIV -> quotient(a, b);
      case REM, FLOORDIV, FLOORMOD, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR ->
          throw new IllegalArgumentException(op.mnemonic() + " of complex numbers");
    };
  }

  private Pair product(Pair a, Pair b) {
    return new Pair(
        sub(mul(a.real(), b.real()), mul(a.imaginary(), b.imaginary())),
        add(mul(a.real(), b.imaginary()), mul(a.imaginary(), b.real())));
  }

  /// Smith's algorithm has two cases, by the larger component of the divisor. Both add the same
  /// terms, so that choosing them is enough; only the difference has another sign.
  private Pair quotient(Pair a, Pair b) {
    var isRealLarger =
        at.compare(
            CompareOp.GE, at.unary(UnaryOp.ABS, b.real()), at.unary(UnaryOp.ABS, b.imaginary()));
    var large = at.select(isRealLarger, b.real(), b.imaginary());
    var small = at.select(isRealLarger, b.imaginary(), b.real());
    var first = at.select(isRealLarger, a.real(), a.imaginary());
    var second = at.select(isRealLarger, a.imaginary(), a.real());
    var ratio = div(small, large);
    var scale = add(large, mul(small, ratio));
    var scaled = mul(first, ratio);
    var difference = at.select(isRealLarger, sub(second, scaled), sub(scaled, second));
    return new Pair(div(add(first, mul(second, ratio)), scale), div(difference, scale));
  }

  Pair fma(Pair a, Pair b, Pair c) {
    var minus = at.unary(UnaryOp.NEG, a.imaginary());
    var real = at.fma(a.real(), b.real(), c.real());
    var imaginary = at.fma(a.real(), b.imaginary(), c.imaginary());
    return new Pair(at.fma(minus, b.imaginary(), real), at.fma(a.imaginary(), b.real(), imaginary));
  }

  Pair select(Value condition, Pair whenTrue, Pair whenFalse) {
    return new Pair(
        at.select(condition, whenTrue.real(), whenFalse.real()),
        at.select(condition, whenTrue.imaginary(), whenFalse.imaginary()));
  }

  private Value add(Value left, Value right) {
    return at.binary(BinaryOp.ADD, left, right);
  }

  private Value sub(Value left, Value right) {
    return at.binary(BinaryOp.SUB, left, right);
  }

  private Value mul(Value left, Value right) {
    return at.binary(BinaryOp.MUL, left, right);
  }

  private Value div(Value left, Value right) {
    return at.binary(BinaryOp.DIV, left, right);
  }
}
