package dev.strake.ir.pass;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.schedule.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Computes elements of a local array where they are read, and drops the array.
///
/// ```
/// %5 = local view<f64, [n] dense>
/// for par %6 in 0..n {
///   %7 = load %0[%6]
///   %8 = mul %7, %7
///   store %5[%6], %8
/// }                                        for par %9 in 0..n {
/// for par %9 in 0..n {              ->       %14 = load %0[%9]
///   %10 = load %5[%9]                        %15 = mul %14, %14
///   store %1[%9], %10                        store %1[%9], %15
/// }                                        }
/// ```
///
/// The array must be written by one nest of parallel loops over all its elements, one store at the
/// loops' indices, and be read only after that nest, in the same region or deeper. What the nest
/// computes must be straight code (branches allowed) that can't fail and loads nothing that is
/// stored to from there on.
///
/// - An array of which every element is read **at most once** is always dropped: it is read in one
///   place, by the indices of all loops between, each once.
/// - Any other is dropped if an element **costs** no more than the plan's `inlineCost` by
///   [OpCosts], a load counting 1. So what is expensive and read twice stays stored.
public final class InlineProducers {
  private final Kernel kernel;
  private final int costLimit;
  private final Definitions definitions;
  private final Ids ids;

  /// How an array is computed.
  ///
  /// @param loops the loops of the nest, outermost first
  /// @param store the one store
  private record Producer(List<Op.For> loops, Op.Store store) {
    /// Ops of all levels, without the loops inside and the store.
    List<Op> ops() {
      return loops.stream()
          .flatMap(loop -> loop.body().ops().subList(0, loop.body().ops().size() - 1).stream())
          .toList();
    }
  }

  /// A load of the array, and the indices of the loops around it inside the array's region; empty
  /// if something around it repeats without an index.
  private record Reader(Op.Load load, Optional<List<Value>> around) {
    boolean readsElementsOnce() {
      return around.filter(load.indices()::containsAll).isPresent();
    }
  }

