package dev.strake.ir.pass;

import dev.strake.ir.Layout;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.schedule.AccumulateRows;
import dev.strake.ir.schedule.BlockChecks;
import dev.strake.ir.schedule.BlockContractions;
import dev.strake.ir.schedule.ConvertPureIfs;
import dev.strake.ir.schedule.ExpandHalves;
import dev.strake.ir.schedule.JamLoops;
import dev.strake.ir.schedule.LowerReductions;
import dev.strake.ir.schedule.LowerScans;
import dev.strake.ir.schedule.LowerScatters;
import dev.strake.ir.schedule.OrderLoops;
import dev.strake.ir.schedule.PlanLanes;
import dev.strake.ir.schedule.SkipRareArms;
import dev.strake.ir.schedule.SplitBodies;
import dev.strake.ir.schedule.SplitComplex;
import dev.strake.ir.schedule.SplitInterior;
import dev.strake.ir.schedule.SplitReductions;
import dev.strake.ir.schedule.TileLoops;
import java.util.List;

/// The lists of passes, in order.
public final class Pipelines {
  private Pipelines() {}

  /// From as written to the form a backend takes, for a kernel whose view parameters have these
  /// layouts, in parameter order.
  public static List<Pass> preparing(
      String kernel, List<Layout> layouts, Backend.Form form, CompileOptions options) {
    var specialize = List.of(SpecializeLayouts.pass(kernel, layouts));
    return switch (form) {
      case WRITTEN -> List.of();
      case CHECKED -> flatten(List.of(specialize, checked()));
      case SCHEDULED -> flatten(List.of(specialize, checked(), scheduled(options)));
    };
  }

  /// From as written to checked: what the interpreter runs.
  public static List<Pass> checked() {
    return List.of(
        InlineCalls.pass(),
        FoldConstants.pass(),
        EliminateCommonSubexpressions.pass(),
        // Before dead code goes: a load that nothing reads fails all the same if it is out of
        // range.
        CheckBounds.pass(),
        EliminateDeadCode.pass());
  }

  /// From checked to scheduled: what the other backends print.
  public static List<Pass> scheduled(CompileOptions options) {
    return List.of(
        DropPrints.pass(),
        InlineProducers.pass(options.plan()),
        FuseLoops.pass(options.plan()),
        FuseScans.pass(options.plan()),
        // Bounds of inner loops: so that nests show.
        HoistInvariants.pass(),
        OrderLoops.pass(),
        ExpandHalves.pass(),
        SplitInterior.pass(),
        // The conditions decided in the interior are literals now: drop their branches.
        FoldConstants.pass(),
        // A load that is made anyway keeps no branch from being converted.
        EliminateCommonSubexpressions.pass(),
        ConvertPureIfs.pass(options),
        LowerScatters.pass(),
        LowerScans.pass(),
        SplitReductions.pass(),
        AccumulateRows.pass(options.plan()),
        LowerReductions.pass(options),
        SplitComplex.pass(),
        // What is the same in every lane, a division say, would be in the way.
        HoistInvariants.pass(),
        HoistChecks.pass(),
        BlockChecks.pass(options.plan()),
        TileLoops.pass(options.plan()),
        BlockContractions.pass(options.plan()),
        // Bounds of loops that a tile's rows share: so that their copies can share the loops.
        HoistInvariants.pass(),
        JamLoops.pass(options.plan()),
        SplitBodies.pass(options.plan()),
        SkipRareArms.pass(options.plan()),
        PlanLanes.pass(options),
        FoldConstants.pass(),
        // Again, for what splitting, lowering and planning computed inside of loops.
        HoistInvariants.pass(),
        EliminateCommonSubexpressions.pass(),
        EliminateDeadCode.pass());
  }

  private static List<Pass> flatten(List<List<Pass>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }
}
