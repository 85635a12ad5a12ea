package dev.strake.ir;

/// Scalar ops of two operands; operands and result have one type.
public enum BinaryOp {
  /// Integers wrap; floats round to nearest even.
  ADD("add", Domain.NUMBERS, Algebra.COMMUTATIVE),
  SUB("sub", Domain.NUMBERS, Algebra.NONE),
  MUL("mul", Domain.NUMBERS, Algebra.COMMUTATIVE),
  /// Integers truncate toward zero, `MIN / -1` wraps to `MIN`, division by zero fails.
  DIV("div", Domain.NUMBERS, Algebra.NONE),
  /// Remainder of truncating division: sign of the dividend; zero divisor fails.
  REM("rem", Domain.INTEGERS, Algebra.NONE),
  /// Quotient rounded toward minus infinity; `MIN` by `-1` wraps; zero divisor fails.
  FLOORDIV("floordiv", Domain.INTEGERS, Algebra.NONE),
  /// `a - floordiv(a, b) * b`: sign of the divisor; zero divisor fails.
  FLOORMOD("floormod", Domain.INTEGERS, Algebra.NONE),
  /// NaN if either is NaN; -0.0 is less than +0.0.
  MIN("min", Domain.ANY, Algebra.COMMUTATIVE),
  /// NaN if either is NaN; -0.0 is less than +0.0.
  MAX("max", Domain.ANY, Algebra.COMMUTATIVE),
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
}
