package dev.strake.cli.safety;

import dev.strake.cli.safety.Attempt.Engine;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.text.IrParser;
import dev.strake.ndarray.ArrayClosedException;
import dev.strake.ndarray.ArrayInUseException;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import dev.strake.ndarray.exec.ArrayKernel;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// Threads close what others use: an exception for one of them, never a fault. Arrays are as large
/// as to be mappings of their own, which are gone as soon as they are closed.
final class ClosingRaces {
  private static final long COUNT = 1L << 18;
  private static final long MILLIS_PER_ENGINE = 150;

  private static final String TWICE =
      """
      kernel twice(%0 in x: view<f64, [n]>, %1 inout y: view<f64, [n]>) {
        %2 = const i64 0
        %3 = size n
        for par %4 in %2..%3 {
          %5 = load %0[%4]
          %6 = add %5, %5
          store %1[%4], %6
        }
      }
      """;

  private ClosingRaces() {}

  static List<Attempt> all() {
    return List.of(
        Attempt.of("closing: an array closed before", "ArrayClosedException", ClosingRaces::closed),
        Attempt.of("closing: an array under a hold", "ArrayInUseException", ClosingRaces::held),
        Attempt.of(
            "closing: a view of an array closed before",
            "ArrayClosedException",
            ClosingRaces::closedView),
        Attempt.of(
            "closing: an argument whose arena has ended", "refused", ClosingRaces::endedArena),
        Attempt.of("closing: a kernel closed before", "closed", ClosingRaces::closedKernel),
        Attempt.of("closing: arrays while others run on them", "survived", ClosingRaces::arrays),
        Attempt.of("closing: results while others run on them", "survived", ClosingRaces::results),
        Attempt.of("closing: a kernel while others run it", "survived", ClosingRaces::kernels));
  }

  private static ArrayKernel kernel(Engine engine) {
    return ArrayKernel.of(IrParser.parse(TWICE), "twice", engine.backend(), engine.options());
  }

  /// Small for the interpreter, which is slow.
  private static NDArray array(Engine engine) {
    var isInterpreted = engine.backend().name().equals("interpreter");
    return Creation.zeros(DType.FLOAT64, Shape.of(isInterpreted ? 100 : COUNT));
  }

  private static void run(ArrayKernel kernel, NDArray x, NDArray y) {
    kernel.runInto(Map.of("x", x, "y", y), Map.of());
  }

  private static String closed(Engine engine) {
    try (var kernel = kernel(engine);
        var y = array(engine)) {
      var x = array(engine);
      x.close();
      return Outcomes.of(
          () -> {
            run(kernel, x, y);
            return "ran";
          });
    }
  }

  private static String closedView(Engine engine) {
    try (var kernel = kernel(engine);
        var y = array(engine)) {
      var x = array(engine);
      var view = x.flip(0);
      x.close();
      return Outcomes.of(
          () -> {
            run(kernel, view, y);
            return "ran";
          });
    }
  }

  private static String held(Engine engine) {
    var x = array(engine);
    try (var _ = x.hold()) {
      return Outcomes.of(
          () -> {
            x.close();
            return "closed";
          });
    } finally {
      x.close();
    }
  }

  private static String endedArena(Engine engine) {
    try (var x = array(engine)) {
      var arena = Arena.ofConfined();
      var argument = x.argument(arena);
      arena.close();
      var program = IrParser.parse(TWICE);
      return Outcomes.of(
          () -> {
            try (var launcher = Launcher.of(program, "twice", engine.backend(), engine.options());
                var scratch = Arena.ofConfined();
                var y = array(engine)) {
              launcher.launch(Map.of("x", argument, "y", y.argument(scratch)), scratch);
            }
            return "ran";
          });
    }
  }

  private static String closedKernel(Engine engine) {
    var kernel = kernel(engine);
    try (var x = array(engine);
        var y = array(engine)) {
      run(kernel, x, y);
      kernel.close();
      run(kernel, x, y);
      return "ran";
    } catch (IllegalStateException refused) {
      return "closed";
    }
  }

  private static String arrays(Engine engine) throws Exception {
    var shared = new AtomicReference<>(array(engine));
    try (var kernel = kernel(engine);
        var y = array(engine);
        var z = array(engine)) {
      var survived =
          together(
              () -> run(kernel, shared.get(), y),
              () -> run(kernel, shared.get(), z),
              () -> replace(shared, engine),
              () -> replace(shared, engine));
      shared.get().close();
      return survived;
    }
  }

  private static String results(Engine engine) throws Exception {
    var shared = new AtomicReference<>(array(engine));
    try (var kernel = kernel(engine);
        var x = array(engine)) {
      var survived = together(() -> run(kernel, x, shared.get()), () -> replace(shared, engine));
      shared.get().close();
      return survived;
    }
  }

  /// Closes the array and puts another in its place.
  private static void replace(AtomicReference<NDArray> shared, Engine engine) {
    var old = shared.get();
    old.close();
    shared.compareAndSet(old, array(engine));
  }

  private static String kernels(Engine engine) throws Exception {
    var shared = new AtomicReference<>(kernel(engine));
    try (var x = array(engine);
        var y = array(engine)) {
      var survived =
          together(
              () -> run(shared.get(), x, y),
              () -> {
                var old = shared.get();
                shared.set(kernel(engine));
                old.close();
              });
      shared.get().close();
      return survived;
    }
  }

  /// Runs all actions again and again, each in a thread of its own. Exceptions about what is closed
  /// or in use are what must happen.
  private static String together(Runnable... actions) throws Exception {
    var running = new AtomicBoolean(true);
    try (var threads = Executors.newFixedThreadPool(actions.length)) {
      var ends =
          List.of(actions).stream()
              .map(action -> threads.submit(repeated(action, running)))
              .toList();
      Thread.sleep(MILLIS_PER_ENGINE);
      running.set(false);
      for (var end : ends) {
        end.get();
      }
    }
    return "survived";
  }

  private static Callable<Void> repeated(Runnable action, AtomicBoolean running) {
    return () -> {
      while (running.get()) {
        try {
          action.run();
        } catch (ArrayClosedException | ArrayInUseException closing) {
          // One of the two had to lose.
          Thread.onSpinWait();
        } catch (IllegalStateException closing) {
          // A kernel that is closed, or can't be because it runs.
          Thread.onSpinWait();
        }
      }
      return null;
    };
  }
}
