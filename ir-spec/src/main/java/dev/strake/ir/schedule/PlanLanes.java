package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.OpMapping;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionCopy;
import dev.strake.ir.pass.RegionWalk;
import java.util.List;

/// Cuts innermost parallel loops into groups of lanes and what is left over.
///
/// ```
/// for par %i in %a..%b { body }   ->   %m = %a + (tripcount(%a..%b) & -8)
///                                      for lanes(8) %i in %a..%m { body }
///                                      for par %j in %m..%b { body }
/// ```
///
/// Does nothing where [LanePlan] finds an obstacle, where the trip count is known and below the
/// number of lanes, and for plans without vectors. A loop around a loop that can't run in lanes is
/// tried in its place; the parallel loops in its lanes then become `seq`.
public final class PlanLanes {
  /// Registers of accumulators that leave some for operands.
  private static final int MOST_CARRIED = 24;

  private final CompileOptions options;
  private final Ids ids;
  private final Definitions definitions;
  private final RegionWalk walk;

  private PlanLanes(CompileOptions options, Kernel kernel) {
    this.options = options;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(CompileOptions options) {
    return Pass.ofKernels(
        "plan-lanes", "cut parallel loops into lanes and a tail", kernel -> plan(kernel, options));
  }

  private static Kernel plan(Kernel kernel, CompileOptions options) {
    return options.vectorBits() == 0 ? kernel : new PlanLanes(options, kernel).walk.kernel(kernel);
  }

  private void place(Op op, RegionBuilder at) {
    var current = walk.inside(op);
    if (current instanceof Op.For loop && loop.kind() instanceof LoopKind.Par) {
      plan(loop, at);
    } else {
      at.append(current);
    }
  }

  private void plan(Op.For loop, RegionBuilder at) {
    if (!LanePlan.obstacles(loop, definitions).isEmpty()) {
      at.append(loop);
      return;
    }
    var rest = loop;
    for (var lanes : widths(loop)) {
      if (!isShorterThan(lanes, rest)) {
        rest = cut(rest, lanes, at);
      }
    }
    at.append(rest);
  }

  /// One register of lanes; where values are accumulated, or that is just as many as there are
  /// iterations, first as many as the plan says, if that is not too much code.
  private List<Integer> widths(Op.For loop) {
    var lanes = LanePlan.laneCount(loop, options.vectorBits());
    var registers = options.plan().registers();
    var fits = (long) registers * LanePlan.size(loop.body()) <= LanePlan.mostOps(options.plan());
    var isKept = accumulates(loop.body()) && registers * mostCarried(loop.body()) <= MOST_CARRIED;
    return registers > 1 && fits && (isKept || hasTrip(loop, registers * lanes))
        ? List.of(registers * lanes, lanes)
        : List.of(lanes);
  }

  /// The most values that a loop inside carries.
  private static int mostCarried(Region region) {
    return region.ops().stream()
        .mapToInt(
            op ->
                Math.max(
                    op instanceof Op.For loop ? loop.initial().size() : 0,
                    op.regions().stream().mapToInt(PlanLanes::mostCarried).max().orElse(0)))
        .max()
        .orElse(0);
  }

  private boolean hasTrip(Op.For loop, int count) {
    var lower = definitions.constant(loop.lower());
    var upper = definitions.constant(loop.upper());
    return lower.isPresent() && upper.isPresent() && upper.getAsLong() - lower.getAsLong() == count;
  }

  private static boolean accumulates(Region region) {
    return region.ops().stream()
        .anyMatch(
            op ->
                op instanceof Op.For loop && !loop.initial().isEmpty()
                    || op.regions().stream().anyMatch(PlanLanes::accumulates));
  }

  /// Appends whole groups of lanes.
  ///
  /// @return a loop over what is left
  private Op.For cut(Op.For loop, int lanes, RegionBuilder at) {
    var trip = Loops.tripCount(at, loop.lower(), loop.upper());
    var main = at.binary(BinaryOp.AND, trip, at.index(-lanes));
    var middle = at.binary(BinaryOp.ADD, loop.lower(), main);
    var tail = new RegionCopy(ids).region(loop.body());
    var kind = LoopKind.lanes(lanes);
    at.loop(kind, loop.lower(), middle, loop.initial(), sequential(loop.body()), loop.site());
    return loop.withBounds(middle, loop.upper()).withBody(tail);
  }

  private boolean isShorterThan(int lanes, Op.For loop) {
    var lower = definitions.constant(loop.lower());
    var upper = definitions.constant(loop.upper());
    return lower.isPresent()
        && upper.isPresent()
        && lower.getAsLong() < upper.getAsLong()
        && upper.getAsLong() - lower.getAsLong() < lanes;
  }

  /// The region with its parallel loops in ascending order.
  private static Region sequential(Region region) {
    return region.withOps(region.ops().stream().map(PlanLanes::sequential).toList());
  }

  private static Op sequential(Op op) {
    var inner = new OpMapping(v -> v, v -> v, PlanLanes::sequential).apply(op);
    return inner instanceof Op.For loop && loop.kind() instanceof LoopKind.Par
        ? loop.withKind(LoopKind.SEQ)
        : inner;
  }
}
