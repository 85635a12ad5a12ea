package dev.strake.ir.schedule;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;

/// Turns every scan into `seq` loops that carry the total, the sink inside.
///
/// ```
/// scan sum %4 in %1..%2 {              %7 = for seq %4 in %1..%2 carry (%8 = -0.0) {
///   %3 = load %0[%4]                     %3 = load %0[%4]
///   yield %3                      ->     %9 = add %8, %3
/// } into (%5, %6) {                      store %10[%4], %9
///   store %10[%5], %6                    yield %9
/// }                                    }
/// ```
public final class LowerScans {
  private final Ids ids;

  private LowerScans(Ids ids) {
    this.ids = ids;
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "lower-scans", "turn scans into loops that carry the total", LowerScans::lower);
  }

  private static Kernel lower(Kernel kernel) {
    return kernel.withBody(new LowerScans(Ids.after(kernel)).region(kernel.body()));
  }

  private Region region(Region region) {
    var builder = RegionBuilder.of(ids, region.parameters());
    for (var op : region.ops()) {
      var current = new OpMapping(value -> value, value -> value, this::region).apply(op);
      if (current instanceof Op.Scan scan) {
        lower(builder, scan);
      } else {
        builder.append(current);
      }
    }
    return builder.end(region.results());
  }

  private void lower(RegionBuilder at, Op.Scan scan) {
    var elements = elements(scan);
    elements.nest(
        at,
        elements.rank(),
        elements.neutral(at),
        (body, indices, carried) -> {
          var total = elements.combine(body, carried, elements.append(body, indices));
          var taken = new ArrayList<>(indices);
          taken.addAll(elements.result(total));
          new RegionCopy(ids).inline(scan.sink(), taken, body::append);
          return total;
        });
  }

  /// A scan's elements are those of a reduction in ascending order.
  private Elements elements(Op.Scan scan) {
    var results = scan.body().results().stream().map(Value::type).map(ids::fresh).toList();
    var reduce =
        new Op.Reduce(
            results,
            scan.combine(),
            ReduceOrder.SEQ,
            scan.lowers(),
            scan.uppers(),
            scan.body(),
            scan.site());
    return Elements.of(reduce, ids).withNeutral();
  }
}
