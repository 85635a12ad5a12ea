package dev.strake.ir;

import java.util.Optional;

/// The type of one scalar.
///
/// Every scalar value is carried as a raw `long` wherever it meets Java code (constants, scalar
/// arguments, the interpreter): `bool` is 0 or 1, signed integers are sign-extended, unsigned ones
/// zero-extended, `f32` is `floatToRawIntBits(x) & 0xffffffffL`, `f64` is `doubleToRawLongBits(x)`.
public enum ScalarType implements Type {
  BOOL("bool", Kind.BOOL, 8),
  U8("u8", Kind.UNSIGNED, 8),
  I32("i32", Kind.SIGNED, 32),
  I64("i64", Kind.SIGNED, 64),
  F32("f32", Kind.FLOAT, 32),
  F64("f64", Kind.FLOAT, 64);

  /// The family of a type: what its arithmetic means.
  public enum Kind {
    BOOL,
    SIGNED,
    UNSIGNED,
    FLOAT
  }

  private final String mnemonic;
  private final Kind kind;
  private final int bits;

  ScalarType(String mnemonic, Kind kind, int bits) {
    this.mnemonic = mnemonic;
    this.kind = kind;
    this.bits = bits;
  }

  /// The type named `mnemonic` in the language and in the IR's text, if there is one.
  public static Optional<ScalarType> named(String mnemonic) {
    for (var type : values()) {
      if (type.mnemonic.equals(mnemonic)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// Its name in the language, in the IR's text and in C's prelude.
  public String mnemonic() {
    return mnemonic;
  }

  public Kind kind() {
    return kind;
  }

  /// Width in memory. A `bool` takes one byte, 0 or 1.
  public int bits() {
    return bits;
  }

  /// Bytes of one element in memory.
  public int sizeBytes() {
    return bits / 8;
  }

  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isBool() {
    return kind == Kind.BOOL;
  }

  /// The bits with every NaN of this type replaced by the one canonical NaN: `0x7fc00000` for
  /// `f32`, `0x7ff8000000000000` for `f64`. Which NaN an arithmetic op yields is free, so whoever
  /// shows, writes, compares or hashes bits passes them through here first.
  public long canonical(long raw) {
    return switch (this) {
      case F32 -> Float.floatToIntBits(Float.intBitsToFloat((int) raw)) & 0xffff_ffffL;
      case F64 -> Double.doubleToLongBits(Double.longBitsToDouble(raw));
      case BOOL, U8, I32, I64 -> raw;
    };
  }

  /// The raw bits of 1, or of true.
  public long one() {
    return switch (this) {
      case BOOL, U8, I32, I64 -> 1;
      case F32 -> Float.floatToRawIntBits(1.0f);
      case F64 -> Double.doubleToRawLongBits(1.0);
    };
  }

  /// The raw bits of -0.0; of zero for the other types.
  public long negativeZero() {
    return switch (this) {
      case BOOL, U8, I32, I64 -> 0;
      case F32 -> Float.floatToRawIntBits(-0.0f) & 0xffff_ffffL;
      case F64 -> Double.doubleToRawLongBits(-0.0);
    };
  }

  /// The raw bits of the largest value; infinity for floats.
  public long largest() {
    return switch (this) {
      case BOOL -> 1;
      case U8 -> 0xff;
      case I32 -> Integer.MAX_VALUE;
      case I64 -> Long.MAX_VALUE;
      case F32 -> Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
      case F64 -> Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    };
  }

  /// The raw bits of the smallest value; minus infinity for floats.
  public long smallest() {
    return switch (this) {
      case BOOL, U8 -> 0;
      case I32 -> Integer.MIN_VALUE;
      case I64 -> Long.MIN_VALUE;
      case F32 -> Float.floatToRawIntBits(Float.NEGATIVE_INFINITY) & 0xffff_ffffL;
      case F64 -> Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
    };
  }

  /// The raw bits of an integer or bool with every bit set.
  public long allOnes() {
    return switch (this) {
      case BOOL -> 1;
      case U8 -> 0xff;
      case I32, I64 -> -1;
      case F32, F64 -> throw new IllegalArgumentException(this + " has no bit pattern of ones");
    };
  }

  @Override
  public String toString() {
    return mnemonic;
  }
}
