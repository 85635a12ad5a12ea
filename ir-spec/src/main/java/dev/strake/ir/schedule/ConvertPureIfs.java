package dev.strake.ir.schedule;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.OpCosts;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Runs both arms of a cheap branch and chooses afterwards, so that lanes can take different sides.
///
/// ```
/// %5 = if %4 {                          %6 = neg %1
///   %6 = neg %1                  ->     %5 = select %4, %6, %1
///   yield %6
/// } else { yield %1 }
/// ```
///
/// Does nothing where an arm can fail, stores, loops, is long (beside nothing: half as long), or
/// loads what the other arm does not load too: the index may be in range only on one side.
public final class ConvertPureIfs {
  /// Costs of both arms together up to which running both beats a branch: with lanes, running both
  /// is what makes lanes possible; without, it saves a misprediction.
  private static final int LIMIT_WITH_LANES = 64;

  private static final int LIMIT_WITHOUT_LANES = 8;

  private final Definitions definitions;
  private final int limit;
  private final Substitution substitution = new Substitution();

  private ConvertPureIfs(Definitions definitions, int limit) {
    this.definitions = definitions;
    this.limit = limit;
  }

  public static Pass pass(CompileOptions options) {
    var limit = options.vectorBits() == 0 ? LIMIT_WITHOUT_LANES : LIMIT_WITH_LANES;
    return Pass.ofKernels(
        "convert-pure-ifs",
        "run both arms of cheap branches and select",
        kernel -> rewrite(kernel, limit));
  }

  private static Kernel rewrite(Kernel kernel, int limit) {
    var conversion = new ConvertPureIfs(Definitions.of(kernel), limit);
    return kernel.withBody(conversion.region(kernel.body()));
  }

  private Region region(Region region) {
    var ops = new ArrayList<Op>();
    for (var op : region.ops()) {
      // Inner branches first: what becomes of them may make the outer one pure.
      var current = new OpMapping(value -> value, substitution::of, this::region).apply(op);
      if (current instanceof Op.If branch && isConvertible(branch)) {
        convert(branch, ops);
      } else {
        ops.add(current);
      }
    }
    return new Region(region.parameters(), ops, substitution.of(region.results()));
  }

  private boolean isConvertible(Op.If branch) {
    var shared = loads(branch.whenTrue());
    shared.retainAll(loads(branch.whenFalse()));
    var both = Stream.concat(branch.whenTrue().ops().stream(), branch.whenFalse().ops().stream());
    return both.mapToInt(op -> cost(op, shared)).sum() <= (hasFreeArm(branch) ? limit / 2 : limit);
  }

  /// Where one arm has nothing to compute, a test whether any lane takes the other saves more.
  private static boolean hasFreeArm(Op.If branch) {
    return branch.regions().stream().anyMatch(arm -> OpCosts.of(arm) == 0);
  }

  private static Set<List<Value>> loads(Region region) {
    var loads = new HashSet<List<Value>>();
    for (var op : region.ops()) {
      if (op instanceof Op.Load load) {
        loads.add(load.operands());
      }
    }
    return loads;
  }

  /// In simple ops; above every limit if it must not run where it would not have.
  private int cost(Op op, Set<List<Value>> shared) {
    return switch (op) {
      case Op.Binary binary when definitions.canFail(binary) -> LIMIT_WITH_LANES + 1;
      case Op.Scalar _, Op.SizeOf _ -> OpCosts.of(op);
      case Op.Load load -> shared.contains(load.operands()) ? 1 : LIMIT_WITH_LANES + 1;
      case Op.Call _, Op.Local _, Op.Store _, Op.Print _ -> LIMIT_WITH_LANES + 1;
      case Op.Check _, Op.Structured _ -> LIMIT_WITH_LANES + 1;
    };
  }

  private void convert(Op.If branch, List<Op> into) {
    Map<List<Value>, Value> loaded = new HashMap<>();
    for (var op : branch.whenTrue().ops()) {
      if (op instanceof Op.Load load) {
        loaded.put(load.operands(), load.result());
      }
      into.add(op);
    }
    for (var op : branch.whenFalse().ops()) {
      if (op instanceof Op.Load load) {
        substitution.replace(load.result(), loaded.get(load.operands()));
      } else {
        into.add(substitution.of(op));
      }
    }
    for (var slot = 0; slot < branch.results().size(); slot++) {
      choose(branch, slot, into);
    }
  }

  private void choose(Op.If branch, int slot, List<Op> into) {
    var result = branch.results().get(slot);
    var whenTrue = substitution.of(branch.whenTrue().results().get(slot));
    var whenFalse = substitution.of(branch.whenFalse().results().get(slot));
    if (whenTrue.equals(whenFalse)) {
      substitution.replace(result, whenTrue);
    } else {
      into.add(new Op.Select(result, branch.condition(), whenTrue, whenFalse));
    }
  }
}
