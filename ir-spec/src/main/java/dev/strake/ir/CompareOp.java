package dev.strake.ir;

/// Comparisons of two operands of one type, yielding `bool`. With a NaN operand only `NE` is true;
/// `-0.0` equals `+0.0`. `bool` is ordered false < true.
public enum CompareOp {
  EQ("eq"),
  NE("ne"),
  LT("lt"),
  LE("le"),
  GT("gt"),
  GE("ge");

  private final String mnemonic;

  CompareOp(String mnemonic) {
    this.mnemonic = mnemonic;
  }

  public String mnemonic() {
    return mnemonic;
  }

  public boolean accepts(ScalarType type) {
    return Domain.ORDERED.contains(type) || type.isComplex() && (this == EQ || this == NE);
  }

  /// The comparison with its operands exchanged: `a < b` is `b > a`.
  public CompareOp swapped() {
    return switch (this) {
      case EQ -> EQ;
      case NE -> NE;
      case LT -> GT;
      case LE -> GE;
      case GT -> LT;
      case GE -> LE;
    };
  }

  /// The comparison that is true where this one is false; only for types without NaN.
  public CompareOp negated() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case LT -> GE;
      case LE -> GT;
      case GT -> LE;
      case GE -> LT;
    };
  }
}
