package dev.strake.bench.calls;

import dev.strake.bench.MarkdownTable;
import dev.strake.bench.Rounds;
import dev.strake.ir.Program;
import dev.strake.ir.backend.Backend;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.exec.ArrayKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// Prints what launching, compiling and a first call cost.
public final class CallReport {
  private static final int LAUNCHES = 20_000;
  private static final int WARM_UPS = 20;
  private static final int ROUNDS = 41;
  private static final long MANY = 10_000_000;
  private static final double LAUNCH_GOAL_NANOS = 50;
  private static final double SOURCE_GOAL_NANOS = 10e6;
  private static final double FIRST_CALL_GOAL = 8;

  private final Consumer<String> lines;
  private final List<Backend> backends;

  /// @param lines where to print
  public CallReport(Consumer<String> lines, List<Backend> backends) {
    this.lines = lines;
    this.backends = List.copyOf(backends);
  }

  /// Prints everything.
  public void print() {
    lines.accept("Medians in a warm process.\n");
    var table = new MarkdownTable(lines, List.of("what", "backend", "takes", "goal", ""));
    for (var backend : backends) {
      for (var inputs = 1; inputs <= 3; inputs++) {
        var nanos = launchNanos(inputs, backend);
        table.row(
            row(
                "launch with %d operands".formatted(inputs + 1),
                backend,
                "%.0f ns".formatted(nanos),
                "50 ns",
                nanos <= LAUNCH_GOAL_NANOS));
      }
    }
    for (var backend : backends) {
      var nanos = sourceNanos(backend);
      var isScalar = backend.name().equals("scalar");
      table.row(
          row(
              "source text to runnable",
              backend,
              MarkdownTable.millis(nanos) + " ms",
              isScalar ? "10 ms" : "",
              nanos <= SOURCE_GOAL_NANOS || !isScalar));
    }
    for (var backend : backends) {
      table.row(firstCall(backend));
    }
  }

  private static List<String> row(
      String what, Backend backend, String takes, String goal, boolean holds) {
    return List.of(
        what, backend.name(), takes, goal, goal.isEmpty() ? "" : holds ? "holds" : "missed");
  }

  private static Map<String, NDArray> ones(int inputs, long count) {
    var arrays = new LinkedHashMap<String, NDArray>();
    for (var k = 0; k < inputs; k++) {
      arrays.put("x" + k, Creation.ones(DType.FLOAT64, count));
    }
    return arrays;
  }

  /// A kernel over one element: all that remains is the launch.
  private static double launchNanos(int inputs, Backend backend) {
    try (var kernel = kernel(SampleKernels.adding(inputs), backend)) {
      var arrays = ones(inputs, 1);
      var results = kernel.allocate(arrays);
      DoubleSupplier launches =
          () ->
              Rounds.nanos(
                      () -> {
                        for (var k = 0; k < LAUNCHES; k++) {
                          kernel.runInto(arrays, results);
                        }
                      })
                  / LAUNCHES;
      return steady(launches);
    }
  }

  private static double steady(DoubleSupplier work) {
    Rounds.time(List.of(work), Rounds.Limits.of(WARM_UPS));
    return Rounds.time(List.of(work), Rounds.Limits.of(ROUNDS)).medianNanos(0);
  }

  /// From a text never seen before to code for its arrays.
  private static double sourceNanos(Backend backend) {
    var arrays = ones(2, 8);
    var results = Map.of("out", Creation.zeros(DType.FLOAT64, 8));
    var numbers = new ArrayList<Integer>();
    return steady(
        () -> {
          numbers.add(0);
          return Rounds.nanos(
              () -> {
                try (var kernel = kernel(SampleKernels.fresh(numbers.size()), backend)) {
                  kernel.prepare(arrays, results);
                }
              });
        });
  }

  private static List<String> firstCall(Backend backend) {
    var arrays = ones(2, MANY);
    try (var kernel = kernel(SampleKernels.hypot(), backend)) {
      var results = kernel.allocate(arrays);
      Runnable call = () -> kernel.runInto(arrays, results);
      call.run();
      var steadyNanos = steady(() -> Rounds.nanos(call));
      // Another kernel on the same arrays, which now are in memory.
      try (var other = kernel(SampleKernels.fresh(-1), backend)) {
        var firstNanos = Rounds.nanos(() -> other.runInto(arrays, results));
        return row(
            "first call on 10^7 elements",
            backend,
            "%s ms, later %s ms"
                .formatted(MarkdownTable.millis(firstNanos), MarkdownTable.millis(steadyNanos)),
            "8 x",
            firstNanos <= FIRST_CALL_GOAL * steadyNanos);
      }
    }
  }

  private static ArrayKernel kernel(Program program, Backend backend) {
    return ArrayKernel.of(program, SampleKernels.NAME, backend);
  }
}
