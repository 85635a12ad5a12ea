package dev.strake.codegen.vector;

/// The casts that are no single JVM instruction. `bool` and `u8` are ints 0..1 and 0..255.
final class ScalarCasts {
  private ScalarCasts() {}

  static int floatToU8(float value) {
    return Math.clamp((int) value, 0, 255);
  }

  static int doubleToU8(double value) {
    return Math.clamp((int) value, 0, 255);
  }

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
