package dev.strake.ir.fuzz;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.LoopKind;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Loops of every kind.
final class Loops {
  /// Trips of a loop that counts down.
  static final int MOST_COUNTED = 7;

  private Loops() {}

  /// Whether a loop that shares elements among its iterations may stand here.
  static boolean mayShare(Scene scene) {
    return scene.place().hasStores() && scene.mayNest() && scene.affordableTrips(10) >= 1;
  }

  /// Whether a loop of so many iterations, each of some steps, may stand here.
  static boolean mayRepeat(Scene scene, int steps, int trips) {
    return !scene.place().isTotal() && scene.mayNest() && scene.affordableTrips(steps) >= trips;
  }

  static void parallel(Scene scene) {
    var draft = scene.draft();
    var range = Range.of(scene, scene.affordableTrips(10));
    var trips = scene.trips() * range.most();
    var inner = scene.inside(List.of(ScalarType.I64), scene.place(), trips);
    var index = inner.body().parameters().getFirst();
    inner.bound(index, range.lowest(), range.highest());
    share(inner, index, range.lowest(), range.highest());
    inner.write(scene.depth() == 0 ? 5 : 4);
    if (draft.chance(85) && Memory.mayStore(inner)) {
      draft.spend(trips);
      Memory.store(inner);
    }
    Racing.add(scene, inner, index, range);
    var body = inner.body().end(List.of());
    scene.body().loop(LoopKind.PAR, range.lower(), range.upper(), List.of(), body, draft.site());
  }

  /// Gives each view that is written to the iterations: one index each, or none may store to it.
  static void share(Scene inner, Value index, long lowest, long highest) {
    inner
        .fields()
        .replaceAll(
            field ->
                field.isStored()
                    ? own(inner, field, index, lowest, highest).orElse(field.unowned())
                    : field);
  }

  private static Optional<Field> own(
      Scene inner, Field field, Value index, long lowest, long highest) {
    var draft = inner.draft();
    var axes = new ArrayList<Integer>();
    for (var axis = 0; axis < field.rank(); axis++) {
      if (!field.fixed().containsKey(axis)) {
        axes.add(axis);
      }
    }
    while (!axes.isEmpty() && draft.chance(92)) {
      var axis = axes.remove(draft.below(axes.size()));
      var subscript = form(inner, index, lowest, highest, field.extents().get(axis));
      if (subscript.isPresent()) {
        return Optional.of(field.fixing(axis, subscript.get()));
      }
    }
    return Optional.empty();
  }

  /// A subscript that is another one for every index, inside of `0..extent`.
  private static Optional<Value> form(
      Scene inner, Value index, long lowest, long highest, long extent) {
    var draft = inner.draft();
    var body = inner.body();
    if (draft.chance(75) && lowest >= 0 && highest < extent) {
      return Optional.of(index);
    }
    if (highest - lowest >= extent) {
      return Optional.empty();
    }
    if (2 * (highest - lowest) < extent && draft.chance(40)) {
      var twice = body.binary(BinaryOp.MUL, index, body.index(2));
      return Optional.of(body.binary(BinaryOp.SUB, twice, body.index(2 * lowest)));
    }
    return Optional.of(
        draft.chance(50)
            ? body.binary(BinaryOp.SUB, index, body.index(lowest))
            : body.binary(BinaryOp.SUB, body.index(highest), index));
  }

  static void sequential(Scene scene) {
    var draft = scene.draft();
    var range = Range.of(scene, scene.affordableTrips(10));
    var initial = scene.some(3);
    var types = new ArrayList<Type>(List.of(ScalarType.I64));
    initial.forEach(value -> types.add(value.type()));
    var inner = scene.inside(types, scene.place(), scene.trips() * range.most());
    inner.bound(inner.body().parameters().getFirst(), range.lowest(), range.highest());
    inner.write(4);
    var next = inner.operands(types.subList(1, types.size()));
    scene
        .body()
        .loop(
            LoopKind.SEQ,
            range.lower(),
            range.upper(),
            initial,
            inner.body().end(next),
            draft.site())
        .forEach(scene::keep);
  }

  /// Counts down from a number below eight.
  static void counted(Scene scene) {
    var draft = scene.draft();
    var body = scene.body();
    var count =
        draft.chance(50)
            ? body.index(draft.below(MOST_COUNTED + 1))
            : body.binary(BinaryOp.AND, scene.operand(ScalarType.I64), body.index(MOST_COUNTED));
    repeat(scene, count, BinaryOp.SUB, MOST_COUNTED);
  }

  static boolean mayHalve(Scene scene) {
    return mayRepeat(scene, 20, 64) && scene.has(ScalarType::isInteger);
  }

  /// Shifts an integer to the right until nothing of it is left.
  static void halving(Scene scene) {
    var number = scene.draft().recent(scene.values(ScalarType::isInteger));
    repeat(scene, number, BinaryOp.USHR, number.scalar().bits());
  }

  /// `while count != 0 { .. count = count step 1 }`.
  private static void repeat(Scene scene, Value count, BinaryOp step, int most) {
    var initial = new ArrayList<>(List.of(count));
    initial.addAll(scene.some(2));
    var types = initial.stream().map(Value::type).toList();
    var trips = scene.trips() * most;
    var test = scene.inside(types, scene.place().withoutStores(), trips);
    var going = test.body();
    var left = going.parameters().getFirst();
    var condition = going.compare(CompareOp.NE, left, going.constant(left.scalar(), 0));
    if (scene.draft().chance(30)) {
      test.write(2);
      var other = ScalarOps.condition(test);
      condition = going.binary(BinaryOp.AND, condition, other);
    }
    var inner = scene.inside(types, scene.place(), trips);
    inner.write(3);
    var body = inner.body();
    var now = body.parameters().getFirst();
    var next = new ArrayList<Value>();
    next.add(body.binary(step, now, body.constant(now.scalar(), 1)));
    next.addAll(inner.operands(types.subList(1, types.size())));
    scene
        .body()
        .whileLoop(initial, going.end(List.of(condition)), body.end(next), scene.draft().site())
        .forEach(scene::keep);
  }
}
