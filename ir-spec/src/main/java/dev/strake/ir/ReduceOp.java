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
      case ADD, MUL -> type.isInteger() || type.isFloat();
      case MIN, MAX -> true;
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
      case MUL, ALL -> one(type);
      case MIN, MAX -> throw new IllegalArgumentException(mnemonic + " has no empty value");
    };
  }

  /// The raw bits of the element `e` with `combine(e, x) == x` for every x, to the bit. For float
  /// addition it is -0.0, which differs from the empty value.
  public long neutral(ScalarType type) {
    return switch (this) {
      case ADD ->
          switch (type) {
            case F32 -> Float.floatToRawIntBits(-0.0f) & 0xffff_ffffL;
            case F64 -> Double.doubleToRawLongBits(-0.0);
            case BOOL, U8, I32, I64 -> 0;
          };
      case MUL, ALL -> one(type);
      case MIN -> largest(type);
      case MAX -> smallest(type);
      case ANY -> 0;
    };
  }

  private static long one(ScalarType type) {
    return switch (type) {
      case BOOL, U8, I32, I64 -> 1;
      case F32 -> Float.floatToRawIntBits(1.0f);
      case F64 -> Double.doubleToRawLongBits(1.0);
    };
  }

  private static long largest(ScalarType type) {
    return switch (type) {
      case BOOL -> 1;
      case U8 -> 0xff;
      case I32 -> Integer.MAX_VALUE;
      case I64 -> Long.MAX_VALUE;
      case F32 -> Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
      case F64 -> Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    };
  }

  private static long smallest(ScalarType type) {
    return switch (type) {
      case BOOL, U8 -> 0;
      case I32 -> Integer.MIN_VALUE;
      case I64 -> Long.MIN_VALUE;
      case F32 -> Float.floatToRawIntBits(Float.NEGATIVE_INFINITY) & 0xffff_ffffL;
      case F64 -> Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
    };
  }
}
