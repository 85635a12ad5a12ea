package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a tile of sums a run of steps further at a time, where each sum was finished before the
/// next: what one run needs of the operands then stays near the processor.
///
/// ```
/// for par %i in tile {                         %t = local view<f64, [rows, columns] dense>
///   for par %j in tile {                       for par %i, %j { store %t[%i, %j], 0 }
///     %s = for seq %run carry (%a = 0) {  ->   for seq %run {
///       body                                     for par %block of columns { for par %i { for par %j {
///     }                                            %a = load %t[%i, %j]; body; store %t[%i, %j]
///     store %c[%i, %j], %s                       } } }
///   }                                          }
/// }                                            for par %i, %j { store %c[%i, %j], %t[%i, %j] }
/// ```
///
/// Concerns an [Accumulation] in two parallel loops that combine rows with columns, inside of a
/// tile of known size. Steps that don't come in runs are cut into runs of the plan's `steps` first.
/// Each sum takes the same steps in the same order as before. Columns go in blocks that fill the
/// plan's registers.
public final class AccumulateInTiles {
  /// The most elements a tile's totals may have.
  private static final long LARGEST = 1 << 17;

  /// Columns of a block where there are no lanes.
  private static final int BLOCK_WITHOUT_LANES = 8;

  private final Plan plan;
  private final Ids ids;
  private final Definitions definitions;
  private final RegionWalk walk;

