package dev.strake.ir.pass;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Op;
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
/// order, axis by axis, so that the first failure in iteration order is the one reported. Nothing
/// is inserted where every index is proved.
public final class CheckBounds {
  private final Ids ids;
  private final Iterator<List<Range>> ranges;
  private final List<LaunchCheck> launchChecks = new ArrayList<>();

  private CheckBounds(Kernel kernel) {
    ids = Ids.after(kernel);
    ranges = RangeProver.of(kernel).ranges().iterator();
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "check-bounds", "check every index that is not proved in range", CheckBounds::rewrite);
  }

  private static Kernel rewrite(Kernel kernel) {
    var checks = new CheckBounds(kernel);
    var body = checks.region(kernel.body());
    return kernel.withBody(body).withLaunchChecks(checks.launchChecks.stream().distinct().toList());
  }

  private Region region(Region region) {
    var checked = RegionBuilder.of(ids, region.parameters());
    for (var op : region.ops()) {
      checked.append(
          switch (op) {
            case Op.Load(var result, var view, var indices, var site) ->
                new Op.Load(result, view, check(view, indices, site, checked), site);
            case Op.Store(var view, var indices, var value, var site) ->
                new Op.Store(view, check(view, indices, site, checked), value, site);
            case Op.Structured _ ->
                new OpMapping(value -> value, value -> value, this::region).apply(op);
            case Op.Flat _ -> op;
          });
    }
    return checked.end(region.results());
  }

  private List<Value> check(Value view, List<Value> indices, int site, RegionBuilder into) {
    var checked = new ArrayList<>(indices);
    var axes = ranges.next();
    for (var axis = 0; axis < axes.size(); axis++) {
      switch (axes.get(axis)) {
        case Range.Proved _ -> {}
        case Range.AtLaunch(var check) -> launchChecks.add(check);
        case Range.PerElement _ -> {
          var extent = into.size(view.view().dims().get(axis));
          checked.set(axis, into.checkIndex(indices.get(axis), extent, site));
        }
      }
    }
    return checked;
  }
}
