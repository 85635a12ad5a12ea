package dev.strake.ndarray.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.InterruptedLaunchException;
import dev.strake.ir.launch.KernelException;
import dev.strake.ir.launch.Workers;
import dev.strake.ir.text.IrParser;
import dev.strake.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WorkerPoolTest {
  private static final String GATHER =
      """
      kernel gather(%0 in x: view<f64, [m]>, %1 in at: view<i64, [n]>, %2 out y: view<f64, [n]>) {
        %3 = const i64 0
        %4 = size n
        for par %5 in %3..%4 {
          %6 = load %1[%5]
          %7 = load %0[%6]
          store %2[%5], %7
        }
      }
      """;

  private static final Executor REJECTING =
      _ -> {
        throw new RejectedExecutionException("full");
      };

  /// Others that never come.
  private static final Executor BUSY = _ -> {};

  /// The workers of a pool, in pieces of some hundred iterations.
  private record InSmallPieces(Workers pool) implements Workers {
    @Override
    public int limit() {
      return pool.limit();
    }

    @Override
    public void run(int count, IntConsumer work) {
      pool.run(count, work);
    }

    @Override
    public double piece() {
      return 1_000;
    }
  }

  private static List<Workers> pools() {
    return List.of(
        WorkerPool.of(1),
        WorkerPool.of(2),
        WorkerPool.of(7),
        WorkerPool.of(REJECTING, 3),
        WorkerPool.of(BUSY, 3),
        WorkerPool.of(Runnable::run, 3));
  }

  private static ArrayKernel gather(Workers workers) {
    var program = IrParser.parse(GATHER);
    return ArrayKernel.of(program, "gather", InterpreterBackend.ofScheduled())
        .with(new InSmallPieces(workers));
  }

  @Test
  void callsEachWorkerOnceAtMost() {
    for (var workers : pools()) {
      var calls = new ConcurrentHashMap<Integer, AtomicInteger>();
      workers.run(
          workers.limit(),
          worker -> calls.computeIfAbsent(worker, _ -> new AtomicInteger()).incrementAndGet());
      assertTrue(calls.containsKey(0));
      calls.values().forEach(count -> assertEquals(1, count.get()));
    }
  }

  @Test
  void throwsWhatAnyWorkerThrows() {
    for (var workers : List.of(WorkerPool.of(Runnable::run, 2), WorkerPool.of(1))) {
      var last = workers.limit() - 1;
      IntConsumer failing =
          worker -> {
            if (worker == last) {
              throw new IllegalStateException("worker " + worker);
            }
          };
      var thrown =
          assertThrows(IllegalStateException.class, () -> workers.run(workers.limit(), failing));
      assertEquals("worker " + last, thrown.getMessage());
    }
  }

  @Test
  void givesTheSameForAnyThreads() {
    try (var x = squares();
        var at = NDArray.of(LongStream.range(0, 5_000).map(i -> i % 100).toArray())) {
      for (var workers : pools()) {
        try (var kernel = gather(workers);
            var y = kernel.run(Map.of("x", x, "at", at)).get("y")) {
          for (var i = 0; i < 5_000; i++) {
            assertEquals((i % 100) * (i % 100), y.getDouble(i));
          }
        }
      }
    }
  }

  private static NDArray squares() {
    return NDArray.of(IntStream.range(0, 100).mapToDouble(i -> i * i).toArray());
  }

  /// Indices 1,000, 2,500 and 4,999 lead outside, in different pieces.
  @Test
  void reportsTheFirstFailureForAnyThreads() {
    var indices = new long[5_000];
    indices[1_000] = 100;
    indices[2_500] = -1;
    indices[4_999] = 777;
    try (var x = squares();
        var at = NDArray.of(indices)) {
      for (var workers : pools()) {
        try (var kernel = gather(workers)) {
          var failure =
              assertThrows(KernelException.class, () -> kernel.run(Map.of("x", x, "at", at)));
          assertEquals(100, failure.index());
        }
      }
    }
  }

  @Test
  void stopsBetweenPiecesWhenInterrupted() {
    try (var x = squares();
        var at = NDArray.of(new long[5_000]);
        var y = NDArray.of(new double[5_000]);
        var kernel = gather(WorkerPool.of(2))) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedLaunchException.class, () -> kernel.call(x, at, y));
      assertTrue(Thread.interrupted());
      kernel.call(x, at, y);
      assertEquals(0, y.getDouble(4_999));
    }
  }
}
