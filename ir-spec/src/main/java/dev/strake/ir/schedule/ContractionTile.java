package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A tile of a [Contraction] while [BlockContractions] rewrites it.
final class ContractionTile {
  /// The most elements a local array may have.
  private static final long LARGEST = 1 << 20;

  /// The most that the last run may do beside adding, as [LanePlan#size] counts.
  private static final int LARGEST_END = 40;

  /// Columns of a block where there are no lanes.
  private static final int COLUMNS_WITHOUT_LANES = 8;

  private final Contraction product;
  private final Plan plan;
  private final Definitions definitions;
  private final Ids ids;
  private final Size rows;
  private final Size columns;
  private final int blockRows;
  private final int blockColumns;

  private ContractionTile(
      Contraction product, Plan plan, Definitions definitions, Ids ids, Size rows, Size columns) {
    this.product = product;
    this.plan = plan;
    this.definitions = definitions;
    this.ids = ids;
    this.rows = rows;
    this.columns = columns;
    var sums = product.body().steps().initial().size();
    this.blockRows = Math.max(1, plan.contraction().block() / sums);
    this.blockColumns =
        plan.vectorBits() == 0
            ? COLUMNS_WITHOUT_LANES
            : plan.registers() * LanePlan.laneCount(product.column(), plan.vectorBits());
  }

  /// The tile, if it is known to be small enough.
  static Optional<ContractionTile> of(
      Contraction product, Plan plan, Definitions definitions, Ids ids) {
    var extents = new Extents(definitions);
    var rows = extents.of(product.row());
    var columns = extents.of(product.column());
    if (rows.isEmpty() || columns.isEmpty()) {
      return Optional.empty();
    }
    var tile = new ContractionTile(product, plan, definitions, ids, rows.get(), columns.get());
    var steps = product.hasRuns() ? extents.of(product.inner()) : Optional.of(tile.runLength());
    var isSmall =
        steps.isPresent()
            && isSmall(List.of(rows.get(), columns.get()))
            && isSmall(List.of(tile.groups(rows.get()), steps.get(), Size.of(tile.blockRows)))
            && isSmall(List.of(steps.get(), Size.of(tile.blockColumns)));
    return isSmall ? Optional.of(tile) : Optional.empty();
  }

  private static boolean isSmall(List<Size> extents) {
    return Extents.bound(extents).orElse(Long.MAX_VALUE) <= LARGEST;
  }

  private Size runLength() {
    return Size.of(plan.contraction().steps());
  }

  /// The number of blocks of rows.
  private Size groups(Size rowCount) {
    var round = Size.of(Size.Operator.ADD, rowCount, Size.of(blockRows - 1));
    return Size.of(Size.Operator.FLOORDIV, round, Size.of(blockRows));
  }

  /// Appends everything that stands in the place of the two loops.
  void append(RegionBuilder at) {
    var runs = Runs.of(product, plan.contraction().steps(), definitions, at);
    var rowCount = Extents.count(at, product.row(), rows);
    var columnCount = Extents.count(at, product.column(), columns);
    var zero = at.index(0);
    var hasElements =
        at.binary(
            BinaryOp.AND,
            at.compare(CompareOp.LT, zero, rowCount),
            at.compare(CompareOp.LT, zero, columnCount));
    var tile = at.child(List.of());
    new Emission(runs, rowCount, columnCount).append(tile);
    at.ifElse(hasElements, tile.end(List.of()), at.child(List.of()).end(List.of()));
  }

  /// Appends an innermost iteration for a row and a column, counted from 0 within a block.
  private interface Point {
    void append(RegionBuilder point, Value row, Value column);
  }

  /// A block: its first row and column in the tile and how many there are from there on.
  private record Block(Value number, Value row, Value rowRest, Value column, Value columnRest) {}

  /// What a run shares among its blocks.
  ///
  /// @param count its steps
  private record Run(Value step, Value count, Value isFirst, Value isLast, List<Panel> rowPanels) {}

  /// The code of a tile with at least one element.
  private final class Emission {
    private final Runs runs;
    private final Value rowCount;
    private final Value columnCount;
    private final boolean isFused;
    private final List<Value> totals = new ArrayList<>();
    private final Panel.Origin origin;

