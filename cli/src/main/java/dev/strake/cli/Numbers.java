package dev.strake.cli;

import dev.strake.ir.ScalarType;
import dev.strake.ndarray.NDArray;
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
      case U8 -> NDArray.fromArray(new byte[] {(byte) whole(what, type, text)});
      case I32 -> NDArray.fromArray(new int[] {(int) whole(what, type, text)});
      case I64 -> NDArray.fromArray(new long[] {whole(what, type, text)});
      case F32 -> NDArray.fromArray(new float[] {single(what, text)});
      case F64 -> NDArray.fromArray(new double[] {real(what, text)});
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
    var smallest = BigInteger.valueOf(type.smallest());
    var largest = BigInteger.valueOf(type.largest());
    if (value.compareTo(smallest) < 0 || value.compareTo(largest) > 0) {
      throw new WrongInput(
          "%s must be from %s to %s (%s), got %s".formatted(what, smallest, largest, type, text));
    }
    return value.longValueExact();
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
