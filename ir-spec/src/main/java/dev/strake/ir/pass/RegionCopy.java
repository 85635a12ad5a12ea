package dev.strake.ir.pass;

import dev.strake.ir.Ids;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Copies code so that it can stand in a kernel beside its original: every value defined in the
/// copy is fresh, values from outside are shared unless [#bind] says what to read instead.
///
/// One object may copy the same region several times; each copy is fresh again.
public final class RegionCopy {
  private final Ids ids;
  private final Map<Value, Value> copies = new HashMap<>();
  private final OpMapping mapping = new OpMapping(this::define, this::of, this::region);

  /// Fresh values come from `ids`.
  public RegionCopy(Ids ids) {
    this.ids = ids;
  }

  /// Copies read `to` where the original reads `from`.
  public RegionCopy bind(Value from, Value to) {
    copies.put(from, to);
    return this;
  }

  /// `from` and `to` pair by pair.
  public RegionCopy bind(List<Value> from, List<Value> to) {
    for (var i = 0; i < from.size(); i++) {
      bind(from.get(i), to.get(i));
    }
    return this;
  }

  /// What copies read instead of `value`.
  public Value of(Value value) {
    return copies.getOrDefault(value, value);
  }

  public List<Value> of(List<Value> values) {
    return values.stream().map(this::of).toList();
  }

  public Op op(Op op) {
    return mapping.apply(op);
  }

  /// A copy with fresh parameters.
  public Region region(Region region) {
    var parameters = region.parameters().stream().map(this::define).toList();
    var ops = region.ops().stream().map(this::op).toList();
    return new Region(parameters, ops, of(region.results()));
  }

  /// Hands copies of the region's ops to `into`, reading `arguments` for its parameters.
  ///
  /// @return the copies of the region's results
  public List<Value> inline(Region region, List<Value> arguments, Consumer<Op> into) {
    bind(region.parameters(), arguments);
    region.ops().forEach(op -> into.accept(op(op)));
    return of(region.results());
  }

  private Value define(Value value) {
    var fresh = ids.fresh(value.type());
    copies.put(value, fresh);
    return fresh;
  }
}
