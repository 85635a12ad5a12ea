package dev.strake.ir.fuzz;

import dev.strake.ir.LoopKind;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A nest of parallel loops over every element of a view, whose body computes the element from
/// those at the same place in other views: what becomes lanes.
final class Elementwise {
  private static final int STEPS = 14;

  private Elementwise() {}

  static boolean fits(Scene scene) {
    return scene.place().hasStores() && scene.mayNest() && !targets(scene).isEmpty();
  }

  private static List<Field> targets(Scene scene) {
    return scene.fields(f -> f.isStored() && freeAxes(f).size() > 0 && isAffordable(scene, f));
  }

  private static List<Integer> freeAxes(Field field) {
    return IntStream.range(0, field.rank())
        .filter(axis -> !field.fixed().containsKey(axis))
        .boxed()
        .toList();
  }

  private static boolean isAffordable(Scene scene, Field field) {
    var count = 1L;
    for (var axis : freeAxes(field)) {
      count *= field.extents().get(axis);
    }
    return count <= scene.affordableTrips(STEPS);
  }

  static void add(Scene scene) {
    var field = scene.draft().recent(targets(scene));
    nest(scene, field, freeAxes(field), List.of());
  }

  private static void nest(
      Scene scene, Field field, List<Integer> axes, List<Scene.Bounded> indices) {
    if (axes.isEmpty()) {
      element(scene, field, indices);
      return;
    }
    var axis = axes.getFirst();
    var extent = field.extents().get(axis);
    var body = scene.body();
    var upper = body.size(field.dim(axis));
    var trips = scene.trips() * extent;
    var inner = scene.inside(List.of(ScalarType.I64), scene.place(), trips);
    var index = inner.bound(inner.body().parameters().getFirst(), 0, extent - 1);
    var owned = field.fixing(axis, index.value());
    inner.fields().replaceAll(f -> f.equals(field) ? owned : f.isStored() ? f.unowned() : f);
    var more = new ArrayList<>(indices);
    more.add(index);
    nest(inner, owned, axes.subList(1, axes.size()), more);
    var kind = scene.draft().chance(92) ? LoopKind.PAR : LoopKind.SEQ;
    var end = inner.body().end(List.of());
    body.loop(kind, body.index(0), upper, List.of(), end, scene.draft().site());
  }

  private static void element(Scene scene, Field field, List<Scene.Bounded> indices) {
    var draft = scene.draft();
    draft.spend(scene.trips() * STEPS / 2);
    var sources = scene.fields(f -> f.isLoaded() && f.hasElements());
    for (var count = sources.isEmpty() ? 0 : draft.below(4); count > 0; count--) {
      var source = draft.pick(sources);
      var subscripts = subscripts(scene, source, indices);
      scene.keep(scene.body().load(source.view(), subscripts, draft.site()));
    }
    var total = scene.total();
    total.write(6);
    var value = total.operand(field.element());
    scene.body().store(field.view(), Subscripts.of(scene, field), value, draft.site());
  }

  /// The innermost index on the last axis, if there is room for it.
  private static List<Value> subscripts(Scene scene, Field source, List<Scene.Bounded> indices) {
    var subscripts = new ArrayList<>(Subscripts.of(scene, source));
    var next = indices.size();
    for (var axis = source.rank() - 1; axis >= 0 && next > 0; axis--) {
      var index = indices.get(--next);
      if (!source.fixed().containsKey(axis) && index.highest() < source.extents().get(axis)) {
        subscripts.set(axis, index.value());
      }
    }
    return subscripts;
  }
}
