package dev.strake.codegen.vector;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Decides which loops become methods of their own.
///
/// HotSpot never compiles a method over 8,000 bytes and compiles small ones sooner. So every lanes
/// loop is a method, and of what remains the largest loops without results are taken out until the
/// rest is small.
final class Outlining {
  /// Ops a method may hold; an op takes 6 to 14 bytes of bytecode.
  private static final int MAX_OPS = 400;

  private final Set<Op.For> outlined = Collections.newSetFromMap(new IdentityHashMap<>());

  private Outlining() {}

  static Outlining of(Region kernelBody) {
    var plan = new Outlining();
    plan.shrink(kernelBody);
    return plan;
  }

  boolean isOutlined(Op.For loop) {
    return outlined.contains(loop);
  }

  /// Plans a method made of `body`: returns the number of ops left in it.
  private int shrink(Region body) {
    var candidates = new ArrayList<Op.For>();
    var size = collect(body, candidates);
    candidates.sort(Comparator.comparingInt(loop -> -size(loop.body())));
    for (var loop : candidates) {
      if (size <= MAX_OPS) {
        break;
      }
      if (!isInsideOutlined(loop, candidates)) {
        var before = size(loop.body());
        outlined.add(loop);
        shrink(loop.body());
        size -= before;
      }
    }
    return size;
  }

  /// Marks lanes loops and lists the other loops that could be taken out; the size is that of what
  /// stays.
  private int collect(Region region, List<Op.For> candidates) {
    var size = 0;
    for (var op : region.ops()) {
      size++;
      if (op instanceof Op.For loop) {
        if (loop.kind() instanceof LoopKind.Lanes) {
          outlined.add(loop);
          continue;
        }
        if (loop.results().isEmpty()) {
          candidates.add(loop);
        }
      }
      for (var inner : op.regions()) {
        size += collect(inner, candidates);
      }
    }
    return size;
  }

  private boolean isInsideOutlined(Op.For loop, List<Op.For> candidates) {
    return candidates.stream()
        .anyMatch(outer -> outer != loop && isOutlined(outer) && contains(outer.body(), loop));
  }

  private static boolean contains(Region region, Op.For loop) {
    return region.ops().stream()
        .anyMatch(
            op -> op == loop || op.regions().stream().anyMatch(inner -> contains(inner, loop)));
  }

  private int size(Region region) {
    var size = 0;
    for (var op : region.ops()) {
      size++;
      if (op instanceof Op.For loop && isOutlined(loop)) {
        continue;
      }
      for (var inner : op.regions()) {
        size += size(inner);
      }
    }
    return size;
  }
}
