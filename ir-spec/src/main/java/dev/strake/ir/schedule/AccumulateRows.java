package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Stores;
import dev.strake.ir.ranges.RangeProver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reduces columns together where the elements of one reduction are far apart in memory and those
/// of neighbouring iterations lie side by side.
///
/// ```
/// for par %j in 0..w {                        for par (blocks of 512 columns) {
///   %s = reduce sum lanes %i in 0..h {          %t = local view<f64, [16, 512] dense>
///     %x = load %0[%i, %j]                      for seq (tiles of 64 rows) for par (columns)
///     yield %x                          ->        %t += rows, 16 accumulators in registers
///   }                                           for par (columns) fold %t
///   store %1[%j], %s                            for par (columns) store %1[%j], %t[0, ..]
/// }                                           }
/// ```
///
/// Rows are read as they lie in memory, a tile of rows stays within the pages a processor knows,
/// and accumulators wait for the next tile in a local array. The loop over columns is one for
/// [PlanLanes]. [RowAccumulation] has the steps.
///
/// Does nothing where a reduction can fail, in the order `chain`, in the order `lanes` with several
/// binders, where its bounds differ between columns, where what it needs of the iteration can't be
/// computed once more, and where its own elements lie side by side.
public final class AccumulateRows {
  /// Enough for any number of chunks.
  private static final int LEVELS = 64;

  /// Up to so many elements are written out instead.
  private static final long FEW = 16;

  private final Plan plan;
  private final Kernel kernel;
  private final Ids ids;
  private final Definitions definitions;
  private final IndexForms forms;
  private final RegionWalk walk;
  private Optional<RangeProver> prover = Optional.empty();

  private AccumulateRows(Plan plan, Kernel kernel) {
    this.plan = plan;
    this.kernel = kernel;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.forms = new IndexForms(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "accumulate-rows",
        "reduce neighbouring columns together",
        kernel ->
            plan.rows().isCut() ? new AccumulateRows(plan, kernel).walk.kernel(kernel) : kernel);
  }

  /// A reduction of columns.
  ///
  /// @param needed what computes the values of the iteration that elements read, in order
  /// @param bounds those of these ops that bounds need
  private record Columnwise(Op.Reduce reduce, List<Op> needed, List<Op> bounds) {}

  private void place(Op op, RegionBuilder at) {
    var current = walk.inside(op);
    if (current instanceof Op.For loop && loop.kind() instanceof LoopKind.Par) {
      var found = find(loop);
      if (!found.isEmpty()) {
        append(loop, found, at);
        return;
      }
    }
    at.append(current);
  }

  private List<Columnwise> find(Op.For loop) {
    var found = new ArrayList<Columnwise>();
    if (!forms.isCountable(loop)) {
      return found;
    }
    for (var op : loop.body().ops()) {
      if (op instanceof Op.Reduce reduce && hasOrder(reduce) && isLong(reduce)) {
        columnwise(loop, reduce, found).filter(c -> !canFail(reduce)).ifPresent(found::add);
      }
    }
    return found;
  }

  private static boolean hasOrder(Op.Reduce reduce) {
    return switch (reduce.order()) {
      case SEQ, FREE -> true;
      case LANES -> reduce.lowers().size() == 1 || isFree(reduce);
      case CHAIN -> false;
    };
  }

  private static boolean isFree(Op.Reduce reduce) {
    return reduce.order() == ReduceOrder.FREE
        || reduce.order() == ReduceOrder.LANES
            && reduce.combine() instanceof Combine.Builtin(var op)
            && ReduceOrder.isFreeLegal(op, reduce.results().getFirst().scalar());
  }

  /// Whether there may be many elements.
  private boolean isLong(Op.Reduce reduce) {
    var count = 1L;
    for (var axis = 0; axis < reduce.lowers().size(); axis++) {
      var from = definitions.constant(reduce.lowers().get(axis));
      var to = definitions.constant(reduce.uppers().get(axis));
      if (from.isEmpty() || to.isEmpty() || to.getAsLong() - from.getAsLong() > FEW) {
        return true;
      }
      count *= Math.max(0, to.getAsLong() - from.getAsLong());
    }
    return count > FEW;
  }

  private boolean canFail(Op.Reduce reduce) {
    if (!reduce.combine().failsWhenEmpty()) {
      return false;
    }
    if (prover.isEmpty()) {
      prover = Optional.of(RangeProver.of(kernel));
    }
    return !prover.get().provesNonEmpty(reduce);
  }

