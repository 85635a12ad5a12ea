package dev.strake.ir.ranges;

import dev.strake.ir.Program;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// All that proofs find wrong with the kernels of a program, from one walk through each.
public final class KernelReport {
  private KernelReport() {}

  /// Races as errors (K0207, K0208). Of kernels without: warnings about results that are zeroed
  /// first (K0209) and indices that are always out of range (K0210). `textOf` gives the text of a
  /// span, empty where there is none.
  public static List<Diagnostic> of(Program program, Function<SourceSpan, String> textOf) {
    var found = new ArrayList<Diagnostic>();
    for (var kernel : program.kernels()) {
      var scan = KernelScan.of(kernel);
      var races = RaceProver.check(program, scan, textOf);
      found.addAll(races);
      if (races.isEmpty()) {
        found.addAll(CoverageProver.warnings(program, scan));
        found.addAll(new RangeReport(program, scan, textOf).failures());
      }
    }
    return List.copyOf(found);
  }
}
