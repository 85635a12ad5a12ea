package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Drops what nothing needs: ops whose results are not read, stores to local arrays that are never
/// loaded, results of branches and carried values of loops that only feed themselves.
///
/// ```
/// %5 = mul %1, %2      (%5 is never read)      ->      (dropped)
/// ```
///
/// Needed are stores to parameters, prints, and ops that can fail, whether their result is read or
/// not; all else only as far as these read it. A loop without effect is dropped even if it might
/// not end.
public final class EliminateDeadCode {
  private final Definitions definitions;
  private final Set<Value> live = new HashSet<>();

  private EliminateDeadCode(Definitions definitions) {
    this.definitions = definitions;
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "eliminate-dead-code", "drop what nothing needs", EliminateDeadCode::rewrite);
  }

  private static Kernel rewrite(Kernel kernel) {
    var elimination = new EliminateDeadCode(Definitions.of(kernel));
    elimination.markAll(kernel.body());
    return kernel.withBody(elimination.sweep(kernel.body()));
  }

  /// Marks until nothing is added: a value carried around a loop is read before it is defined.
  private void markAll(Region body) {
    int before;
    do {
      before = live.size();
      mark(body);
    } while (live.size() > before);
  }

  private void mark(Region region) {
    for (var op : region.ops().reversed()) {
      if (isLive(op)) {
        markOperands(op);
        op.regions().forEach(this::mark);
      }
    }
  }

  /// What a live op reads. Of what passes through branches and loops, only the live slots.
  private void markOperands(Op op) {
    switch (op) {
      case Op.If branch -> {
        live.add(branch.condition());
        markSlots(slot -> isLive(branch, slot), branch.whenTrue().results());
        markSlots(slot -> isLive(branch, slot), branch.whenFalse().results());
      }
      case Op.While loop -> {
        live.addAll(loop.condition().results());
        markSlots(slot -> isLive(loop, slot), loop.initial());
        markSlots(slot -> isLive(loop, slot), loop.body().results());
      }
      case Op.For loop -> {
        live.add(loop.lower());
        live.add(loop.upper());
        markSlots(slot -> isLive(loop, slot), loop.initial());
        markSlots(slot -> isLive(loop, slot), loop.body().results());
      }
      case Op.Bulk _ -> {
        live.addAll(op.operands());
        op.regions().forEach(region -> live.addAll(region.results()));
      }
      case Op.Flat _ -> live.addAll(op.operands());
    }
  }

  private void markSlots(IntPredicate isLive, List<Value> values) {
    live.addAll(kept(isLive, values));
  }

  private boolean isLive(Op op) {
    return op.results().stream().anyMatch(live::contains)
        || hasEffect(op)
        || op.regions().stream().flatMap(region -> region.ops().stream()).anyMatch(this::isLive);
  }

  /// A store to a local array is an effect once some live op loads from it.
  private boolean hasEffect(Op op) {
    return switch (op) {
      case Op.Store store -> isRead(store.view());
      case Op.Scatter scatter -> isRead(scatter.target()) || definitions.canFail(scatter);
      case Op.Print _ -> true;
      case Op.Flat _, Op.Structured _ -> definitions.canFail(op);
    };
  }

  private boolean isRead(Value view) {
    var isLocal = definitions.op(view).isPresent();
    return !isLocal || live.contains(view);
  }

  private boolean isLive(Op.If branch, int slot) {
    return live.contains(branch.results().get(slot));
  }

  private boolean isLive(Op.While loop, int slot) {
    return live.contains(loop.results().get(slot))
        || live.contains(loop.condition().parameters().get(slot))
        || live.contains(loop.body().parameters().get(slot));
  }

  private boolean isLive(Op.For loop, int slot) {
    return live.contains(loop.results().get(slot))
        || live.contains(loop.body().parameters().get(slot + 1));
  }

  private Region sweep(Region region) {
    var ops = region.ops().stream().filter(this::isLive).map(this::sweep).toList();
    return region.withOps(ops);
  }

  private Op sweep(Op op) {
    return switch (op) {
      case Op.If branch -> {
        IntPredicate slots = slot -> isLive(branch, slot);
        yield new Op.If(
            kept(slots, branch.results()),
            branch.condition(),
            sweep(branch.whenTrue(), slots, 0),
            sweep(branch.whenFalse(), slots, 0));
      }
      case Op.While loop -> {
        IntPredicate slots = slot -> isLive(loop, slot);
        var condition = sweep(loop.condition());
        yield new Op.While(
            kept(slots, loop.results()),
            kept(slots, loop.initial()),
            new Region(kept(slots, condition.parameters()), condition.ops(), condition.results()),
            sweep(loop.body(), slots, 0),
            loop.site());
      }
      case Op.For loop -> {
        IntPredicate slots = slot -> isLive(loop, slot);
        yield new Op.For(
            kept(slots, loop.results()),
            loop.kind(),
            loop.lower(),
            loop.upper(),
            kept(slots, loop.initial()),
            sweep(loop.body(), slots, 1),
            loop.site());
      }
      case Op.Bulk _ -> new OpMapping(v -> v, v -> v, this::sweep).apply(op);
      case Op.Flat _ -> op;
    };
  }

  /// The region with only the live slots; its first `fixed` parameters are no slots.
  private Region sweep(Region region, IntPredicate slots, int fixed) {
    var parameters = new ArrayList<>(region.parameters().subList(0, fixed));
    var slotted = region.parameters().subList(fixed, region.parameters().size());
    if (!slotted.isEmpty()) {
      parameters.addAll(kept(slots, slotted));
    }
    return new Region(parameters, sweep(region).ops(), kept(slots, region.results()));
  }

  private static List<Value> kept(IntPredicate slots, List<Value> values) {
    return IntStream.range(0, values.size()).filter(slots).mapToObj(values::get).toList();
  }
}