    Emission(Runs runs, Value rowCount, Value columnCount) {
      this.runs = runs;
      this.rowCount = rowCount;
      this.columnCount = columnCount;
      this.isFused = isFused();
      var pure = product.pure();
      runs.beforeInner().stream()
          .filter(op -> op instanceof Op.Scalar)
          .forEach(op -> op.results().forEach(result -> pure.put(result, op)));
      this.origin = new Panel.Origin(pure, runs.inner(), ids);
    }

    private int site() {
      return runs.steps().site();
    }

    void append(RegionBuilder at) {
      for (var initial : runs.steps().initial()) {
        var width = isFused ? runs.ifSeveral(columns) : columns;
        totals.add(at.local(initial.scalar(), List.of(rows, width), site()));
      }
      if (!isFused) {
        tile(at, (point, i, j) -> storeTotals(point, i, j, initial(point, i, j)));
        appendRuns(at);
        tile(at, (point, i, j) -> finish(point, i, j, loadTotals(point, i, j)));
        return;
      }
      var lower = runs.steps().lower();
      var hasSteps = at.compare(CompareOp.LT, lower, runs.steps().upper());
      var some = at.child(List.of());
      appendRuns(some);
      var none = at.child(List.of());
      tile(none, (point, i, j) -> finish(point, i, j, initial(point, i, j)));
      at.ifElse(hasSteps, some.end(List.of()), none.end(List.of()));
    }

    /// Whether the last run finishes an iteration: that keeps lanes and is little code.
    private boolean isFused() {
      var body = product.body();
      var ops = new ArrayList<>(body.before());
      ops.addAll(body.after());
      if (ops.stream().anyMatch(op -> !op.regions().isEmpty())) {
        return false;
      }
      var around = RegionBuilder.of(ids, List.of(product.column().index()));
      ops.forEach(around::append);
      var region = around.end(List.of());
      return LanePlan.size(region) <= LARGEST_END
          && LanePlan.obstacles(product.column().withBody(region), definitions).isEmpty();
    }

    private void appendRuns(RegionBuilder at) {
      var steps = runs.steps();
      Loops.plain(
          at, LoopKind.SEQ, steps.lower(), steps.upper(), site(), (run, step) -> run(run, step));
    }

    private void run(RegionBuilder at, Value step) {
      var steps = runs.steps();
      var last = at.binary(BinaryOp.SUB, steps.upper(), at.index(1));
      var isFirst = at.compare(CompareOp.EQ, step, steps.lower());
      var isLast = at.compare(CompareOp.EQ, step, last);
      var copy = new RegionCopy(ids).bind(steps.index(), step);
      var lower = origin.compute(runs.inner().lower(), copy, at);
      var upper = origin.compute(runs.inner().upper(), copy, at);
      var trip = Loops.tripCount(at, lower, upper);
      var count = at.binary(BinaryOp.MIN, trip, at.size(runs.length()));
      var groups =
          at.binary(BinaryOp.MIN, Loops.groups(at, rowCount, blockRows), at.size(groups(rows)));
      var panels = new ArrayList<Panel>();
      if (plan.contraction().packing() == Plan.Packing.ROWS_AND_COLUMNS) {
        panels.addAll(
            panels(at, Contraction.Side.ROWS, List.of(groups(rows), runs.length()), blockRows));
      }
      var run = new Run(step, count, isFirst, isLast, panels);
      if (!panels.isEmpty()) {
        packRows(at, groups, run);
      }
      columnBlocks(at, groups, run);
    }

    private List<Panel> panels(
        RegionBuilder at, Contraction.Side side, List<Size> outer, int width) {
      var panels = new ArrayList<Panel>();
      for (var operand : product.loads()) {
        var isServed = panels.stream().anyMatch(panel -> panel.serve(operand.load()));
        if (operand.side() == side && !isServed) {
          panels.add(Panel.append(at, operand.load(), outer, width));
        }
      }
      return panels;
    }

    private void packRows(RegionBuilder at, Value groups, Run run) {
      par(
          at,
          product.row(),
          groups,
          (body, group) -> {
            var first = body.binary(BinaryOp.MUL, group, body.index(blockRows));
            var rest = body.binary(BinaryOp.SUB, rowCount, first);
            var filled = body.binary(BinaryOp.MIN, rest, body.index(blockRows));
            var from = body.binary(BinaryOp.ADD, product.row().lower(), first);
            var place = new Panel.Place(List.of(group), product.row(), from, filled, run.step());
            run.rowPanels().forEach(panel -> fill(panel, place, run, body));
          });
    }

