package dev.strake.bench.loops;

import dev.strake.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What is compared with C, and on which data.
final class LoopCases {
  /// The share of the speed of C that elementwise loops and sums have to reach.
  private static final double LIKE_C = 0.95;

  /// The same for sums over an axis beside reading alone.
  private static final double ROWS_LIKE_READING = 1 / 1.05;

  private static final double COLUMNS_LIKE_READING = 1 / 1.5;
  private static final double NO_GOAL = 0;
  private static final int BINS = 1_000;

  private LoopCases() {}

  /// The sizes to measure.
  static List<LoopCase> measured() {
    var cases = new ArrayList<LoopCase>();
    for (var count : List.of(100_000, 10_000_000)) {
      cases.addAll(elementwise(count));
    }
    cases.addAll(sums(10_000_000, 4000));
    cases.addAll(stencils(2000, 200, 5));
    cases.addAll(indexed(10_000_000, 1_000_000));
    cases.add(mandelbrot(400, 500, 100));
    return cases;
  }

  /// Sizes around those of vectors, to look at results.
  static List<LoopCase> small() {
    var cases = new ArrayList<>(elementwise(37));
    cases.addAll(sums(137, 21));
    cases.addAll(stencils(19, 11, 2));
    cases.addAll(indexed(45, 13));
    cases.add(mandelbrot(9, 21, 30));
    return cases;
  }

  private static List<LoopCase> elementwise(long n) {
    var extents = List.of(n);
    return List.of(
        new LoopCase("copy", "copy", LIKE_C, extents, () -> Map.of("x", random(n))),
        new LoopCase(
            "axpy",
            "axpy",
            LIKE_C,
            extents,
            () -> Map.of("a", NDArray.of(1e-3).reshape(), "x", random(n), "y", random(n))),
        new LoopCase(
            "chain",
            "chain",
            LIKE_C,
            extents,
            () -> Map.of("a", random(n), "b", random(n), "c", random(n))),
        new LoopCase(
            "hypot", "hypot_all", LIKE_C, extents, () -> Map.of("a", random(n), "b", random(n))),
        new LoopCase(
            "polynomial",
            "polynomial",
            LIKE_C,
            extents,
            () -> Map.of("x", random(n), "k", random(8))));
  }

  private static List<LoopCase> sums(long n, long side) {
    var matrix = List.of(side, side);
    return List.of(
        new LoopCase("total", "total", LIKE_C, List.of(n), () -> Map.of("x", random(n))),
        new LoopCase(
            "inner", "inner", LIKE_C, List.of(n), () -> Map.of("x", random(n), "y", random(n))),
        new LoopCase(
            "sum_axis_1", "sum_axis_1", NO_GOAL, matrix, () -> Map.of("x", random(side, side))),
        new LoopCase(
            "sum_axis_1",
            "read_matrix",
            ROWS_LIKE_READING,
            matrix,
            () -> Map.of("x", random(side, side))),
        new LoopCase(
            "sum_axis_0", "sum_axis_0", NO_GOAL, matrix, () -> Map.of("x", random(side, side))),
        new LoopCase(
            "sum_axis_0",
            "read_matrix",
            COLUMNS_LIKE_READING,
            matrix,
            () -> Map.of("x", random(side, side))));
  }

  private static List<LoopCase> stencils(long plane, long cube, long steps) {
    return List.of(
        new LoopCase(
            "jacobi_2d",
            "jacobi_2d",
            NO_GOAL,
            List.of(plane, plane),
            () ->
                Map.of("steps", one(steps), "a", random(plane, plane), "b", random(plane, plane))),
        new LoopCase(
            "heat_3d",
            "heat_3d",
            NO_GOAL,
            List.of(cube, cube, cube),
            () ->
                Map.of(
                    "steps",
                    one(steps),
                    "a",
                    random(cube, cube, cube),
                    "b",
                    random(cube, cube, cube))),
        new LoopCase(
            "convolve_3x3",
            "convolve_3x3",
            NO_GOAL,
            List.of(plane, plane),
            () -> Map.of("image", random(plane, plane), "weights", random(3, 3))));
  }

  private static List<LoopCase> indexed(int n, int table) {
    var extents = List.of((long) n);
    return List.of(
        new LoopCase(
            "gather",
            "gather",
            NO_GOAL,
            extents,
            () ->
                Map.of(
                    "x",
                    random(table),
                    "index",
                    NDArray.of(new SplittableRandom(2).longs(n, 0, table).toArray()))),
        new LoopCase(
            "histogram",
            "histogram",
            NO_GOAL,
            extents,
            () ->
                Map.of(
                    "bin",
                    NDArray.of(new SplittableRandom(2).ints(n, 0, BINS).toArray()),
                    "bins",
                    one(BINS))),
        new LoopCase("running_sum", "running_sum", NO_GOAL, extents, () -> Map.of("x", random(n))));
  }

  private static LoopCase mandelbrot(long height, long width, long limit) {
    return new LoopCase(
        "mandelbrot",
        "mandelbrot",
        NO_GOAL,
        List.of(width, height),
        () ->
            Map.of(
                "limit",
                one(limit),
                "x",
                spaced(-2, 0.5, width),
                "y",
                spaced(-1.25, 1.25, height)));
  }

  /// Between 0 and 1, the same in every run.
  private static NDArray random(long... sizes) {
    var count = 1L;
    for (var size : sizes) {
      count *= size;
    }
    return NDArray.fromArray(new SplittableRandom(1).doubles(count).toArray(), sizes);
  }

  private static NDArray one(long value) {
    return NDArray.of(value).reshape();
  }

  private static NDArray spaced(double first, double last, long count) {
    var values = new double[Math.toIntExact(count)];
    for (var k = 0; k < values.length; k++) {
      values[k] = first + (last - first) * k / (count - 1);
    }
    return NDArray.of(values);
  }
}
