package dev.strake.ir.backend;

import dev.strake.ir.diag.SourceSpan;
import dev.strake.ir.schedule.Plan;
import java.util.List;
import java.util.Optional;

/// Choices that change speed and never a bit: how a kernel is scheduled, how hard a backend's own
/// compiler tries, and the places that debuggers and profilers will show.
///
/// `sites` is the program's table of places; without it code is compiled without line numbers.
public record CompileOptions(Plan plan, Optimization optimization, List<SourceSpan> sites) {
  public CompileOptions {
    sites = List.copyOf(sites);
  }

  public CompileOptions(Plan plan, Optimization optimization) {
    this(plan, optimization, List.of());
  }

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

  /// The place of a site, if it is known.
  public Optional<SourceSpan> span(int site) {
    return site <= 0 || site > sites.size() ? Optional.empty() : Optional.of(sites.get(site - 1));
  }

  public CompileOptions withSites(List<SourceSpan> newSites) {
    return new CompileOptions(plan, optimization, newSites);
  }

  public CompileOptions withOptimization(Optimization newOptimization) {
    return new CompileOptions(plan, newOptimization, sites);
  }
}
