package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Ids;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.RegionCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One load of a tile and the dense array that takes its place: an axis for each loop it depends
/// on.
final class Pack {
  /// The most elements an array may have.
  private static final long LARGEST = 1 << 20;

  private final Op.Load load;
  private final List<Op.For> path;
  private final Ids ids;

  /// Pure ops inside of the tile by what they define.
  private final Map<Value, Op> inside = new HashMap<>();

  /// The loops with an axis, in the order of the axes.
  private final List<Op.For> axes = new ArrayList<>();

  private final List<Size> dims = new ArrayList<>();
  private final List<Value> packed = new ArrayList<>();
  private final Set<Value> replaced = new HashSet<>();

  private Pack(Op.Load load, List<Op.For> path, Ids ids) {
    this.load = load;
    this.path = List.copyOf(path);
    this.ids = ids;
    replaced.add(load.result());
  }

  /// A pack for a load with these loops around it in the tile, outermost first, if it is possible
  /// and some parallel loop repeats the load.
  static Optional<Pack> of(Op.Load load, List<Op.For> path, Definitions definitions, Ids ids) {
    var pack = new Pack(load, path, ids);
    for (var loop : path) {
      for (var op : loop.body().ops()) {
        if (op.regions().isEmpty() && definitions.isSpeculatable(op)) {
          op.results().forEach(result -> pack.inside.put(result, op));
        }
      }
    }
    return pack.findAxes(new Extents(definitions)) ? Optional.of(pack) : Optional.empty();
  }

  Op.Load load() {
    return load;
  }

  List<Op.For> axes() {
    return axes;
  }

  /// The dense array; there after [#appendCopy].
  Value array() {
    return packed.getFirst();
  }

  /// Whether the array serves another load in the same loops.
  boolean serves(Op.Load other, List<Op.For> around) {
    return load.operands().equals(other.operands()) && path.equals(around);
  }

  void add(Op.Load other) {
    replaced.add(other.result());
  }

  /// Whether an op is a load that reads the array now.
  boolean replaces(Op op) {
    return op instanceof Op.Load found && replaced.contains(found.result());
  }

  boolean hasAxis(Op op) {
    return op instanceof Op.For loop
        && axes.stream().anyMatch(axis -> axis.index().equals(loop.index()));
  }

  private boolean findAxes(Extents extents) {
    var used = new HashSet<Value>();
    if (!load.indices().stream().allMatch(index -> use(index, used))) {
      return false;
    }
    for (var loop : path.reversed()) {
      if (used.contains(loop.index()) && !(use(loop.lower(), used) && use(loop.upper(), used))) {
        return false;
      }
    }
    for (var loop : path) {
      if (used.contains(loop.index())) {
        axes.add(loop);
      } else if (!repeatsAlone(loop, used)) {
        return false;
      }
    }
    var isRepeated =
        path.stream().anyMatch(loop -> !axes.contains(loop) && loop.kind().equals(LoopKind.PAR));
    if (!isRepeated || axes.isEmpty()) {
      return false;
    }
    moveLanesLast();
    for (var loop : axes) {
      var extent = extents.of(loop);
      if (extent.isEmpty()) {
        return false;
      }
      dims.add(extent.get());
    }
    return Extents.bound(dims).orElse(Long.MAX_VALUE) <= LARGEST;
  }

  /// Whether a value can be computed outside of the tile; adds the loop indices it takes to `used`.
  private boolean use(Value value, Set<Value> used) {
    if (path.stream().anyMatch(loop -> loop.index().equals(value))) {
      used.add(value);
      return true;
    }
    if (inside.containsKey(value)) {
      return inside.get(value).operands().stream().allMatch(operand -> use(operand, used));
    }
    return !isDefinedInside(value);
  }

  private boolean isDefinedInside(Value value) {
    return path.stream()
        .anyMatch(
            loop ->
                loop.body().parameters().contains(value)
                    || loop.body().ops().stream().anyMatch(op -> op.results().contains(value)));
  }

  /// Whether the bounds of a loop without an axis don't depend on loops with one.
  private boolean repeatsAlone(Op.For loop, Set<Value> used) {
    var needed = new HashSet<Value>();
    return use(loop.lower(), needed)
        && use(loop.upper(), needed)
        && needed.stream().noneMatch(used::contains);
  }

  private void moveLanesLast() {
    var parallel = path.stream().filter(loop -> loop.kind().equals(LoopKind.PAR)).toList();
    var lanes = parallel.getLast();
    var position = axes.indexOf(lanes);
    if (position < 0) {
      return;
    }
    for (var later : axes.subList(position + 1, axes.size())) {
      var needed = new HashSet<Value>();
      use(later.lower(), needed);
      use(later.upper(), needed);
      if (needed.contains(lanes.index())) {
        return;
      }
    }
    axes.remove(position);
    axes.add(lanes);
  }

  /// Declares the array and fills it, if each loop that only repeats the load runs at all: only
  /// then are its indices known to be in range.
  void appendCopy(RegionBuilder at) {
    var array = at.local(load.result().scalar(), dims, load.site());
    packed.add(array);
    var isRead = isRead(at);
    var copying = at.child(List.of());
    appendLoops(copying, new RegionCopy(ids), List.of());
    var nothing = at.child(List.of());
    at.ifElse(isRead, copying.end(List.of()), nothing.end(List.of()));
  }

  /// Whether the loops without an axis run, each seen from the first iteration of those around it.
  private Value isRead(RegionBuilder at) {
    var copy = new RegionCopy(ids);
    var isRead = at.constant(ScalarType.BOOL, 1);
    for (var loop : path) {
      if (!axes.contains(loop)) {
        var lower = compute(loop.lower(), copy, at);
        var upper = compute(loop.upper(), copy, at);
        isRead = at.binary(BinaryOp.AND, isRead, at.compare(CompareOp.LT, lower, upper));
        copy.bind(loop.index(), lower);
      }
    }
    return isRead;
  }

  private void appendLoops(RegionBuilder at, RegionCopy copy, List<Value> indices) {
    var axis = indices.size();
    if (axis == axes.size()) {
      var from = load.indices().stream().map(index -> compute(index, copy, at)).toList();
      at.store(array(), indices, at.load(load.view(), from, load.site()), load.site());
      return;
    }
    var loop = axes.get(axis);
    var lower = compute(loop.lower(), copy, at);
    var upper = compute(loop.upper(), copy, at);
    var trip = Loops.tripCount(at, lower, upper);
    var count = at.binary(BinaryOp.MIN, trip, at.size(dims.get(axis)));
    Loops.plain(
        at,
        LoopKind.PAR,
        at.index(0),
        count,
        loop.site(),
        (body, number) -> {
          copy.bind(loop.index(), body.binary(BinaryOp.ADD, lower, number));
          appendLoops(body, copy, Elements.with(indices, number));
        });
  }

  /// Appends what computes a value of the tile from the loop indices bound in `copy`.
  private Value compute(Value value, RegionCopy copy, RegionBuilder at) {
    var op = inside.get(value);
    if (op == null || !copy.of(value).equals(value)) {
      return copy.of(value);
    }
    op.operands().forEach(operand -> compute(operand, copy, at));
    at.append(copy.op(op));
    return copy.of(value);
  }

  /// The extent of the array for a loop it has an axis for.
  Size extent(Op.For loop) {
    return dims.get(axes.indexOf(loop));
  }
}
