package dev.strake.ir.launch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The pieces of one parallel loop, which workers take one after the other.
///
/// They are handed out in iteration order. After a failure no later piece is handed out, but those
/// before it run to their end, since one of them may fail too: so the first failure of all, in
/// iteration order, is always found.
final class PieceQueue {
  /// Runs a piece on the record of a worker.
  interface Piece {
    Optional<FailureRecord> run(int worker, int number);
  }

  private final int count;
  private final Piece run;
  private final Thread caller = Thread.currentThread();
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean isCutShort;
  private final Map<Integer, FailureRecord> failures = new TreeMap<>();

  /// To be made by the thread of the launch: its interruption counts.
  PieceQueue(int count, Piece run) {
    this.count = count;
    this.run = run;
  }

  /// Runs pieces until there are none left, one throws, or the launch's thread is interrupted.
  void work(int worker) {
    var isOver = false;
    try {
      for (var number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
        if (caller.isInterrupted()) {
          isCutShort = true;
          return;
        }
        var piece = number;
        run.run(worker, number).ifPresent(failure -> fail(piece, failure));
      }
      isOver = true;
    } finally {
      if (!isOver) {
        next.set(count);
      }
    }
  }

  private synchronized void fail(int number, FailureRecord failure) {
    failures.put(number, failure);
    next.set(count);
  }

  /// Whether pieces were left out.
  boolean isCutShort() {
    return isCutShort;
  }

  /// All failures, in iteration order.
  synchronized List<FailureRecord> failures() {
    return List.copyOf(failures.values());
  }
}
