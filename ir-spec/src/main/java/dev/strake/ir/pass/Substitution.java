package dev.strake.ir.pass;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which values stand for which others while a pass walks a kernel. Definitions keep their values;
/// only what is read changes. Mutable: stays inside the method that made it.
public final class Substitution {
  private final Map<Value, Value> replacements = new HashMap<>();

  /// Nothing replaced yet.
  public Substitution() {}

  /// From now on `to` is read where `from` was.
  public void replace(Value from, Value to) {
    replacements.put(from, of(to));
  }

  /// `from` and `to` pair by pair.
  public void replace(List<Value> from, List<Value> to) {
    for (var i = 0; i < from.size(); i++) {
      replace(from.get(i), to.get(i));
    }
  }

  /// What stands for `value`: itself unless replaced.
  public Value of(Value value) {
    return replacements.getOrDefault(value, value);
  }

  public List<Value> of(List<Value> values) {
    return values.stream().map(this::of).toList();
  }

  /// `op` over replaced operands, down into its regions.
  public Op of(Op op) {
    return new OpMapping(value -> value, this::of, this::of).apply(op);
  }

  /// `region` with replaced operands and results; its parameters stay.
  public Region of(Region region) {
    var ops = region.ops().stream().map(this::of).toList();
    return new Region(region.parameters(), ops, of(region.results()));
  }
}
