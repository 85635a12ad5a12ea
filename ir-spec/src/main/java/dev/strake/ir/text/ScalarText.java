package dev.strake.ir.text;

import dev.strake.ir.ScalarType;

/// Scalars as text: `true`, `-12`, `0x1.8p-3`, `nan`, `-inf`, and `bits(0x..)` for raw bits that
/// have no other name.
public final class ScalarText {
  private ScalarText() {}

  /// The shortest text that [#parse] reads back to the same raw bits. Floats are written in hex.
  public static String print(ScalarType type, long bits) {
    var text =
        switch (type) {
          case BOOL -> bits == 0 ? "false" : "true";
          case U8, I32, I64 -> Long.toString(bits);
          case F32 -> words(Float.toHexString(Float.intBitsToFloat((int) bits)));
          case F64 -> words(Double.toHexString(Double.longBitsToDouble(bits)));
        };
    return isRead(type, text, bits) ? text : "bits(0x" + Long.toHexString(bits) + ")";
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
      case U8 -> inRange(type, text, 0, 255);
      case I32 -> inRange(type, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case I64 -> Long.decode(decimal(text));
      case F32 -> Float.floatToRawIntBits(parseFloat(text)) & 0xffff_ffffL;
      case F64 -> Double.doubleToRawLongBits(parseDouble(text));
    };
  }

  private static long parseBool(String text) {
    return switch (text) {
      case "true" -> 1;
      case "false" -> 0;
      default -> throw new NumberFormatException(text + " is not true or false");
    };
  }

  private static long inRange(ScalarType type, String text, long lowest, long highest) {
    long value = Long.decode(decimal(text));
    if (value < lowest || value > highest) {
      throw new NumberFormatException(text + " does not fit " + type);
    }
    return value;
  }

  /// Without the leading zeros that [Long#decode] would take for octal.
  private static String decimal(String text) {
    return text.replaceFirst("^(-?)0+(?=[0-9])", "$1");
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
  private static String withExponent(String text) {
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
