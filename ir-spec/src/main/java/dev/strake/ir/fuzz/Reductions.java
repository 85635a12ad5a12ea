package dev.strake.ir.fuzz;

import dev.strake.ir.Combine;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Reductions in every order.
final class Reductions {
  private Reductions() {}

  /// Whether something that takes so many steps for an element may stand here.
  static boolean mayReduce(Scene scene, int steps) {
    return scene.place().hasMemory() && scene.mayNest() && scene.affordableTrips(steps) >= 1;
  }

  /// By one of the ops there are names for.
  static void reduce(Scene scene) {
    var draft = scene.draft();
    var binders = binders(scene);
    var type = draft.pick(Arrays.stream(ScalarType.values()).filter(Reductions::reduces).toList());
    var isNeverEmpty = binders.stream().allMatch(range -> range.least() > 0);
    var ops =
        Arrays.stream(ReduceOp.values())
            .filter(op -> op.accepts(type))
            .filter(op -> !op.failsWhenEmpty() || isNeverEmpty || draft.mayFail())
            .toList();
    var op = draft.pick(ops);
    var order = draft.pick(orders(op, type));
    var inner = body(scene, binders);
    var yielded = new ArrayList<>(List.of(inner.operand(type)));
    if (order == ReduceOrder.CHAIN) {
      yielded.add(inner.operand(type));
    }
    var lowers = binders.stream().map(Range::lower).toList();
    var uppers = binders.stream().map(Range::upper).toList();
    var region = inner.body().end(yielded);
    draft.tally().count("reduce " + op.mnemonic() + " " + order.mnemonic() + " " + type);
    scene.keep(scene.body().reduce(op, order, lowers, uppers, region, draft.site()));
  }

  private static boolean reduces(ScalarType type) {
    return Arrays.stream(ReduceOp.values()).anyMatch(op -> op.accepts(type));
  }

  private static List<ReduceOrder> orders(ReduceOp op, ScalarType type) {
    var orders = new ArrayList<>(List.of(ReduceOrder.LANES, ReduceOrder.LANES, ReduceOrder.SEQ));
    if (ReduceOrder.isFreeLegal(op, type)) {
      orders.add(ReduceOrder.FREE);
    }
    if (op == ReduceOp.ADD) {
      orders.add(ReduceOrder.CHAIN);
    }
    return orders;
  }

  /// By a region of its own, of one to three components.
  static void reduceCustom(Scene scene) {
    var draft = scene.draft();
    var binders = binders(scene);
    var inner = body(scene, binders);
    var yielded = new ArrayList<Value>();
    for (var count = draft.pick(1, 1, 2, 3); count > 0; count--) {
      yielded.add(inner.any());
    }
    var types = yielded.stream().map(Value::type).toList();
    var isNeverEmpty = binders.stream().allMatch(range -> range.least() > 0);
    var hasEmpty = draft.chance(60) || !isNeverEmpty && !draft.mayFail();
    var empty = hasEmpty ? scene.operands(types) : List.<Value>of();
    var combine = new Combine.Custom(combination(scene, types), empty);
    var order = draft.pick(ReduceOrder.LANES, ReduceOrder.SEQ);
    draft.tally().count("reduce custom " + order.mnemonic() + " of " + types.size());
    scene
        .body()
        .reduce(
            combine,
            order,
            binders.stream().map(Range::lower).toList(),
            binders.stream().map(Range::upper).toList(),
            inner.body().end(yielded),
            draft.site())
        .forEach(scene::keep);
  }

  /// A region that combines two elements of these components.
  private static Region combination(Scene scene, List<Type> types) {
    var both = new ArrayList<>(types);
    both.addAll(types);
    var region = scene.inside(both, Scene.Place.COMBINATION, scene.trips());
    region.write(4);
    return region.body().end(region.operands(types));
  }

