package dev.strake.ir.schedule;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionWalk;
import java.util.Optional;

/// Computes a tile of a [Contraction] block by block, from operands that lie densely and in the
/// order in which they are read.
///
/// ```
/// for par %i in tile {                         %t = local totals of the tile
///   for par %j in tile {                       for seq %run {
///     %s = for seq %run carry (%a = 0) {         %q = local: the rows' operand, of this run
///       .. for seq %p {                          for par (blocks of columns) {
///         .. load %x[%i, %p]             ->        %r = local: the block's operand, of this run
///         .. load %y[%p, %j]                       for par (blocks of rows) {
///     } }                                            for par %i in block { for par %j in block {
///     store %c[%i, %j], %s                             %a = load %t; body on %q and %r; store %t
///   } }                                              } } } } }
/// ```
///
/// Rows come in blocks of the plan's `block`, columns in blocks that fill its `registers`. A run of
/// steps goes through all blocks before the next run begins, so that what it needs stays near the
/// processor. The last run finishes the iteration instead of storing totals, where that is little
/// work.
///
/// At the edges of a tile, blocks are computed as wholly as inside, in a local array of their own,
/// and what is no element of the tile is dropped: it never leads to an index or a failure. So all
/// blocks run the same loops of known length.
///
/// Each sum takes the same steps in the same order as before. Does nothing where a [Contraction]
/// does not fit, and to tiles of unknown or very large size.
public final class BlockContractions {
  private final Plan plan;
  private final Ids ids;
  private final Definitions definitions;
  private final RegionWalk walk;

  private BlockContractions(Plan plan, Kernel kernel) {
    this.plan = plan;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "block-contractions",
        "compute tiles of products block by block, from packed operands",
        kernel -> rewrite(kernel, plan));
  }

  private static Kernel rewrite(Kernel kernel, Plan plan) {
    return plan.contraction().isTiled()
        ? new BlockContractions(plan, kernel).walk.kernel(kernel)
        : kernel;
  }

  private void place(Op op, RegionBuilder at) {
    tile(op).ifPresentOrElse(tile -> tile.append(at), () -> at.append(walk.inside(op)));
  }

  private Optional<ContractionTile> tile(Op op) {
    return op instanceof Op.For loop && loop.kind().equals(LoopKind.PAR)
        ? Contraction.of(loop, definitions)
            .flatMap(product -> ContractionTile.of(product, plan, definitions, ids))
        : Optional.empty();
  }
}
