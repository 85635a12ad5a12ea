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

  @Override
  public String toString() {
    return mnemonic;
  }
}
