package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A dense copy of what a load reads in a run, for a block of rows or columns or several of them:
/// step by step, and in a step the rows or columns one beside the other.
final class Panel {
  /// Steps that are copied together: about a line of a cache.
  private static final int STEPS = 8;

  private final Op.Load load;
  private final Value array;
  private final int width;
  private final Set<Value> served = new HashSet<>();

  private Panel(Op.Load load, Value array, int width) {
    this.load = load;
    this.array = array;
    this.width = width;
    served.add(load.result());
  }

  /// How a load's indices are computed from the indices of the loops around it.
  ///
  /// @param pure ops by what they define
  /// @param inner the loop over steps
  record Origin(Map<Value, Op> pure, Op.For inner, Ids ids) {
    /// Appends what computes a value from what is bound in `copy`.
    Value compute(Value value, RegionCopy copy, RegionBuilder at) {
      var op = pure.get(value);
      if (op == null || !copy.of(value).equals(value)) {
        return copy.of(value);
      }
      op.operands().forEach(operand -> compute(operand, copy, at));
      at.append(copy.op(op));
      return copy.of(value);
    }
  }

  /// The block to be copied.
  ///
  /// @param outer indices of the array in front of the step's
  /// @param loop over rows or columns
  /// @param from the first of them
  /// @param count how many there are
  /// @param run the run
  record Place(List<Value> outer, Op.For loop, Value from, Value count, Value run) {}

  /// Declares the array, with axes `outer` and one of `width`.
  static Panel append(RegionBuilder at, Op.Load load, List<Size> outer, int width) {
    var extents = new ArrayList<>(outer);
    extents.add(Size.of(width));
    return new Panel(load, at.local(load.result().scalar(), extents, load.site()), width);
  }

  /// Takes on a load of the same element if this is one.
  boolean serve(Op.Load other) {
    return load.operands().equals(other.operands()) && served.add(other.result());
  }

  boolean serves(Op.Load other) {
    return served.contains(other.result());
  }

  /// The load that takes the place of `original`.
  Op load(Op.Load original, List<Value> outer, Value step, Value position) {
    return new Op.Load(original.result(), array, indices(outer, step, position), original.site());
  }

  private static List<Value> indices(List<Value> outer, Value step, Value position) {
    var indices = new ArrayList<>(outer);
    indices.addAll(List.of(step, position));
    return indices;
  }

  /// Copies a block. What it holds less than the panel is wide stays undefined.
  ///
  /// @param run the index of the loop over runs
  /// @param steps the steps of this run
  void fill(
      RegionBuilder at,
      Origin origin,
      Place place,
      Value run,
      Value steps,
      Definitions definitions) {
    var whole = at.child(List.of());
    var loop = inPlaces(whole, origin, place, run, whole.index(width), steps);
    if (LanePlan.obstacles(loop, definitions).isEmpty()) {
      whole.append(loop);
    } else {
      appendInSteps(whole, origin, place, run, steps);
    }
    var part = at.child(List.of());
    var count = part.binary(BinaryOp.MIN, place.count(), part.index(width));
    part.append(inPlaces(part, origin, place, run, count, steps));
    var isWhole = at.compare(CompareOp.LE, at.index(width), place.count());
    at.ifElse(isWhole, whole.end(List.of()), part.end(List.of()));
  }

  /// One row or column after the other: in lanes where they are neighbours in memory.
  private Op.For inPlaces(
      RegionBuilder at, Origin origin, Place place, Value run, Value count, Value steps) {
    var zero = at.index(0);
    var body = at.child(List.of(ScalarType.I64));
    var position = body.parameters().getFirst();
    Loops.plain(
        body,
        LoopKind.PAR,
        zero,
        steps,
        origin.inner().site(),
        (copying, step) -> copy(copying, origin, place, run, step, position));
    return new Op.For(
        List.of(), LoopKind.PAR, zero, count, List.of(), body.end(List.of()), place.loop().site());
  }

  /// A few steps of each row or column after the other, so that a line of the cache is read at a
  /// time, and the panel fills from its beginning to its end.
  private void appendInSteps(RegionBuilder at, Origin origin, Place place, Value run, Value steps) {
    var zero = at.index(0);
    var site = origin.inner().site();
    var groups = Loops.quotient(at, steps, STEPS);
    Loops.plain(
        at,
        LoopKind.PAR,
        zero,
        groups,
        site,
        (body, group) -> {
          var first = body.binary(BinaryOp.MUL, group, body.index(STEPS));
          Loops.plain(
              body,
              LoopKind.PAR,
              zero,
              body.index(width),
              place.loop().site(),
              (line, position) -> {
                for (var number = 0; number < STEPS; number++) {
                  var step = line.binary(BinaryOp.ADD, first, line.index(number));
                  copy(line, origin, place, run, step, position);
                }
              });
        });
    Loops.plain(
        at,
        LoopKind.PAR,
        at.binary(BinaryOp.MUL, groups, at.index(STEPS)),
        steps,
        site,
        (body, step) ->
            Loops.plain(
                body,
                LoopKind.PAR,
                zero,
                body.index(width),
                place.loop().site(),
                (line, position) -> copy(line, origin, place, run, step, position)));
  }

  private void copy(
      RegionBuilder at, Origin origin, Place place, Value run, Value step, Value position) {
    var copy = new RegionCopy(origin.ids()).bind(run, place.run());
    copy.bind(place.loop().index(), at.binary(BinaryOp.ADD, place.from(), position));
    var lower = origin.compute(origin.inner().lower(), copy, at);
    copy.bind(origin.inner().index(), at.binary(BinaryOp.ADD, lower, step));
    var from = load.indices().stream().map(value -> origin.compute(value, copy, at)).toList();
    var element = at.load(load.view(), from, load.site());
    at.store(array, indices(place.outer(), step, position), element, load.site());
  }
}
