package dev.strake.ir.schedule;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
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
  private final RegionWalk walk;

  private LowerScans(Ids ids) {
    this.ids = ids;
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "lower-scans", "turn scans into loops that carry the total", LowerScans::lower);
  }

  private static Kernel lower(Kernel kernel) {
    return new LowerScans(Ids.after(kernel)).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    var current = walk.inside(op);
    if (current instanceof Op.Scan scan) {
      lower(at, scan);
    } else {
      at.append(current);
    }
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
