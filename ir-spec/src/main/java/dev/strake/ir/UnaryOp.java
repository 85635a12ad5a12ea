package dev.strake.ir;

/// Scalar ops of one operand; operand and result have the same type. None can fail.
public enum UnaryOp {
  /// Integers wrap (`-MIN` is `MIN`); floats flip the sign bit.
  NEG("neg", Domain.ARITHMETIC),
  /// Integers wrap (`abs(MIN)` is `MIN`); floats clear the sign bit.
  ABS("abs", Domain.NUMBERS),
  /// Correctly rounded square root; NaN below -0.0, and `sqrt(-0.0)` is -0.0.
  SQRT("sqrt", Domain.FLOATS),
  /// Every bit inverted; on `bool` the logical negation.
  NOT("not", Domain.BITS);

  private final String mnemonic;
  private final Domain domain;

  UnaryOp(String mnemonic, Domain domain) {
    this.mnemonic = mnemonic;
    this.domain = domain;
  }

  public String mnemonic() {
    return mnemonic;
  }

  public boolean accepts(ScalarType type) {
    return domain.contains(type);
  }
}
