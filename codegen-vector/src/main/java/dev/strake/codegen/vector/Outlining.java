package dev.strake.codegen.vector;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Decides which stretches of ops become methods of their own.
///
/// Every loop in lanes is one. Of what remains, from the innermost region outwards: where a region
/// is too large, its largest loops and arms of branches are taken out until the rest is small; if
/// that is not enough, all its ops are divided into stretches, where few values cross from one to
/// the next.
final class Outlining {
  /// Below that, calls would fill a method.
  static final int LEAST_LIMIT = 4 * CodeSize.CALL;

  private final int limit;
  private final Predicate<Op.For> isInLanes;
  private final Map<Region, List<Sized>> regions = new IdentityHashMap<>();
  private final List<Piece.Part> parts = new ArrayList<>();

  /// A piece and its size where it stands, as [CodeSize] counts: that of a call for a part.
  private record Sized(Piece piece, int size) {}

  private Outlining(int limit, Predicate<Op.For> isInLanes) {
    this.limit = Math.max(limit, LEAST_LIMIT);
    this.isInLanes = isInLanes;
  }

  /// Plans methods of about `limit` ops each. Loops that `isInLanes` holds for are never divided.
  static Outlining of(Region kernelBody, int limit, Predicate<Op.For> isInLanes) {
    var outlining = new Outlining(limit, isInLanes);
    outlining.shrink(kernelBody);
    return outlining;
  }

  /// What is printed for a region.
  List<Piece> pieces(Region region) {
    var known = regions.get(region);
    return known == null
        ? region.ops().stream().<Piece>map(Piece.Inline::new).toList()
        : known.stream().map(Sized::piece).toList();
  }

  /// All parts, inner ones before those around them.
  List<Piece.Part> parts() {
    return List.copyOf(parts);
  }

  /// Plans a region and those inside; returns its size, at most the limit unless one op is larger.
  private int shrink(Region region) {
    var pieces = new ArrayList<Sized>();
    region.ops().forEach(op -> pieces.add(planned(op)));
    regions.put(region, pieces);
    return cut(region, limit);
  }

  private Sized planned(Op op) {
    if (op instanceof Op.For loop && loop.kind() instanceof LoopKind.Lanes) {
      if (!isInLanes.test(loop)) {
        shrink(loop.body());
      }
      return part(List.of(new Sized(new Piece.Inline(op), 0)));
    }
    var size = CodeSize.of(op);
    for (var inner : op.regions()) {
      size += shrink(inner);
    }
    var count = op.regions().size();
    return size > limit && count > 1
        ? reduced(op, limit / count)
        : new Sized(new Piece.Inline(op), size);
  }

  /// The op with each of its regions cut to a size of at most `budget`.
  private Sized reduced(Op op, int budget) {
    var size = CodeSize.of(op);
    for (var inner : op.regions()) {
      size += cut(inner, budget);
    }
    return new Sized(new Piece.Inline(op), size);
  }

  private Sized part(List<Sized> pieces) {
    var part = new Piece.Part(parts.size(), pieces.stream().map(Sized::piece).toList());
    parts.add(part);
    return new Sized(part, CodeSize.CALL);
  }

  /// Takes out as much of a planned region as it takes for the rest to be no larger than `budget`.
  private int cut(Region region, int budget) {
    var pieces = withoutLargest(regions.get(region), budget);
    var size = size(pieces);
    while (size > budget) {
      var divided = stretches(pieces, region.results());
      if (size(divided) >= size) {
        break;
      }
      pieces = divided;
      size = size(pieces);
    }
    regions.put(region, pieces);
    return size;
  }

  private static int size(List<Sized> pieces) {
    return pieces.stream().mapToInt(Sized::size).sum();
  }

  /// Makes parts of loops and of the arms of branches, the largest first.
  private List<Sized> withoutLargest(List<Sized> all, int budget) {
    var pieces = new ArrayList<>(all);
    var total = size(pieces);
    var largestFirst =
        IntStream.range(0, pieces.size())
            .boxed()
            .filter(k -> pieces.get(k).size() > LEAST_LIMIT)
            .sorted(Comparator.comparingInt(k -> -pieces.get(k).size()))
            .toList();
    for (var k : largestFirst) {
      if (total <= budget) {
        break;
      }
      var before = pieces.get(k);
      pieces.set(k, takenOut(before));
      total += pieces.get(k).size() - before.size();
    }
    return pieces;
  }

  private Sized takenOut(Sized sized) {
    if (!(sized.piece() instanceof Piece.Inline(var op))) {
      return sized;
    }
    return switch (op) {
      case Op.For _, Op.While _ -> part(List.of(sized));
      // The arms alone: then one that is rarely taken costs a test.
      case Op.If _ -> reduced(op, CodeSize.CALL);
      case Op.Flat _, Op.Bulk _ -> sized;
    };
  }

  /// All pieces in parts of about equal size.
  private List<Sized> stretches(List<Sized> pieces, List<Value> results) {
    var total = size(pieces);
    var aim = total / Math.ceilDiv(total, limit);
    var crossing = crossing(pieces, results);
    var stretches = new ArrayList<Sized>();
    for (var start = 0; start < pieces.size(); ) {
      var end = end(pieces, crossing, start, aim);
      var stretch = pieces.subList(start, end);
      if (size(stretch) <= CodeSize.CALL) {
        stretches.addAll(stretch);
      } else {
        stretches.add(part(stretch));
      }
      start = end;
    }
    return stretches;
  }

  /// Where a stretch from `start` ends: where the fewest values cross, not far from the size it
  /// should have.
  private int end(List<Sized> pieces, int[] crossing, int start, int aim) {
    var size = pieces.get(start).size();
    var best = start + 1;
    var isTooShort = true;
    for (var end = start + 1; end <= pieces.size() && size <= limit; end++) {
      if (isTooShort || end == pieces.size() || crossing[end] <= crossing[best]) {
        best = end;
        isTooShort = size < aim / 2;
      }
      size += end < pieces.size() ? pieces.get(end).size() : 0;
    }
    return best;
  }

  /// For every place between two pieces, how many values are defined before and read behind it.
  private static int[] crossing(List<Sized> pieces, List<Value> results) {
    var lastReads = new HashMap<Value, Integer>();
    for (var k = 0; k < pieces.size(); k++) {
      var place = k;
      pieces
          .get(k)
          .piece()
          .ops()
          .forEach(op -> Crossings.forEachRead(op, value -> lastReads.put(value, place)));
    }
    results.forEach(value -> lastReads.put(value, pieces.size()));
    var changes = new int[pieces.size() + 2];
    for (var k = 0; k < pieces.size(); k++) {
      var place = k;
      pieces
          .get(k)
          .piece()
          .ops()
          .filter(op -> !(op instanceof Op.Constant))
          .flatMap(op -> op.results().stream())
          .filter(lastReads::containsKey)
          .forEach(
              value -> {
                changes[place + 1]++;
                changes[lastReads.get(value) + 1]--;
              });
    }
    var crossing = new int[pieces.size() + 1];
    for (var k = 1; k <= pieces.size(); k++) {
      crossing[k] = crossing[k - 1] + changes[k];
    }
    return crossing;
  }
}
