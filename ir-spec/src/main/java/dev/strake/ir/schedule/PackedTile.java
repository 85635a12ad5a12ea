package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Ids;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.pass.RegionWalk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The loops of a tile, reading packed arrays: loops with an axis count from 0, so that their
/// iterations number its elements.
final class PackedTile {
  private final List<Pack> packs;
  private final Ids ids;
  private final RegionWalk walk;

  /// What numbers the iterations of a loop from 0, by the loop's index.
  private final Map<Value, Value> numbers = new HashMap<>();

  PackedTile(List<Pack> packs, Ids ids) {
    this.packs = packs;
    this.ids = ids;
    this.walk = new RegionWalk(ids, this::append);
  }

  void append(Op op, RegionBuilder at) {
    var pack = packs.stream().filter(each -> each.replaces(op)).findFirst();
    var axis = packs.stream().filter(each -> each.hasAxis(op)).findFirst();
    if (pack.isPresent()) {
      var indices = pack.get().axes().stream().map(loop -> numbers.get(loop.index())).toList();
      var load = pack.get().load();
      at.append(new Op.Load(op.results().getFirst(), pack.get().array(), indices, load.site()));
    } else if (axis.isPresent()) {
      appendCounted((Op.For) op, axis.get(), at);
    } else {
      at.append(walk.inside(op));
    }
  }

  private void appendCounted(Op.For loop, Pack pack, RegionBuilder at) {
    var number = ids.fresh(ScalarType.I64);
    numbers.put(loop.index(), number);
    var zero = at.index(0);
    var count = Extents.count(at, loop, pack.extent(loop));
    var parameters = new ArrayList<>(loop.body().parameters());
    parameters.set(0, number);
    var body = RegionBuilder.of(ids, parameters);
    body.append(new Op.Binary(loop.index(), BinaryOp.ADD, loop.lower(), number, 0));
    loop.body().ops().forEach(op -> append(op, body));
    at.append(loop.withBounds(zero, count).withBody(body.end(loop.body().results())));
  }
}
