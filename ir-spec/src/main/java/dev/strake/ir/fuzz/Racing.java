package dev.strake.ir.fuzz;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Value;
import java.util.ArrayList;

/// A store that several iterations of a parallel loop make to one element: for the prover to
/// refuse.
final class Racing {
  private Racing() {}

  /// Adds one to the body of an outermost loop that runs at least three times.
  static void add(Scene scene, Scene inner, Value index, Range range) {
    var draft = scene.draft();
    if (draft.temper() != Draft.Temper.RACING || scene.depth() > 0 || range.least() < 3) {
      return;
    }
    var written =
        scene.fields(field -> field.isStored() && field.rank() > 0 && isLongEnough(field, range));
    if (written.isEmpty()) {
      return;
    }
    var field = draft.pick(written);
    var subscripts = new ArrayList<>(Subscripts.of(inner, field));
    subscripts.set(0, shared(inner.body(), index, draft));
    for (var axis = 1; axis < field.rank(); axis++) {
      subscripts.set(axis, inner.body().index(0));
    }
    inner.body().store(field.view(), subscripts, inner.operand(field.element()), draft.site());
    draft.race();
  }

  /// Otherwise the store would fail before it races.
  private static boolean isLongEnough(Field field, Range range) {
    return field.hasElements() && range.lowest() >= 0 && range.highest() < field.extents().get(0);
  }

  /// A subscript that two of any three neighbouring iterations have in common.
  private static Value shared(RegionBuilder body, Value index, Draft draft) {
    return switch (draft.below(4)) {
      case 0 -> body.index(0);
      case 1 -> body.binary(BinaryOp.FLOORDIV, index, body.index(2));
      case 2 -> body.binary(BinaryOp.FLOORMOD, index, body.index(2));
      default -> body.binary(BinaryOp.SHR, index, body.index(2));
    };
  }
}
