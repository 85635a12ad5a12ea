package dev.strake.ir.schedule;

import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The body of a parallel loop in stages, one after the other: where to cut, and what crosses.
///
/// @param arrays the element types of the arrays it takes for what crosses
/// @param places which of them holds a value that crosses; an array serves several values, one
///   after the other
record Stages(List<Stage> stages, List<ScalarType> arrays, Map<Value, Integer> places) {

  /// @param taken what it reads of earlier stages
  /// @param ops what it computes, in order, values that all lanes share included
  /// @param handed what later stages read
  record Stage(List<Value> taken, List<Op> ops, List<Value> handed) {}

  /// Stages of no more than `limit` ops, as [LanePlan#size] counts, cut where few values cross;
  /// none if that can't be done.
  static Optional<Stages> of(Op.For loop, int limit) {
    var ops = loop.body().ops();
    if (ops.stream().anyMatch(op -> LanePlan.size(op) > limit)) {
      return Optional.empty();
    }
    var shared = SharedOps.of(loop);
    return shared.areRepeatable()
        ? Optional.of(new Cutter(ops, shared, limit).stages())
        : Optional.empty();
  }

  /// The ops of a body whose values don't differ between lanes, or count up with them.
  private record SharedOps(List<Op> ops) {
    static SharedOps of(Op.For loop) {
      var analysis = LaneAnalysis.of(loop);
      return new SharedOps(
          loop.body().ops().stream()
              .filter(op -> op.results().stream().anyMatch(value -> !analysis.isVarying(value)))
              .toList());
    }

    boolean areRepeatable() {
      return ops.stream().allMatch(op -> op instanceof Op.Scalar || op instanceof Op.SizeOf);
    }

    /// Those that the ops of a stage need, in the order of the body.
    List<Op> neededBy(List<Op> stage) {
      var needed = new HashSet<Value>();
      stage.forEach(op -> addReads(op, needed));
      var found = new ArrayList<Op>();
      for (var op : ops.reversed()) {
        if (op.results().stream().anyMatch(needed::contains)) {
          needed.addAll(op.operands());
          found.addFirst(op);
        }
      }
      return found;
    }
  }

  private static void addReads(Op op, Set<Value> into) {
    into.addAll(op.operands());
    for (var region : op.regions()) {
      into.addAll(region.results());
      region.ops().forEach(inner -> addReads(inner, into));
    }
  }

  /// Cuts one body.
  private static final class Cutter {
    private final List<Op> ops;
    private final SharedOps shared;
    private final int limit;
    private final List<Set<Value>> reads = new ArrayList<>();
    private final Map<Value, Integer> definedAt = new LinkedHashMap<>();
    private final Map<Value, Integer> lastReadAt = new HashMap<>();

    private final List<ScalarType> arrays = new ArrayList<>();
    private final Map<Value, Integer> places = new HashMap<>();
    private final Set<Value> live = new LinkedHashSet<>();

    Cutter(List<Op> body, SharedOps shared, int limit) {
      var repeated = new HashSet<>(shared.ops());
      this.ops = body.stream().filter(op -> !repeated.contains(op)).toList();
      this.shared = shared;
      this.limit = limit;
      for (var k = 0; k < ops.size(); k++) {
        var read = new LinkedHashSet<Value>();
        addReads(ops.get(k), read);
        reads.add(read);
        for (var value : read) {
          lastReadAt.put(value, k);
        }
        for (var value : ops.get(k).results()) {
          definedAt.put(value, k);
        }
      }
    }

    Stages stages() {
      var crossing = crossing();
      var total = ops.stream().mapToInt(LanePlan::size).sum();
      var aim = total / Math.ceilDiv(total, limit);
      var stages = new ArrayList<Stage>();
      for (var start = 0; start < ops.size(); ) {
        var end = end(start, aim, crossing);
        stages.add(stage(start, end));
        start = end;
      }
      return new Stages(stages, arrays, places);
    }

    /// For every place between two ops, how many values cross it.
    private int[] crossing() {
      var crossing = new int[ops.size() + 1];
      definedAt.forEach(
          (value, from) -> {
            crossing[from + 1]++;
            crossing[lastReadAt.getOrDefault(value, from) + 1]--;
          });
      for (var k = 1; k <= ops.size(); k++) {
        crossing[k] += crossing[k - 1];
      }
      return crossing;
    }

    /// Where a stage from `start` ends: where the fewest values cross, not far from the size it
    /// should have.
    private int end(int start, int aim, int[] crossing) {
      var size = LanePlan.size(ops.get(start));
      var best = start + 1;
      var isTooShort = true;
      for (var end = start + 1; end <= ops.size() && size <= limit; end++) {
        if (isTooShort || end == ops.size() || crossing[end] <= crossing[best]) {
          best = end;
          isTooShort = size < aim / 2;
        }
        size += end < ops.size() ? LanePlan.size(ops.get(end)) : 0;
      }
      return best;
    }

    private Stage stage(int start, int end) {
      var own = ops.subList(start, end);
      var taken =
          reads.subList(start, end).stream()
              .flatMap(Set::stream)
              .distinct()
              .filter(value -> definedAt.getOrDefault(value, start) < start)
              .toList();
      var handed =
          own.stream()
              .flatMap(op -> op.results().stream())
              .filter(value -> lastReadAt.getOrDefault(value, start) >= end)
              .toList();
      live.removeIf(value -> lastReadAt.get(value) < start);
      handed.forEach(this::reserve);
      var all = new ArrayList<>(shared.neededBy(own));
      all.addAll(own);
      return new Stage(taken, all, handed);
    }

    /// Finds an array that nobody reads any more, or a new one.
    private void reserve(Value value) {
      var taken = live.stream().map(places::get).collect(Collectors.toSet());
      var number = 0;
      while (number < arrays.size()
          && (taken.contains(number) || arrays.get(number) != value.scalar())) {
        number++;
      }
      if (number == arrays.size()) {
        arrays.add(value.scalar());
      }
      places.put(value, number);
      live.add(value);
    }
  }
}
