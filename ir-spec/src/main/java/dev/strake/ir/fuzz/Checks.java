package dev.strake.ir.fuzz;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.List;

/// The ops that only check.
final class Checks {
  private Checks() {}

  static boolean mayAssert(Scene scene) {
    return !scene.place().isTotal() && (!scene.indices().isEmpty() || scene.draft().mayFail());
  }

  static void claim(Scene scene) {
    var draft = scene.draft();
    var condition =
        draft.mayFail() && (scene.indices().isEmpty() || draft.chance(40))
            ? ScalarOps.condition(scene)
            : truth(scene);
    scene.body().assertThat(condition, "claim " + draft.below(3), draft.site());
  }

  /// A comparison that holds.
  private static Value truth(Scene scene) {
    var index = scene.draft().recent(scene.indices());
    var body = scene.body();
    return scene.draft().chance(50)
        ? body.compare(CompareOp.LE, body.index(index.lowest()), index.value())
        : body.compare(CompareOp.GE, body.index(index.highest()), index.value());
  }

  static boolean mayCheckIndex(Scene scene) {
    return !scene.place().isTotal() && !inside(scene).isEmpty();
  }

  private static List<Scene.Bounded> inside(Scene scene) {
    return scene.indices().stream()
        .filter(i -> i.lowest() >= 0 && i.highest() < Long.MAX_VALUE)
        .toList();
  }

  static void checkIndex(Scene scene) {
    var draft = scene.draft();
    var index = draft.recent(inside(scene));
    var extent = index.highest() + 1 - (draft.mayFail() && draft.chance(20) ? 1 : 0);
    var checked = scene.body().checkIndex(index.value(), scene.body().index(extent), draft.site());
    scene.keep(checked, index.lowest(), index.highest());
  }

  static void checkNonEmpty(Scene scene) {
    var draft = scene.draft();
    var size = Sizes.expression(draft, 1 << 20);
    var most = draft.value(size);
    var upper = scene.body().size(size);
    var least = draft.mayFail() && draft.chance(20) ? most : most - 1;
    var lower = scene.body().size(Size.of(least));
    scene.body().checkNonEmpty(lower, upper, draft.site());
  }
}