    private void fill(Panel panel, Panel.Place place, Run run, RegionBuilder at) {
      panel.fill(at, origin, place, runs.steps().index(), run.count());
    }

    private void columnBlocks(RegionBuilder at, Value groups, Run run) {
      par(
          at,
          product.column(),
          Loops.groups(at, columnCount, blockColumns),
          (body, group) -> {
            var panels =
                panels(body, Contraction.Side.COLUMNS, List.of(runs.length()), blockColumns);
            var first = body.binary(BinaryOp.MUL, group, body.index(blockColumns));
            var rest = body.binary(BinaryOp.SUB, columnCount, first);
            var filled = body.binary(BinaryOp.MIN, rest, body.index(blockColumns));
            var from = body.binary(BinaryOp.ADD, product.column().lower(), first);
            var place = new Panel.Place(List.of(), product.column(), from, filled, run.step());
            panels.forEach(panel -> fill(panel, place, run, body));
            par(
                body,
                product.row(),
                groups,
                (inner, number) -> {
                  var row = inner.binary(BinaryOp.MUL, number, inner.index(blockRows));
                  var rowRest = inner.binary(BinaryOp.SUB, rowCount, row);
                  block(inner, new Block(number, row, rowRest, first, rest), run, panels);
                });
          });
    }

    /// The sums of a run, wholly also where the block reaches over the edge of the tile; then what
    /// becomes of those inside.
    private void block(RegionBuilder at, Block block, Run run, List<Panel> columnPanels) {
      var sums = new ArrayList<Value>();
      for (var initial : runs.inner().initial()) {
        var extents = List.of(Size.of(blockRows), Size.of(blockColumns));
        sums.add(at.local(initial.scalar(), extents, site()));
      }
      if (runs.goOn()) {
        inside(at, block, (p, r, c) -> store(p, sums, r, c, before(p, block, r, c, run)));
      }
      points(
          at,
          at.index(blockRows),
          at.index(blockColumns),
          (point, r, c) ->
              store(
                  point, sums, r, c, sum(point, new Inside(block, run, columnPanels, r, c, sums))));
      inside(at, block, (point, r, c) -> leave(point, block, r, c, run, load(point, sums, r, c)));
    }

    /// For every point of a block that is an element of the tile. Columns outside: in lanes, the
    /// rows then share a loop.
    private void inside(RegionBuilder at, Block block, Point point) {
      var rowEnd = at.binary(BinaryOp.MIN, block.rowRest(), at.index(blockRows));
      var columnEnd = at.binary(BinaryOp.MIN, block.columnRest(), at.index(blockColumns));
      var zero = at.index(0);
      par(
          at,
          product.column(),
          columnEnd,
          (line, c) ->
              Loops.plain(
                  line,
                  LoopKind.SEQ,
                  zero,
                  rowEnd,
                  product.row().site(),
                  (body, r) -> point.append(body, r, c)));
    }

    /// Where a point lies in its block, and the local sums of the block.
    private record Inside(
        Block block,
        Run run,
        List<Panel> columnPanels,
        Value row,
        Value column,
        List<Value> sums) {}

    /// What a run adds up at a point. The column may lie beside the tile.
    private List<Value> sum(RegionBuilder point, Inside inside) {
      var last = point.binary(BinaryOp.SUB, rowCount, point.index(1));
      var row = point.binary(BinaryOp.ADD, inside.block().row(), inside.row());
      var i = point.binary(BinaryOp.MIN, row, last);
      var j = point.binary(BinaryOp.ADD, inside.block().column(), inside.column());
      var copy = at(point, i, j).bind(runs.steps().index(), inside.run().step());
      product.neededBefore().forEach(op -> point.append(copy.op(op)));
      if (runs.goOn()) {
        var parameters = runs.steps().body().parameters();
        var known = load(point, inside.sums(), inside.row(), inside.column());
        copy.bind(parameters.subList(1, parameters.size()), known);
      }
      runs.beforeInner().forEach(op -> point.append(copy.op(op)));
      var inner =
          runs.reading(
              ids, point, inside.run().count(), (load, number) -> fromPanel(load, number, inside));
      point.append(copy.op(inner));
      return copy.of(inner.results());
    }

    private Optional<Op> fromPanel(Op.Load load, Value number, Inside inside) {
      for (var panel : inside.run().rowPanels()) {
        if (panel.serves(load)) {
          return Optional.of(
              panel.load(load, List.of(inside.block().number()), number, inside.row()));
        }
      }
      for (var panel : inside.columnPanels()) {
        if (panel.serves(load)) {
          return Optional.of(panel.load(load, List.of(), number, inside.column()));
        }
      }
      return Optional.empty();
    }

