package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Substitution;
import dev.strake.ir.ranges.RangeProver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns every reduction into loops and scalar ops that combine its elements in its order, so that
/// backends know no reductions.
///
/// ```
/// %5 = reduce sum seq %4 in %1..%2 {       %6 = const f64 -0.0
///   %3 = load %0[%4]                  ->   %7 = for seq %4 in %1..%2 carry (%8 = %6) {
///   yield %3                                 %3 = load %0[%4]
/// }                                          %9 = add %8, %3
///                                            yield %9
///                                          }
///                                          %5 = select (%1 < %2), %7, 0.0
/// ```
///
/// | order | becomes |
/// |---|---|
/// | any, few elements, number known | [UnrolledReduction]: all elements written out |
/// | `seq` | [SequentialReduction]: a `seq` loop |
/// | `chain` | [SequentialReduction]: `seq` loops over runs; integers as `seq` |
/// | `free` | [LaneReduction] in lanes without chunks, or as `seq` |
/// | `lanes` | [LaneReduction] with a [ChunkStack]; as `free` where all orders give the same bits |
///
/// Elements that can fail are computed one by one in ascending order, so that the first to fail is
/// the first in iteration order. An empty min or max fails unless the prover rules it out.
public final class LowerReductions {
  /// Up to so many elements, and so many ops in all, a reduction is written out.
  private static final long MOST_UNROLLED_ELEMENTS = 16;

  private static final long MOST_UNROLLED_OPS = 512;

  private final RangeProver prover;
  private final CompileOptions options;
  private final Ids ids;
  private final Definitions definitions;
  private final Substitution substitution = new Substitution();

  private LowerReductions(Kernel kernel, CompileOptions options) {
    this.prover = RangeProver.of(kernel);
    this.options = options;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
  }

  public static Pass pass(CompileOptions options) {
    return Pass.ofKernels(
        "lower-reductions",
        "turn reductions into loops that keep their order",
        kernel -> lower(kernel, options));
  }

  private static Kernel lower(Kernel kernel, CompileOptions options) {
    return hasReduction(kernel.body())
        ? kernel.withBody(new LowerReductions(kernel, options).region(kernel.body()))
        : kernel;
  }

  private static boolean hasReduction(Region region) {
    return region.ops().stream()
        .anyMatch(
            op ->
                op instanceof Op.Reduce
                    || op.regions().stream().anyMatch(LowerReductions::hasReduction));
  }

  private Region region(Region region) {
    var builder = RegionBuilder.of(ids, region.parameters());
    for (var op : region.ops()) {
      var current = new OpMapping(value -> value, substitution::of, this::region).apply(op);
      if (current instanceof Op.Reduce reduce) {
        substitution.replace(reduce.result(), lower(builder, reduce));
      } else {
        builder.append(current);
      }
    }
    return builder.end(substitution.of(region.results()));
  }

  private Value lower(RegionBuilder at, Op.Reduce reduce) {
    var elements = new Elements(reduce, ids);
    if (reduce.op().failsWhenEmpty() && !prover.provesNonEmpty(reduce)) {
      checkNonEmpty(at, reduce);
    }
    var type = elements.type();
    if (count(reduce) == 0) {
      return reduce.op().failsWhenEmpty()
          ? elements.neutral(at)
          : at.constant(type, reduce.op().emptyValue(type));
    }
    if (isUnrolled(reduce)) {
      return UnrolledReduction.lower(
          at, elements, literals(reduce.lowers()), literals(reduce.uppers()));
    }
    var combined = combined(at, elements);
    if (reduce.op().failsWhenEmpty() || reduce.op().emptyValue(type) == reduce.op().neutral(type)) {
      return combined;
    }
    var emptyValue = at.constant(type, reduce.op().emptyValue(type));
    return at.select(isNonEmpty(at, reduce), combined, emptyValue);
  }

  private static void checkNonEmpty(RegionBuilder at, Op.Reduce reduce) {
    for (var axis = 0; axis < reduce.lowers().size(); axis++) {
      at.checkNonEmpty(reduce.lowers().get(axis), reduce.uppers().get(axis), reduce.site());
    }
  }

