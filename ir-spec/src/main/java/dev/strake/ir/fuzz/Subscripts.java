package dev.strake.ir.fuzz;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Subscripts by chance: in range nearly always, but not always so that a proof can see it.
final class Subscripts {
  private final Scene scene;
  private final Draft draft;

  private Subscripts(Scene scene) {
    this.scene = scene;
    this.draft = scene.draft();
  }

  /// One for each axis; those of a loop that owns the view are given.
  static List<Value> of(Scene scene, Field field) {
    var subscripts = new ArrayList<Value>();
    for (var axis = 0; axis < field.rank(); axis++) {
      var fixed = field.fixed().get(axis);
      subscripts.add(
          fixed == null
              ? new Subscripts(scene).subscript(field.extents().get(axis), field.dim(axis))
              : fixed);
    }
    return subscripts;
  }

  private Value subscript(long extent, Size dim) {
    if (draft.mayFail() && draft.chance(6)) {
      return wild();
    }
    var inside =
        scene.indices().stream().filter(i -> i.lowest() >= 0 && i.highest() < extent).toList();
    var die = draft.below(100);
    if (die < 60 && !inside.isEmpty()) {
      return draft.recent(inside).value();
    }
    if (die < 76) {
      return shifted(extent);
    }
    if (extent == 0 || die < 86) {
      return end(extent, dim);
    }
    return die < 93 ? wrapped(dim) : clamped(dim);
  }

  /// Anything.
  private Value wild() {
    return switch (draft.below(3)) {
      case 0 -> scene.operand(ScalarType.I64);
      case 1 -> scene.body().index(draft.below(12) - 2);
      default -> {
        var step = scene.body().index(draft.below(4) + 1);
        var op = draft.pick(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL);
        yield scene.body().binary(op, index(), step);
      }
    };
  }

  private Value index() {
    var indices = scene.indices();
    return indices.isEmpty() ? scene.operand(ScalarType.I64) : draft.recent(indices).value();
  }

  /// An index plus or minus something, if that stays inside.
  private Value shifted(long extent) {
    if (scene.indices().isEmpty()) {
      return end(extent, Size.of(extent));
    }
    var index = draft.recent(scene.indices());
    for (var tries = 0; tries < 4; tries++) {
      var by = draft.below(7) - 3L;
      if (index.lowest() + by >= 0 && index.highest() + by < extent) {
        var op = by < 0 ? BinaryOp.SUB : BinaryOp.ADD;
        var moved = scene.body().binary(op, index.value(), scene.body().index(Math.abs(by)));
        return scene.bound(moved, index.lowest() + by, index.highest() + by).value();
      }
    }
    return end(extent, Size.of(extent));
  }

  /// One of the first elements, or the last.
  private Value end(long extent, Size dim) {
    if (extent > 0 && draft.chance(30)) {
      var last = Size.of(Size.Operator.SUB, dim, Size.of(1));
      return scene.bound(scene.body().size(last), extent - 1, extent - 1).value();
    }
    var index = draft.below(Math.clamp(extent, 1, 4));
    return scene.bound(scene.body().index(index), index, index).value();
  }

  private Value wrapped(Size dim) {
    var extent = scene.body().size(dim);
    return scene.body().binary(BinaryOp.FLOORMOD, number(), extent, draft.site());
  }

  private Value clamped(Size dim) {
    var body = scene.body();
    var last = body.size(Size.of(Size.Operator.SUB, dim, Size.of(1)));
    var low = body.index(0);
    return draft.chance(50)
        ? body.binary(BinaryOp.MAX, body.binary(BinaryOp.MIN, number(), last), low)
        : body.binary(BinaryOp.MIN, body.binary(BinaryOp.MAX, number(), low), last);
  }

  /// An `i64` that may be anything.
  private Value number() {
    return draft.chance(40) ? index() : scene.operand(ScalarType.I64);
  }
}
