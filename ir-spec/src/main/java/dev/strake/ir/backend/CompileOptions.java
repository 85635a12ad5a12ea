package dev.strake.ir.backend;

/// Choices that change speed and never a bit.
///
/// `vectorBits` is the width of the vector registers to plan for: 0 (no lane loops), 128, 256 or
/// 512.
public record CompileOptions(int vectorBits, Optimization optimization) {
  public CompileOptions {
    if (vectorBits != 0 && vectorBits != 128 && vectorBits != 256 && vectorBits != 512) {
      throw new IllegalArgumentException("no vectors of " + vectorBits + " bits");
    }
  }

  /// How hard a backend's own compiler tries.
  public enum Optimization {
    NONE,
    FULL
  }

  public static CompileOptions scalar() {
    return new CompileOptions(0, Optimization.FULL);
  }

  public static CompileOptions vectors(int bits) {
    return new CompileOptions(bits, Optimization.FULL);
  }

  public CompileOptions withOptimization(Optimization newOptimization) {
    return new CompileOptions(vectorBits, newOptimization);
  }
}
