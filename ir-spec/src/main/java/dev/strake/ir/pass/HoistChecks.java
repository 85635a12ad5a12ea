package dev.strake.ir.pass;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks once, in front of a loop, what every iteration would check again.
///
/// ```
/// for par %5 in %3..%4 {              %9 = lt %3, %4
///   %6 = check_index %2, %1           if %9 { %10 = check_index %2, %1 }
///   %7 = load %0[%6, %5]        ->    for par %5 in %3..%4 {
///   ..                                  %7 = load %0[%2, %5]
/// }                                     ..
/// ```
///
/// Concerns index and emptiness checks whose operands come from outside of the loop, as long as
/// nothing before them in the loop can fail or run forever: then the check is what fails first in
/// the first iteration, if anything does.
public final class HoistChecks {
  private final Ids ids;
  private final Definitions definitions;
  private final Substitution substitution = new Substitution();
  private final RegionWalk walk;

  private HoistChecks(Kernel kernel) {
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, substitution, this::place);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "hoist-checks",
        "check in front of a loop what every iteration checks",
        kernel -> new HoistChecks(kernel).walk.kernel(kernel));
  }

  private void place(Op op, RegionBuilder at) {
    if (op instanceof Op.For loop) {
      hoist(loop, at);
    } else {
      at.append(walk.inside(op));
    }
  }

  private void hoist(Op.For written, RegionBuilder at) {
    var hoisted = repeated(written.body());
    if (!hoisted.isEmpty()) {
      var runs =
          at.compare(
              CompareOp.LT, substitution.of(written.lower()), substitution.of(written.upper()));
      var checks = at.child(List.of());
      hoisted.forEach(check -> append(check, checks));
      at.ifElse(runs, checks.end(List.of()), at.child(List.of()).end(List.of()));
    }
    var kept = written.body().ops().stream().filter(op -> !hoisted.contains(op)).toList();
    at.append(walk.inside(written.withBody(written.body().withOps(kept))));
  }

  private void append(Op check, RegionBuilder at) {
    if (check instanceof Op.CheckIndex(var result, var index, var extent, var site)) {
      var known = substitution.of(index);
      at.checkIndex(known, substitution.of(extent), site);
      substitution.replace(result, known);
    } else {
      at.append(substitution.of(check));
    }
  }

  /// The checks at the front of a loop's body that are the same in every iteration.
  private List<Op> repeated(Region body) {
    var inside = new HashSet<>(body.parameters());
    var checks = new ArrayList<Op>();
    for (var op : body.ops()) {
      var isCheck = op instanceof Op.CheckIndex || op instanceof Op.CheckNonEmpty;
      if (isCheck && isFromOutside(op, inside)) {
        checks.add(op);
        // What it yields is its index, which is known outside.
        continue;
      }
      if (definitions.mayFail(op) || mayRunForever(op)) {
        return checks;
      }
      inside.addAll(op.results());
    }
    return checks;
  }

  private static boolean isFromOutside(Op op, Set<Value> inside) {
    return op.operands().stream().noneMatch(inside::contains);
  }

  private static boolean mayRunForever(Op op) {
    return op instanceof Op.While
        || op.regions().stream()
            .flatMap(region -> region.ops().stream())
            .anyMatch(HoistChecks::mayRunForever);
  }
}
