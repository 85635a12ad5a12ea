package dev.strake.codegen.vector;

/// What the JVM has no instruction for where the top bit of an int or long is a digit.
final class UnsignedNumbers {
  private UnsignedNumbers() {}

  static int min(int left, int right) {
    return Integer.compareUnsigned(left, right) < 0 ? left : right;
  }

  static int max(int left, int right) {
    return Integer.compareUnsigned(left, right) > 0 ? left : right;
  }

  static long min(long left, long right) {
    return Long.compareUnsigned(left, right) < 0 ? left : right;
  }

  static long max(long left, long right) {
    return Long.compareUnsigned(left, right) > 0 ? left : right;
  }

  /// Rounded once, to nearest.
  static float toFloat(long value) {
    return value >= 0 ? value : 2 * (float) halved(value);
  }

  /// Rounded once, to nearest.
  static double toDouble(long value) {
    return value >= 0 ? value : 2 * (double) halved(value);
  }

  /// Half of it, where the last bit is set if that or the one lost is: it rounds as the whole does.
  private static long halved(long value) {
    return value >>> 1 | value & 1;
  }

  /// The nearest of 0 to 2^64 - 1, a fraction being cut off; 0 for NaN.
  static long ofDouble(double value) {
    if (value < 0x1p63) {
      return Math.max((long) value, 0);
    }
    // From 2^63 to 2^64 doubles are whole numbers, and the difference is exact.
    return value < 0x1p64 ? (long) (value - 0x1p63) + Long.MIN_VALUE : value > 0 ? -1 : 0;
  }
}
