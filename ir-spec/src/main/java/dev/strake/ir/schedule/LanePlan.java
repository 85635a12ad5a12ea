package dev.strake.ir.schedule;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import java.util.ArrayList;
import java.util.List;

/// Whether the iterations of a parallel loop can run in lanes, why not, and in how many.
public final class LanePlan {
  /// Conversions that processors lack are written out.
  private static final int CAST = 3;

  private final Definitions definitions;
  private final LaneAnalysis analysis;
  private final List<Obstacle> obstacles = new ArrayList<>();

  private LanePlan(Definitions definitions, Op.For loop) {
    this.definitions = definitions;
    this.analysis = LaneAnalysis.of(loop);
  }

  /// What keeps a loop from running in lanes, and where in the source.
  public record Obstacle(String reason, int site) {}

  /// Everything in the way; empty if the loop can run in lanes. `definitions` know the values the
  /// loop reads.
  public static List<Obstacle> obstacles(Op.For loop, Definitions definitions) {
    var plan = new LanePlan(definitions, loop);
    plan.visit(loop.body());
    return List.copyOf(plan.obstacles);
  }

  /// How much the body of a loop in lanes may hold, as [#size] counts, times the registers that a
  /// value takes: an op is more code on registers than on scalars.
  public static int mostOps(Plan plan) {
    return (int) (plan.methodOps() * 3L / 4);
  }

  /// About how much code a region is in lanes, counted in additions.
  public static int size(Region region) {
    return region.ops().stream().mapToInt(LanePlan::size).sum();
  }

  /// An op with what is in its regions.
  static int size(Op op) {
    var alone =
        switch (op) {
          case Op.Constant _ -> 0;
          case Op.Cast _ -> CAST;
          case Op.If branch -> 2 + 3 * branch.results().size();
          case Op.Flat _, Op.Structured _ -> 1;
        };
    return alone + op.regions().stream().mapToInt(LanePlan::size).sum();
  }

  /// The lanes that fit a register of `vectorBits`, 128 or more, beside the widest value that
  /// varies. Types below 32 bits are held in 32.
  public static int laneCount(Op.For loop, int vectorBits) {
    var widest = widest(loop.body(), LaneAnalysis.of(loop), ScalarType.I32);
    return vectorBits / widest.bits();
  }

  private static ScalarType widest(Region region, LaneAnalysis analysis, ScalarType atLeast) {
    var widest = atLeast;
    for (var op : region.ops()) {
      for (var value : held(op, analysis)) {
        widest = value.scalar().bits() > widest.bits() ? value.scalar() : widest;
      }
      for (var inner : op.regions()) {
        widest = widest(inner, analysis, widest);
      }
    }
    return widest;
  }

  /// The values that need registers because of this op: what it makes that varies, and indices it
  /// reads otherwise than as indices.
  private static List<Value> held(Op op, LaneAnalysis analysis) {
    var held = new ArrayList<>(op.results().stream().filter(analysis::isVarying).toList());
    var reads =
        switch (op) {
          case Op.Load _ -> List.<Value>of();
          case Op.Store store -> List.of(store.value());
          case Op.Structured _ ->
              op.regions().stream().flatMap(region -> region.results().stream()).toList();
          case Op.Scalar _, Op.Call _, Op.SizeOf _, Op.Local _ ->
              held.isEmpty() ? List.<Value>of() : op.operands();
          case Op.Check _, Op.Print _ -> List.<Value>of();
        };
    reads.stream().filter(value -> !analysis.isUniform(value)).forEach(held::add);
    return held;
  }

  /// What is yielded counts as well: it may come from outside.
  private void visit(Region region) {
    region.ops().forEach(this::visit);
    requireReal(region.results());
  }

  private void visit(Op op) {
    requireReal(op.results());
    requireReal(op.operands());
    switch (op) {
      case Op.Binary binary -> visit(binary);
      case Op.Load load -> {
        if (analysis.access(load.view(), load.indices()) == LaneAnalysis.Access.SCATTERED) {
          report("loads elements that are not neighbours in memory", load.site());
        }
      }
      case Op.Store store -> {
        if (analysis.access(store.view(), store.indices()) != LaneAnalysis.Access.CONTIGUOUS) {
          report("stores elements that are not neighbours in memory", store.site());
        }
      }
      case Op.If branch -> visit(branch);
      case Op.While loop -> {
        requireUniform(
            loop.condition().results(), "loops a different number of times", loop.site());
        visit(loop.condition());
        visit(loop.body());
      }
      case Op.For loop -> visit(loop);
      case Op.Local(_, var site) -> report("has a local array", site);
      case Op.CheckIndex check -> report("checks an index", check.site());
      case Op.CheckNonEmpty check -> report("checks for emptiness", check.site());
      case Op.Assert check -> report("has an assert", check.site());
      case Op.Reduce reduce -> report("has a reduction", reduce.site());
      case Op.Scan scan -> report("has a scan", scan.site());
      case Op.Scatter scatter -> report("has a scatter", scatter.site());
      case Op.Call _ -> report("has a call", 0);
      case Op.Print print -> report("prints", print.site());
      case Op.Scalar _, Op.SizeOf _ -> {}
    }
  }

  private void requireReal(List<Value> values) {
    if (values.stream().anyMatch(LanePlan::isComplex)) {
      report("computes with complex numbers", 0);
    }
  }

  private static boolean isComplex(Value value) {
    return value.type() instanceof ScalarType type && type.isComplex();
  }

  private void report(String reason, int site) {
    obstacles.add(new Obstacle(reason, site));
  }

  private void visit(Op.Binary op) {
    if (definitions.canFail(op)) {
      report("may divide by zero", op.site());
    } else if (op.canFail()) {
      report("divides integers", op.site());
    }
  }

  private void visit(Op.If branch) {
    if (!analysis.isUniform(branch.condition()) && !isHarmless(branch)) {
      report("branches differently", 0);
    }
    visit(branch.whenTrue());
    visit(branch.whenFalse());
  }

  private void visit(Op.For loop) {
    if (loop.kind() instanceof LoopKind.Lanes) {
      report("has lanes inside already", loop.site());
    }
    var bounds = List.of(loop.lower(), loop.upper());
    requireUniform(bounds, "loops a different number of times", loop.site());
    visit(loop.body());
  }

  /// Whether lanes that don't take an arm may run it beside those that do: it touches no memory,
  /// and it ends, as a `for` does.
  private static boolean isHarmless(Op op) {
    return switch (op) {
      case Op.Scalar _, Op.SizeOf _ -> true;
      case Op.If _, Op.For _ ->
          op.regions().stream().flatMap(arm -> arm.ops().stream()).allMatch(LanePlan::isHarmless);
      case Op.Load _, Op.Store _, Op.Local _, Op.Call _, Op.Check _, Op.Print _ -> false;
      case Op.While _, Op.Bulk _ -> false;
    };
  }

  private void requireUniform(List<Value> values, String reason, int site) {
    if (!values.stream().allMatch(analysis::isUniform)) {
      report(reason, site);
    }
  }
}
