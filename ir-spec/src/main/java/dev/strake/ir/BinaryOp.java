package dev.strake.ir;

import java.util.OptionalLong;

/// Scalar ops of two operands; operands and result have one type.
public enum BinaryOp {
  /// Integers wrap; floats round to nearest even.
  ADD("add", Domain.ARITHMETIC, Algebra.COMMUTATIVE),
  SUB("sub", Domain.ARITHMETIC, Algebra.NONE),
  MUL("mul", Domain.ARITHMETIC, Algebra.COMMUTATIVE),
  /// Integers truncate toward zero, `MIN / -1` wraps to `MIN`, division by zero fails.
  DIV("div", Domain.ARITHMETIC, Algebra.NONE),
  /// Remainder of truncating division: sign of the dividend; zero divisor fails.
  REM("rem", Domain.INTEGERS, Algebra.NONE),
  /// Quotient rounded toward minus infinity; `MIN` by `-1` wraps; zero divisor fails.
  FLOORDIV("floordiv", Domain.INTEGERS, Algebra.NONE),
  /// `a - floordiv(a, b) * b`: sign of the divisor; zero divisor fails.
  FLOORMOD("floormod", Domain.INTEGERS, Algebra.NONE),
  /// NaN if either is NaN; -0.0 is less than +0.0.
  MIN("min", Domain.ORDERED, Algebra.COMMUTATIVE),
  /// NaN if either is NaN; -0.0 is less than +0.0.
  MAX("max", Domain.ORDERED, Algebra.COMMUTATIVE),
  AND("and", Domain.BITS, Algebra.COMMUTATIVE),
  OR("or", Domain.BITS, Algebra.COMMUTATIVE),
  XOR("xor", Domain.BITS, Algebra.COMMUTATIVE),
  /// The count is taken modulo the width of the type.
  SHL("shl", Domain.INTEGERS, Algebra.NONE),
  /// Copies the sign bit of signed types, fills zeros for unsigned ones; count modulo width.
  SHR("shr", Domain.INTEGERS, Algebra.NONE),
  /// Fills zeros for every type; count modulo width.
  USHR("ushr", Domain.INTEGERS, Algebra.NONE);

  private enum Algebra {
    NONE,
    COMMUTATIVE
  }

  private final String mnemonic;
  private final Domain domain;
  private final Algebra algebra;

  BinaryOp(String mnemonic, Domain domain, Algebra algebra) {
    this.mnemonic = mnemonic;
    this.domain = domain;
    this.algebra = algebra;
  }

  public String mnemonic() {
    return mnemonic;
  }

  public boolean accepts(ScalarType type) {
    return domain.contains(type);
  }

  /// Whether swapping the operands gives the same bits (up to which NaN).
  public boolean isCommutative() {
    return algebra == Algebra.COMMUTATIVE;
  }

  /// Whether it fails on some operands of this type: integer division by zero.
  public boolean canFail(ScalarType type) {
    return switch (this) {
      case DIV, REM, FLOORDIV, FLOORMOD -> type.isInteger();
      case ADD, SUB, MUL, MIN, MAX, AND, OR, XOR, SHL, SHR, USHR -> false;
    };
  }

  /// The raw bits of the element e with `x op e == x` for every x, to the bit; for commutative ops
  /// also `e op x == x`. For float addition it is -0.0. Of complex ops it is both components.
  public OptionalLong identity(ScalarType type) {
    return switch (this) {
      case ADD -> OptionalLong.of(type.negativeZero());
      case SUB, OR, XOR, SHL, SHR, USHR -> OptionalLong.of(0);
      case MUL, DIV, FLOORDIV ->
          type.isComplex() ? OptionalLong.empty() : OptionalLong.of(type.one());
      case MIN -> OptionalLong.of(type.largest());
      case MAX -> OptionalLong.of(type.smallest());
      case AND -> OptionalLong.of(type.allOnes());
      case REM, FLOORMOD -> OptionalLong.empty();
    };
  }

  /// The raw bits of the element z with `x op z == z` for every x. Floats have none: NaN wins.
  public OptionalLong annihilator(ScalarType type) {
    if (type.isFloat() || type.isComplex()) {
      return OptionalLong.empty();
    }
    return switch (this) {
      case MUL, AND -> OptionalLong.of(0);
      case OR -> OptionalLong.of(type.allOnes());
      case MIN -> OptionalLong.of(type.smallest());
      case MAX -> OptionalLong.of(type.largest());
      case ADD, SUB, DIV, REM, FLOORDIV, FLOORMOD, XOR, SHL, SHR, USHR -> OptionalLong.empty();
    };
  }
}
