package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A dense copy of what a load reads in a run, for a block of rows or columns or several of them:
/// step by step, and in a step the rows or columns one beside the other.
final class Panel {
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
  void fill(RegionBuilder at, Origin origin, Place place, Value run, Value steps) {
    var count = at.binary(BinaryOp.MIN, place.count(), at.index(width));
    var zero = at.index(0);
    Loops.plain(
        at,
        LoopKind.PAR,
        zero,
        count,
        place.loop().site(),
        (body, position) ->
            Loops.plain(
                body,
                LoopKind.PAR,
                zero,
                steps,
                origin.inner().site(),
                (copying, step) -> {
                  var copy = new RegionCopy(origin.ids());
                  copy.bind(run, place.run());
                  var index = copying.binary(BinaryOp.ADD, place.from(), position);
                  copy.bind(place.loop().index(), index);
                  var lower = origin.compute(origin.inner().lower(), copy, copying);
                  copy.bind(origin.inner().index(), copying.binary(BinaryOp.ADD, lower, step));
                  var from =
                      load.indices().stream()
                          .map(value -> origin.compute(value, copy, copying))
                          .toList();
                  var element = copying.load(load.view(), from, load.site());
                  copying.store(
                      array, indices(place.outer(), step, position), element, load.site());
                }));
  }
}
