package dev.strake.ir.schedule;

import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The values that change with one value, as far as operands tell; what goes through memory is not
/// followed.
final class Dependents {
  private final Set<Value> values = new HashSet<>();

  private Dependents(Value origin, List<Op> ops) {
    values.add(origin);
    int before;
    do {
      before = values.size();
      ops.forEach(this::visit);
    } while (values.size() > before);
  }

  /// What depends on `origin` among `ops` and what is in their regions.
  static Dependents of(Value origin, List<Op> ops) {
    return new Dependents(origin, ops);
  }

  boolean contain(Value value) {
    return values.contains(value);
  }

  /// Whether the op itself reads one of them.
  boolean areReadBy(Op op) {
    return op.operands().stream().anyMatch(values::contains);
  }

  /// Whether the op, or anything in its regions, reads one of them.
  boolean areReadIn(Op op) {
    return areReadBy(op)
        || op.regions().stream()
            .anyMatch(
                region ->
                    region.results().stream().anyMatch(values::contains)
                        || region.ops().stream().anyMatch(this::areReadIn));
  }

  private void visit(Op op) {
    if (op instanceof Op.For loop) {
      visit(loop);
      return;
    }
    var isTouched = areReadBy(op);
    for (var region : op.regions()) {
      if (isTouched) {
        values.addAll(region.parameters());
      }
      region.ops().forEach(this::visit);
      if (region.results().stream().anyMatch(values::contains)) {
        isTouched = true;
        values.addAll(region.parameters());
      }
    }
    if (isTouched) {
      values.addAll(op.results());
    }
  }

  /// Carried values depend on their own beginnings and next values, all on the bounds.
  private void visit(Op.For loop) {
    var body = loop.body();
    if (values.contains(loop.lower()) || values.contains(loop.upper())) {
      values.addAll(body.parameters());
      values.addAll(loop.results());
    }
    body.ops().forEach(this::visit);
    for (var slot = 0; slot < loop.results().size(); slot++) {
      if (values.contains(loop.initial().get(slot)) || values.contains(body.results().get(slot))) {
        values.add(body.parameters().get(slot + 1));
        values.add(loop.results().get(slot));
      }
    }
  }
}