  private InlineProducers(Kernel kernel, int costLimit) {
    this.kernel = kernel;
    this.costLimit = costLimit;
    this.definitions = Definitions.of(kernel);
    this.ids = Ids.after(kernel);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "inline-producers",
        "compute elements of local arrays where they are read",
        kernel -> rewrite(kernel, plan.inlineCost()));
  }

  private static Kernel rewrite(Kernel kernel, int costLimit) {
    var current = kernel;
    var shared = Optional.<SharedArrays>empty();
    for (var local : locals(kernel.body())) {
      var inlined = new InlineProducers(current, costLimit).without(local, current.body());
      if (inlined.isPresent()) {
        var pairs = shared.orElseGet(() -> SharedArrays.of(kernel));
        shared = Optional.of(pairs);
        var candidate = current.withBody(inlined.get());
        current = pairs.areAllowedIn(candidate) ? candidate : current;
      }
    }
    return current;
  }

  /// All local arrays in program order, so that what reads another one finds it inlined.
  private static List<Value> locals(Region region) {
    var locals = new ArrayList<Value>();
    for (var op : region.ops()) {
      if (op instanceof Op.Local local) {
        locals.add(local.result());
      }
      op.regions().forEach(inner -> locals.addAll(locals(inner)));
    }
    return locals;
  }

  /// The region without the array, if it holds the array and may lose it.
  private Optional<Region> without(Value local, Region region) {
    for (var position = 0; position < region.ops().size(); position++) {
      var op = region.ops().get(position);
      if (op instanceof Op.Local declared && declared.result().equals(local)) {
        return inlined(local, region);
      }
      for (var inner : op.regions()) {
        var rewritten = without(local, inner);
        if (rewritten.isPresent()) {
          var replaced = replaced(op, inner, rewritten.get());
          var ops = new ArrayList<>(region.ops());
          ops.set(position, replaced);
          return Optional.of(region.withOps(ops));
        }
      }
    }
    return Optional.empty();
  }

  private static Op replaced(Op op, Region inner, Region by) {
    return new OpMapping(v -> v, v -> v, region -> region == inner ? by : region).apply(op);
  }

  private Optional<Region> inlined(Value local, Region region) {
    var users = region.ops().stream().filter(op -> uses(op, local)).toList();
    if (users.isEmpty() || !(users.getFirst() instanceof Op.For nest)) {
      return Optional.empty();
    }
    var found = producer(nest, local);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var producer = found.get();
    var after = region.ops().subList(region.ops().indexOf(nest) + 1, region.ops().size());
    var readers = new ArrayList<Reader>();
    for (var op : after) {
      if (!collectReaders(op, local, Optional.of(List.of()), readers)) {
        return Optional.empty();
      }
    }
    return isWorthIt(producer, readers) && isUndisturbed(producer, after)
        ? Optional.of(rewritten(region, local, nest, producer))
        : Optional.empty();
  }

  private static boolean uses(Op op, Value view) {
    return op.operands().contains(view)
        || op.regions().stream()
            .flatMap(region -> region.ops().stream())
            .anyMatch(inner -> uses(inner, view));
  }

  private Optional<Producer> producer(Op.For nest, Value local) {
    var loops = new ArrayList<Op.For>();
    Op last = nest;
    while (last instanceof Op.For loop && isPlainParallel(loop)) {
      loops.add(loop);
      last = loop.body().ops().getLast();
    }
    if (!(last instanceof Op.Store store)
        || !store.view().equals(local)
        || !isWholeArray(loops, store)) {
      return Optional.empty();
    }
    var producer = new Producer(loops, store);
    return producer.ops().stream().allMatch(op -> isStraight(op, local))
        ? Optional.of(producer)
        : Optional.empty();
  }

  private static boolean isPlainParallel(Op.For loop) {
    return loop.kind().equals(LoopKind.PAR) && !loop.body().ops().isEmpty();
  }

  /// Whether the store's indices are the indices of the loops, in any order, and each loop runs
  /// over its whole axis.
  private boolean isWholeArray(List<Op.For> loops, Op.Store store) {
    if (loops.size() != store.indices().size()) {
      return false;
    }
    for (var loop : loops) {
      var axis = store.indices().indexOf(loop.index());
      if (axis < 0
          || definitions.constant(loop.lower()).orElse(1) != 0
          || !isSize(loop.upper(), store.view().view().dims().get(axis))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSize(Value value, Size size) {
    var op = definitions.op(value);
    if (op.isPresent() && op.get() instanceof Op.SizeOf(_, var found)) {
      return found.equals(size);
    }
    var literal = definitions.constant(value);
    return literal.isPresent() && size.equals(Size.of(literal.getAsLong()));
  }

  /// Whether an op is fit to be computed elsewhere and several times.
  private boolean isStraight(Op op, Value local) {
    var isBranch = op instanceof Op.If;
    return !definitions.canFail(op)
        && (isBranch || op instanceof Op.Load || definitions.isSpeculatable(op))
        && (isBranch || op.regions().isEmpty())
        && !op.operands().contains(local)
        && op.regions().stream()
            .flatMap(region -> region.ops().stream())
            .allMatch(inner -> isStraight(inner, local));
  }

  /// False if the array is used otherwise than by loads.
  private static boolean collectReaders(
      Op op, Value local, Optional<List<Value>> around, List<Reader> into) {
    if (op instanceof Op.Load load && load.view().equals(local)) {
      into.add(new Reader(load, around));
      return true;
    }
    if (op.operands().contains(local)) {
      return false;
    }
    for (var inner : op.regions()) {
      var indices = around.flatMap(outer -> indices(op, inner, outer));
      for (var each : inner.ops()) {
        if (!collectReaders(each, local, indices, into)) {
          return false;
        }
      }
    }
    return true;
  }

  /// The indices of the loops around what stands in a region of `op`.
  private static Optional<List<Value>> indices(Op op, Region region, List<Value> outer) {
    if (op instanceof Op.If) {
      return Optional.of(outer);
    }
    var indices = new ArrayList<>(outer);
    if (op instanceof Op.For loop) {
      indices.add(loop.index());
      return Optional.of(indices);
    }
    var isBody =
        op instanceof Op.Reduce reduce && region == reduce.body()
            || op instanceof Op.Scan scan && region == scan.body()
            || op instanceof Op.Scatter scatter && region == scatter.body();
    indices.addAll(region.parameters());
    return isBody ? Optional.of(indices) : Optional.empty();
  }

  private boolean isWorthIt(Producer producer, List<Reader> readers) {
    if (readers.size() == 1 && readers.getFirst().readsElementsOnce()) {
      return true;
    }
    return producer.ops().stream().mapToInt(OpCosts::of).sum() <= costLimit;
  }

  private static boolean isUndisturbed(Producer producer, List<Op> after) {
    return after.stream()
        .flatMap(op -> Stores.of(op).stream())
        .noneMatch(view -> producer.ops().stream().anyMatch(op -> uses(op, view)));
  }

  private Region rewritten(Region region, Value local, Op nest, Producer producer) {
    var rest =
        region.ops().stream()
            .filter(op -> op != nest)
            .filter(op -> !(op instanceof Op.Local && op.results().contains(local)))
            .toList();
    return recomputing(region.withOps(rest), local, producer, new Substitution());
  }

  /// The region with the producer's ops in place of each load.
  private Region recomputing(
      Region region, Value local, Producer producer, Substitution substitution) {
    var builder = RegionBuilder.of(ids, region.parameters());
    for (var op : region.ops()) {
      var current =
          new OpMapping(
                  value -> value,
                  substitution::of,
                  inner -> recomputing(inner, local, producer, substitution))
              .apply(op);
      if (current instanceof Op.Load load && load.view().equals(local)) {
        substitution.replace(load.result(), element(producer, load.indices(), builder));
      } else {
        builder.append(current);
      }
    }
    return builder.end(substitution.of(region.results()));
  }

  private Value element(Producer producer, List<Value> indices, RegionBuilder at) {
    var copy = new RegionCopy(ids);
    for (var loop : producer.loops()) {
      var axis = producer.store().indices().indexOf(loop.index());
      copy.bind(loop.index(), indices.get(axis));
    }
    producer.ops().forEach(op -> at.append(copy.op(op)));
    return copy.of(producer.store().value());
  }
}
