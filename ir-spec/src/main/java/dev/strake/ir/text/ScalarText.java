package dev.strake.ir.text;

import dev.strake.ir.ScalarType;
import java.math.BigInteger;

/// Scalars as text: `true`, `-12`, `0x1.8p-3`, `nan`, `-inf`, and `bits(0x..)` for raw bits that
/// have no other name.
public final class ScalarText {
  private ScalarText() {}

  /// The shortest text that [#parse] reads back to the same raw bits. Floats are written in hex.
  public static String print(ScalarType type, long bits) {
    var text =
        switch (type) {
          case BOOL -> bits == 0 ? "false" : "true";
          case I8, I16, I32, I64 -> Long.toString(bits);
          case U8, U16, U32, U64 -> Long.toUnsignedString(bits);
          case F16, BF16 -> words(Float.toHexString(HalfLiteral.value(type, bits)));
          case F32 -> words(Float.toHexString(Float.intBitsToFloat((int) bits)));
          case F64 -> words(Double.toHexString(Double.longBitsToDouble(bits)));
          case COMPLEX64, COMPLEX128 -> print(type.component(), bits);
        };
    return isRead(type, text, bits) ? text : "bits(0x" + Long.toHexString(bits) + ")";
  }

  /// The value in decimal digits, for people; of a complex type the component that `bits` hold.
  public static String decimal(ScalarType type, long bits) {
    return switch (type) {
      case F16, BF16 -> Float.toString(HalfLiteral.value(type, bits));
      case F32 -> Float.toString(Float.intBitsToFloat((int) bits));
      case F64 -> Double.toString(Double.longBitsToDouble(bits));
      case BOOL, I8, I16, I32, I64, U8, U16, U32, U64 -> print(type, bits);
      case COMPLEX64, COMPLEX128 -> decimal(type.component(), bits);
    };
  }

  private static boolean isRead(ScalarType type, String text, long bits) {
    try {
      return parse(type, text) == bits;
    } catch (NumberFormatException _) {
      // Bits that no value of the type has, as in a `u8` of 300.
      return false;
    }
  }

  private static String words(String text) {
    return text.replace("NaN", "nan").replace("Infinity", "inf");
  }

  /// The raw bits that `text` stands for. Integers may be decimal or hex; floats also decimal,
  /// which is rounded once to the type.
  ///
  /// @throws NumberFormatException if it is no literal of the type
  public static long parse(ScalarType type, String text) {
    return switch (type) {
      case BOOL -> parseBool(text);
      case I8, I16, I32, I64, U8, U16, U32, U64 -> parseInteger(type, text);
      case F16, BF16 -> HalfLiteral.parse(type, text);
      case F32 -> Float.floatToRawIntBits(parseFloat(text)) & 0xffff_ffffL;
      case F64 -> Double.doubleToRawLongBits(parseDouble(text));
      case COMPLEX64, COMPLEX128 -> parse(type.component(), text);
    };
  }

  private static long parseBool(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> throw new NumberFormatException(text + " is not true or false");
    };
  }

  private static long parseInteger(ScalarType type, String text) {
    var body = text.startsWith("-") ? text.substring(1) : text;
    var isHex = body.startsWith("0x") || body.startsWith("0X");
    var digits = isHex ? body.substring(2) : body;
    if (digits.isEmpty() || Character.digit(digits.charAt(0), 16) < 0) {
      throw new NumberFormatException(text + " is no whole number");
    }
    var magnitude = new BigInteger(digits, isHex ? 16 : 10);
    var value = text.startsWith("-") ? magnitude.negate() : magnitude;
    var bits = type.wrap(value.longValue());
    if (!exactly(type, bits).equals(value)) {
      throw new NumberFormatException(text + " does not fit " + type);
    }
    return bits;
  }

  private static BigInteger exactly(ScalarType type, long bits) {
    return type.isUnsigned()
        ? new BigInteger(Long.toUnsignedString(bits))
        : BigInteger.valueOf(bits);
  }

  private static float parseFloat(String text) {
    return switch (text) {
      case "nan" -> Float.NaN;
      case "inf" -> Float.POSITIVE_INFINITY;
      case "-inf" -> Float.NEGATIVE_INFINITY;
      default -> Float.parseFloat(withExponent(text));
    };
  }

  private static double parseDouble(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(withExponent(text));
    };
  }

  /// Refuses Java's suffixes and spaces, and completes `0x10` to the `0x10p0` Java reads.
  static String withExponent(String text) {
    var body = text.startsWith("-") ? text.substring(1) : text;
    if (body.isEmpty() || !Character.isDigit(body.charAt(0))) {
      throw new NumberFormatException(text + " is no number");
    }
    var isHex = body.startsWith("0x");
    var last = body.charAt(body.length() - 1);
    if (!isHex && !Character.isDigit(last)) {
      throw new NumberFormatException(text + " is no number");
    }
    return isHex && body.indexOf('p') < 0 ? text + "p0" : text;
  }
}
