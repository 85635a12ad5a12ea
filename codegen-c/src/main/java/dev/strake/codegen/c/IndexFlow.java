package dev.strake.codegen.c;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which values decide where memory is accessed, and whether a processor traps: they flow into an
/// index, a divisor, a loop bound or a condition, by way of arithmetic, branches or local arrays.
///
/// A number that was loaded, compared with an extent and then used as an index must be one and the
/// same number, even while another thread writes to the array it came from. So must a number that
/// was compared twice, if a proof joins the two: `if k < limit && limit <= n { x[k] }`. A C
/// compiler is free to load twice unless it is told, and it is told for these values.
///
/// Comparisons of floats prove nothing: a condition is not followed through them.
final class IndexFlow {
  private final Map<Value, List<Value>> sources = new HashMap<>();
  private final Deque<Value> open = new ArrayDeque<>();
  private final Deque<Value> conditions = new ArrayDeque<>();
  private final Set<Value> floatComparisons = new HashSet<>();
  private final Set<Value> reached = new HashSet<>();

  private IndexFlow() {}

  static Set<Value> of(Kernel kernel) {
    var flow = new IndexFlow();
    flow.collect(kernel.body());
    flow.follow(flow.open, Set.of());
    flow.follow(flow.conditions, flow.floatComparisons);
    return Set.copyOf(flow.reached);
  }

  private void follow(Deque<Value> values, Set<Value> ends) {
    while (!values.isEmpty()) {
      var value = values.pop();
      if (!ends.contains(value) && reached.add(value)) {
        values.addAll(sources.getOrDefault(value, List.of()));
      }
    }
  }

  private void collect(Region region) {
    for (var op : region.ops()) {
      switch (op) {
        case Op.Load load -> {
          open.addAll(load.indices());
          add(load.result(), List.of(load.view()));
        }
        case Op.Store store -> {
          open.addAll(store.indices());
          add(store.view(), List.of(store.value()));
        }
        case Op.If branch -> {
          conditions.add(branch.condition());
          from(branch.results(), branch.whenTrue().results());
          from(branch.results(), branch.whenFalse().results());
        }
        case Op.While loop -> {
          conditions.addAll(loop.condition().results());
          carried(loop.results(), loop.initial(), loop.condition().parameters(), loop.body());
          from(loop.body().parameters(), loop.results());
        }
        case Op.For loop -> {
          var parameters = loop.body().parameters().subList(1, 1 + loop.results().size());
          carried(loop.results(), loop.initial(), parameters, loop.body());
          open.addAll(List.of(loop.lower(), loop.upper()));
          add(loop.index(), List.of(loop.lower(), loop.upper()));
        }
        case Op.Binary binary -> {
          if (binary.canFail()) {
            open.add(binary.right());
          }
          add(binary.result(), op.operands());
        }
        case Op.Compare compare -> {
          if (compare.left().scalar().isFloat()) {
            floatComparisons.add(compare.result());
          }
          add(compare.result(), op.operands());
        }
        case Op.Scalar _, Op.Call _, Op.SizeOf _, Op.Local _, Op.CheckIndex _ ->
            op.results().forEach(result -> add(result, op.operands()));
        case Op.CheckNonEmpty check -> open.addAll(check.operands());
        case Op.Assert check -> conditions.add(check.condition());
        case Op.Print _, Op.Bulk _ -> {}
      }
      op.regions().forEach(this::collect);
    }
  }

  /// Carried values come from outside or from the turn before.
  private void carried(
      List<Value> results, List<Value> initial, List<Value> parameters, Region body) {
    from(results, initial);
    from(results, body.results());
    from(parameters, results);
  }

  /// Each target comes from the source at its place.
  private void from(List<Value> targets, List<Value> origins) {
    for (var i = 0; i < targets.size(); i++) {
      add(targets.get(i), List.of(origins.get(i)));
    }
  }

  private void add(Value target, List<Value> origins) {
    sources.computeIfAbsent(target, _ -> new ArrayList<>()).addAll(origins);
  }
}
