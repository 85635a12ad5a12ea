package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Computes equal things once: an op that repeats one before it in the same or an enclosing region
/// is dropped, and its result read from there.
///
/// ```
/// %5 = add %1, %2
/// %6 = add %2, %1      ->      (dropped, %5 is read for %6)
/// ```
///
/// A repeated check is dropped too: where control comes to the second, the first has passed. A load
/// is repeated only if nothing in between can have stored to its view; what a loop stores counts as
/// stored before every one of its iterations. Loops, branches and reductions are never merged.
public final class EliminateCommonSubexpressions {
  private final Substitution substitution = new Substitution();

  private EliminateCommonSubexpressions() {}

  public static Pass pass() {
    return Pass.ofKernels(
        "eliminate-common-subexpressions",
        "compute equal values once",
        EliminateCommonSubexpressions::rewrite);
  }

  private static Kernel rewrite(Kernel kernel) {
    var elimination = new EliminateCommonSubexpressions();
    return kernel.withBody(elimination.region(kernel.body(), new HashMap<>()));
  }

  /// An op without its result: equal keys compute equal values.
  private record Key(Class<? extends Op> kind, Object attribute, List<Value> operands) {}

  /// `known` holds what was computed before the region; it is this region's to add to.
  private Region region(Region region, Map<Key, List<Value>> known) {
    var ops = new ArrayList<Op>();
    for (var op : region.ops()) {
      var stored = Stores.of(op);
      var inside = repeats(op) ? without(stored, known) : known;
      var current =
          new OpMapping(
                  value -> value, substitution::of, inner -> region(inner, new HashMap<>(inside)))
              .apply(op);
      if (!stored.isEmpty()) {
        known.keySet().removeIf(key -> isLoadOf(stored, key));
      }
      var key = key(current);
      if (key.isPresent() && known.containsKey(key.get())) {
        substitution.replace(op.results(), known.get(key.get()));
        continue;
      }
      key.ifPresent(computed -> known.put(computed, current.results()));
      ops.add(current);
    }
    return new Region(region.parameters(), ops, substitution.of(region.results()));
  }

  private static boolean repeats(Op op) {
    return switch (op) {
      case Op.For _, Op.While _, Op.Bulk _ -> true;
      case Op.Flat _, Op.If _ -> false;
    };
  }

  private static Map<Key, List<Value>> without(Set<Value> stored, Map<Key, List<Value>> known) {
    var rest = new HashMap<>(known);
    rest.keySet().removeIf(key -> isLoadOf(stored, key));
    return rest;
  }

  private static boolean isLoadOf(Set<Value> views, Key key) {
    return key.kind == Op.Load.class && views.contains(key.operands.getFirst());
  }

  private static Optional<Key> key(Op op) {
    return switch (op) {
      case Op.Constant(var result, var bits) -> key(op, List.of(result.type(), bits));
      case Op.Unary unary -> key(op, unary.op());
      case Op.Binary binary -> key(binary);
      case Op.Compare compare -> key(op, compare.op());
      case Op.Cast(var result, _) -> key(op, result.type());
      case Op.Bitcast(var result, _) -> key(op, result.type());
      case Op.Part part -> key(op, part.part());
      case Op.Call call -> key(op, call.function());
      case Op.SizeOf(_, var size) -> key(op, size);
      case Op.Select _, Op.Fma _, Op.Complex _, Op.Load _ -> key(op, "");
      case Op.Check _ -> key(op, "");
      case Op.Local _, Op.Store _, Op.Print _, Op.Structured _ -> Optional.empty();
    };
  }

  private static Optional<Key> key(Op op, Object attribute) {
    return Optional.of(new Key(op.getClass(), attribute, op.operands()));
  }

  private static Optional<Key> key(Op.Binary op) {
    if (!op.op().isCommutative()) {
      return key(op, op.op());
    }
    var sorted = op.operands().stream().sorted(Comparator.comparingInt(Value::id)).toList();
    return Optional.of(new Key(Op.Binary.class, op.op(), sorted));
  }
}
