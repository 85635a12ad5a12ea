package dev.strake.cli;

import dev.strake.ir.ScalarType;
import dev.strake.ir.interp.ScalarSemantics;
import dev.strake.ir.text.ScalarText;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import java.math.BigInteger;
import java.util.regex.Pattern;

/// Numbers as written on the command line.
final class Numbers {
  private static final Pattern WHOLE =
      Pattern.compile("[-+]?\\d{1,40}|[-+]?0[xX]\\p{XDigit}{1,40}");
  private static final Pattern REAL =
      Pattern.compile(
          "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?"
              + "|[-+]?0[xX](\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)[pP][-+]?\\d+");

  private Numbers() {}

  /// The number as an array without axes. Floats are rounded to nearest; `inf`, `-inf`, `nan` and
  /// hexadecimal floats are numbers too.
  ///
  /// @param what the parameter, for messages
  /// @throws WrongInput if it is no number of that type
  static NDArray parse(String what, ScalarType type, String text) {
    return switch (type) {
      case BOOL -> NDArray.fromArray(new boolean[] {truth(what, text)});
      case I8, I16, I32, I64, U8, U16, U32, U64 -> {
        var array = Creation.empty(DType.of(type), Shape.of());
        array.setLong(whole(what, type, text));
        yield array;
      }
      case F16, BF16 -> {
        var array = Creation.empty(DType.of(type), Shape.of());
        array.setDouble(half(what, type, text));
        yield array;
      }
      case F32 -> NDArray.fromArray(new float[] {single(what, text)});
      case F64 -> NDArray.fromArray(new double[] {real(what, text)});
      case COMPLEX64, COMPLEX128 -> throw new WrongInput(what + " can't be a " + type);
    };
  }

  private static boolean truth(String what, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new WrongInput(what + " must be true or false, got " + text);
    }
    return text.equals("true");
  }

  private static long whole(String what, ScalarType type, String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new WrongInput("%s must be a whole number (%s), got %s".formatted(what, type, text));
    }
    var isHex = text.contains("x") || text.contains("X");
    var value = new BigInteger(isHex ? text.replaceFirst("0[xX]", "") : text, isHex ? 16 : 10);
    var smallest = exactly(type, type.smallest());
    var largest = exactly(type, type.largest());
    if (value.compareTo(smallest) < 0 || value.compareTo(largest) > 0) {
      throw new WrongInput(
          "%s must be from %s to %s (%s), got %s".formatted(what, smallest, largest, type, text));
    }
    return value.longValue();
  }

  private static BigInteger exactly(ScalarType type, long bits) {
    return type.isUnsigned()
        ? new BigInteger(Long.toUnsignedString(bits))
        : BigInteger.valueOf(bits);
  }

  private static double half(String what, ScalarType type, String text) {
    var number = javaSpelling(what, type, text).replace("Infinity", "inf").replace("NaN", "nan");
    var bits = ScalarText.parse(type, number.replaceFirst("^[+]", "").replace('X', 'x'));
    var value = Double.longBitsToDouble(ScalarSemantics.cast(type, ScalarType.F64, bits));
    requireFinite(what, type, text, Double.isInfinite(value));
    return value;
  }

  private static double real(String what, String text) {
    var value = Double.parseDouble(javaSpelling(what, ScalarType.F64, text));
    requireFinite(what, ScalarType.F64, text, Double.isInfinite(value));
    return value;
  }

  private static float single(String what, String text) {
    var value = Float.parseFloat(javaSpelling(what, ScalarType.F32, text));
    requireFinite(what, ScalarType.F32, text, Float.isInfinite(value));
    return value;
  }

  private static String javaSpelling(String what, ScalarType type, String text) {
    return switch (text) {
      case "inf", "+inf" -> "Infinity";
      case "-inf" -> "-Infinity";
      case "nan" -> "NaN";
      default -> {
        if (!REAL.matcher(text).matches()) {
          throw new WrongInput("%s must be a number (%s), got %s".formatted(what, type, text));
        }
        yield text;
      }
    };
  }

  private static void requireFinite(String what, ScalarType type, String text, boolean isInfinite) {
    if (isInfinite && !text.endsWith("inf")) {
      throw new WrongInput(
          "%s is too large for %s: %s; write inf for infinity".formatted(what, type, text));
    }
  }
}
