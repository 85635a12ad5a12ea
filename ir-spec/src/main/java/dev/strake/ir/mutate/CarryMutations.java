package dev.strake.ir.mutate;

import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carried values of `for` and `while` that go astray.
final class CarryMutations {
  private final List<CodeMutation> mutations = new ArrayList<>();

  private CarryMutations() {}

  static List<CodeMutation> all() {
    var all = new CarryMutations();
    for (var loop : List.of("for", "while")) {
      for (var type : ScalarType.values()) {
        if (ScalarMutations.isComputedWith(type)) {
          all.ofType(loop, type);
        }
      }
      all.swapped(loop);
    }
    return all.mutations;
  }

  /// A loop of either kind, as far as it carries: `carried` are the parameters of its body.
  private record Carrying(Op op, List<Value> initial, List<Value> carried, Region body) {
    static Optional<Carrying> of(Op op, String name) {
      if (op instanceof Op.For loop && name.equals("for")) {
        var parameters = loop.body().parameters();
        var carried = parameters.subList(1, parameters.size());
        return Optional.of(new Carrying(op, loop.initial(), carried, loop.body()));
      }
      if (op instanceof Op.While loop && name.equals("while")) {
        return Optional.of(new Carrying(op, loop.initial(), loop.body().parameters(), loop.body()));
      }
      return Optional.empty();
    }

    /// The loop with other first values, next values and results.
    Op with(List<Value> first, List<Value> next, List<Value> results) {
      var changed = new Region(body.parameters(), body.ops(), next);
      return op instanceof Op.While loop
          ? new Op.While(results, first, loop.condition(), changed, loop.site())
          : withBody((Op.For) op, first, changed, results);
    }

    private static Op withBody(
        Op.For loop, List<Value> first, Region changed, List<Value> results) {
      return new Op.For(
          results, loop.kind(), loop.lower(), loop.upper(), first, changed, loop.site());
    }

    boolean carries(ScalarType type) {
      return initial.stream().anyMatch(value -> value.type() == type);
    }
  }

  private void ofType(String name, ScalarType type) {
    add(
        "%s carries %s without updating it".formatted(name, type),
        name,
        (loop, _) -> {
          var next = mixed(loop.body().results(), loop.carried(), type);
          return loop.with(loop.initial(), next, loop.op().results());
        });
    add(
        "%s begins %s with 0".formatted(name, type),
        name,
        (loop, place) -> {
          if (!loop.carries(type)) {
            return loop.op();
          }
          var zero = place.at().constant(type, 0);
          var first = loop.initial().stream().map(v -> v.type() == type ? zero : v).toList();
          return loop.with(first, loop.body().results(), loop.op().results());
        });
    mutations.add(
        CodeMutation.of(
            Family.LOOP,
            "%s gives the initial %s".formatted(name, type),
            (op, place) -> {
              var loop = Carrying.of(op, name).filter(one -> one.carries(type));
              loop.ifPresent(one -> giveInitial(one, type, place));
              return loop.isPresent();
            }));
  }

  private static void giveInitial(Carrying loop, ScalarType type, Place place) {
    var results = loop.op().results();
    var fresh = results.stream().map(value -> place.ids().fresh(value.type())).toList();
    place.at().append(loop.with(loop.initial(), loop.body().results(), fresh));
    place.define(results, mixed(fresh, loop.initial(), type));
  }

  /// `values`, but `others` where they are of the type.
  private static List<Value> mixed(List<Value> values, List<Value> others, ScalarType type) {
    var mixed = new ArrayList<Value>();
    for (var k = 0; k < values.size(); k++) {
      mixed.add(values.get(k).type() == type ? others.get(k) : values.get(k));
    }
    return mixed;
  }

  private void swapped(String name) {
    add(
        name + " exchanges neighbouring carried values",
        name,
        (loop, _) -> {
          var next = new ArrayList<>(loop.body().results());
          for (var k = 1; k < next.size(); k++) {
            if (next.get(k).type() == next.get(k - 1).type()) {
              next.set(k, next.set(k - 1, next.get(k)));
              break;
            }
          }
          return loop.with(loop.initial(), next, loop.op().results());
        });
  }

  private interface Change {
    Op of(Carrying loop, Place place);
  }

  private void add(String defect, String name, Change change) {
    mutations.add(
        CodeMutation.of(
            Family.LOOP,
            defect,
            (op, place) -> {
              var changed = Carrying.of(op, name).map(loop -> change.of(loop, place));
              changed.ifPresent(place.at()::append);
              return changed.isPresent();
            }));
  }
}
