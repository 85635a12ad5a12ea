package dev.strake.ir.launch;

import dev.strake.ir.launch.PreparedKernel.Code;
import dev.strake.ir.phase.Phase;
import dev.strake.ir.phase.Work;
import java.util.List;
import java.util.Optional;

/// Conducts the phases of one launch.
final class PhaseRun {
  /// More pieces of one loop than any machine has use for.
  private static final long MOST_PIECES = 1 << 16;

  private final PhaseMemory memory;
  private final Work work;
  private final Workers workers;

  /// Failures in iteration order, and the code they happened in.
  record Failures(Code code, List<FailureRecord> records) {}

  /// @param memory where phases find their arguments
  /// @param work of this launch
  PhaseRun(PhaseMemory memory, Work work, Workers workers) {
    this.memory = memory;
    this.work = work;
    this.workers = workers;
  }

  /// Runs them in order until one fails.
  ///
  /// @throws InterruptedLaunchException if the thread is interrupted before the last piece
  Optional<Failures> run(List<Phase> phases) {
    for (var phase : phases) {
      var failures = run(phase);
      if (failures.isPresent()) {
        return failures;
      }
    }
    return Optional.empty();
  }

  private Optional<Failures> run(Phase phase) {
    return switch (phase) {
      case Phase.Serial serial -> run(serial);
      case Phase.Parallel loop -> run(loop);
      case Phase.Repeated loop -> run(loop);
      case Phase.While loop -> run(loop);
      case Phase.Choice choice ->
          run(memory.isTrue(choice.condition()) ? choice.whenTrue() : choice.whenFalse());
    };
  }

  private Optional<Failures> run(Phase.Serial phase) {
    var code = memory.code(phase.code());
    return run(code, memory.record(phase.code(), 0))
        .map(failure -> new Failures(code, List.of(failure)));
  }

  private static Optional<FailureRecord> run(Code code, LaunchRecord filled) {
    code.compiled().run(filled);
    return FailureRecord.of(filled);
  }

  private Optional<Failures> run(Phase.Repeated loop) {
    var upper = memory.number(loop.upper());
    for (var index = memory.number(loop.lower()); index < upper; index++) {
      memory.set(loop.index(), index);
      var failures = run(loop.body());
      if (failures.isPresent()) {
        return failures;
      }
    }
    return Optional.empty();
  }

  private Optional<Failures> run(Phase.While loop) {
    var failures = run(loop.condition());
    while (failures.isEmpty() && memory.isTrue(loop.holds())) {
      failures = run(loop.body());
      if (failures.isEmpty()) {
        failures = run(loop.condition());
      }
    }
    return failures;
  }

  private Optional<Failures> run(Phase.Parallel loop) {
    var lower = memory.number(loop.lower());
    var upper = memory.number(loop.upper());
    if (lower >= upper) {
      return Optional.empty();
    }
    var code = memory.code(loop.code());
    var grain = grain(loop, upper - lower);
    // Of less than two grains one piece is made.
    var pieces = (int) Math.max(1, (upper - lower) / grain);
    var queue =
        new PieceQueue(
            pieces,
            (worker, piece) -> {
              var filled = memory.record(loop.code(), worker);
              var low = lower + piece * grain;
              loop.bounds().set(filled, low, piece == pieces - 1 ? upper : low + grain);
              return run(code, filled);
            });
    var threads = Math.min(pieces, workers.limit());
    if (threads == 1) {
      queue.work(0);
    } else {
      workers.run(threads, queue::work);
    }
    var failures = queue.failures();
    if (!failures.isEmpty()) {
      return Optional.of(new Failures(code, failures));
    }
    if (queue.isCutShort()) {
      throw new InterruptedLaunchException(code.kernel().name());
    }
    return Optional.empty();
  }

  /// The iterations of a piece, a multiple of the loop's step.
  private long grain(Phase.Parallel loop, long count) {
    var wanted = workers.piece() / Math.max(work.perIteration(loop.index()), 1e-3);
    var least = Math.ceilDiv(count, MOST_PIECES);
    var iterations = Math.max(least, (long) Math.min(wanted, count));
    return Math.ceilDiv(Math.max(iterations, 1), loop.bounds().step()) * loop.bounds().step();
  }
}
