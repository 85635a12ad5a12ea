package dev.strake.ir.schedule;

import dev.strake.ir.Ids;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.List;

/// The elements of a reduction: wherever a lowering needs one, the body is copied there.
record Elements(Op.Reduce reduce, Ids ids) {

  /// The same elements combined in another order.
  Elements inOrder(ReduceOrder order) {
    var other =
        new Op.Reduce(
            reduce.result(),
            reduce.op(),
            order,
            reduce.lowers(),
            reduce.uppers(),
            reduce.body(),
            reduce.site());
    return new Elements(other, ids);
  }

  /// Appends the body for one tuple of indices.
  ///
  /// @return its results: one value, two for the order `chain`
  List<Value> append(RegionBuilder at, List<Value> indices) {
    return new RegionCopy(ids).inline(reduce.body(), indices, at::append);
  }

  /// The type of the result and of each element.
  ScalarType type() {
    return reduce.result().scalar();
  }

  int rank() {
    return reduce.lowers().size();
  }

  int site() {
    return reduce.site();
  }

  Value neutral(RegionBuilder at) {
    return at.constant(type(), reduce.op().neutral(type()));
  }

  Value combine(RegionBuilder at, Value earlier, Value later) {
    return at.binary(reduce.op().combine(), earlier, later);
  }

  /// What is done with the elements of a nest of loops, one after the other.
  interface Step {
    List<Value> append(RegionBuilder body, List<Value> indices, List<Value> carried);
  }

  /// `seq` loops over the first `axes` binders, outermost first, around `step`.
  List<Value> nest(RegionBuilder at, int axes, List<Value> initial, Step step) {
    return nest(at, axes, List.of(), initial, step);
  }

  private List<Value> nest(
      RegionBuilder at, int axes, List<Value> indices, List<Value> carried, Step step) {
    var axis = indices.size();
    if (axis == axes) {
      return step.append(at, indices, carried);
    }
    return Loops.seq(
        at,
        reduce.lowers().get(axis),
        reduce.uppers().get(axis),
        carried,
        site(),
        (body, index, inner) -> nest(body, axes, with(indices, index), inner, step));
  }

  static List<Value> with(List<Value> indices, Value last) {
    var longer = new ArrayList<>(indices);
    longer.add(last);
    return List.copyOf(longer);
  }
}
