package dev.strake.codegen.c;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.schedule.LaneAnalysis;
import dev.strake.ir.schedule.LaneAnalysis.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Prints a loop over lanes that holds other loops, so that a compiler sees vectors in it.
///
/// Each straight stretch of ops becomes a loop over the lanes; a value that lives on after its
/// stretch becomes an array with an element per lane. What all lanes share stays a scalar outside,
/// and what counts up with the lane is computed again where it is used.
///
/// ```
/// for lanes(4) i in 0..n {                 for (i64 v1_0 = 0; v1_0 < n; v1_0 += 4) {
///   s = seq for k carry a = 0 {              f64 v7[4];
///     a + x[k, i]                 ->         for (lane = 0..4) v7[lane] = 0;
///   }                                        for (i64 v2 = 0; v2 < m; v2++)
///   y[i] = s                                   for (lane = 0..4) v7[lane] = v7[lane] + x[..];
/// }                                          for (lane = 0..4) y[v1_0 + lane] = v7[lane];
/// ```
final class LaneEmitter {
  private final CEmitter emitter;
  private final LaneAnalysis lanes;
  private final int count;
  private final Op.For loop;
  private final Map<Value, Op> affineOps = new HashMap<>();
  private final Map<Value, Integer> stretchOf = new HashMap<>();
  private final Set<Value> arrays = new HashSet<>();
  private int stretch;

  private LaneEmitter(CEmitter emitter, Op.For loop, int count) {
    this.emitter = emitter;
    this.loop = loop;
    this.lanes = LaneAnalysis.of(loop);
    this.count = count;
  }

  /// Whether a loop over lanes holds loops or branches, all lanes take the same way through them,
  /// and nothing in it fails. Every other one is printed like a parallel loop.
  static boolean fits(Op.For loop) {
    var lanes = LaneAnalysis.of(loop);
    return loop.body().ops().stream().anyMatch(op -> !op.regions().isEmpty())
        && loop.body().ops().stream().allMatch(op -> fits(op, lanes));
  }

  private static boolean fits(Op op, LaneAnalysis lanes) {
    var isOrdered =
        switch (op) {
          case Op.For inner ->
              !(inner.kind() instanceof LoopKind.Lanes)
                  && lanes.isUniform(inner.lower())
                  && lanes.isUniform(inner.upper());
          case Op.If branch -> lanes.isUniform(branch.condition());
          case Op.Binary binary -> !binary.canFail();
          case Op.Scalar _, Op.SizeOf _, Op.Load _, Op.Store _ -> true;
          case Op.Check _, Op.Print _, Op.While _, Op.Local _, Op.Call _, Op.Bulk _ -> false;
        };
    return isOrdered
        && op.regions().stream()
            .flatMap(region -> region.ops().stream())
            .allMatch(inner -> fits(inner, lanes));
  }

  static void print(CEmitter emitter, Op.For loop, int count) {
    new LaneEmitter(emitter, loop, count).print();
  }

  private void print() {
    survey(loop.body());
    emitter.out().open(emitter.header(loop, first(), count));
    region(loop.body(), List.of());
    emitter.out().close();
  }

  /// The variable with the loop index of lane 0.
  private String first() {
    return CNames.variable(loop.index()) + "_0";
  }

  /// Numbers the straight stretches and finds the values used outside of their own.
  private void survey(Region region) {
    for (var op : region.ops()) {
      op.operands().forEach(this::use);
      if (op.regions().isEmpty()) {
        op.results().forEach(this::place);
        continue;
      }
      op.results().forEach(this::keep);
      for (var inner : op.regions()) {
        inner.parameters().forEach(this::keep);
        stretch++;
        survey(inner);
      }
      stretch++;
    }
    region.results().forEach(this::use);
  }

  private void place(Value result) {
    stretchOf.put(result, stretch);
  }

  private void use(Value value) {
    if (stretchOf.containsKey(value) && stretchOf.get(value) != stretch) {
      keep(value);
    }
  }

  private void keep(Value value) {
    if (lanes.isVarying(value)) {
      arrays.add(value);
    }
  }

