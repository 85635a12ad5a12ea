package dev.strake.ir.fuzz;

import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Reductions in every order.
final class Reductions {
  private Reductions() {}

  /// By one of the ops there are names for.
  record Simple() implements Construct {
    @Override
    public String name() {
      return "reduce";
    }

    @Override
    public int weight() {
      return 8;
    }

    @Override
    public boolean fits(Scene scene) {
      return scene.place() != Scene.Place.FUNCTION
          && scene.mayNest()
          && scene.affordableTrips(8) >= 1;
    }

    @Override
    public void add(Scene scene) {
      var draft = scene.draft();
      var binders = binders(scene);
      var type = draft.pick(Draft.TYPES.stream().filter(Simple::reduces).toList());
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
    List<Value> parameters = inner.body().parameters();
    for (var k = 0; k < binders.size(); k++) {
      inner.bound(parameters.get(k), binders.get(k).lowest(), binders.get(k).highest());
    }
    inner.write(3);
    return inner;
  }
}
