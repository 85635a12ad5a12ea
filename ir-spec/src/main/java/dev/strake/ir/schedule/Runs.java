package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The steps of a [Contraction] in runs.
///
/// @param steps the loop over runs
/// @param inner the loop over the steps of a run, directly inside
/// @param length the most steps of a run
/// @param several 1 if there may be several runs, 0 if there is one at most
record Runs(Op.For steps, Op.For inner, Size length, Size several) {

  /// The runs as they are, or runs of `length` where the steps come in none; what they need is
  /// appended.
  static Runs of(Contraction product, int length, Definitions definitions, RegionBuilder at) {
    return product.hasRuns()
        ? asTheyAre(product, definitions)
        : made(product, length, new Extents(definitions), at);
  }

  private static Runs asTheyAre(Contraction product, Definitions definitions) {
    var most = new Extents(definitions).of(product.inner()).orElseThrow();
    return of(product.body().steps(), product.inner(), most, total(product, definitions));
  }

  private static Runs of(Op.For steps, Op.For inner, Size most, Optional<Size> total) {
    return new Runs(
        steps,
        inner,
        total.map(all -> Size.of(Size.Operator.MIN, most, all)).orElse(most),
        most instanceof Size.Constant(var length) && length > 0
            ? total.map(all -> severalOf(all, length)).orElse(Size.of(1))
            : Size.of(1));
  }

  /// The most steps of all runs together: n, where the run with the number r, counted from 0, goes
  /// from r * c to r * c + min(n - r * c, c).
  private static Optional<Size> total(Contraction product, Definitions definitions) {
    var steps = product.body().steps();
    var lower = product.inner().lower();
    var isCounted =
        definitions.constant(steps.lower()).orElse(1) == 0
            && isMultipleOf(steps.index(), lower, definitions);
    return isCounted
        ? operand(product.inner().upper(), BinaryOp.ADD, lower, definitions)
            .flatMap(count -> rest(count, lower, definitions))
            .flatMap(new Extents(definitions)::limit)
        : Optional.empty();
  }

  private static boolean isMultipleOf(Value number, Value value, Definitions definitions) {
    var op = definitions.op(value);
    if (op.isEmpty() || !(op.get() instanceof Op.Binary(_, var kind, var left, var right, _))) {
      return false;
    }
    if (kind == BinaryOp.ADD) {
      return definitions.constant(left).orElse(1) == 0 && isMultipleOf(number, right, definitions);
    }
    return kind == BinaryOp.MUL && left.equals(number) && definitions.constant(right).orElse(0) > 0;
  }

  /// The right operand, where `value` is `left kind right`.
  private static Optional<Value> operand(
      Value value, BinaryOp kind, Value left, Definitions definitions) {
    return definitions
        .op(value)
        .flatMap(
            op ->
                op instanceof Op.Binary(_, var found, var first, var second, _)
                        && found == kind
                        && first.equals(left)
                    ? Optional.of(second)
                    : Optional.empty());
  }

  /// n, where `count` is `min(n - done, ..)`.
  private static Optional<Value> rest(Value count, Value done, Definitions definitions) {
    return definitions
        .op(count)
        .flatMap(
            op ->
                op instanceof Op.Binary(_, var found, var first, _, _) && found == BinaryOp.MIN
                    ? definitions.op(first)
                    : Optional.empty())
        .flatMap(
            op ->
                op instanceof Op.Binary(_, var found, var all, var taken, _)
                        && found == BinaryOp.SUB
                        && taken.equals(done)
                    ? Optional.of(all)
                    : Optional.empty());
  }

  private static Runs made(Contraction product, int length, Extents extents, RegionBuilder at) {
    var steps = product.body().steps();
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
    var body = run.end(results);
    var inner = (Op.For) body.ops().getLast();
    var outer = steps.withBounds(at.index(0), groups).withBody(body);
    return of(outer, inner, Size.of(length), extents.of(steps));
  }

  /// 1 if more than `length` of `all` steps, at least 0, may be taken.
  private static Size severalOf(Size all, long length) {
    var last = Size.of(Size.Operator.MAX, Size.of(Size.Operator.SUB, all, Size.of(1)), Size.of(0));
    var more = Size.of(Size.Operator.FLOORDIV, last, Size.of(length));
    return Size.of(Size.Operator.MIN, more, Size.of(1));
  }

  /// An extent, or 0 where one run is all.
  Size ifSeveral(Size extent) {
    return Size.of(Size.Operator.MUL, extent, several);
  }

  /// What takes the place of a load in a step, given the number of the step in its run.
  interface Reading {
    Optional<Op> of(Op.Load load, Value number);
  }

  /// Whether a run goes on from the totals of the run before, rather than adding a sum of its own
  /// to them: its steps begin with what runs carry, and leave it.
  boolean goOn() {
    return inner.initial().equals(carried()) && inner.results().equals(steps.body().results());
  }

  /// What runs carry.
  List<Value> carried() {
    return steps.body().parameters().subList(1, steps.body().parameters().size());
  }

  /// What a run does before its steps.
  List<Op> beforeInner() {
    return steps.body().ops().subList(0, steps.body().ops().indexOf(inner));
  }

  /// What a run does after its steps.
  List<Op> afterInner() {
    return steps.body().ops().subList(beforeInner().size() + 1, steps.body().ops().size());
  }

  /// The steps of a run, counted from 0 to `count`, with other loads.
  Op.For reading(Ids ids, RegionBuilder at, Value count, Reading reading) {
    return inner.withBounds(at.index(0), count).withBody(counted(ids, reading));
  }

  private Region counted(Ids ids, Reading reading) {
    var number = ids.fresh(ScalarType.I64);
    var parameters = new ArrayList<>(inner.body().parameters());
    parameters.set(0, number);
    var ops = new ArrayList<Op>();
    ops.add(new Op.Binary(inner.index(), BinaryOp.ADD, inner.lower(), number, 0));
    for (var op : inner.body().ops()) {
      ops.add(op instanceof Op.Load load ? reading.of(load, number).orElse(op) : op);
    }
    return new Region(parameters, ops, inner.body().results());
  }
}
