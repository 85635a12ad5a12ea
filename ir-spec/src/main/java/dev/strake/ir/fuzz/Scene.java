package dev.strake.ir.fuzz;

import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A region of a random program while it is written: the values and views it sees, and how often it
/// will run.
final class Scene {
  /// What a region may hold.
  enum Place {
    KERNEL,
    /// Inside a reduction: nothing is stored, no local arrays, no parallel loops.
    REDUCTION,
    /// Inside a function: no memory and no sizes either.
    FUNCTION,
    /// Inside a combination: nothing but scalar ops that can't fail, and branches.
    COMBINATION;

    boolean hasMemory() {
      return this == KERNEL || this == REDUCTION;
    }

    boolean hasStores() {
      return this == KERNEL;
    }

    boolean isTotal() {
      return this == COMBINATION;
    }

    /// For regions that only compute.
    Place withoutStores() {
      return this == KERNEL ? REDUCTION : this;
    }
  }

  /// An `i64` of which the range is known; empty if it is never computed.
  record Bounded(Value value, long lowest, long highest) {}

  private static final int MAX_DEPTH = 4;

  private final Draft draft;
  private final RegionBuilder body;
  private final Place place;
  private final int depth;
  private final long trips;
  private final List<Value> values;
  private final List<Bounded> indices;
  private final List<Field> fields;

  private Scene(
      Draft draft,
      RegionBuilder body,
      Place place,
      int depth,
      long trips,
      List<Value> values,
      List<Bounded> indices,
      List<Field> fields) {
    this.draft = draft;
    this.body = body;
    this.place = place;
    this.depth = depth;
    this.trips = trips;
    this.values = new ArrayList<>(values);
    this.indices = new ArrayList<>(indices);
    this.fields = new ArrayList<>(fields);
  }

  static Scene of(Draft draft, RegionBuilder body, Place place) {
    var scene = new Scene(draft, body, place, 0, 1, List.of(), List.of(), List.of());
    body.parameters().forEach(scene::keep);
    return scene;
  }

  /// A region inside this one with parameters of these types, run `innerTrips` times in all.
  Scene inside(List<? extends Type> parameters, Place innerPlace, long innerTrips) {
    var child = body.child(parameters);
    var inner = new Scene(draft, child, innerPlace, depth + 1, innerTrips, values, indices, fields);
    child.parameters().forEach(inner::keep);
    return inner;
  }

  /// The same region, where nothing that can fail or loop is written next.
  Scene total() {
    return new Scene(draft, body, Place.COMBINATION, depth, trips, values, indices, fields);
  }

  Draft draft() {
    return draft;
  }

  RegionBuilder body() {
    return body;
  }

  Place place() {
    return place;
  }

  int depth() {
    return depth;
  }

  /// How often the region runs in all; 0 if it is never reached.
  long trips() {
    return trips;
  }

  boolean isReached() {
    return trips > 0;
  }

  boolean mayNest() {
    return depth < MAX_DEPTH;
  }

  /// How many iterations a loop in here can have if each takes so many steps.
  long affordableTrips(int stepsEach) {
    return draft.stepsLeft() / Math.max(trips, 1) / stepsEach;
  }

  List<Field> fields() {
    return fields;
  }

  List<Field> fields(Predicate<Field> wanted) {
    return fields.stream().filter(wanted).toList();
  }

  List<Bounded> indices() {
    return indices;
  }

  /// Makes a value one that later ops may use.
  Value keep(Value value) {
    values.add(value);
    return value;
  }

  Bounded keep(Value value, long lowest, long highest) {
    values.add(value);
    return bound(value, lowest, highest);
  }

  /// Remembers the range of an index.
  Bounded bound(Value value, long lowest, long highest) {
    var bounded = new Bounded(value, lowest, highest);
    indices.add(bounded);
    return bounded;
  }

  List<Value> values() {
    return values;
  }

  boolean hasValues() {
    return !values.isEmpty();
  }

  /// Whether there is a value of a type that is wanted.
  boolean has(Predicate<ScalarType> wanted) {
    return values.stream().anyMatch(value -> wanted.test(value.scalar()));
  }

  List<Value> values(Predicate<ScalarType> wanted) {
    return values.stream().filter(value -> wanted.test(value.scalar())).toList();
  }

  /// A value of the type: one that is there, one converted, or a constant.
  Value operand(ScalarType type) {
    var there = values(type::equals);
    if (!there.isEmpty() && draft.chance(85)) {
      return draft.recent(there);
    }
    var castable = values(from -> ScalarRules.casts(from, type));
    if (!castable.isEmpty() && draft.chance(70)) {
      return keep(body.cast(type, draft.recent(castable)));
    }
    return ScalarRules.constant(this, type);
  }

  /// The operands of one type each.
  List<Value> operands(List<? extends Type> types) {
    var operands = new ArrayList<Value>();
    types.forEach(type -> operands.add(operand((ScalarType) type)));
    return operands;
  }

  /// Any value, the last ones most often.
  Value any() {
    return values.isEmpty() ? operand(draft.type()) : draft.recent(values);
  }

  /// Up to `most` values to carry along or to yield.
  List<Value> some(int most) {
    var chosen = new ArrayList<Value>();
    for (var count = draft.below(most + 1); count > 0; count--) {
      chosen.add(any());
    }
    return chosen;
  }

  /// Adds up to `most` constructs.
  void write(int most) {
    for (var count = 1 + draft.below(most); count > 0; count--) {
      Construct.addAny(this);
    }
  }
}