  private AccumulateInTiles(Plan plan, Kernel kernel) {
    this.plan = plan;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "accumulate-in-tiles",
        "take all sums of a tile a run further at a time",
        kernel -> rewrite(kernel, plan));
  }

  private static Kernel rewrite(Kernel kernel, Plan plan) {
    return plan.contraction().isTiled()
        ? new AccumulateInTiles(plan, kernel).walk.kernel(kernel)
        : kernel;
  }

  private void place(Op op, RegionBuilder at) {
    tile(op).ifPresentOrElse(tile -> tile.append(at), () -> at.append(walk.inside(op)));
  }

  private Optional<Tile> tile(Op op) {
    if (!(op instanceof Op.For loop)
        || !loop.kind().equals(LoopKind.PAR)
        || definitions.mayFail(loop)) {
      return Optional.empty();
    }
    var nest = Nest.of(loop, definitions);
    if (nest.loops().size() != 2) {
      return Optional.empty();
    }
    var extents = new Extents(definitions);
    var rows = extents.of(nest.loops().getFirst());
    var columns = extents.of(nest.loops().getLast());
    var body = Accumulation.of(nest, definitions);
    if (rows.isEmpty() || columns.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    var tile = new Tile(nest, body.get(), rows.get(), columns.get());
    return Extents.bound(List.of(rows.get(), columns.get())).orElse(Long.MAX_VALUE) <= LARGEST
            && body.get().combines(tile.row().index(), tile.column().index())
        ? Optional.of(tile)
        : Optional.empty();
  }

  /// Appends an innermost iteration for a row and a column of the tile, counted from 0.
  private interface Point {
    void append(RegionBuilder body, Value row, Value column);
  }

  /// One tile while it is rewritten.
  private final class Tile {
    private final Nest nest;
    private final Accumulation body;
    private final Size rows;
    private final Size columns;
    private final List<Value> totals = new ArrayList<>();

    Tile(Nest nest, Accumulation body, Size rows, Size columns) {
      this.nest = nest;
      this.body = body;
      this.rows = rows;
      this.columns = columns;
    }

    Op.For row() {
      return nest.loops().getFirst();
    }

    Op.For column() {
      return nest.loops().getLast();
    }

    void append(RegionBuilder at) {
      var steps = body.hasRuns() ? body.steps() : inRuns(body.steps(), at);
      var rowCount = Extents.count(at, row(), rows);
      var columnCount = Extents.count(at, column(), columns);
      for (var initial : steps.initial()) {
        totals.add(at.local(initial.scalar(), List.of(rows, columns), steps.site()));
      }
      points(
          at,
          rowCount,
          columnCount,
          (point, row, column) -> {
            var copy = copyBefore(point, row, column);
            store(point, row, column, copy.of(steps.initial()));
          });
      Loops.plain(
          at,
          LoopKind.SEQ,
          steps.lower(),
          steps.upper(),
          steps.site(),
          (run, step) -> appendRun(run, steps, step, rowCount, columnCount));
      points(
          at,
          rowCount,
          columnCount,
          (point, row, column) -> {
            var copy = copyBefore(point, row, column);
            copy.bind(body.steps().results(), load(point, row, column));
            body.after().forEach(op -> point.append(copy.op(op)));
          });
    }

    private void points(RegionBuilder at, Value rowCount, Value columnCount, Point point) {
      par(
          at,
          row(),
          rowCount,
          (outer, i) -> par(outer, column(), columnCount, (in, j) -> point.append(in, i, j)));
    }

    private static void par(RegionBuilder at, Op.For loop, Value count, Loops.PlainBody body) {
      Loops.plain(at, LoopKind.PAR, at.index(0), count, loop.site(), body);
    }

    /// Blocks of columns outside: what a block reads of its operand stays in the nearest cache
    /// while all rows go by.
    private void appendRun(
        RegionBuilder at, Op.For steps, Value step, Value rowCount, Value columnCount) {
      var width = blockColumns();
      var round = Size.of(Size.Operator.ADD, columns, Size.of(width - 1));
      var most = at.size(Size.of(Size.Operator.FLOORDIV, round, Size.of(width)));
      var groups = at.binary(BinaryOp.MIN, Loops.groups(at, columnCount, width), most);
      par(
          at,
          column(),
          groups,
          (block, group) -> {
            var first = block.binary(BinaryOp.MUL, group, block.index(width));
            var rest = block.binary(BinaryOp.SUB, columnCount, first);
            var count = block.binary(BinaryOp.MIN, rest, block.index(width));
            par(
                block,
                row(),
                rowCount,
                (line, i) ->
                    par(
                        line,
                        column(),
                        count,
                        (point, j) -> {
                          var column = point.binary(BinaryOp.ADD, first, j);
                          appendStep(point, steps, step, i, column);
                        }));
          });
    }

    private void appendStep(
        RegionBuilder point, Op.For steps, Value step, Value row, Value column) {
      var copy = copyBefore(point, row, column);
      var arguments = new ArrayList<>(List.of(step));
      arguments.addAll(load(point, row, column));
      store(point, row, column, copy.inline(steps.body(), arguments, point::append));
    }

    private RegionCopy copyBefore(RegionBuilder point, Value row, Value column) {
      var copy = new RegionCopy(ids);
      copy.bind(row().index(), point.binary(BinaryOp.ADD, row().lower(), row));
      copy.bind(column().index(), point.binary(BinaryOp.ADD, column().lower(), column));
      body.before().forEach(op -> point.append(copy.op(op)));
      return copy;
    }

    private List<Value> load(RegionBuilder point, Value row, Value column) {
      return totals.stream()
          .map(total -> point.load(total, List.of(row, column), body.steps().site()))
          .toList();
    }

    private void store(RegionBuilder point, Value row, Value column, List<Value> values) {
      for (var k = 0; k < totals.size(); k++) {
        point.store(totals.get(k), List.of(row, column), values.get(k), body.steps().site());
      }
    }

    private int blockColumns() {
      return plan.vectorBits() == 0
          ? BLOCK_WITHOUT_LANES
          : plan.registers() * LanePlan.laneCount(column(), plan.vectorBits());
    }
  }

  /// The same steps as runs of the plan's length.
  private Op.For inRuns(Op.For steps, RegionBuilder at) {
    var length = plan.contraction().steps();
    var trip = Loops.tripCount(at, steps.lower(), steps.upper());
    var groups = Loops.groups(at, trip, length);
    var types = new ArrayList<Type>(List.of(ScalarType.I64));
    steps.initial().forEach(value -> types.add(value.type()));
    var run = at.child(types);
    var done = run.binary(BinaryOp.MUL, run.parameters().getFirst(), run.index(length));
    var rest = run.binary(BinaryOp.SUB, trip, done);
    var count = run.binary(BinaryOp.MIN, rest, run.index(length));
    var lower = run.binary(BinaryOp.ADD, steps.lower(), done);
    var upper = run.binary(BinaryOp.ADD, lower, count);
    var carried = run.parameters().subList(1, types.size());
    var results = run.loop(LoopKind.SEQ, lower, upper, carried, steps.body(), steps.site());
    return steps.withBounds(at.index(0), groups).withBody(run.end(results));
  }
}
