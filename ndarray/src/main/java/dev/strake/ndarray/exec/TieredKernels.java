package dev.strake.ndarray.exec;

import dev.strake.ir.Kernel;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.backend.CompiledKernel;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ndarray.recording.Recording;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Kernels that are compiled together, the phases of one kernel say, on their way through the
/// tiers.
final class TieredKernels {
  /// What has run for so long is worth a run of the C compiler, which takes a few times as long.
  static final long HOT_NANOS = 20_000_000;

  private final List<Kernel> sources;
  private final CompileOptions options;
  private final Optional<Backend> c;
  private final TierEvent.Listener listener;
  private final List<TieredKernel> kernels = new ArrayList<>();
  private final LongAdder spentNanos = new LongAdder();
  private final AtomicBoolean isCAsked = new AtomicBoolean();
  private final List<Future<?>> inBackground = new ArrayList<>();

  /// Backends that may yet add a tier.
  private final AtomicInteger awaited;

  private int open;

  /// One thread is enough: the kernels go on running meanwhile.
  private static final class Background {
    static final ExecutorService COMPILER =
        Executors.newSingleThreadExecutor(
            work -> {
              var thread = new Thread(work, "strake-compiler");
              thread.setDaemon(true);
              return thread;
            });
  }

  TieredKernels(
      List<Kernel> sources,
      CompileOptions options,
      Backend scalar,
      Optional<Backend> vector,
      Optional<Backend> c,
      TierEvent.Listener listener) {
    this.sources = List.copyOf(sources);
    this.options = options;
    this.c = c;
    this.listener = listener;
    this.open = sources.size();
    this.awaited = new AtomicInteger((vector.isPresent() ? 1 : 0) + (c.isPresent() ? 1 : 0));
    var compiled = compiled(scalar);
    for (var k = 0; k < sources.size(); k++) {
      kernels.add(new TieredKernel(this, sources.get(k), new Tier(scalar.name(), compiled.get(k))));
    }
    vector.ifPresent(backend -> inBackground(() -> add(backend, TieredKernel::explore)));
    c.ifPresent(backend -> inBackground(() -> takeFromDisk(backend)));
  }

  List<CompiledKernel> kernels() {
    return List.copyOf(kernels);
  }

  private List<CompiledKernel> compiled(Backend backend) {
    var start = System.nanoTime();
    var compiled = backend.compileAll(sources, options);
    var nanos = System.nanoTime() - start;
    Recording.compiled(sources.getFirst().name(), backend.name(), nanos);
    tell(backend, TierEvent.What.COMPILED, nanos, sources.size() + " in one go");
    return compiled;
  }

  private void tell(Backend backend, TierEvent.What what, long nanos, String reason) {
    listener.heard(new TierEvent(sources.getFirst().name(), backend.name(), what, nanos, reason));
  }

  void tell(TierEvent event) {
    listener.heard(event);
  }

  private synchronized void inBackground(Runnable work) {
    inBackground.removeIf(Future::isDone);
    var task = new FutureTask<Void>(work, null);
    inBackground.add(task);
    Background.COMPILER.execute(
        () -> {
          task.run();
          reportFault(task);
        });
  }

  /// What nobody expected is for whoever looks after threads that die.
  private static void reportFault(Future<?> task) {
    if (task.state() == Future.State.FAILED) {
      var thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, task.exceptionNow());
    }
  }

  private interface Use {
    void add(TieredKernel kernel, Tier tier);
  }

  /// Compiles for a backend and hands the code to the kernels. A backend that fails is left out:
  /// the kernels run without it, and the listener hears why.
  private void add(Backend backend, Use use) {
    List<CompiledKernel> compiled;
    try {
      compiled = compiled(backend);
    } catch (CompilerError | UncheckedIOException failure) {
      tell(backend, TierEvent.What.LEFT_OUT, 0, failure.getMessage());
      return;
    } finally {
      awaited.decrementAndGet();
    }
    synchronized (this) {
      if (open == 0) {
        compiled.forEach(CompiledKernel::close);
        return;
      }
      for (var k = 0; k < kernels.size(); k++) {
        use.add(kernels.get(k), new Tier(backend.name(), compiled.get(k)));
      }
    }
  }

  private void takeFromDisk(Backend backend) {
    if (backend.compilesAtOnce(sources, options) && isCAsked.compareAndSet(false, true)) {
      add(backend, TieredKernel::takeOver);
    }
  }

  /// Counts the time of a run.
  void spent(long nanos) {
    spentNanos.add(nanos);
    if (c.isPresent()
        && !isCAsked.get()
        && spentNanos.sum() >= HOT_NANOS
        && isCAsked.compareAndSet(false, true)) {
      inBackground(() -> add(c.get(), TieredKernel::takeOver));
    }
  }

  /// The time of all runs so far.
  long spentNanos() {
    return spentNanos.sum();
  }

  /// Whether no other tier will come.
  boolean isComplete() {
    return awaited.get() == 0;
  }

  /// Called by each kernel when it is closed.
  synchronized void close() {
    open--;
    if (open == 0) {
      inBackground.forEach(work -> work.cancel(true));
    }
  }
}
