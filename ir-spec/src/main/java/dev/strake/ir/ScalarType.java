package dev.strake.ir;

import java.util.Optional;

/// The type of one scalar.
///
/// Every scalar value is carried as a raw `long` wherever it meets Java code (constants, scalar
/// arguments, the interpreter): `bool` is 0 or 1, signed integers are sign-extended, unsigned ones
/// zero-extended, floats and halves are their IEEE 754 bits, zero-extended. A complex number is two
/// such components; what gives the raw bits of some value of a complex type gives those of both.
public enum ScalarType implements Type {
  BOOL("bool", Kind.BOOL, 8, 0),
  I8("i8", Kind.SIGNED, 8, 0),
  I16("i16", Kind.SIGNED, 16, 0),
  I32("i32", Kind.SIGNED, 32, 0),
  I64("i64", Kind.SIGNED, 64, 0),
  U8("u8", Kind.UNSIGNED, 8, 0),
  U16("u16", Kind.UNSIGNED, 16, 0),
  U32("u32", Kind.UNSIGNED, 32, 0),
  U64("u64", Kind.UNSIGNED, 64, 0),
  /// IEEE 754 binary16.
  F16("f16", Kind.HALF, 16, 10),
  /// The upper half of an `f32`.
  BF16("bf16", Kind.HALF, 16, 7),
  F32("f32", Kind.FLOAT, 32, 23),
  F64("f64", Kind.FLOAT, 64, 52),
  /// A pair of `f32`: real part, imaginary part.
  COMPLEX64("complex64", Kind.COMPLEX, 64, 23),
  /// A pair of `f64`.
  COMPLEX128("complex128", Kind.COMPLEX, 128, 52);

  /// The family of a type: what its arithmetic means.
  public enum Kind {
    BOOL,
    SIGNED,
    UNSIGNED,
    /// Floats for storage: they are cast, chosen and moved, and that is all.
    HALF,
    FLOAT,
    /// Pairs of floats. Each component has raw bits of its own, so a value is no single `long`.
    COMPLEX
  }

  private final String mnemonic;
  private final Kind kind;
  private final int bits;
  private final int fractionBits;

  ScalarType(String mnemonic, Kind kind, int bits, int fractionBits) {
    this.mnemonic = mnemonic;
    this.kind = kind;
    this.bits = bits;
    this.fractionBits = fractionBits;
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

  /// Stored bits of the significand of a float or half, the leading one not counted.
  public int fractionBits() {
    return fractionBits;
  }

  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isHalf() {
    return kind == Kind.HALF;
  }

  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  /// The type of the real and of the imaginary part; for a type that is not complex, itself.
  public ScalarType component() {
    return switch (this) {
      case COMPLEX64 -> F32;
      case COMPLEX128 -> F64;
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64, F16, BF16, F32, F64 -> this;
    };
  }

  /// The complex type whose components have this type.
  ///
  /// @throws IllegalArgumentException if there is none
  public ScalarType complex() {
    return switch (this) {
      case F32 -> COMPLEX64;
      case F64 -> COMPLEX128;
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64, F16, BF16, COMPLEX64, COMPLEX128 ->
          throw new IllegalArgumentException("no complex numbers of " + this);
    };
  }

  public boolean isBool() {
    return kind == Kind.BOOL;
  }

  /// The low bits of `bits`, extended as values of this type are carried.
  public long wrap(long bits) {
    return switch (kind) {
      case BOOL -> bits & 1;
      case SIGNED -> bits << 64 - this.bits >> 64 - this.bits;
      case UNSIGNED, HALF, FLOAT -> bits & mask();
      case COMPLEX -> component().wrap(bits);
    };
  }

  /// The bits with every NaN of this type replaced by the one canonical NaN: `0x7e00` for `f16`,
  /// `0x7fc0` for `bf16`, `0x7fc00000` for `f32`, `0x7ff8000000000000` for `f64`. Which NaN an
  /// arithmetic op yields is free, so whoever shows, writes, compares or hashes bits passes them
  /// through here first.
  public long canonical(long raw) {
    return switch (kind) {
      case HALF, FLOAT -> {
        var isNan = (raw & ~signBit()) > infinity();
        yield isNan ? infinity() | 1L << fractionBits - 1 : raw;
      }
      case COMPLEX -> component().canonical(raw);
      case BOOL, SIGNED, UNSIGNED -> raw;
    };
  }

  /// The raw bits of 1, or of true.
  public long one() {
    return switch (kind) {
      case BOOL, SIGNED, UNSIGNED -> 1;
      // Half the range of the exponent field, rounded down, is the exponent of 1.
      case HALF, FLOAT -> infinity() / 2 & infinity();
      case COMPLEX -> throw isPair();
    };
  }

  /// The raw bits of -0.0; of zero for the other types.
  public long negativeZero() {
    return switch (kind) {
      case BOOL, SIGNED, UNSIGNED -> 0;
      case HALF, FLOAT -> signBit();
      case COMPLEX -> component().negativeZero();
    };
  }

  /// The raw bits of the largest value; infinity for floats.
  public long largest() {
    return switch (kind) {
      case BOOL -> 1;
      case SIGNED -> mask() >>> 1;
      case UNSIGNED -> mask();
      case HALF, FLOAT -> infinity();
      case COMPLEX -> throw isPair();
    };
  }

  /// The raw bits of the smallest value; minus infinity for floats.
  public long smallest() {
    return switch (kind) {
      case BOOL, UNSIGNED -> 0;
      case SIGNED -> wrap(signBit());
      case HALF, FLOAT -> signBit() | infinity();
      case COMPLEX -> throw isPair();
    };
  }

  /// The raw bits of an integer or bool with every bit set.
  public long allOnes() {
    return switch (kind) {
      case BOOL, SIGNED, UNSIGNED -> wrap(-1);
      case HALF, FLOAT, COMPLEX ->
          throw new IllegalArgumentException(this + " has no bit pattern of ones");
    };
  }

  /// To be thrown where one raw `long` is asked for and this type has two.
  public IllegalArgumentException isPair() {
    return new IllegalArgumentException("a " + this + " is two numbers");
  }

  private long mask() {
    return -1L >>> 64 - bits;
  }

  private long signBit() {
    return 1L << bits - 1;
  }

  /// Every bit of the exponent field.
  private long infinity() {
    return (mask() >>> 1) + 1 - (1L << fractionBits);
  }

  @Override
  public String toString() {
    return mnemonic;
  }
}