  static void scan(Scene scene) {
    var draft = scene.draft();
    var binders = binders(scene);
    var inner = body(scene, binders);
    var yielded = List.of(inner.any());
    var type = yielded.getFirst().scalar();
    var ops = Arrays.stream(ReduceOp.values()).filter(op -> op.accepts(type)).toList();
    List<Type> types = List.of(type);
    var combine =
        ops.isEmpty() || draft.chance(25)
            ? new Combine.Custom(combination(scene, types), List.of())
            : Combine.of(draft.pick(ops));
    draft.tally().count("scan " + combine.mnemonic() + " " + type);
    scene
        .body()
        .scan(
            combine,
            binders.stream().map(Range::lower).toList(),
            binders.stream().map(Range::upper).toList(),
            inner.body().end(yielded),
            sink(scene, binders, types, inner.trips()),
            draft.site());
  }

  private static Region sink(Scene scene, List<Range> binders, List<Type> types, long trips) {
    var taken = new ArrayList<Type>(Collections.nCopies(binders.size(), ScalarType.I64));
    taken.addAll(types);
    var sink = scene.inside(taken, scene.place(), trips);
    bind(sink, binders);
    sink.write(2);
    if (Memory.mayStore(sink)) {
      Memory.store(sink);
    }
    return sink.body().end(List.of());
  }

  static boolean mayScatter(Scene scene) {
    return scene.place().hasStores()
        && scene.mayNest()
        && scene.affordableTrips(12) >= 1
        && !targets(scene).isEmpty();
  }

  private static List<Field> targets(Scene scene) {
    return scene.fields(f -> f.access() == Field.Access.OWNED && Memory.isAccessible(scene, f));
  }

  static void scatter(Scene scene) {
    var draft = scene.draft();
    var target = draft.recent(targets(scene));
    var element = target.element();
    var binders = binders(scene);
    var inner = body(scene, binders);
    var outside = draft.pick(OutOfBounds.values());
    var yielded = new ArrayList<Value>();
    for (var axis = 0; axis < target.rank(); axis++) {
      var fixed = target.fixed().get(axis);
      var isAnywhere = outside != OutOfBounds.ERROR && draft.chance(60);
      yielded.add(
          fixed != null
              ? fixed
              : isAnywhere
                  ? inner.operand(ScalarType.I64)
                  : Subscripts.of(inner, target).get(axis));
    }
    yielded.add(inner.operand(element));
    var ops = Arrays.stream(ScatterOp.values()).filter(op -> op.accepts(element)).toList();
    var op = draft.pick(ops);
    draft.tally().count("scatter " + op.mnemonic() + " " + outside.mnemonic() + " " + element);
    scene
        .body()
        .scatter(
            target.view(),
            op,
            outside,
            binders.stream().map(Range::lower).toList(),
            binders.stream().map(Range::upper).toList(),
            inner.body().end(yielded),
            draft.site());
  }

  /// One to three, the first one longest.
  static List<Range> binders(Scene scene) {
    var binders = new ArrayList<Range>();
    var most = scene.affordableTrips(8);
    for (var count = scene.draft().pick(1, 1, 1, 2, 2, 3); count > 0; count--) {
      var range = Range.of(scene, most);
      most /= Math.max(range.most(), 1);
      binders.add(range);
    }
    if (scene.draft().chance(50)) {
      Collections.reverse(binders);
    }
    return binders;
  }

  /// The body of a reduction, with something computed in it.
  static Scene body(Scene scene, List<Range> binders) {
    var trips = scene.trips();
    for (var range : binders) {
      trips *= range.most();
    }
    var types = Collections.nCopies(binders.size(), ScalarType.I64);
    var place = Scene.Place.REDUCTION;
    var inner = scene.inside(types, place, trips);
    bind(inner, binders);
    inner.write(3);
    return inner;
  }

  /// The first parameters of a region are indices.
  private static void bind(Scene inner, List<Range> binders) {
    List<Value> parameters = inner.body().parameters();
    for (var k = 0; k < binders.size(); k++) {
      inner.bound(parameters.get(k), binders.get(k).lowest(), binders.get(k).highest());
    }
  }
}
