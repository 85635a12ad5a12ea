package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
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
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Substitution;
import dev.strake.ir.ranges.RangeProver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

  private final Kernel kernel;

  /// Made when it is first asked: proving takes longer than all the rest.
  private Optional<RangeProver> prover = Optional.empty();

  private final CompileOptions options;
  private final Ids ids;
  private final Definitions definitions;
  private final Substitution substitution = new Substitution();
  private final RegionWalk walk;

  private LowerReductions(Kernel kernel, CompileOptions options) {
    this.kernel = kernel;
    this.options = options;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, substitution, this::place);
  }

  public static Pass pass(CompileOptions options) {
    return Pass.ofKernels(
        "lower-reductions",
        "turn reductions into loops that keep their order",
        kernel -> lower(kernel, options));
  }

  private static Kernel lower(Kernel kernel, CompileOptions options) {
    return hasReduction(kernel.body())
        ? new LowerReductions(kernel, options).walk.kernel(kernel)
        : kernel;
  }

  private static boolean hasReduction(Region region) {
    return region.ops().stream()
        .anyMatch(
            op ->
                op instanceof Op.Reduce
                    || op.regions().stream().anyMatch(LowerReductions::hasReduction));
  }

  private void place(Op op, RegionBuilder at) {
    var current = walk.inside(op);
    if (current instanceof Op.Reduce reduce) {
      substitution.replace(reduce.results(), lower(at, reduce));
    } else {
      at.append(current);
    }
  }

  private List<Value> lower(RegionBuilder at, Op.Reduce reduce) {
    var plain = Elements.of(reduce, ids);
    var failsWhenEmpty = reduce.combine().failsWhenEmpty();
    if (failsWhenEmpty && !provesNonEmpty(reduce)) {
      checkNonEmpty(at, reduce);
    }
    if (count(reduce) == 0) {
      return failsWhenEmpty ? anything(at, reduce) : ofNothing(at, reduce);
    }
    if (isUnrolled(reduce)) {
      return UnrolledReduction.lower(
          at, plain, literals(reduce.lowers()), literals(reduce.uppers()));
    }
    var elements = plain.withNeutral();
    var combined = elements.result(combined(at, elements));
    if (failsWhenEmpty || givesNothing(elements)) {
      return combined;
    }
    var isNonEmpty = isNonEmpty(at, reduce);
    var nothing = ofNothing(at, reduce);
    return IntStream.range(0, combined.size())
        .mapToObj(k -> at.select(isNonEmpty, combined.get(k), nothing.get(k)))
        .toList();
  }

  private boolean provesNonEmpty(Op.Reduce reduce) {
    if (prover.isEmpty()) {
      prover = Optional.of(RangeProver.of(kernel));
    }
    return prover.get().provesNonEmpty(reduce);
  }

  /// What comes after a check that can't pass.
  private static List<Value> anything(RegionBuilder at, Op.Reduce reduce) {
    return reduce.results().stream().map(result -> at.filled(result.scalar(), 0)).toList();
  }

  /// What a reduction that does not fail gives for no elements.
  static List<Value> ofNothing(RegionBuilder at, Op.Reduce reduce) {
    return switch (reduce.combine()) {
      case Combine.Builtin(var op) -> {
        var type = reduce.results().getFirst().scalar();
        var value = at.constant(type.component(), op.emptyValue(type.component()));
        yield List.of(
            type.isComplex() ? at.complex(value, at.constant(type.component(), 0)) : value);
      }
      case Combine.Custom(_, var empty) -> empty;
    };
  }

  /// Whether the neutral element is what a reduction of nothing gives.
  static boolean givesNothing(Elements elements) {
    return elements.neutral() == Elements.Neutral.OWN
        && elements.reduce().combine() instanceof Combine.Builtin(var op)
        && !elements.type().isComplex()
        && op.emptyValue(elements.type()) == op.neutral(elements.type());
  }

  private static void checkNonEmpty(RegionBuilder at, Op.Reduce reduce) {
    for (var axis = 0; axis < reduce.lowers().size(); axis++) {
      at.checkNonEmpty(reduce.lowers().get(axis), reduce.uppers().get(axis), reduce.site());
    }
  }

  static Value isNonEmpty(RegionBuilder at, Op.Reduce reduce) {
    Value all = at.compare(CompareOp.LT, reduce.lowers().getFirst(), reduce.uppers().getFirst());
    for (var axis = 1; axis < reduce.lowers().size(); axis++) {
      var one = at.compare(CompareOp.LT, reduce.lowers().get(axis), reduce.uppers().get(axis));
      all = at.binary(BinaryOp.AND, all, one);
    }
    return all;
  }

  private List<Value> combined(RegionBuilder at, Elements elements) {
    var reduce = elements.reduce();
    var type = elements.type();
    return switch (reduce.order()) {
      case SEQ -> SequentialReduction.fold(at, elements);
      case CHAIN ->
          type.isInteger()
              ? SequentialReduction.chainOfIntegers(at, elements)
              : SequentialReduction.chain(at, elements);
      case FREE -> free(at, elements);
      case LANES ->
          reduce.combine() instanceof Combine.Builtin(var op) && ReduceOrder.isFreeLegal(op, type)
              ? free(at, elements.inOrder(ReduceOrder.FREE))
              : ordered(at, elements);
    };
  }

  /// Two registers of accumulators per value hide the latency of combining.
  private List<Value> free(RegionBuilder at, Elements elements) {
    var loop = innermostLoop(elements.reduce());
    if (!canRunInLanes(loop)) {
      return SequentialReduction.fold(at, elements);
    }
    var lanes = 2 * LanePlan.laneCount(loop, options.vectorBits());
    return count(elements.reduce()) < 2L * lanes
        ? SequentialReduction.fold(at, elements)
        : LaneReduction.free(at, elements, lanes, style(loop, lanes));
  }

  private List<Value> ordered(RegionBuilder at, Elements elements) {
    var atMost = count(elements.reduce());
    var isWorthLanes = atMost >= 2L * elements.laneCount();
    var loop = innermostLoop(elements.reduce());
    var style =
        isWorthLanes && canRunInLanes(loop)
            ? style(loop, elements.laneCount())
            : LaneReduction.Style.ONE_BY_ONE;
    return LaneReduction.ordered(at, elements, style, atMost);
  }

  private LaneReduction.Style style(Op.For loop, int lanes) {
    var registers = Math.ceilDiv(lanes, LanePlan.laneCount(loop, options.vectorBits()));
    var size = (long) registers * LanePlan.size(loop.body());
    return size <= LanePlan.mostOps(options.plan())
        ? LaneReduction.Style.IN_LANES
        : LaneReduction.Style.STORED_FIRST;
  }

  private boolean canRunInLanes(Op.For loop) {
    return options.vectorBits() > 0 && LanePlan.obstacles(loop, definitions).isEmpty();
  }

  /// The loop over the innermost binder, as far as its lanes are concerned: elements, and what
  /// combines them.
  private Op.For innermostLoop(Op.Reduce reduce) {
    var index = reduce.body().parameters().getLast();
    var ops = new ArrayList<>(reduce.body().ops());
    var results = reduce.body().results();
    if (reduce.combine() instanceof Combine.Custom(var region, _)) {
      var pair = new ArrayList<>(results);
      pair.addAll(results);
      results = new RegionCopy(ids).inline(region, pair, ops::add);
    }
    // The results are read as the lanes of an accumulator would read them.
    return new Op.For(
        List.of(),
        LoopKind.PAR,
        reduce.lowers().getLast(),
        reduce.uppers().getLast(),
        List.of(),
        new Region(List.of(index), ops, results),
        reduce.site());
  }

  private boolean isUnrolled(Op.Reduce reduce) {
    var count = count(reduce);
    return count <= MOST_UNROLLED_ELEMENTS && count * size(reduce) <= MOST_UNROLLED_OPS;
  }

  /// The ops of all regions inside.
  private static long size(Op op) {
    return op.regions().stream()
        .flatMap(region -> region.ops().stream())
        .mapToLong(inner -> 1 + size(inner))
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
