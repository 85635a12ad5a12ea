package dev.strake.ir.schedule;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Stores;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The innermost iteration of a nest that accumulates: what comes before one `seq` loop with
/// carried values, the loop, and what comes after.
///
/// Matmul is one: two parallel loops, and in them a loop that adds up products.
///
/// @param before pure ops and loads, and branches of such
/// @param steps the loop; its bounds come from outside of the nest, and it neither stores, fails
///   nor declares arrays
/// @param after ops that neither fail nor loop nor declare arrays
record Accumulation(List<Op> before, Op.For steps, List<Op> after) {
  Accumulation {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /// What the innermost iteration of the nest is, if it is that.
  static Optional<Accumulation> of(Nest nest, Definitions definitions) {
    var ops = nest.ops();
    var position = 0;
    while (position < ops.size() && isPure(ops.get(position), definitions)) {
      position++;
    }
    if (position == ops.size()
        || !(ops.get(position) instanceof Op.For steps)
        || steps.initial().isEmpty()) {
      return Optional.empty();
    }
    var before = ops.subList(0, position);
    var after = ops.subList(position + 1, ops.size());
    var inside = new HashSet<Value>();
    nest.loops().forEach(loop -> inside.add(loop.index()));
    before.forEach(op -> inside.addAll(op.results()));
    var isOne =
        !inside.contains(steps.lower())
            && !inside.contains(steps.upper())
            && Stores.of(steps).isEmpty()
            && isTotal(steps, definitions)
            && after.stream().allMatch(op -> isTotal(op, definitions) && !holdsLoops(op));
    return isOne ? Optional.of(new Accumulation(before, steps, after)) : Optional.empty();
  }

  private static boolean isPure(Op op, Definitions definitions) {
    if (op instanceof Op.If) {
      return inside(op).allMatch(inner -> isPure(inner, definitions));
    }
    return op instanceof Op.Load || op.regions().isEmpty() && definitions.isSpeculatable(op);
  }

  /// Whether the op surely ends, without failing, and declares no array.
  private static boolean isTotal(Op op, Definitions definitions) {
    return !definitions.canFail(op)
        && !(op instanceof Op.Local)
        && !(op instanceof Op.While)
        && inside(op).allMatch(inner -> isTotal(inner, definitions));
  }

  private static boolean holdsLoops(Op op) {
    return op instanceof Op.For || inside(op).anyMatch(Accumulation::holdsLoops);
  }

  private static Stream<Op> inside(Op op) {
    return op.regions().stream().flatMap(region -> region.ops().stream());
  }

  /// Whether each row meets each column: something that is loaded in the steps depends on `row` and
  /// not on `column`, and something else the other way round. So what is loaded for one row can
  /// serve many columns.
  boolean combines(Value row, Value column) {
    var all = Stream.concat(before.stream(), Stream.of(steps)).toList();
    var ofRow = Dependents.of(row, all);
    var ofColumn = Dependents.of(column, all);
    return loads(steps).anyMatch(load -> ofRow.areReadBy(load) && !ofColumn.areReadBy(load))
        && loads(steps).anyMatch(load -> ofColumn.areReadBy(load) && !ofRow.areReadBy(load));
  }

  private static Stream<Op> loads(Op op) {
    return inside(op).flatMap(inner -> inner instanceof Op.Load ? Stream.of(inner) : loads(inner));
  }

  /// Whether the steps come in runs already: a `seq` loop in a `seq` loop.
  boolean hasRuns() {
    return inside(steps)
        .anyMatch(op -> op instanceof Op.For loop && loop.kind().equals(LoopKind.SEQ));
  }
}