  private static Value isNonEmpty(RegionBuilder at, Op.Reduce reduce) {
    Value all = at.compare(CompareOp.LT, reduce.lowers().getFirst(), reduce.uppers().getFirst());
    for (var axis = 1; axis < reduce.lowers().size(); axis++) {
      var one = at.compare(CompareOp.LT, reduce.lowers().get(axis), reduce.uppers().get(axis));
      all = at.binary(BinaryOp.AND, all, one);
    }
    return all;
  }

  private Value combined(RegionBuilder at, Elements elements) {
    var reduce = elements.reduce();
    var type = elements.type();
    return switch (reduce.order()) {
      case SEQ -> SequentialReduction.fold(at, elements);
      case CHAIN ->
          type.isFloat()
              ? SequentialReduction.chain(at, elements)
              : SequentialReduction.chainOfIntegers(at, elements);
      case FREE -> free(at, elements);
      case LANES ->
          ReduceOrder.isFreeLegal(reduce.op(), type)
              ? free(at, elements.inOrder(ReduceOrder.FREE))
              : ordered(at, elements);
    };
  }

  /// Two registers of accumulators per value hide the latency of combining.
  private Value free(RegionBuilder at, Elements elements) {
    var loop = innermostLoop(elements.reduce());
    if (!canRunInLanes(loop)) {
      return SequentialReduction.fold(at, elements);
    }
    var lanes = 2 * LanePlan.laneCount(loop, options.vectorBits());
    return count(elements.reduce()) < 2L * lanes
        ? SequentialReduction.fold(at, elements)
        : LaneReduction.free(at, elements, lanes);
  }

  private Value ordered(RegionBuilder at, Elements elements) {
    var atMost = count(elements.reduce());
    var isWorthLanes = atMost >= 2L * ReduceOrder.laneCount(elements.type());
    var style =
        isWorthLanes && canRunInLanes(innermostLoop(elements.reduce()))
            ? LaneReduction.Style.IN_LANES
            : LaneReduction.Style.ONE_BY_ONE;
    return LaneReduction.ordered(at, elements, style, atMost);
  }

  private boolean canRunInLanes(Op.For loop) {
    return options.vectorBits() > 0 && LanePlan.obstacles(loop, definitions).isEmpty();
  }

  /// The loop over the innermost binder, as far as its lanes are concerned.
  private static Op.For innermostLoop(Op.Reduce reduce) {
    var index = reduce.body().parameters().getLast();
    // The results are read as the lanes of an accumulator would read them.
    var body = new Region(List.of(index), reduce.body().ops(), reduce.body().results());
    return new Op.For(
        List.of(),
        LoopKind.PAR,
        reduce.lowers().getLast(),
        reduce.uppers().getLast(),
        List.of(),
        body,
        reduce.site());
  }

  private boolean isUnrolled(Op.Reduce reduce) {
    var count = count(reduce);
    return count <= MOST_UNROLLED_ELEMENTS && count * size(reduce.body()) <= MOST_UNROLLED_OPS;
  }

  private static long size(Region region) {
    return region.ops().stream()
        .mapToLong(op -> 1 + op.regions().stream().mapToLong(LowerReductions::size).sum())
        .sum();
  }

  /// The number of elements where all bounds are literals, otherwise more than any.
  private long count(Op.Reduce reduce) {
    var count = 1L;
    for (var axis = 0; axis < reduce.lowers().size(); axis++) {
      var extent = extent(reduce.lowers().get(axis), reduce.uppers().get(axis));
      if (extent.isEmpty()) {
        return Long.MAX_VALUE;
      }
      count = Math.multiplyHigh(count, extent.get()) == 0 ? count * extent.get() : Long.MAX_VALUE;
    }
    return count;
  }

  private Optional<Long> extent(Value lower, Value upper) {
    var from = definitions.constant(lower);
    var to = definitions.constant(upper);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (to.getAsLong() <= from.getAsLong()) {
      return Optional.of(0L);
    }
    var difference = to.getAsLong() - from.getAsLong();
    return difference < 0 ? Optional.empty() : Optional.of(difference);
  }

  private List<Long> literals(List<Value> values) {
    var literals = new ArrayList<Long>();
    values.forEach(value -> literals.add(definitions.constant(value).orElseThrow()));
    return literals;
  }
}
