package dev.strake.ndarray.exec;

import dev.strake.ir.Kernel;
import dev.strake.ir.Parameter;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.launch.LaunchRecord;
import dev.strake.ir.launch.RecordLayout;
import dev.strake.ir.phase.PieceBounds;
import dev.strake.ndarray.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// One kernel that begins with scalar bytecode and goes over to what is faster.
final class TieredKernel implements CompiledKernel {
  /// What cold code is tried on: the JVM compiles it after some hundred runs of this length.
  private static final long TRIED_ITERATIONS = 512;

  /// How much slower vector code may be before the JVM has compiled it, and how long it is so at
  /// most.
  private static final double COLD_SLOWDOWN = 1000;

  private static final double COLD_NANOS = 1e9;

  /// One in so many nanoseconds goes to trying.
  private static final long SHARE = 4;

  /// Runs after which a measured time is believed.
  private static final int ENOUGH_RUNS = 8;

  private final TieredKernels group;
  private final Kernel source;
  private final Optional<PieceBounds> bounds;
  private final List<Tier> all = new ArrayList<>();
  private final LongAdder triedNanos = new LongAdder();
  private final Tier first;

  /// What runs; all of these change together, under the lock.
  private volatile State state;

  /// @param current runs the kernel
  /// @param tried is measured beside it
  /// @param isSettled whether nothing is measured any more
  private record State(Tier current, Optional<Tier> tried, boolean isSettled) {}

  TieredKernel(TieredKernels group, Kernel source, Tier first) {
    this.group = group;
    this.source = source;
    this.first = first;
    this.bounds = PieceBounds.of(source);
    all.add(first);
    state = new State(first, Optional.empty(), false);
  }

  /// Tries a tier that is slow until the JVM has compiled it.
  synchronized void explore(Tier tier) {
    all.add(tier);
    if (state.current == first) {
      state = new State(first, Optional.of(tier), false);
    }
  }

  /// Lets a tier take over that is fast from the beginning.
  synchronized void takeOver(Tier tier) {
    all.add(tier);
    var rival = state.current == first ? Optional.<Tier>empty() : Optional.of(state.current);
    state = new State(tier, rival, rival.isEmpty());
    tellTakeOver(tier, "its library is there");
  }

  private void tellTakeOver(Tier tier, String reason) {
    Recording.tierSwitch(source.name(), tier.backend(), reason);
    group.tell(new TierEvent(source.name(), tier.backend(), TierEvent.What.TAKES_OVER, 0, reason));
  }

  @Override
  public void run(LaunchRecord arguments) {
    var now = state;
    if (now.isSettled) {
      now.current.code().run(arguments);
    } else {
      runMeasured(now, arguments);
    }
  }

  private void runMeasured(State now, LaunchRecord arguments) {
    var units = units(arguments);
    if (now.tried.isEmpty()) {
      group.spent(now.current.run(arguments, units));
      if (group.isComplete()) {
        settle(now, now.current, true);
      }
      return;
    }
    var tried = now.tried.get();
    if (!isWorthTrying(now.current, tried, units)) {
      group.spent(now.current.run(arguments, units));
    } else if (bounds.isPresent() && units > 2.0 * TRIED_ITERATIONS) {
      runSplit(now, tried, bounds.get(), arguments);
    } else {
      tryOn(tried, arguments, units);
    }
    compare(now, tried);
  }

  /// Whether a run of the tried tier, which may take much longer, keeps it within its share.
  private boolean isWorthTrying(Tier current, Tier tried, double units) {
    if (current.runs() == 0) {
      return false;
    }
    var tries = bounds.isPresent() ? Math.min(units, TRIED_ITERATIONS) : units;
    var expected =
        tried.runs() == 0
            ? Math.min(current.nanosPerUnit() * tries * COLD_SLOWDOWN, COLD_NANOS)
            : tried.nanosPerUnit() * tries;
    return triedNanos.sum() + expected <= group.spentNanos() / (double) SHARE;
  }

  private void runSplit(State now, Tier tried, PieceBounds piece, LaunchRecord arguments) {
    var low = piece.low(arguments);
    var high = piece.high(arguments);
    var middle = low + Math.ceilDiv(TRIED_ITERATIONS, piece.step()) * piece.step();
    piece.set(arguments, low, middle);
    tryOn(tried, arguments, middle - low);
    if (arguments.get(RecordLayout.STATUS) == 0) {
      piece.set(arguments, middle, high);
      group.spent(now.current.run(arguments, high - middle));
    }
  }

  private void tryOn(Tier tried, LaunchRecord arguments, double units) {
    var nanos = tried.run(arguments, units);
    triedNanos.add(nanos);
    group.spent(nanos);
  }

  /// Lets the faster one run from now on, once that is known.
  private void compare(State now, Tier tried) {
    if (tried.runs() < ENOUGH_RUNS || now.current.runs() < ENOUGH_RUNS) {
      return;
    }
    var isFaster = tried.nanosPerUnit() < now.current.nanosPerUnit();
    var isLast = now.current != first;
    if (isFaster || isLast) {
      settle(now, isFaster ? tried : now.current, isLast || group.isComplete());
    }
  }

  private synchronized void settle(State seen, Tier winner, boolean isFinal) {
    if (state != seen) {
      return;
    }
    if (winner != seen.current) {
      tellTakeOver(
          winner,
          "%.2g ns per unit of work, %s %.2g"
              .formatted(
                  winner.nanosPerUnit(), seen.current.backend(), seen.current.nanosPerUnit()));
    }
    state = new State(winner, Optional.empty(), isFinal);
  }

  /// Iterations of a piece; of other code the elements of all its views.
  private double units(LaunchRecord arguments) {
    if (bounds.isPresent()) {
      return bounds.get().high(arguments) - bounds.get().low(arguments);
    }
    var sum = 1.0;
    for (var parameter : source.parameters()) {
      if (parameter.isView()) {
        sum += elements(parameter, arguments);
      }
    }
    return sum;
  }

  private static double elements(Parameter parameter, LaunchRecord arguments) {
    var view = parameter.value();
    var count = 1.0;
    for (var axis = 0; axis < view.view().rank(); axis++) {
      count *= arguments.get(arguments.layout().extent(view, axis));
    }
    return count;
  }

  /// @throws IllegalStateException if a run is under way on a backend that can't end then
  @Override
  public synchronized void close() {
    group.close();
    all.forEach(tier -> tier.code().close());
    all.clear();
  }
}
