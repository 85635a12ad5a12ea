package dev.strake.ndarray.exec;

import dev.strake.ir.launch.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Threads that help those who launch kernels, shared by all launches.
///
/// A launch always works on the thread that made it; helpers join while there are fewer at work
/// than the machine has processors. So several threads that launch kernels at once don't slow each
/// other down with more helpers than there is room for.
public final class WorkerPool implements Workers {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final int limit;
  private final Executor helpers;

  /// The threads at work on launches now, those that launched included.
  private final AtomicInteger atWork = new AtomicInteger();

  private WorkerPool(int limit, Executor helpers) {
    this.limit = limit;
    this.helpers = helpers;
  }

  /// As many threads as the machine has processors, the launching one included.
  public static Workers shared() {
    return Shared.POOL;
  }

  /// At most `threads` threads for a launch, the launching one included, from daemon threads of
  /// their own that end when they are idle.
  ///
  /// @throws IllegalArgumentException if `threads` is below 1
  public static Workers of(int threads) {
    if (threads == 1) {
      return Workers.SERIAL;
    }
    return new WorkerPool(atLeastOne(threads), Executors.newCachedThreadPool(WorkerPool::daemon));
  }

  /// At most `threads` threads for a launch: the launching one, and what `executor` runs. An
  /// executor that rejects tasks, or is busy, only makes launches slower.
  ///
  /// @throws IllegalArgumentException if `threads` is below 1
  public static Workers of(Executor executor, int threads) {
    return new WorkerPool(atLeastOne(threads), executor);
  }

  private static int atLeastOne(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a launch needs a thread, not " + threads);
    }
    return threads;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "strake-worker-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void run(int count, IntConsumer work) {
    var asked = new ArrayList<Help>();
    atWork.incrementAndGet();
    Optional<Throwable> failure;
    try {
      askForHelp(count, work, asked);
      failure = thrownBy(() -> work.accept(0));
    } finally {
      atWork.decrementAndGet();
    }
    for (var help : asked) {
      var other = help.end();
      failure.ifPresent(first -> other.ifPresent(first::addSuppressed));
      failure = failure.or(() -> other);
    }
    failure.ifPresent(WorkerPool::rethrow);
  }

  private void askForHelp(int count, IntConsumer work, List<Help> asked) {
    for (var worker = 1; worker < count && atWork.get() < limit; worker++) {
      var help = new Help(worker, work, atWork);
      asked.add(help);
      try {
        helpers.execute(help);
      } catch (RejectedExecutionException _) {
        return; // The executor has no room: fewer threads, the same result.
      }
    }
  }

  /// Failures wait until everyone is ready.
  private static Optional<Throwable> thrownBy(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (RuntimeException | Error failure) {
      return Optional.of(failure);
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /// One call of the work on a helper, which may never come to it.
  private static final class Help implements Runnable {
    private static final int SPINS = 2_000;

    private final int worker;
    private final IntConsumer work;
    private final AtomicInteger atWork;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Throwable> failure = Optional.empty();

    Help(int worker, IntConsumer work, AtomicInteger atWork) {
      this.worker = worker;
      this.work = work;
      this.atWork = atWork;
      atWork.incrementAndGet();
    }

    @Override
    public void run() {
      if (isTaken.compareAndSet(false, true)) {
        failure = thrownBy(() -> work.accept(worker));
        atWork.decrementAndGet();
        ended.countDown();
      }
    }

    /// Waits until the call returns, if it has begun; otherwise it never will.
    Optional<Throwable> end() {
      if (isTaken.compareAndSet(false, true)) {
        atWork.decrementAndGet();
        return Optional.empty();
      }
      // Pieces are short: waking a thread takes longer than most of them.
      for (var spin = 0; spin < SPINS && ended.getCount() > 0; spin++) {
        Thread.onSpinWait();
      }
      awaitEnd();
      return failure;
    }

    /// An interruption is for the launch, which looks for it between pieces.
    private void awaitEnd() {
      var isInterrupted = false;
      while (ended.getCount() > 0) {
        try {
          ended.await();
        } catch (InterruptedException _) {
          isInterrupted = true;
        }
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Started with its first use.
  private static final class Shared {
    static final Workers POOL = of(Runtime.getRuntime().availableProcessors());
  }
}
