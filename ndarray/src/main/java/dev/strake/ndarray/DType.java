package dev.strake.ndarray;

import dev.strake.ir.ScalarType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the elements of an array are; names as in the Array API standard.
public enum DType {
  /// `false` or `true`, one byte 0 or 1.
  BOOL(Kind.BOOLEAN, ScalarType.BOOL, "|b1"),
  /// Unsigned, 0 to 255.
  UINT8(Kind.INTEGER, ScalarType.U8, "|u1"),
  /// Signed, two's complement.
  INT32(Kind.INTEGER, ScalarType.I32, "<i4"),
  /// Signed, two's complement.
  INT64(Kind.INTEGER, ScalarType.I64, "<i8"),
  /// IEEE-754 binary32.
  FLOAT32(Kind.FLOATING, ScalarType.F32, "<f4"),
  /// IEEE-754 binary64.
  FLOAT64(Kind.FLOATING, ScalarType.F64, "<f8");

  /// What the bits of a dtype mean, whatever their number.
  public enum Kind {
    /// False and true.
    BOOLEAN("boolean"),
    /// Whole numbers.
    INTEGER("long"),
    /// Binary floating-point numbers.
    FLOATING("double");

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
      case U8 -> UINT8;
      case I32 -> INT32;
      case I64 -> INT64;
      case F32 -> FLOAT32;
      case F64 -> FLOAT64;
    };
  }

  /// The size of one element.
  public int sizeBytes() {
    return scalarType.sizeBytes();
  }

  /// How a `.npy` header names this dtype in little-endian order.
  public String npyDescr() {
    return npyDescr;
  }

  /// The bits of 1 or true.
  long one() {
    return switch (this) {
      case BOOL, UINT8, INT32, INT64 -> 1;
      case FLOAT32 -> Float.floatToRawIntBits(1);
      case FLOAT64 -> Double.doubleToRawLongBits(1);
    };
  }

  /// The bits of a number: rounded to nearest by floating-point dtypes, exact in the others.
  long bits(double value) {
    return switch (this) {
      case FLOAT32 -> Float.floatToRawIntBits((float) value);
      case FLOAT64 -> Double.doubleToRawLongBits(value);
      case BOOL, UINT8, INT32, INT64 -> {
        // 2^63 is not a long, but it equals the largest one after conversion.
        if (value != (long) value || value == 0x1p63) {
          throw noSuchValue(Double.toString(value));
        }
        yield bits((long) value);
      }
    };
  }

  /// The bits of a whole number.
  long bits(long value) {
    boolean fits =
        switch (this) {
          case BOOL -> value == 0 || value == 1;
          case UINT8 -> value >= 0 && value <= 0xff;
          case INT32 -> value == (int) value;
          case INT64 -> true;
          case FLOAT32, FLOAT64 -> false;
        };
    if (!fits) {
      throw noSuchValue(Long.toString(value));
    }
    return value;
  }

  /// The number with these bits, for floating-point dtypes.
  double toDouble(long bits) {
    return switch (this) {
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
      case BOOL, UINT8, INT32, INT64 -> throw otherKind(Kind.FLOATING);
    };
  }

  /// The number with these bits, for whole-number dtypes.
  long toLong(long bits) {
    return switch (this) {
      case UINT8, INT32, INT64 -> extended(bits);
      case BOOL, FLOAT32, FLOAT64 -> throw otherKind(Kind.INTEGER);
    };
  }

  /// The bits as kernels take them: signed numbers sign-extended, all others zero-extended.
  long extended(long bits) {
    return switch (this) {
      case INT32 -> (int) bits;
      case BOOL, UINT8, INT64, FLOAT32, FLOAT64 -> bits;
    };
  }

  /// Refuses elements of another kind than this dtype has.
  void require(Kind asked) {
    if (kind != asked) {
      throw otherKind(asked);
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
