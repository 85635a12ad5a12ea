package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.RegionWalk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Cuts nests of parallel loops into tiles, and runs tile by tile.
///
/// ```
/// for par %i in 0..m {              for par %t in 0..groups of 16 in m {
///   for par %j in 0..n {      ->      for par %u in 0..groups of 64 in n {
///     body                              for par %i in 16*%t..+min(m - 16*%t, 16) {
///   }                                     for par %j in 64*%u..+min(n - 64*%u, 64) { body }
/// }                                 } } }
/// ```
///
/// The two innermost loops of a nest that combines rows with columns ([Contraction]) get the plan's
/// `contraction`, other nests its `tiles`. Does nothing where something can fail, since the first
/// failure must stay the first, and to loops whose bounds depend on a loop around them.
public final class TileLoops {
  private final Plan plan;
  private final Ids ids;
  private final Definitions definitions;
  private final RegionWalk walk;

  /// One loop of a nest while it is cut.
  private record Cut(Op.For loop, int size, Value trip, Value groups) {}

  private TileLoops(Plan plan, Kernel kernel) {
    this.plan = plan;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    this.walk = new RegionWalk(ids, this::place);
  }

  public static Pass pass(Plan plan) {
    return Pass.ofKernels(
        "tile-loops",
        "cut nests of parallel loops into tiles",
        kernel -> new TileLoops(plan, kernel).walk.kernel(kernel));
  }

  private void place(Op op, RegionBuilder at) {
    if (op instanceof Op.For loop && loop.kind().equals(LoopKind.PAR)) {
      tile(loop, at);
    } else {
      at.append(walk.inside(op));
    }
  }

  private void tile(Op.For loop, RegionBuilder at) {
    var nest = Nest.of(loop, definitions);
    var sizes = definitions.mayFail(loop) ? List.<Integer>of() : sizes(nest);
    if (sizes.stream().allMatch(size -> size == 0)) {
      at.append(walk.inside(loop));
      return;
    }
    var cuts = new ArrayList<Cut>();
    for (var depth = 0; depth < nest.loops().size(); depth++) {
      cuts.add(cut(nest.loops().get(depth), sizes.get(depth), at));
    }
    appendTiles(nest, cuts, List.of(), at);
  }

  /// A size per loop, 0 for what stays whole; shorter only if all do.
  private List<Integer> sizes(Nest nest) {
    var depth = nest.loops().size();
    if (depth >= 2 && plan.contraction().isTiled() && isContraction(nest.from(depth - 2))) {
      var sizes = new ArrayList<>(Collections.nCopies(depth - 2, 0));
      sizes.add(plan.contraction().rows());
      sizes.add(plan.contraction().columns());
      return sizes;
    }
    var sizes = new ArrayList<>(plan.tiles());
    while (sizes.size() < depth) {
      sizes.add(0);
    }
    return sizes.subList(0, depth);
  }

  private boolean isContraction(Nest pair) {
    return Contraction.of(pair.loops().getFirst(), definitions).isPresent();
  }

  private static Cut cut(Op.For loop, int size, RegionBuilder at) {
    if (size == 0) {
      return new Cut(loop, 0, loop.lower(), loop.upper());
    }
    var trip = Loops.tripCount(at, loop.lower(), loop.upper());
    return new Cut(loop, size, trip, Loops.groups(at, trip, size));
  }

  /// Loops over tiles, then those inside of a tile. `bounds` are lower and upper ones of the loops
  /// dealt with.
  private void appendTiles(Nest nest, List<Cut> cuts, List<Value> bounds, RegionBuilder at) {
    var depth = bounds.size() / 2;
    if (depth == cuts.size()) {
      appendPoints(nest, 0, bounds, at);
      return;
    }
    var cut = cuts.get(depth);
    var loop = cut.loop();
    if (cut.size() == 0) {
      appendTiles(nest, cuts, with(bounds, loop.lower(), loop.upper()), at);
      return;
    }
    var zero = at.index(0);
    Loops.plain(
        at,
        LoopKind.PAR,
        zero,
        cut.groups(),
        loop.site(),
        (tile, group) -> {
          var done = tile.binary(BinaryOp.MUL, group, tile.index(cut.size()));
          var rest = tile.binary(BinaryOp.SUB, cut.trip(), done);
          var most = tile.size(extent(cut));
          var count = tile.binary(BinaryOp.MIN, rest, most);
          var lower = tile.binary(BinaryOp.ADD, loop.lower(), done);
          var upper = tile.binary(BinaryOp.ADD, lower, count);
          appendTiles(nest, cuts, with(bounds, lower, upper), tile);
        });
  }

  /// The tile's size, or that of the whole loop if it is known and smaller.
  private Size extent(Cut cut) {
    var whole = new Extents(definitions).of(cut.loop());
    var size = Size.of(cut.size());
    return whole.map(known -> Size.of(Size.Operator.MIN, size, known)).orElse(size);
  }

  private static List<Value> with(List<Value> bounds, Value lower, Value upper) {
    var longer = new ArrayList<>(bounds);
    longer.addAll(List.of(lower, upper));
    return longer;
  }

  private void appendPoints(Nest nest, int depth, List<Value> bounds, RegionBuilder at) {
    if (depth == nest.loops().size()) {
      nest.ops().forEach(op -> at.append(walk.inside(op)));
      return;
    }
    var loop = nest.loops().get(depth);
    var body = RegionBuilder.of(ids, List.of(loop.index()));
    appendPoints(nest, depth + 1, bounds, body);
    var lower = bounds.get(2 * depth);
    var upper = bounds.get(2 * depth + 1);
    at.loop(LoopKind.PAR, lower, upper, List.of(), body.end(List.of()), loop.site());
  }
}
