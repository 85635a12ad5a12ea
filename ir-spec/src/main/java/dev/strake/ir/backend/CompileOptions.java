package dev.strake.ir.backend;

import dev.strake.ir.schedule.Plan;

/// Choices that change speed and never a bit: how a kernel is scheduled, and how hard a backend's
/// own compiler tries.
public record CompileOptions(Plan plan, Optimization optimization) {

  /// How hard a backend's own compiler tries.
  public enum Optimization {
    NONE,
    FULL
  }

  public static CompileOptions of(Plan plan) {
    return new CompileOptions(plan, Optimization.FULL);
  }

  /// The standard plan without lanes.
  public static CompileOptions scalar() {
    return of(Plan.standard(0));
  }

  /// The standard plan for vector registers of 128, 256 or 512 bits; 0 for none.
  public static CompileOptions vectors(int bits) {
    return of(Plan.standard(bits));
  }

  /// The width of the vector registers the kernel was scheduled for.
  public int vectorBits() {
    return plan.vectorBits();
  }

  public CompileOptions withOptimization(Optimization newOptimization) {
    return new CompileOptions(plan, newOptimization);
  }
}
