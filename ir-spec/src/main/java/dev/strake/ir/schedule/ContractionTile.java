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
            && isSmall(List.of(rows.get(), tile.columnGroups(), Size.of(tile.blockColumns)))
            && isSmall(List.of(tile.rowGroups(), steps.get(), Size.of(tile.blockRows)))
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
  private Size rowGroups() {
    return groups(rows, blockRows);
  }

  /// The number of blocks of columns.
  private Size columnGroups() {
    return groups(columns, blockColumns);
  }

  private static Size groups(Size count, int each) {
    var round = Size.of(Size.Operator.ADD, count, Size.of(each - 1));
    return Size.of(Size.Operator.FLOORDIV, round, Size.of(each));
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

  /// An element of the tile: row and column, counted from 0.
  ///
  /// @param known where its totals are
  /// @param place where it lies in its block
  private record Element(Value i, Value j, List<Value> known, List<Value> place) {}

  /// Appends an innermost iteration.
  private interface Point {
    void append(RegionBuilder point, Element element);
  }

  /// A block: its numbers, its first row and column in the tile, and how many there are from there
  /// on.
  private record Block(
      Value rowNumber,
      Value row,
      Value rowRest,
      Value columnNumber,
      Value column,
      Value columnRest) {}

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
        var groups = columnGroups();
        var extents =
            List.of(isFused ? runs.ifSeveral(groups) : groups, rows, Size.of(blockColumns));
        totals.add(at.local(initial.scalar(), extents, site()));
      }
      if (!isFused) {
        tile(at, (point, element) -> storeTotals(point, element, initial(point, element)));
        appendRuns(at);
        tile(at, (point, element) -> finish(point, element, loadTotals(point, element)));
        return;
      }
      var lower = runs.steps().lower();
      var hasSteps = at.compare(CompareOp.LT, lower, runs.steps().upper());
      var some = at.child(List.of());
      appendRuns(some);
      var none = at.child(List.of());
      tile(none, (point, element) -> finish(point, element, initial(point, element)));
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
          at.binary(BinaryOp.MIN, Loops.groups(at, rowCount, blockRows), at.size(rowGroups()));
      var panels = new ArrayList<Panel>();
      if (plan.contraction().packing() == Plan.Packing.ROWS_AND_COLUMNS) {
        panels.addAll(
            panels(at, Contraction.Side.ROWS, List.of(rowGroups(), runs.length()), blockRows));
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
      panel.fill(at, origin, place, runs.steps().index(), run.count(), definitions);
    }

    private void columnBlocks(RegionBuilder at, Value groups, Run run) {
      par(
          at,
          product.column(),
          countColumnGroups(at),
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
                  block(inner, new Block(number, row, rowRest, group, first, rest), run, panels);
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
        inside(
            at,
            block,
            (point, element) -> store(point, sums, element.place(), before(point, element, run)));
      }
      par(
          at,
          product.row(),
          at.index(blockRows),
          (line, r) ->
              par(
                  line,
                  product.column(),
                  line.index(blockColumns),
                  (point, c) -> {
                    var inside = new Inside(block, run, columnPanels, r, c);
                    store(point, sums, List.of(r, c), sum(point, inside, sums));
                  }));
      inside(
          at,
          block,
          (point, element) -> leave(point, element, run, load(point, sums, element.place())));
    }

    /// For every point of a block that is an element of the tile.
    private void inside(RegionBuilder at, Block block, Point point) {
      var whole = at.child(List.of());
      inside(whole, block, whole.index(blockRows), whole.index(blockColumns), point);
      var part = at.child(List.of());
      var rowEnd = part.binary(BinaryOp.MIN, block.rowRest(), part.index(blockRows));
      var columnEnd = part.binary(BinaryOp.MIN, block.columnRest(), part.index(blockColumns));
      inside(part, block, rowEnd, columnEnd, point);
      var isWhole =
          at.binary(
              BinaryOp.AND,
              at.compare(CompareOp.LE, at.index(blockRows), block.rowRest()),
              at.compare(CompareOp.LE, at.index(blockColumns), block.columnRest()));
      at.ifElse(isWhole, whole.end(List.of()), part.end(List.of()));
    }

    /// Columns outside: in lanes, the rows then share a loop.
    private void inside(RegionBuilder at, Block block, Value rowEnd, Value columnEnd, Point point) {
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
                  (body, r) -> {
                    var i = body.binary(BinaryOp.ADD, block.row(), r);
                    var j = body.binary(BinaryOp.ADD, block.column(), c);
                    var known = List.of(block.columnNumber(), i, c);
                    point.append(body, new Element(i, j, known, List.of(r, c)));
                  }));
    }

    /// Where a point lies in its block.
    private record Inside(
        Block block, Run run, List<Panel> columnPanels, Value row, Value column) {}

    /// What a run adds up at a point. The column may lie beside the tile.
    private List<Value> sum(RegionBuilder point, Inside inside, List<Value> sums) {
      var last = point.binary(BinaryOp.SUB, rowCount, point.index(1));
      var row = point.binary(BinaryOp.ADD, inside.block().row(), inside.row());
      var i = point.binary(BinaryOp.MIN, row, last);
      var j = point.binary(BinaryOp.ADD, inside.block().column(), inside.column());
      var copy = at(point, i, j).bind(runs.steps().index(), inside.run().step());
      product.neededBefore().forEach(op -> point.append(copy.op(op)));
      if (runs.goOn()) {
        var known = load(point, sums, List.of(inside.row(), inside.column()));
        copy.bind(runs.carried(), known);
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
              panel.load(load, List.of(inside.block().rowNumber()), number, inside.row()));
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
    private List<Value> before(RegionBuilder point, Element element, Run run) {
      // Where the last run finishes there may be no room for totals at all.
      return isFused
          ? Loops.branch(
              point,
              run.isFirst(),
              first -> initial(first, element),
              later -> loadTotals(later, element))
          : loadTotals(point, element);
    }

    /// What becomes of what a run has added up at a point.
    private void leave(RegionBuilder point, Element element, Run run, List<Value> sums) {
      var next = runs.goOn() ? sums : after(point, element, run, sums);
      if (!isFused) {
        storeTotals(point, element, next);
        return;
      }
      var finishing = point.child(List.of());
      finish(finishing, element, next);
      var keeping = point.child(List.of());
      storeTotals(keeping, element, next);
      point.ifElse(run.isLast(), finishing.end(List.of()), keeping.end(List.of()));
    }

    /// The totals after a run.
    private List<Value> after(RegionBuilder point, Element element, Run run, List<Value> sums) {
      var copy = at(point, element.i(), element.j()).bind(runs.steps().index(), run.step());
      product.neededBefore().forEach(op -> point.append(copy.op(op)));
      copy.bind(runs.carried(), before(point, element, run));
      runs.beforeInner().forEach(op -> point.append(copy.op(op)));
      copy.bind(runs.inner().results(), sums);
      runs.afterInner().forEach(op -> point.append(copy.op(op)));
      return copy.of(runs.steps().body().results());
    }

    private List<Value> initial(RegionBuilder point, Element element) {
      var copy = at(point, element.i(), element.j());
      product.body().before().forEach(op -> point.append(copy.op(op)));
      return copy.of(runs.steps().initial());
    }

    private void finish(RegionBuilder point, Element element, List<Value> sums) {
      var copy = at(point, element.i(), element.j());
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

    private List<Value> loadTotals(RegionBuilder point, Element element) {
      return load(point, totals, element.known());
    }

    private void storeTotals(RegionBuilder point, Element element, List<Value> values) {
      store(point, totals, element.known(), values);
    }

    private List<Value> load(RegionBuilder point, List<Value> arrays, List<Value> indices) {
      return arrays.stream().map(array -> point.load(array, indices, site())).toList();
    }

    private void store(
        RegionBuilder point, List<Value> arrays, List<Value> indices, List<Value> values) {
      for (var k = 0; k < arrays.size(); k++) {
        point.store(arrays.get(k), indices, values.get(k), site());
      }
    }

    /// For every element of the tile.
    private void tile(RegionBuilder at, Point point) {
      par(
          at,
          product.column(),
          countColumnGroups(at),
          (body, group) -> {
            var first = body.binary(BinaryOp.MUL, group, body.index(blockColumns));
            var rest = body.binary(BinaryOp.SUB, columnCount, first);
            var end = body.binary(BinaryOp.MIN, rest, body.index(blockColumns));
            par(
                body,
                product.row(),
                rowCount,
                (line, i) ->
                    par(
                        line,
                        product.column(),
                        end,
                        (in, c) -> {
                          var j = in.binary(BinaryOp.ADD, first, c);
                          point.append(in, new Element(i, j, List.of(group, i, c), List.of()));
                        }));
          });
    }

    /// The number of blocks of columns.
    private Value countColumnGroups(RegionBuilder at) {
      var groups = Loops.groups(at, columnCount, blockColumns);
      return at.binary(BinaryOp.MIN, groups, at.size(columnGroups()));
    }

    private static void par(RegionBuilder at, Op.For loop, Value count, Loops.PlainBody body) {
      Loops.plain(at, LoopKind.PAR, at.index(0), count, loop.site(), body);
    }
  }
}
