package dev.strake.ir.pass;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.ranges.Range;
import dev.strake.ir.ranges.RangeProver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Makes every load and store safe: an index that is not proved in range gets a check, once per
/// launch where its extremes are known then, before the access otherwise.
///
/// ```
/// %5 = load %1[%4]        ->   %6 = size n
///                              %7 = check_index %4, %6
///                              %5 = load %1[%7]
/// ```
///
/// Launch checks the kernel came with are dropped; only the prover's count. Checks stand in program
/// order, axis by axis, so that the first failure in iteration order is the one reported. Nothing is
/// inserted where every index is proved.
public final class CheckBounds {
  public static final Pass PASS =
      new Pass(
          "check-bounds",
          "check every index that is not proved in range",
          program -> withKernels(program, CheckBounds::rewrite));

  private final Ids ids;
  private final Iterator<List<Range>> ranges;
  private final List<LaunchCheck> launchChecks = new ArrayList<>();

  private CheckBounds(Kernel kernel) {
    ids = Ids.after(kernel);
    ranges = RangeProver.of(kernel).ranges().iterator();
  }
}
