package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.Ids;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The elements of a reduction and how two of them become one: wherever a lowering needs an
/// element, the body is copied there. Elements have one or several components.
///
/// Accumulators start from a neutral element. Where the combination has none, one is adjoined:
/// every element then has a `bool` more, true for elements that are there, and combining takes the
/// other element where one is not. So no lowering has to treat absent elements apart.
record Elements(Op.Reduce reduce, Ids ids, Neutral neutral) {
  enum Neutral {
    /// Some value of the type leaves every element as it is, or none is asked for.
    OWN,
    /// A flag tells whether an element is there.
    ADJOINED
  }

  /// The elements as they are.
  static Elements of(Op.Reduce reduce, Ids ids) {
    return new Elements(reduce, ids, Neutral.OWN);
  }

  /// The same elements with a neutral one among them.
  Elements withNeutral() {
    return new Elements(reduce, ids, ownNeutral().isPresent() ? Neutral.OWN : Neutral.ADJOINED);
  }

  /// The same elements combined in another order.
  Elements inOrder(ReduceOrder order) {
    return new Elements(reduce.withOrder(order), ids, neutral);
  }

  private OptionalLong ownNeutral() {
    return switch (reduce.combine()) {
      case Combine.Builtin(var op) -> op.combine().identity(type());
      case Combine.Custom _ -> OptionalLong.empty();
    };
  }

  /// Appends the body for one tuple of indices.
  ///
  /// @return its results: two factors for the order `chain`
  List<Value> body(RegionBuilder at, List<Value> indices) {
    return new RegionCopy(ids).inline(reduce.body(), indices, at::append);
  }

  /// The element of one tuple of indices.
  List<Value> append(RegionBuilder at, List<Value> indices) {
    var components = body(at, indices);
    return neutral == Neutral.ADJOINED
        ? with(components, at.constant(ScalarType.BOOL, 1))
        : components;
  }

  /// The type of the result where elements have one component.
  ScalarType type() {
    return reduce.results().getFirst().scalar();
  }

  /// The types of what an accumulator holds.
  List<ScalarType> types() {
    var types = new ArrayList<>(reduce.results().stream().map(Value::scalar).toList());
    if (neutral == Neutral.ADJOINED) {
      types.add(ScalarType.BOOL);
    }
    return types;
  }

  /// The number of accumulators of the order `lanes`.
  int laneCount() {
    return ReduceOrder.laneCount(reduce.results().stream().map(Value::scalar).toList());
  }

  int rank() {
    return reduce.lowers().size();
  }

  int site() {
    return reduce.site();
  }

  /// What leaves every element as it is.
  List<Value> neutral(RegionBuilder at) {
    return neutral == Neutral.ADJOINED
        ? types().stream().map(type -> at.filled(type, 0)).toList()
        : List.of(at.filled(type(), ownNeutral().orElseThrow()));
  }

  /// The components of the result, of an accumulator that took in at least one element.
  List<Value> result(List<Value> accumulator) {
    return accumulator.subList(0, reduce.results().size());
  }

  List<Value> combine(RegionBuilder at, List<Value> earlier, List<Value> later) {
    if (neutral == Neutral.OWN) {
      return combined(at, earlier, later);
    }
    var isFirst = earlier.getLast();
    var isSecond = later.getLast();
    var both = combined(at, result(earlier), result(later));
    var chosen = new ArrayList<Value>();
    for (var k = 0; k < both.size(); k++) {
      var first = at.select(isSecond, both.get(k), earlier.get(k));
      chosen.add(at.select(isFirst, first, later.get(k)));
    }
    chosen.add(at.binary(BinaryOp.OR, isFirst, isSecond));
    return chosen;
  }

  private List<Value> combined(RegionBuilder at, List<Value> earlier, List<Value> later) {
    return switch (reduce.combine()) {
      case Combine.Builtin(var op) ->
          List.of(at.binary(op.combine(), earlier.getFirst(), later.getFirst()));
      case Combine.Custom(var region, _) -> {
        var pair = new ArrayList<>(earlier);
        pair.addAll(later);
        yield new RegionCopy(ids).inline(region, pair, at::append);
      }
    };
  }

  /// `seq` loops over the first `axes` binders, outermost first, around `step`.
  List<Value> nest(RegionBuilder at, int axes, List<Value> initial, Loops.NestBody body) {
    var lowers = reduce.lowers().subList(0, axes);
    return Loops.nest(at, lowers, reduce.uppers().subList(0, axes), initial, site(), body);
  }

  static List<Value> with(List<Value> values, Value last) {
    var longer = new ArrayList<>(values);
    longer.add(last);
    return List.copyOf(longer);
  }
}