  private Optional<Columnwise> columnwise(Op.For loop, Op.Reduce reduce, List<Columnwise> earlier) {
    var known = new HashSet<Value>();
    earlier.forEach(one -> known.addAll(one.reduce().results()));
    var stored = Stores.of(loop);
    var bounds = new HashSet<>(reduce.lowers());
    bounds.addAll(reduce.uppers());
    var read = new HashSet<Value>();
    addRead(reduce, read);
    var forBounds = slice(loop, reduce, bounds, known, stored);
    var needed = slice(loop, reduce, read, known, stored);
    if (forBounds.isEmpty()
        || needed.isEmpty()
        || forBounds.get().stream().anyMatch(Op.Load.class::isInstance)
        || forBounds.get().stream().flatMap(op -> op.operands().stream()).anyMatch(known::contains)
        || loads(reduce).anyMatch(load -> stored.contains(load.view()))) {
      return Optional.empty();
    }
    return isSideBySide(loop, reduce, needed.get(), known)
        ? Optional.of(new Columnwise(reduce, needed.get(), forBounds.get()))
        : Optional.empty();
  }

  /// The ops of the loop's body that compute `wanted`, but for values known otherwise; empty if one
  /// of them can't be repeated.
  private Optional<List<Op>> slice(
      Op.For loop, Op.Reduce before, Set<Value> wanted, Set<Value> known, Set<Value> stored) {
    var ops = loop.body().ops();
    var slice = new ArrayList<Op>();
    for (var op : ops.subList(0, ops.indexOf(before)).reversed()) {
      if (op.results().stream().noneMatch(wanted::contains) || known.containsAll(op.results())) {
        continue;
      }
      if (!isRepeatable(op, stored)) {
        return Optional.empty();
      }
      wanted.addAll(op.operands());
      slice.addFirst(op);
    }
    return Optional.of(slice);
  }

  /// Integers are not loaded once more: another thread may have changed one that a check or an
  /// assertion has seen.
  private boolean isRepeatable(Op op, Set<Value> stored) {
    return op instanceof Op.Load load
        ? !stored.contains(load.view()) && load.result().scalar().isFloat()
        : op.regions().isEmpty() && definitions.isSpeculatable(op);
  }

  private static void addRead(Op op, Set<Value> into) {
    into.addAll(op.operands());
    for (var region : op.regions()) {
      into.addAll(region.results());
      region.ops().forEach(inner -> addRead(inner, into));
    }
  }

  private static Stream<Op.Load> loads(Op op) {
    return op instanceof Op.Load load
        ? Stream.of(load)
        : op.regions().stream()
            .flatMap(region -> region.ops().stream())
            .flatMap(AccumulateRows::loads);
  }

  /// Whether neighbouring columns, and not neighbouring rows, can be read and combined in lanes.
  private boolean isSideBySide(Op.For loop, Op.Reduce reduce, List<Op> needed, Set<Value> known) {
    var index = reduce.body().parameters().getLast();
    var along =
        new Op.For(
            List.of(),
            LoopKind.PAR,
            reduce.lowers().getLast(),
            reduce.uppers().getLast(),
            List.of(),
            new Region(List.of(index), reduce.body().ops(), reduce.body().results()),
            reduce.site());
    if (LanePlan.obstacles(along, definitions).isEmpty()) {
      return false;
    }
    var across = loop.withBody(across(loop, reduce, needed, known));
    var analysis = LaneAnalysis.of(across);
    return LanePlan.obstacles(across, definitions).isEmpty()
        && reduce.lowers().stream().allMatch(analysis::isUniform)
        && reduce.uppers().stream().allMatch(analysis::isUniform)
        && loads(reduce)
            .anyMatch(
                load ->
                    analysis.access(load.view(), load.indices()) == LaneAnalysis.Access.CONTIGUOUS);
  }

  /// What an iteration of the loop does for one element, as far as lanes are concerned.
  private Region across(Op.For loop, Op.Reduce reduce, List<Op> needed, Set<Value> known) {
    var ops = new ArrayList<Op>();
    for (var value : known) {
      var row = ids.fresh(ViewType.of(value.scalar(), List.of(Size.of(1))));
      var dense = new Value(row.id(), row.view().withLayout(Layout.ROW_MAJOR));
      ops.add(new Op.Load(value, dense, List.of(loop.index()), 0));
    }
    ops.addAll(needed);
    ops.addAll(reduce.body().ops());
    if (reduce.combine() instanceof Combine.Custom(var region, _)) {
      var pair = new ArrayList<>(reduce.body().results());
      pair.addAll(reduce.body().results());
      new RegionCopy(ids).inline(region, pair, ops::add);
    }
    return new Region(List.of(loop.index()), ops, List.of());
  }