    /// The totals before a run.
    private List<Value> before(RegionBuilder point, Block block, Value r, Value c, Run run) {
      var i = point.binary(BinaryOp.ADD, block.row(), r);
      var j = point.binary(BinaryOp.ADD, block.column(), c);
      // Where the last run finishes there may be no room for totals at all.
      return isFused
          ? Loops.branch(
              point, run.isFirst(), first -> initial(first, i, j), later -> loadTotals(later, i, j))
          : loadTotals(point, i, j);
    }

    /// What becomes of what a run has added up at a point.
    private void leave(
        RegionBuilder point, Block block, Value r, Value c, Run run, List<Value> sums) {
      var i = point.binary(BinaryOp.ADD, block.row(), r);
      var j = point.binary(BinaryOp.ADD, block.column(), c);
      var next = runs.goOn() ? sums : after(point, block, r, c, run, sums);
      if (!isFused) {
        storeTotals(point, i, j, next);
        return;
      }
      var finishing = point.child(List.of());
      finish(finishing, i, j, next);
      var keeping = point.child(List.of());
      storeTotals(keeping, i, j, next);
      point.ifElse(run.isLast(), finishing.end(List.of()), keeping.end(List.of()));
    }

    /// The totals after a run.
    private List<Value> after(
        RegionBuilder point, Block block, Value r, Value c, Run run, List<Value> sums) {
      var i = point.binary(BinaryOp.ADD, block.row(), r);
      var j = point.binary(BinaryOp.ADD, block.column(), c);
      var copy = at(point, i, j).bind(runs.steps().index(), run.step());
      product.neededBefore().forEach(op -> point.append(copy.op(op)));
      var parameters = runs.steps().body().parameters();
      var known = before(point, block, r, c, run);
      copy.bind(parameters.subList(1, parameters.size()), known);
      runs.beforeInner().forEach(op -> point.append(copy.op(op)));
      copy.bind(runs.inner().results(), sums);
      runs.afterInner().forEach(op -> point.append(copy.op(op)));
      return copy.of(runs.steps().body().results());
    }

    private List<Value> initial(RegionBuilder point, Value i, Value j) {
      var copy = at(point, i, j);
      product.body().before().forEach(op -> point.append(copy.op(op)));
      return copy.of(runs.steps().initial());
    }

    private void finish(RegionBuilder point, Value i, Value j, List<Value> sums) {
      var copy = at(point, i, j);
      product.body().before().forEach(op -> point.append(copy.op(op)));
      copy.bind(product.body().steps().results(), sums);
      product.body().after().forEach(op -> point.append(copy.op(op)));
    }

    private RegionCopy at(RegionBuilder point, Value i, Value j) {
      var row = product.row();
      var column = product.column();
      return new RegionCopy(ids)
          .bind(row.index(), point.binary(BinaryOp.ADD, row.lower(), i))
          .bind(column.index(), point.binary(BinaryOp.ADD, column.lower(), j));
    }

    private List<Value> loadTotals(RegionBuilder point, Value i, Value j) {
      return load(point, totals, i, j);
    }

    private void storeTotals(RegionBuilder point, Value i, Value j, List<Value> values) {
      store(point, totals, i, j, values);
    }

    private List<Value> load(RegionBuilder point, List<Value> arrays, Value i, Value j) {
      return arrays.stream().map(array -> point.load(array, List.of(i, j), site())).toList();
    }

    private void store(
        RegionBuilder point, List<Value> arrays, Value i, Value j, List<Value> values) {
      for (var k = 0; k < arrays.size(); k++) {
        point.store(arrays.get(k), List.of(i, j), values.get(k), site());
      }
    }

    private void tile(RegionBuilder at, Point point) {
      points(at, rowCount, columnCount, point);
    }

    private void points(RegionBuilder at, Value rowEnd, Value columnEnd, Point point) {
      par(
          at,
          product.row(),
          rowEnd,
          (line, i) ->
              par(line, product.column(), columnEnd, (body, j) -> point.append(body, i, j)));
    }

    private static void par(RegionBuilder at, Op.For loop, Value count, Loops.PlainBody body) {
      Loops.plain(at, LoopKind.PAR, at.index(0), count, loop.site(), body);
    }
  }
}
