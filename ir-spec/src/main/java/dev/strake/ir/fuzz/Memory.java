package dev.strake.ir.fuzz;

import dev.strake.ir.LoopKind;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Loads, stores, local arrays.
final class Memory {
  /// Of a local array.
  private static final int MOST_ELEMENTS = 300;

  private Memory() {}

  static boolean mayLoad(Scene scene) {
    return scene.place().hasMemory() && !loadable(scene).isEmpty();
  }

  private static List<Field> loadable(Scene scene) {
    return scene.fields(f -> f.isLoaded() && isAccessible(scene, f));
  }

  static void load(Scene scene) {
    load(scene, scene.draft().pick(loadable(scene)));
  }

  static Value load(Scene scene, Field field) {
    var subscripts = Subscripts.of(scene, field);
    var loaded = scene.body().load(field.view(), subscripts, scene.draft().site());
    if (!field.span().isKnown()) {
      return scene.keep(loaded);
    }
    var index = field.element() == ScalarType.I64 ? loaded : wide(scene, loaded);
    return scene.keep(index, field.span().lowest(), field.span().highest()).value();
  }

  private static Value wide(Scene scene, Value loaded) {
    scene.keep(loaded);
    return scene.body().cast(ScalarType.I64, loaded);
  }

  /// An access that would fail for want of elements is written in risky programs only.
  static boolean isAccessible(Scene scene, Field field) {
    return !scene.isReached() || field.hasElements() || scene.draft().mayFail();
  }

  static boolean mayStore(Scene scene) {
    return scene.place().hasStores() && !storable(scene).isEmpty();
  }

  private static List<Field> storable(Scene scene) {
    return scene.fields(f -> f.isStored() && isAccessible(scene, f));
  }

  static void store(Scene scene) {
    var field = scene.draft().recent(storable(scene));
    var value = scene.operand(field.element());
    var subscripts = Subscripts.of(scene, field);
    scene.body().store(field.view(), subscripts, value, scene.draft().site());
  }

  static boolean mayDeclare(Scene scene) {
    return scene.place().hasStores() && scene.mayNest() && scene.affordableTrips(16) >= 4;
  }

  /// A local array, every element of which is stored to before others use it.
  static void declare(Scene scene) {
    var draft = scene.draft();
    var most = Math.min(scene.affordableTrips(16), MOST_ELEMENTS);
    var dims = new ArrayList<Size>();
    var extents = new ArrayList<Long>();
    for (var rank = draft.below(3); rank > 0; rank--) {
      var dim = Sizes.expression(draft, most);
      dims.add(dim);
      extents.add(draft.value(dim));
      most /= Math.max(draft.value(dim), 1);
    }
    var view = scene.body().local(draft.type(), dims, draft.site());
    var field = new Field(view, extents, Field.Access.OWNED, Map.of(), Field.Span.UNKNOWN);
    fill(scene, field, List.of());
    scene.fields().add(field);
  }

  private static void fill(Scene scene, Field field, List<Value> subscripts) {
    var axis = subscripts.size();
    if (axis == field.rank()) {
      scene.write(3);
      var value = scene.operand(field.element());
      scene.body().store(field.view(), subscripts, value, scene.draft().site());
      return;
    }
    var extent = field.extents().get(axis);
    var kind = scene.draft().chance(60) ? LoopKind.PAR : LoopKind.SEQ;
    var types = List.of(ScalarType.I64);
    var inner = scene.inside(types, Scene.Place.KERNEL, scene.trips() * extent);
    var index = inner.body().parameters().getFirst();
    inner.bound(index, 0, extent - 1);
    if (kind.equals(LoopKind.PAR)) {
      Loops.share(inner, index, 0, extent - 1);
    }
    var more = new ArrayList<>(subscripts);
    more.add(index);
    fill(inner, field, more);
    var lower = scene.body().index(0);
    var upper = scene.body().size(field.dim(axis));
    var body = inner.body().end(List.of());
    scene.body().loop(kind, lower, upper, List.of(), body, scene.draft().site());
  }
}
