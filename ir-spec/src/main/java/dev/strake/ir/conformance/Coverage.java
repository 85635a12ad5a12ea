package dev.strake.ir.conformance;

import dev.strake.ir.Func;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How often conformance cases exercise each op on each type, counted from their programs as
/// written.
public final class Coverage {
  private final Map<Use, Count> counts = new HashMap<>();

  /// An op by the name it has in the text form, on a type: `add` on `f32`; for casts and bitcasts
  /// `cast to i8` on the type of the operand, for reductions and scans `reduce sum lanes`, for
  /// scatters `scatter add wrap`. Loops count for the types they carry, or `i64`, their index.
  public record Use(String op, ScalarType type) {}

  /// In how many kernels of cases, how many launches of them, and how many launches with special
  /// values among the inputs.
  public record Count(int kernels, int launches, int special) {
    static final Count NONE = new Count(0, 0, 0);

    private Count plus(int moreLaunches, int moreSpecial) {
      return new Count(kernels + 1, launches + moreLaunches, special + moreSpecial);
    }
  }

  private Coverage() {}

  public static Coverage of(List<ConformanceCase> cases) {
    var coverage = new Coverage();
    for (var one : cases) {
      for (var kernel : one.kernels()) {
        coverage.add(one, kernel);
      }
    }
    return coverage;
  }

  private void add(ConformanceCase one, String name) {
    var kernel = one.program().kernel(name).orElseThrow();
    var uses = new HashSet<Use>();
    collect(kernel.body(), one.program(), uses);
    var launches = one.launches(name);
    var special = one.specialLaunches(name);
    uses.forEach(
        use -> counts.put(use, counts.getOrDefault(use, Count.NONE).plus(launches, special)));
  }

  /// How often an op is exercised on a type.
  public Count count(Use use) {
    return counts.getOrDefault(use, Count.NONE);
  }

  /// Every op that occurs, alphabetically.
  public List<String> ops() {
    return counts.keySet().stream().map(Use::op).distinct().sorted().toList();
  }

  /// Every type that occurs, in the order of [ScalarType].
  public List<ScalarType> types() {
    return counts.keySet().stream()
        .map(Use::type)
        .distinct()
        .sorted(Comparator.comparing(ScalarType::ordinal))
        .toList();
  }

  private static void collect(Region region, Program program, Set<Use> uses) {
    for (var op : region.ops()) {
      uses.addAll(usesOf(op));
      if (op instanceof Op.Call call) {
        var callee = program.function(call.function()).map(Func::body);
        callee.ifPresent(body -> collect(body, program, uses));
      }
      op.regions().forEach(inner -> collect(inner, program, uses));
    }
  }

  private static List<Use> usesOf(Op op) {
    return switch (op) {
      case Op.Constant(var result, _) -> one("const", result);
      case Op.Unary unary -> one(unary.op().mnemonic(), unary.result());
      case Op.Binary binary -> one(binary.op().mnemonic(), binary.result());
      case Op.Compare compare -> one(compare.op().mnemonic(), compare.left());
      case Op.Select select -> one("select", select.result());
      case Op.Fma fma -> one("fma", fma.result());
      case Op.Complex complex -> one("complex", complex.result());
      case Op.Part part -> one(part.part().mnemonic(), part.operand());
      case Op.Cast(var result, var operand) -> one("cast to " + result.type(), operand);
      case Op.Bitcast(var result, var operand) -> one("bitcast to " + result.type(), operand);
      case Op.Call call -> one("call", call.result());
      case Op.SizeOf(var result, _) -> one("size", result);
      case Op.Local(var result, _) -> List.of(new Use("local", result.view().element()));
      case Op.Load load -> one("load", load.result());
      case Op.Store store -> one("store", store.value());
      case Op.CheckIndex check -> one("check_index", check.index());
      case Op.CheckNonEmpty check -> one("check_nonempty", check.lower());
      case Op.Assert check -> one("assert", check.condition());
      case Op.Print _ -> List.of();
      case Op.If branch -> each("if", branch.results(), ScalarType.BOOL);
      case Op.While loop -> each("while", loop.initial(), ScalarType.BOOL);
      case Op.For loop -> each("for " + loop.kind().mnemonic(), loop.initial(), ScalarType.I64);
      case Op.Reduce reduce ->
          each(
              "reduce " + reduce.combine().mnemonic() + " " + reduce.order().mnemonic(),
              reduce.results(),
              ScalarType.I64);
      case Op.Scan scan ->
          each("scan " + scan.combine().mnemonic(), scan.body().results(), ScalarType.I64);
      case Op.Scatter scatter ->
          List.of(
              new Use(
                  "scatter " + scatter.op().mnemonic() + " " + scatter.outside().mnemonic(),
                  scatter.target().view().element()));
    };
  }

  private static List<Use> one(String op, Value value) {
    return List.of(new Use(op, value.scalar()));
  }

  /// One use for each value, or that of `otherwise` if there is none.
  private static List<Use> each(String op, List<Value> values, ScalarType otherwise) {
    var uses = new ArrayList<Use>();
    values.forEach(value -> uses.add(new Use(op, value.scalar())));
    return uses.isEmpty() ? List.of(new Use(op, otherwise)) : uses;
  }
}
