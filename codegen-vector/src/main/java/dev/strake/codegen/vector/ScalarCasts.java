package dev.strake.codegen.vector;

/// The casts to `bool`, an int 0 or 1, for which the JVM has no instruction.
final class ScalarCasts {
  private ScalarCasts() {}

  static int intToBool(int value) {
    return value != 0 ? 1 : 0;
  }

  static int longToBool(long value) {
    return value != 0 ? 1 : 0;
  }

  static int floatToBool(float value) {
    return value != 0 ? 1 : 0;
  }

  static int doubleToBool(double value) {
    return value != 0 ? 1 : 0;
  }
}
