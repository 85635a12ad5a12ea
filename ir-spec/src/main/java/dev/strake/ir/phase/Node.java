package dev.strake.ir.phase;

import dev.strake.ir.Op;
import dev.strake.ir.Value;
import java.util.List;

/// A kernel's body as [CutPhases] sees it at first: cut, but not yet into kernels of their own.
///
/// Variables are values that get a cell: what loops carry, what branches yield, bounds and
/// conditions.
sealed interface Node {
  /// Ops one after the other, and then all assignments at once.
  record Straight(List<Op> ops, List<Assignment> assignments) implements Node {
    public Straight {
      ops = List.copyOf(ops);
      assignments = List.copyOf(assignments);
    }

    boolean isEmpty() {
      return ops.isEmpty() && assignments.isEmpty();
    }
  }

  /// A parallel loop; `lower` and `upper` are variables.
  record Split(Op.For loop, Value lower, Value upper) implements Node {}

  record Repeated(Value index, Value lower, Value upper, List<Node> body) implements Node {}

  record While(Straight condition, Value holds, List<Node> body) implements Node {}

  record Choice(Value condition, List<Node> whenTrue, List<Node> whenFalse) implements Node {}

  record Assignment(Value variable, Value source) {}
}
