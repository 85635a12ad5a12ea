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

/// Which values decide where memory is accessed: they flow into an index, by way of arithmetic,
/// branches, local arrays or loop bounds.
///
/// A number that was loaded, compared with an extent and then used as an index must be one and the
/// same number, even while another thread writes to the array it came from. A C compiler is free to
/// load twice unless it is told, and it is told for these values.
final class IndexFlow {
  private final Map<Value, List<Value>> sources = new HashMap<>();
  private final Deque<Value> open = new ArrayDeque<>();
  private final Set<Value> reached = new HashSet<>();

  private IndexFlow() {}

  static Set<Value> of(Kernel kernel) {
    var flow = new IndexFlow();
    flow.collect(kernel.body());
    while (!flow.open.isEmpty()) {
      var value = flow.open.pop();
      if (flow.reached.add(value)) {
        flow.open.addAll(flow.sources.getOrDefault(value, List.of()));
      }
    }
    return Set.copyOf(flow.reached);
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
          from(branch.results(), branch.whenTrue().results());
          from(branch.results(), branch.whenFalse().results());
        }
        case Op.While loop -> {
          carried(loop.results(), loop.initial(), loop.condition().parameters(), loop.body());
          from(loop.body().parameters(), loop.results());
        }
        case Op.For loop -> {
          var parameters = loop.body().parameters().subList(1, 1 + loop.results().size());
          carried(loop.results(), loop.initial(), parameters, loop.body());
          add(loop.index(), List.of(loop.lower(), loop.upper()));
        }
        case Op.Constant _, Op.Unary _, Op.Binary _, Op.Compare _, Op.Select _, Op.Fma _ ->
            op.results().forEach(result -> add(result, op.operands()));
        case Op.Cast _,
            Op.Bitcast _,
            Op.Complex _,
            Op.Part _,
            Op.Call _,
            Op.SizeOf _,
            Op.Local _,
            Op.CheckIndex _ ->
            op.results().forEach(result -> add(result, op.operands()));
        case Op.CheckNonEmpty _, Op.Assert _, Op.Reduce _, Op.Scan _, Op.Scatter _ -> {}
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
