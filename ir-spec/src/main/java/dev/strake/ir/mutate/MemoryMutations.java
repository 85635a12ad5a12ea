package dev.strake.ir.mutate;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Loads and stores of other elements, and stores that don't happen.
final class MemoryMutations {
  private final Defects defects = Defects.ofScheduled(Family.MEMORY);

  private MemoryMutations() {}

  static List<CodeMutation> all() {
    var all = new MemoryMutations();
    for (var type : ScalarType.values()) {
      if (ScalarMutations.isComputedWith(type)) {
        all.ofType(type);
      }
    }
    for (var rank = 1; rank <= 4; rank++) {
      all.axes(rank);
    }
    return all.defects.all();
  }

  private void ofType(ScalarType type) {
    defects.add(
        "stores of " + type + " don't happen",
        Rule.on(Op.Store.class, store -> store.value().type() == type, (_, _) -> {}));
    defects.add(
        "stores of " + type + " go to element 0",
        Rule.on(
            Op.Store.class,
            store -> store.value().type() == type && !store.indices().isEmpty(),
            (store, place) -> place.at().append(moved(store, atZero(store.indices(), place)))));
    defects.add(
        "loads of " + type + " give element 0",
        Rule.on(
            Op.Load.class,
            load -> load.result().type() == type && !load.indices().isEmpty(),
            (load, place) -> place.at().append(moved(load, atZero(load.indices(), place)))));
    defects.add(
        "loads of " + type + " give 0",
        Rule.on(
            Op.Load.class,
            load -> load.result().type() == type,
            (load, place) -> place.at().append(new Op.Constant(load.result(), 0))));
    if (type == ScalarType.F64) {
      narrowed(type, ScalarType.F32);
    } else if (type.isInteger() && type.bits() == 64) {
      narrowed(type, ScalarType.I32);
    }
  }

  private void narrowed(ScalarType type, ScalarType narrow) {
    defects.add(
        "stores of %s keep what a %s holds".formatted(type, narrow),
        Rule.on(
            Op.Store.class,
            store -> store.value().type() == type,
            (store, place) -> {
              var kept = place.at().cast(type, place.at().cast(narrow, store.value()));
              place.at().append(new Op.Store(store.view(), store.indices(), kept, store.site()));
            }));
    defects.add(
        "loads of %s keep what a %s holds".formatted(type, narrow),
        Rule.instead(
            Op.Load.class,
            load -> load.result().type() == type,
            (at, _, right) -> at.cast(type, at.cast(narrow, right))));
  }

  private static List<Value> atZero(List<Value> indices, Place place) {
    var zero = place.at().index(0);
    return indices.stream().map(_ -> zero).toList();
  }

  /// Indices of views of one rank: neighbours, and axes that change places.
  private void axes(int rank) {
    for (var axis = 0; axis < rank; axis++) {
      for (var distance : List.of(1, -1)) {
        neighbours(rank, axis, distance);
      }
    }
    if (rank > 1) {
      access(
          "with their first two indices exchanged",
          rank,
          (indices, _) -> {
            var swapped = new ArrayList<>(indices);
            Collections.swap(swapped, 0, 1);
            return swapped;
          });
    }
    if (rank > 2) {
      access("with their indices reversed", rank, (indices, _) -> indices.reversed());
    }
  }

  private void neighbours(int rank, int axis, int distance) {
    access(
        "%s along axis %d".formatted(distance > 0 ? "one too far" : "one too near", axis),
        rank,
        (indices, place) -> {
          var index =
              place.at().binary(BinaryOp.ADD, indices.get(axis), place.at().index(distance));
          var changed = new ArrayList<>(indices);
          changed.set(axis, index);
          return changed;
        });
  }

  private interface Indices {
    List<Value> of(List<Value> right, Place place);
  }

  private void access(String defect, int rank, Indices wrong) {
    defects.add(
        "loads of rank %d %s".formatted(rank, defect),
        Rule.on(
            Op.Load.class,
            load -> load.indices().size() == rank,
            (load, place) -> place.at().append(moved(load, wrong.of(load.indices(), place)))));
    defects.add(
        "stores of rank %d %s".formatted(rank, defect),
        Rule.on(
            Op.Store.class,
            store -> store.indices().size() == rank,
            (store, place) -> place.at().append(moved(store, wrong.of(store.indices(), place)))));
  }

  private static Op moved(Op.Load load, List<Value> indices) {
    return new Op.Load(load.result(), load.view(), indices, load.site());
  }

  private static Op moved(Op.Store store, List<Value> indices) {
    return new Op.Store(store.view(), indices, store.value(), store.site());
  }
}
