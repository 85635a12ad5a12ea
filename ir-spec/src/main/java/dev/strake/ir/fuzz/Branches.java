package dev.strake.ir.fuzz;

import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.List;

/// Branches, with and without results.
final class Branches {
  private Branches() {}

  /// A branch on a value.
  static void onValue(Scene scene) {
    var condition =
        scene.draft().chance(60) ? ScalarOps.condition(scene) : scene.operand(ScalarType.BOOL);
    var whenTrue = scene.inside(List.of(), scene.place(), scene.trips());
    var whenFalse = scene.inside(List.of(), scene.place(), scene.trips());
    branch(scene, condition, whenTrue, whenFalse);
  }

  /// Writes both arms and what they yield.
  static void branch(Scene scene, Value condition, Scene whenTrue, Scene whenFalse) {
    whenTrue.write(4);
    if (scene.draft().chance(60)) {
      whenFalse.write(3);
    }
    var yielded = whenTrue.some(2);
    var other = whenFalse.operands(yielded.stream().map(Value::type).toList());
    scene
        .body()
        .ifElse(condition, whenTrue.body().end(yielded), whenFalse.body().end(other))
        .forEach(scene::keep);
  }

  /// A branch on an index: at the border of a loop, or off it.
  static void onIndex(Scene scene) {
    var draft = scene.draft();
    var index = draft.recent(scene.indices());
    var near = draft.below(3);
    var limit = draft.chance(50) ? index.lowest() + near : index.highest() - near;
    var op = draft.pick(CompareOp.values());
    var bound = scene.body().index(limit);
    var condition =
        draft.chance(80)
            ? scene.body().compare(op, index.value(), bound)
            : scene.body().compare(op.swapped(), bound, index.value());
    scene.keep(condition);
    branch(scene, condition, arm(scene, index, op, limit), arm(scene, index, op.negated(), limit));
  }

  /// The region where `index op limit`, which knows so.
  private static Scene arm(Scene scene, Scene.Bounded index, CompareOp op, long limit) {
    var low =
        switch (op) {
          case EQ, GE -> Math.max(index.lowest(), limit);
          case GT -> Math.max(index.lowest(), limit + 1);
          case NE -> index.lowest() == limit ? limit + 1 : index.lowest();
          case LT, LE -> index.lowest();
        };
    var high =
        switch (op) {
          case EQ, LE -> Math.min(index.highest(), limit);
          case LT -> Math.min(index.highest(), limit - 1);
          case NE -> index.highest() == limit ? limit - 1 : index.highest();
          case GT, GE -> index.highest();
        };
    var trips = low > high ? 0 : scene.trips();
    var inner = scene.inside(List.of(), scene.place(), trips);
    inner.bound(index.value(), low, high);
    return inner;
  }
}
