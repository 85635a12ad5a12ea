package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Which op defines which value of a kernel. Parameters have none.
///
/// Stays right for values that a pass keeps, even while it moves or drops others.
public final class Definitions {
  private final Map<Value, Op> ops = new HashMap<>();

  private Definitions() {}

  public static Definitions of(Kernel kernel) {
    return of(kernel.body());
  }

  public static Definitions of(Region region) {
    var definitions = new Definitions();
    definitions.collect(region);
    return definitions;
  }

  public Optional<Op> op(Value value) {
    return Optional.ofNullable(ops.get(value));
  }

  /// The raw bits of a value defined as a literal.
  public OptionalLong constant(Value value) {
    return ops.get(value) instanceof Op.Constant(_, var bits)
        ? OptionalLong.of(bits)
        : OptionalLong.empty();
  }

  /// Whether both are one value, equal literals, or equal sizes.
  boolean isSame(Value left, Value right) {
    if (left.equals(right)) {
      return true;
    }
    var known = op(left).flatMap(Definitions::key);
    return known.isPresent() && known.equals(op(right).flatMap(Definitions::key));
  }

  /// What is equal for equal literals and for equal sizes.
  private static Optional<Object> key(Op op) {
    if (op instanceof Op.Constant(_, var bits)) {
      return Optional.of(bits);
    }
    return op instanceof Op.SizeOf(_, var size) ? Optional.of(size) : Optional.empty();
  }

  /// Whether `op` itself, apart from its regions, can end the launch.
  public boolean canFail(Op op) {
    return switch (op) {
      case Op.Binary binary -> binary.canFail() && constant(binary.right()).orElse(0) == 0;
      case Op.Check _, Op.Call _ -> true;
      case Op.Reduce reduce -> reduce.combine().failsWhenEmpty();
      case Op.Scatter scatter -> scatter.outside().canFail();
      case Op.Flat _, Op.Structured _ -> false;
    };
  }

  /// Whether `op` or anything in its regions can end the launch.
  public boolean mayFail(Op op) {
    return canFail(op) || op.regions().stream().anyMatch(this::mayFail);
  }

  public boolean mayFail(Region region) {
    return region.ops().stream().anyMatch(this::mayFail);
  }

  /// Whether running `op` where it would not have run changes nothing: it computes values, ends,
  /// and neither fails nor touches memory.
  public boolean isSpeculatable(Op op) {
    return switch (op) {
      case Op.Load _, Op.Store _, Op.Local _, Op.Print _ -> false;
      case Op.While _, Op.Scan _, Op.Scatter _ -> false;
      case Op.Scalar _, Op.SizeOf _, Op.Check _, Op.Call _ -> !canFail(op);
      case Op.If _, Op.For _, Op.Reduce _ ->
          !canFail(op)
              && op.regions().stream()
                  .flatMap(r -> r.ops().stream())
                  .allMatch(this::isSpeculatable);
    };
  }

  private void collect(Region region) {
    for (var op : region.ops()) {
      op.results().forEach(result -> ops.put(result, op));
      op.regions().forEach(this::collect);
    }
  }
}
