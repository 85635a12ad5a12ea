package dev.strake.ir.ranges;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks for launches with small sizes that show what a proof could not rule out.
///
/// It takes a launch, goes through the iterations around an access, evaluates conditions and
/// subscripts, and claims only what it has computed. The search is bounded in steps, not in time.
final class ExampleSearch {
  /// An access that runs more often at small sizes is looked at in its first runs only.
  private static final int MAX_ITERATIONS = 200;

  /// What elements an access is to go to.
  private enum Elements {
    EXISTING,
    ANY
  }

  private final KernelScan scan;
  private final SampleValues values;
  private final List<Map<String, Long>> launches;
  private final List<Value> asserted = new ArrayList<>();

  ExampleSearch(KernelScan scan) {
    this.scan = scan;
    values = new SampleValues(scan.kernel());
    launches = SmallLaunches.of(scan.kernel());
    collectAsserts(scan.kernel().body());
  }

  private void collectAsserts(Region region) {
    for (var op : region.ops()) {
      if (op instanceof Op.Assert(var condition, _, _)) {
        asserted.add(condition);
      }
      op.regions().forEach(this::collectAsserts);
    }
  }

  /// Two iterations of the race's loop that meet in one element: first the store's, then the
  /// other's. One that is certain is preferred.
  Optional<Example> meeting(RaceProver.Race race) {
    var possible = Optional.<Example>empty();
    for (var sizes : launches) {
      var found = meeting(race, sizes);
      if (found.filter(Example::isCertain).isPresent()) {
        return found;
      }
      possible = possible.or(() -> found);
    }
    return possible;
  }

  private Optional<Example> meeting(RaceProver.Race race, Map<String, Long> sizes) {
    values.takeUsed();
    var stores = iterations(race.store(), sizes);
    var others = race.other() == race.store() ? stores : iterations(race.other(), sizes);
    var relevant = relevant(sizes);
    var shared = new ArrayList<Value>();
    for (var loop : race.store().loops()) {
      if (loop.id() == race.loop().id()) {
        break;
      }
      shared.add(loop.index());
    }
    var possible = Optional.<Example>empty();
    for (var store : stores) {
      for (var other : others) {
        if (meet(store, other, shared, race.loop().index())
            && isRunThrough(race.store(), store, sizes)
            && isRunThrough(race.other(), other, sizes)) {
          var example = new Example(sizes, relevant, List.of(store, other));
          if (example.isCertain()) {
            return Optional.of(example);
          }
          possible = possible.or(() -> Optional.of(example));
        }
      }
    }
    return possible;
  }

  /// A run of an access whose index on `axis` is out of range.
  Optional<Example> outside(Access access, int axis) {
    for (var sizes : launches) {
      values.takeUsed();
      var found = new ArrayList<Example.Iteration>();
      run(access, 0, Elements.ANY, new SampleValues.Point(sizes, Map.of()), found);
      var relevant = relevant(sizes);
      for (var iteration : found) {
        var point = new SampleValues.Point(sizes, iteration.indices());
        var extent = values.size(access.view().view().dims().get(axis), point).orElse(0L);
        var index = iteration.element().get(axis);
        if (index < 0 || index >= extent) {
          return Optional.of(new Example(sizes, relevant, List.of(iteration)));
        }
      }
    }
    return Optional.empty();
  }

  /// An extent at a point, as text.
  String extent(Size size, SampleValues.Point point) {
    return values.size(size, point).map(Object::toString).orElse("?");
  }

  private Map<String, Long> relevant(Map<String, Long> sizes) {
    var relevant = new TreeMap<>(sizes);
    relevant.keySet().retainAll(values.takeUsed());
    return relevant;
  }

  private static boolean meet(
      Example.Iteration first, Example.Iteration second, List<Value> shared, Value index) {
    return first.element().equals(second.element())
        && !first.indices().get(index).equals(second.indices().get(index))
        && shared.stream()
            .allMatch(outer -> first.indices().get(outer).equals(second.indices().get(outer)));
  }

