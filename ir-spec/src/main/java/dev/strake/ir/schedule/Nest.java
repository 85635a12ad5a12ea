package dev.strake.ir.schedule;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Stores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// Parallel loops one directly in the other, so that they may be interchanged and cut.
///
/// @param loops outermost first; no bound depends on a loop around it
/// @param between what stands between the loops; it can as well stand in the innermost one: it is
///   pure, or loads what the nest does not store to
record Nest(List<Op.For> loops, List<Op> between) {
  Nest {
    loops = List.copyOf(loops);
    between = List.copyOf(between);
  }

  /// The deepest nest from this loop on; at least the loop itself.
  static Nest of(Op.For outermost, Definitions definitions) {
    var loops = new ArrayList<>(List.of(outermost));
    var between = new ArrayList<Op>();
    var stored = Stores.of(outermost);
    var defined = new HashSet<Value>();
    while (true) {
      var body = loops.getLast().body();
      defined.add(loops.getLast().index());
      if (body.ops().isEmpty()
          || !(body.ops().getLast() instanceof Op.For inner)
          || !inner.kind().equals(LoopKind.PAR)) {
        return new Nest(loops, between);
      }
      var before = body.ops().subList(0, body.ops().size() - 1);
      before.forEach(op -> defined.addAll(op.results()));
      var mayGoInside =
          before.stream()
              .allMatch(
                  op ->
                      op instanceof Op.Load load && !stored.contains(load.view())
                          || op.regions().isEmpty() && definitions.isSpeculatable(op));
      if (!mayGoInside || defined.contains(inner.lower()) || defined.contains(inner.upper())) {
        return new Nest(loops, between);
      }
      between.addAll(before);
      loops.add(inner);
    }
  }

  /// What an innermost iteration does.
  List<Op> ops() {
    return Stream.concat(between.stream(), loops.getLast().body().ops().stream()).toList();
  }

  /// The nest without its outermost loops.
  Nest from(int depth) {
    return new Nest(loops.subList(depth, loops.size()), between);
  }
}
