package dev.strake.ir.schedule;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionWalk;
import dev.strake.ir.pass.Stores;
import java.util.ArrayList;
import java.util.List;

/// Copies what the loops of a tile read again and again to dense local arrays, in the order in
/// which it is read.
///
/// ```
/// for par %i in tile {                        %q = local view<f64, [rows, steps] dense>
///   for par %j in tile {                      for par %i { for par %p {
///     for seq %p in run carry .. {      ->      store %q[%i, %p], %x[%i, %p] } }
///       .. load %x[%i, %p]                    for par %i { for par %j {
///     } } }                                     for seq %p carry .. { .. load %q[%i, %p] } } }
/// ```
///
/// The array has an axis for each loop that the load depends on, outermost first, but the innermost
/// parallel loop comes last, since its iterations become lanes. Concerns loads in a `seq` loop with
/// carried values in parallel loops, all of known extent, where some parallel loop repeats the load
/// and the tile does not store to its view. An element is copied only if the tile reads some; so
/// nothing is read that was not read before.
public final class PackOperands {
  private final Ids ids;
  private final Definitions definitions;
  private final RegionWalk walk;

  private PackOperands(Kernel kernel) {
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "pack-operands",
        "copy what a tile reads often to dense arrays",
        kernel -> rewrite(kernel, plan));
  }

  private static Kernel rewrite(Kernel kernel, Plan plan) {
    return switch (plan.contraction().packing()) {
      case IN_PLACE -> kernel;
      case COPIED -> new PackOperands(kernel).walk.kernel(kernel);
    };
  }

  private void place(Op op, RegionBuilder at) {
    var packs = op instanceof Op.For loop ? packs(loop) : List.<Pack>of();
    if (packs.isEmpty()) {
      at.append(walk.inside(op));
    } else {
      packs.forEach(pack -> pack.appendCopy(at));
      new PackedTile(packs, ids).append(op, at);
    }
  }

  /// What is packed in front of a tile; nothing if the loop is not the outermost of one.
  private List<Pack> packs(Op.For tile) {
    var extents = new Extents(definitions);
    if (!tile.kind().equals(LoopKind.PAR)
        || extents.of(tile).isEmpty()
        || definitions.mayFail(tile)) {
      return List.of();
    }
    var packs = new ArrayList<Pack>();
    var stored = Stores.of(tile);
    collect(tile, List.of(), packs);
    packs.removeIf(pack -> stored.contains(pack.load().view()));
    return packs;
  }

  private void pack(Op.Load load, List<Op.For> path, List<Pack> packs) {
    var found = packs.stream().filter(pack -> pack.serves(load, path)).findFirst();
    if (found.isPresent()) {
      found.get().add(load);
    } else {
      Pack.of(load, path, definitions, ids).ifPresent(packs::add);
    }
  }

  private void collect(Op.For loop, List<Op.For> around, List<Pack> packs) {
    var path = new ArrayList<>(around);
    path.add(loop);
    for (var op : loop.body().ops()) {
      if (op instanceof Op.For inner) {
        collect(inner, path, packs);
      } else if (op instanceof Op.Load load && !loop.initial().isEmpty()) {
        pack(load, path, packs);
      }
    }
  }
}