  /// The ops of a region; at its end `targets` take its results.
  private void region(Region region, List<Value> targets) {
    var straight = new ArrayList<Op>();
    for (var op : region.ops()) {
      if (op instanceof Op.For inner) {
        innerLoop(inner, straight);
      } else if (op instanceof Op.If branch) {
        branch(branch, straight);
      } else if (op.results().isEmpty()) {
        straight.add(op);
      } else {
        value(op, straight);
      }
    }
    var sources = region.results();
    straight(straight, varying(targets, targets), varying(targets, sources));
    emitter.assign(uniform(targets, targets), uniform(targets, sources));
  }

  private void value(Op op, List<Op> straight) {
    switch (lanes.shape(op.results().getFirst())) {
      case Shape.Uniform _ -> emitter.op(op);
      case Shape.Affine _ -> affineOps.put(op.results().getFirst(), op);
      case Shape.Varying _ -> straight.add(op);
    }
  }

  private void innerLoop(Op.For inner, List<Op> straight) {
    var results = inner.results();
    var parameters = inner.body().parameters().subList(1, results.size() + 1);
    declare(varying(results, results));
    bindAll(varying(results, parameters), varying(results, results));
    straight(straight, varying(results, results), varying(results, inner.initial()));
    emitter.carry(
        uniform(results, results), uniform(results, inner.initial()), uniform(results, parameters));
    emitter.at(inner);
    emitter.out().open(emitter.header(inner, CNames.variable(inner.index()), 1));
    region(inner.body(), results);
    emitter.out().close();
  }

  private void branch(Op.If branch, List<Op> straight) {
    var results = branch.results();
    straight(straight, List.of(), List.of());
    declare(varying(results, results));
    emitter.branch(branch, uniform(results, results), arm -> region(arm, results));
  }

  /// Prints the collected ops as one loop over the lanes, then `targets = sources` in each lane.
  private void straight(List<Op> ops, List<Value> targets, List<Value> sources) {
    if (ops.isEmpty() && targets.isEmpty()) {
      return;
    }
    declare(ops.stream().flatMap(op -> op.results().stream()).filter(arrays::contains).toList());
    emitter.out().line("INDEPENDENT");
    emitter.out().open("for (int lane = 0; lane < " + count + "; lane++)");
    var printed = new HashSet<Value>();
    ops.forEach(op -> op.operands().forEach(operand -> affine(operand, printed)));
    sources.forEach(source -> affine(source, printed));
    ops.forEach(emitter::op);
    emitter.assign(targets, sources);
    emitter.out().close();
    ops.clear();
  }

  /// Computes a value that counts up with the lane, once per stretch.
  private void affine(Value value, Set<Value> printed) {
    if (!(lanes.shape(value) instanceof Shape.Affine) || !printed.add(value)) {
      return;
    }
    if (value.equals(loop.index())) {
      emitter.out().line("const i64 " + CNames.variable(value) + " = " + first() + " + lane;");
      return;
    }
    var op = affineOps.get(value);
    op.operands().forEach(operand -> affine(operand, printed));
    emitter.op(op);
  }

  private void declare(List<Value> values) {
    for (var value : values) {
      emitter.out().line(emitter.declaration(value) + "[" + count + "];");
      emitter.names().bind(value, CNames.variable(value) + "[lane]");
    }
  }

  private void bindAll(List<Value> parameters, List<Value> results) {
    for (var i = 0; i < results.size(); i++) {
      emitter.names().bind(parameters.get(i), emitter.names().text(results.get(i)));
    }
  }

  /// Those of `values` whose partner in `results` differs between lanes.
  private List<Value> varying(List<Value> results, List<Value> values) {
    return select(results, values, Predicate.not(lanes::isUniform));
  }

  private List<Value> uniform(List<Value> results, List<Value> values) {
    return select(results, values, lanes::isUniform);
  }

  private static List<Value> select(
      List<Value> results, List<Value> values, Predicate<Value> condition) {
    var selected = new ArrayList<Value>();
    for (var i = 0; i < results.size(); i++) {
      if (condition.test(results.get(i))) {
        selected.add(values.get(i));
      }
    }
    return selected;
  }
}
