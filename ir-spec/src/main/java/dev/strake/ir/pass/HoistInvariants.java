package dev.strake.ir.pass;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Moves what is the same in every iteration in front of the loop, as far out as its operands
/// allow; literals and sizes reach the top of the kernel.
///
/// ```
/// for par %5 in %3..%4 {             %6 = mul %0, %1
///   %6 = mul %0, %1            ->    for par %5 in %3..%4 {
///   ...                                ...
/// ```
///
/// Never moved: ops that can fail (they fail only where they run), stores, local arrays, loops, and
/// what would leave a branch without leaving a loop. A load moves only out of a loop over literal
/// bounds that runs at least once, holds no store to its view and nothing that can fail: elsewhere
/// its index may be out of range.
public final class HoistInvariants {
  private final Definitions definitions;

  /// The regions around the current op, outermost first.
  private final List<Frame> frames = new ArrayList<>();

  /// The position in `frames` of the region that defines a value.
  private final Map<Value, Integer> levels = new HashMap<>();

  /// A region on the way in, with what it holds so far.
  private record Frame(Kind kind, List<Op> ops, Set<Value> stored) {
    /// How often a region runs for each time control comes to its op.
    enum Kind {
      ONCE,
      PERHAPS,
      REPEATED,
      /// Several times, at least once, and nothing in it can fail.
      SURELY_REPEATED
    }

    boolean isLoop() {
      return kind == Kind.REPEATED || kind == Kind.SURELY_REPEATED;
    }
  }

  private HoistInvariants(Definitions definitions) {
    this.definitions = definitions;
  }

  public static Pass pass() {
    return Pass.ofKernels(
        "hoist-invariants",
        "move what every iteration repeats in front of the loop",
        HoistInvariants::rewrite);
  }

  private static Kernel rewrite(Kernel kernel) {
    var hoisting = new HoistInvariants(Definitions.of(kernel));
    kernel.parameters().forEach(parameter -> hoisting.levels.put(parameter.value(), 0));
    return kernel.withBody(hoisting.region(Frame.Kind.ONCE, Set.of(), kernel.body()));
  }

  private Region region(Frame.Kind kind, Set<Value> stored, Region region) {
    var frame = new Frame(kind, new ArrayList<>(), stored);
    frames.add(frame);
    define(region.parameters(), current());
    region.ops().forEach(this::place);
    frames.removeLast();
    return region.withOps(frame.ops());
  }

  private void place(Op op) {
    var kind = kindOfRegions(op);
    var stored = op.regions().isEmpty() ? Set.<Value>of() : Stores.of(op);
    var rebuilt = new OpMapping(v -> v, v -> v, region -> region(kind, stored, region)).apply(op);
    var level = destination(rebuilt);
    frames.get(level).ops().add(rebuilt);
    define(rebuilt.results(), level);
  }

  private void define(List<Value> values, int level) {
    values.forEach(value -> levels.put(value, level));
  }

  private int current() {
    return frames.size() - 1;
  }

  private Frame.Kind kindOfRegions(Op op) {
    return switch (op) {
      case Op.If _ -> Frame.Kind.PERHAPS;
      case Op.For loop -> runsSurely(loop) ? Frame.Kind.SURELY_REPEATED : Frame.Kind.REPEATED;
      case Op.While _, Op.Bulk _ -> Frame.Kind.REPEATED;
      case Op.Flat _ -> Frame.Kind.ONCE;
    };
  }

  private boolean runsSurely(Op.For loop) {
    var lower = definitions.constant(loop.lower());
    var upper = definitions.constant(loop.upper());
    return lower.isPresent()
        && upper.isPresent()
        && lower.getAsLong() < upper.getAsLong()
        && !definitions.mayFail(loop.body());
  }

  /// The outermost frame the op can go to such that it leaves a loop last.
  private int destination(Op op) {
    if (op instanceof Op.Load load) {
      return destination(load);
    }
    // A loop that never fails still takes its time: it runs only where it did.
    var isLoop = !op.regions().isEmpty() && !(op instanceof Op.If);
    if (isLoop || !definitions.isSpeculatable(op)) {
      return current();
    }
    var lowest = lowestLevel(op).orElse(0);
    var destination = current();
    for (var level = current() - 1; level >= lowest; level--) {
      if (frames.get(level + 1).isLoop()) {
        destination = level;
      }
    }
    // What depends on nothing costs nothing: out of branches as well.
    return op.operands().isEmpty() && op.regions().isEmpty() ? 0 : destination;
  }

  private int destination(Op.Load load) {
    var lowest = lowestLevel(load).orElse(0);
    var level = current();
    while (level > lowest
        && frames.get(level).kind() == Frame.Kind.SURELY_REPEATED
        && !frames.get(level).stored().contains(load.view())) {
      level--;
    }
    return level;
  }

  /// The innermost level that defines something the op or its regions read.
  private OptionalInt lowestLevel(Op op) {
    Deque<Op> rest = new ArrayDeque<>(List.of(op));
    var lowest = OptionalInt.empty();
    while (!rest.isEmpty()) {
      var next = rest.pop();
      var read = new ArrayList<>(next.operands());
      for (var region : next.regions()) {
        read.addAll(region.results());
        rest.addAll(region.ops());
      }
      for (var value : read) {
        var level = levels.get(value);
        if (level != null && level <= current()) {
          lowest = OptionalInt.of(Math.max(level, lowest.orElse(0)));
        }
      }
    }
    return lowest;
  }
}
