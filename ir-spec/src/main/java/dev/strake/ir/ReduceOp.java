package dev.strake.ir;

/// How a reduction combines two elements.
public enum ReduceOp {
  ADD("sum", BinaryOp.ADD),
  MUL("prod", BinaryOp.MUL),
  MIN("min", BinaryOp.MIN),
  MAX("max", BinaryOp.MAX),
  /// Logical or, on `bool`.
  ANY("any", BinaryOp.OR),
  /// Logical and, on `bool`.
  ALL("all", BinaryOp.AND);

  private final String mnemonic;
  private final BinaryOp combine;

  ReduceOp(String mnemonic, BinaryOp combine) {
    this.mnemonic = mnemonic;
    this.combine = combine;
  }

  public String mnemonic() {
    return mnemonic;
  }

  /// The scalar op that combines two elements.
  public BinaryOp combine() {
    return combine;
  }

  public boolean accepts(ScalarType type) {
    return switch (this) {
      case ADD, MUL, MIN, MAX -> combine.accepts(type);
      case ANY, ALL -> type.isBool();
    };
  }

  /// Whether an empty reduction is an error: min and max have no declared empty value.
  public boolean failsWhenEmpty() {
    return switch (this) {
      case MIN, MAX -> true;
      case ADD, MUL, ANY, ALL -> false;
    };
  }

  /// The raw bits of an empty reduction: +0, 1, false, true.
  ///
  /// @throws IllegalArgumentException for min and max, which fail when empty
  public long emptyValue(ScalarType type) {
    return switch (this) {
      case ADD, ANY -> 0;
      case MUL, ALL -> type.one();
      case MIN, MAX -> throw new IllegalArgumentException(mnemonic + " has no empty value");
    };
  }

  /// The raw bits of the element `e` with `combine(e, x) == x` for every x, to the bit. For float
  /// addition it is -0.0, which differs from the empty value.
  public long neutral(ScalarType type) {
    return combine.identity(type).orElseThrow();
  }
}