  /// The runs of an access in one launch, as far as they can be computed: none where a subscript or
  /// the bounds of a loop around it depend on data.
  private List<Example.Iteration> iterations(Access access, Map<String, Long> sizes) {
    var found = new ArrayList<Example.Iteration>();
    run(access, 0, Elements.EXISTING, new SampleValues.Point(sizes, Map.of()), found);
    return found;
  }

  private void run(
      Access access,
      int depth,
      Elements elements,
      SampleValues.Point point,
      List<Example.Iteration> found) {
    var loops = access.loops();
    if (depth == loops.size()) {
      iteration(access, elements, point).ifPresent(found::add);
      return;
    }
    var index = loops.get(depth).index();
    var bounds = values.bounds(index);
    var lower = values.value(bounds.lower(), point);
    var upper = values.value(bounds.upper(), point);
    if (lower.isEmpty() || upper.isEmpty()) {
      return;
    }
    var end = upper.get();
    for (var number = (long) lower.get(); number < end; number++) {
      if (found.size() >= MAX_ITERATIONS || values.isExhausted()) {
        return;
      }
      run(access, depth + 1, elements, point.with(index, number), found);
    }
  }

  private Optional<Example.Iteration> iteration(
      Access access, Elements elements, SampleValues.Point point) {
    var isCertain = true;
    for (var scope : access.scopes()) {
      switch (scope) {
        case Scope.Loop _ -> {}
        case Scope.Repeat _ -> isCertain = false;
        case Scope.Arm arm -> {
          var condition = values.value(arm.condition(), point);
          if (condition.filter(bits -> (bits != 0) != (arm.region() == 0)).isPresent()) {
            return Optional.empty();
          }
          isCertain &= condition.isPresent();
        }
      }
    }
    var certain = isCertain;
    return element(access, elements, point)
        .filter(_ -> asserted.stream().noneMatch(c -> isFalse(c, point)))
        .map(element -> new Example.Iteration(point.indices(), element, certain));
  }

  private boolean isFalse(Value condition, SampleValues.Point point) {
    return values.value(condition, point).filter(bits -> bits == 0).isPresent();
  }

  /// The element an access goes to, if it is known and there is one.
  private Optional<List<Long>> element(Access access, Elements elements, SampleValues.Point point) {
    var element = new ArrayList<Long>();
    for (var axis = 0; axis < access.indices().size(); axis++) {
      var index = values.value(access.indexValues().get(axis), point);
      var extent = values.size(access.view().view().dims().get(axis), point);
      if (index.isEmpty() || extent.isEmpty()) {
        return Optional.empty();
      }
      if (elements == Elements.EXISTING && (index.get() < 0 || index.get() >= extent.get())) {
        return Optional.empty();
      }
      element.add(index.get());
    }
    return Optional.of(element);
  }

  /// Whether the other accesses in the same regions stay in range, as far as is known: the kernel
  /// would fail before, or not be launched.
  private boolean isRunThrough(
      Access access, Example.Iteration iteration, Map<String, Long> sizes) {
    var point = new SampleValues.Point(sizes, iteration.indices());
    return scan.accesses().stream()
        .filter(other -> !(other.op() instanceof Op.Scatter))
        .filter(other -> access.scopes().containsAll(other.scopes()))
        .noneMatch(other -> isOutside(other, point));
  }

  private boolean isOutside(Access access, SampleValues.Point point) {
    for (var axis = 0; axis < access.indices().size(); axis++) {
      var index = values.value(access.indexValues().get(axis), point);
      var extent = values.size(access.view().view().dims().get(axis), point);
      if (index.isPresent()
          && extent.isPresent()
          && (index.get() < 0 || index.get() >= extent.get())) {
        return true;
      }
    }
    return false;
  }
}
