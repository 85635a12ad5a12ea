package dev.strake.ir.schedule;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Two parallel loops around an [Accumulation] that combines rows with columns, as matmul does, in
/// straight-line steps: what [BlockContractions] can compute in blocks.
///
/// @param row the outer loop
/// @param column the inner loop
/// @param body what an iteration does
/// @param inner the innermost loop, over single steps: the loop of the body, or the only one inside
///   of it where steps come in runs
/// @param loads the loads of a step
record Contraction(
    Op.For row, Op.For column, Accumulation body, Op.For inner, List<Operand> loads) {
  Contraction {
    loads = List.copyOf(loads);
  }

  /// A load of a step, and what its indices depend on beside the step.
  record Operand(Op.Load load, Side side) {}

  /// What an operand belongs to.
  enum Side {
    /// All rows and columns.
    NEITHER,
    ROWS,
    COLUMNS
  }

  /// The contraction that this loop and the one inside of it are, if they are one: no index or
  /// bound depends on what was loaded in the nest, each load of a step belongs to the rows or to
  /// the columns or to neither, and nothing that was loaded is stored to.
  static Optional<Contraction> of(Op.For loop, Definitions definitions) {
    if (definitions.mayFail(loop)) {
      return Optional.empty();
    }
    var nest = Nest.of(loop, definitions);
    if (nest.loops().size() != 2) {
      return Optional.empty();
    }
    var row = nest.loops().getFirst();
    var column = nest.loops().getLast();
    return Accumulation.of(nest, definitions)
        .filter(body -> body.combines(row.index(), column.index()))
        .flatMap(body -> of(row, column, body));
  }

  private static Optional<Contraction> of(Op.For row, Op.For column, Accumulation body) {
    var loops = body.steps().body().ops().stream().filter(op -> !op.regions().isEmpty()).toList();
    if (loops.size() > 1) {
      return Optional.empty();
    }
    var inner = loops.isEmpty() ? body.steps() : loops.getFirst();
    return inner instanceof Op.For steps && steps.kind().equals(LoopKind.SEQ)
        ? of(row, column, body, steps)
        : Optional.empty();
  }

  private static Optional<Contraction> of(
      Op.For row, Op.For column, Accumulation body, Op.For inner) {
    if (inner.body().ops().stream().anyMatch(op -> !op.regions().isEmpty())) {
      return Optional.empty();
    }
    var all = Stream.concat(body.before().stream(), Stream.of(body.steps())).toList();
    var ofRow = Dependents.of(row.index(), all);
    var ofColumn = Dependents.of(column.index(), all);
    var loads = new ArrayList<Operand>();
    var isPossible = !dependsOnEither(inner.lower(), inner.upper(), ofRow, ofColumn);
    for (var op : inner.body().ops()) {
      if (op instanceof Op.Load load) {
        var isOfRow = ofRow.areReadBy(load);
        var isOfColumn = ofColumn.areReadBy(load);
        isPossible &= !(isOfRow && isOfColumn);
        loads.add(
            new Operand(load, isOfRow ? Side.ROWS : isOfColumn ? Side.COLUMNS : Side.NEITHER));
      }
    }
    var found = new Contraction(row, column, body, inner, loads);
    return isPossible && found.isUndisturbed() && found.hasPlainIndices(ofColumn)
        ? Optional.of(found)
        : Optional.empty();
  }

  private static boolean dependsOnEither(
      Value lower, Value upper, Dependents ofRow, Dependents ofColumn) {
    return Stream.of(lower, upper).anyMatch(v -> ofRow.contain(v) || ofColumn.contain(v));
  }

  private boolean isUndisturbed() {
    var stored = Stores.of(row);
    return loads.stream().noneMatch(operand -> stored.contains(operand.load().view()));
  }

  /// Whether indices are computed without loads in the nest, and what steps take from outside of
  /// the innermost loop holds no load that depends on the column.
  private boolean hasPlainIndices(Dependents ofColumn) {
    var pure = pure();
    var inside = new HashSet<Value>();
    Stream.of(body.before(), body.steps().body().ops(), inner.body().ops())
        .flatMap(List::stream)
        .forEach(op -> inside.addAll(op.results()));
    var bounds = Stream.of(inner.lower(), inner.upper());
    var indices = loads.stream().flatMap(operand -> operand.load().indices().stream());
    return Stream.concat(bounds, indices).allMatch(value -> isPlain(value, pure, inside))
        && Stream.concat(neededBefore().stream(), outerSteps())
            .noneMatch(op -> op instanceof Op.Load && ofColumn.areReadBy(op));
  }

  private static boolean isPlain(Value value, Map<Value, Op> pure, Set<Value> inside) {
    return pure.containsKey(value)
        ? pure.get(value).operands().stream().allMatch(v -> isPlain(v, pure, inside))
        : !inside.contains(value);
  }

  /// What stands in a run beside the innermost loop.
  private Stream<Op> outerSteps() {
    return hasRuns() ? body.steps().body().ops().stream() : Stream.of();
  }

  /// Whether the steps come in runs.
  boolean hasRuns() {
    return inner != body.steps();
  }

  /// Ops without loads by what they define: enough to compute indices and bounds anywhere.
  Map<Value, Op> pure() {
    var pure = new HashMap<Value, Op>();
    Stream.of(body.before(), body.steps().body().ops(), inner.body().ops())
        .flatMap(List::stream)
        .filter(op -> op instanceof Op.Scalar || op instanceof Op.SizeOf)
        .forEach(op -> op.results().forEach(result -> pure.put(result, op)));
    return pure;
  }

  /// The ops in front of the steps that the steps themselves need, their first values aside.
  List<Op> neededBefore() {
    var needed = new HashSet<Value>();
    body.steps().body().ops().forEach(op -> addReads(op, needed));
    var ops = new ArrayList<Op>();
    for (var op : body.before().reversed()) {
      if (op.results().stream().anyMatch(needed::contains)) {
        ops.addFirst(op);
        addReads(op, needed);
      }
    }
    return ops;
  }

  private static void addReads(Op op, Set<Value> into) {
    into.addAll(op.operands());
    for (var region : op.regions()) {
      into.addAll(region.results());
      region.ops().forEach(one -> addReads(one, into));
    }
  }
}