  private void append(Op.For loop, List<Columnwise> found, RegionBuilder at) {
    Loops.inBlocks(
        at,
        loop,
        plan.rows().columns(),
        (body, first, count) -> appendBlock(loop, found, first, count, body));
  }

  /// A reduction and where its totals are.
  private record Accumulated(Columnwise one, RowAccumulation rows) {}

  private void appendBlock(
      Op.For loop, List<Columnwise> found, Value first, Value count, RegionBuilder at) {
    var done = new ArrayList<Accumulated>();
    for (var one : found) {
      var rows = accumulation(loop, one, List.copyOf(done), first, count, at);
      rows.append(at);
      done.add(new Accumulated(one, rows));
    }
    Loops.plain(
        at,
        LoopKind.PAR,
        at.index(0),
        count,
        loop.site(),
        (body, number) -> {
          var copy = column(loop, first, number, body);
          for (var op : loop.body().ops()) {
            var accumulated = done.stream().filter(one -> one.one().reduce() == op).findFirst();
            accumulated.ifPresentOrElse(
                one -> bindResults(one, copy, number, body), () -> body.append(copy.op(op)));
          }
        });
  }

  private RegionCopy column(Op.For loop, Value first, Value number, RegionBuilder at) {
    return new RegionCopy(ids).bind(loop.index(), at.binary(BinaryOp.ADD, first, number));
  }

  private void bindResults(Accumulated done, RegionCopy copy, Value number, RegionBuilder at) {
    var reduce = done.one().reduce();
    var results = done.rows().result(at, number, elements((Op.Reduce) copy.op(reduce)));
    copy.bind(reduce.results(), results);
  }

  private RowAccumulation accumulation(
      Op.For loop,
      Columnwise one,
      List<Accumulated> earlier,
      Value first,
      Value count,
      RegionBuilder at) {
    RowAccumulation.Columns columns =
        (where, step) ->
            Loops.plain(
                where,
                LoopKind.PAR,
                where.index(0),
                count,
                one.reduce().site(),
                (body, number) -> {
                  var copy = column(loop, first, number, body);
                  for (var done : earlier) {
                    done.one().needed().forEach(op -> body.append(copy.op(op)));
                    bindResults(done, copy, number, body);
                  }
                  one.needed().forEach(op -> body.append(copy.op(op)));
                  step.append(body, number, elements((Op.Reduce) copy.op(one.reduce())));
                });
    // Bounds are the same in all columns: those of the first will do.
    var copy = new RegionCopy(ids).bind(loop.index(), first);
    one.bounds().forEach(op -> at.append(copy.op(op)));
    var sample = elements((Op.Reduce) copy.op(one.reduce()));
    var together = together(one);
    var lanes =
        switch (sample.reduce().order()) {
          case SEQ, CHAIN -> 1;
          case FREE -> together;
          case LANES -> sample.laneCount();
        };
    var tile = Math.max(1, plan.rows().tile() / lanes) * lanes;
    var stack =
        sample.reduce().order() == ReduceOrder.LANES
            ? arrays(loop, sample, LEVELS, at)
            : List.<Value>of();
    return new RowAccumulation(
        columns,
        sample,
        lanes,
        Math.min(lanes, together),
        tile,
        arrays(loop, sample, lanes, at),
        stack);
  }

  private Elements elements(Op.Reduce reduce) {
    var elements = Elements.of(reduce, ids).withNeutral();
    return isFree(reduce) ? elements.inOrder(ReduceOrder.FREE) : elements;
  }

  /// As many accumulators as registers and the size of methods allow.
  private int together(Columnwise one) {
    var components = one.reduce().results().size();
    var size = components + LanePlan.size(one.reduce().body());
    var together = plan.rows().accumulators();
    while (together > 1
        && (together * components > plan.rows().accumulators()
            || together * size > LanePlan.mostOps(plan) / 2)) {
      together /= 2;
    }
    return together;
  }

  private List<Value> arrays(Op.For loop, Elements sample, int rows, RegionBuilder at) {
    var most = Size.of(plan.rows().columns());
    var columns =
        new Extents(definitions)
            .of(loop)
            .map(extent -> Size.of(Size.Operator.MIN, most, extent))
            .orElse(most);
    return sample.types().stream()
        .map(type -> at.local(type, List.of(Size.of(rows), columns), sample.site()))
        .toList();
  }
}
