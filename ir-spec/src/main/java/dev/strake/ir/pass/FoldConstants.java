package dev.strake.ir.pass;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Computes what is known before the kernel runs, with the interpreter's own definition of each op.
///
/// ```
/// op over literals                 ->  its literal        (NaN becomes the canonical NaN)
/// x + 0, x * 1, x & -1, min(x, x)  ->  x                  (float: x + -0.0, x * 1.0)
/// x * 0, x & 0, x - x, x ^ x       ->  0                  (not on floats)
/// floordiv(x, 8), floormod(x, 8)   ->  x >> 3, x & 7
/// select(c, x, x), select(true..)  ->  x                  (on bool: select(c, true, x) -> c | x)
/// check or assert that holds       ->  (dropped)
/// if (literal) { a } else { b }    ->  a or b
/// loop over no or one iteration    ->  its initial values, or its body
/// ```
///
/// Does nothing to an op that would fail: a division by zero stays and fails when it runs.
public final class FoldConstants {
  private final ScalarRules rules;
  private final Substitution substitution = new Substitution();

  private FoldConstants(Ids ids) {
    this.rules = new ScalarRules(ids);
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "fold-constants", "compute what is known before the kernel runs", FoldConstants::rewrite);
  }

  private static Kernel rewrite(Kernel kernel) {
    var folding = new FoldConstants(Ids.after(kernel));
    return kernel.withBody(folding.region(kernel.body()));
  }

  private Region region(Region region) {
    var ops = new ArrayList<Op>();
    region.ops().forEach(op -> fold(op, ops));
    return new Region(region.parameters(), ops, substitution.of(region.results()));
  }

  private void fold(Op op, List<Op> into) {
    switch (op) {
      case Op.If branch -> foldIf(branch, into);
      case Op.For loop -> foldLoop(loop, into);
      case Op.While _, Op.Bulk _ -> into.add(rebuilt(op));
      case Op.Flat _ -> foldFlat(op, into);
    }
  }

  private Op rebuilt(Op op) {
    return new OpMapping(value -> value, substitution::of, this::region).apply(op);
  }

  private void foldFlat(Op op, List<Op> into) {
    var current = rebuilt(op);
    var simpler = rules.simplify(current);
    if (simpler.isEmpty()) {
      append(current, into);
      return;
    }
    switch (simpler.get()) {
      case ScalarRules.Simpler.Literal(var bits) ->
          append(new Op.Constant(op.results().getFirst(), bits), into);
      case ScalarRules.Simpler.Same(var value) ->
          substitution.replace(op.results().getFirst(), value);
      case ScalarRules.Simpler.Nothing() -> {}
      case ScalarRules.Simpler.Ops(var ops) -> ops.forEach(inner -> append(inner, into));
    }
  }

  private void append(Op op, List<Op> into) {
    if (op instanceof Op.Constant constant) {
      rules.define(constant);
    }
    into.add(op);
  }

  private void foldIf(Op.If op, List<Op> into) {
    var condition = rules.constant(substitution.of(op.condition()));
    if (condition.isEmpty()) {
      into.add(rebuilt(op));
    } else {
      replaceByBody(op, condition.getAsLong() == 1 ? op.whenTrue() : op.whenFalse(), into);
    }
  }

  private void foldLoop(Op.For op, List<Op> into) {
    var lower = rules.constant(substitution.of(op.lower()));
    var upper = rules.constant(substitution.of(op.upper()));
    if (lower.isPresent() && upper.isPresent() && upper.getAsLong() <= lower.getAsLong()) {
      substitution.replace(op.results(), op.initial());
    } else if (lower.isPresent()
        && upper.isPresent()
        && upper.getAsLong() - lower.getAsLong() == 1) {
      var arguments = new ArrayList<Value>(List.of(op.lower()));
      arguments.addAll(op.initial());
      substitution.replace(op.body().parameters(), arguments);
      replaceByBody(op, op.body(), into);
    } else {
      into.add(rebuilt(op));
    }
  }

  /// Puts the ops of the only region that runs in the place of `op`.
  private void replaceByBody(Op op, Region body, List<Op> into) {
    body.ops().forEach(inner -> fold(inner, into));
    substitution.replace(op.results(), body.results());
  }
}
