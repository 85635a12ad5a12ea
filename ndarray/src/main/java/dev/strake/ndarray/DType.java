package dev.strake.ndarray;

import dev.strake.ir.ScalarType;
import dev.strake.ir.interp.ScalarSemantics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the elements of an array are; names as in the Array API standard.
public enum DType {
  /// `false` or `true`, one byte 0 or 1.
  BOOL(Kind.BOOLEAN, ScalarType.BOOL, "|b1"),
  /// Signed, two's complement.
  INT8(Kind.INTEGER, ScalarType.I8, "|i1"),
  INT16(Kind.INTEGER, ScalarType.I16, "<i2"),
  INT32(Kind.INTEGER, ScalarType.I32, "<i4"),
  INT64(Kind.INTEGER, ScalarType.I64, "<i8"),
  /// Unsigned, 0 to 255.
  UINT8(Kind.INTEGER, ScalarType.U8, "|u1"),
  UINT16(Kind.INTEGER, ScalarType.U16, "<u2"),
  UINT32(Kind.INTEGER, ScalarType.U32, "<u4"),
  /// Unsigned. Where its elements are a Java `long`, that has their bits: -1 is 2^64 - 1.
  UINT64(Kind.INTEGER, ScalarType.U64, "<u8"),
  /// IEEE-754 binary16, for storage.
  FLOAT16(Kind.FLOATING, ScalarType.F16, "<f2"),
  /// The upper 16 bits of a `float32`, for storage. `.npy` files can't hold it.
  BFLOAT16(Kind.FLOATING, ScalarType.BF16, ""),
  /// IEEE-754 binary32.
  FLOAT32(Kind.FLOATING, ScalarType.F32, "<f4"),
  /// IEEE-754 binary64.
  FLOAT64(Kind.FLOATING, ScalarType.F64, "<f8"),
  /// A real and an imaginary part, each a `float32`, in this order.
  COMPLEX64(Kind.COMPLEX, ScalarType.COMPLEX64, "<c8"),
  /// A real and an imaginary part, each a `float64`.
  COMPLEX128(Kind.COMPLEX, ScalarType.COMPLEX128, "<c16");

  /// What the bits of a dtype mean, whatever their number.
  public enum Kind {
    /// False and true.
    BOOLEAN("boolean"),
    /// Whole numbers.
    INTEGER("long"),
    /// Binary floating-point numbers.
    FLOATING("double"),
    /// Pairs of floating-point numbers.
    COMPLEX("Complex");

    /// The Java type of single elements.
    private final String javaType;

    Kind(String javaType) {
      this.javaType = javaType;
    }
  }

  private final Kind kind;
  private final ScalarType scalarType;
  private final String npyDescr;

  DType(Kind kind, ScalarType scalarType, String npyDescr) {
    this.kind = kind;
    this.scalarType = scalarType;
    this.npyDescr = npyDescr;
  }

  /// What the bits mean.
  public Kind kind() {
    return kind;
  }

  /// The type that kernels give to the elements.
  public ScalarType scalarType() {
    return scalarType;
  }

  /// The dtype of arrays that hold results of a kernel.
  public static DType of(ScalarType type) {
    return switch (type) {
      case BOOL -> BOOL;
      case I8 -> INT8;
      case I16 -> INT16;
      case I32 -> INT32;
      case I64 -> INT64;
      case U8 -> UINT8;
      case U16 -> UINT16;
      case U32 -> UINT32;
      case U64 -> UINT64;
      case F16 -> FLOAT16;
      case BF16 -> BFLOAT16;
      case F32 -> FLOAT32;
      case F64 -> FLOAT64;
      case COMPLEX64 -> COMPLEX64;
      case COMPLEX128 -> COMPLEX128;
    };
  }

  /// The size of one element.
  public int sizeBytes() {
    return scalarType.sizeBytes();
  }

  /// The dtype of the real and of the imaginary part; for a dtype that is not complex, itself.
  public DType component() {
    return of(scalarType.component());
  }

  /// How many components lie one after another in an element: 2 in complex ones, else 1.
  int components() {
    return kind == Kind.COMPLEX ? 2 : 1;
  }

  /// How a `.npy` header names this dtype in little-endian order, if it can.
  public Optional<String> npyDescr() {
    return npyDescr.isEmpty() ? Optional.empty() : Optional.of(npyDescr);
  }

  /// The bits of 1 or true, or of a complex 1's real part.
  long one() {
    return scalarType.component().one();
  }

  /// The bits of a number, or of its real part: rounded to nearest by floating-point dtypes, exact
  /// in the others.
  long bits(double value) {
    return switch (kind) {
      case FLOATING, COMPLEX ->
          cast(ScalarType.F64, scalarType.component(), Double.doubleToRawLongBits(value));
      case BOOLEAN, INTEGER -> {
        // 2^63 is not a long, but it equals the largest one after conversion.
        var isLong = value == (long) value && value != 0x1p63;
        if (this == UINT64 && !isLong && value >= 0x1p63 && value < 0x1p64) {
          yield cast(ScalarType.F64, scalarType, Double.doubleToRawLongBits(value));
        }
        if (!isLong || this == UINT64 && value < 0) {
          throw noSuchValue(Double.toString(value));
        }
        yield bits((long) value);
      }
    };
  }

  private static long cast(ScalarType from, ScalarType to, long bits) {
    return ScalarSemantics.cast(from, to, bits);
  }

  /// The bits of a whole number.
  long bits(long value) {
    if (kind == Kind.FLOATING || value != scalarType.wrap(value)) {
      throw noSuchValue(Long.toString(value));
    }
    return value;
  }

  /// The number with these bits, for floating-point dtypes.
  double toDouble(long bits) {
    require(Kind.FLOATING);
    return Double.longBitsToDouble(cast(scalarType, ScalarType.F64, bits));
  }

  /// The number with these bits, for whole-number dtypes.
  long toLong(long bits) {
    require(Kind.INTEGER);
    return extended(bits);
  }

  /// The bits as kernels take them: signed numbers sign-extended, all others zero-extended.
  long extended(long bits) {
    return kind == Kind.BOOLEAN ? bits : scalarType.wrap(bits);
  }

  /// Refuses elements of another kind than this dtype has.
  void require(Kind asked) {
    if (kind != asked) {
      throw otherKind(asked);
    }
  }

  /// Refuses elements of a kind.
  void requireOther(Kind refused) {
    if (kind == refused) {
      throw new IllegalArgumentException(
          "elements of %s arrays are read and written as %s".formatted(this, kind.javaType));
    }
  }

  private IllegalArgumentException otherKind(Kind asked) {
    return new IllegalArgumentException(
        "elements of %s arrays are read and written as %s, not as %s"
            .formatted(this, kind.javaType, asked.javaType));
  }

  private IllegalArgumentException noSuchValue(String value) {
    return new IllegalArgumentException(this + " has no value " + value);
  }

  /// All names, for messages: `bool, uint8, ...`.
  public static String names() {
    return Arrays.stream(values()).map(DType::toString).collect(Collectors.joining(", "));
  }

  /// The name in the Array API standard: `float64`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
