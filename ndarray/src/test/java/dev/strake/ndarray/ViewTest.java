package dev.strake.ndarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewTest {
  private static NDArray counted(long... sizes) {
    return Creation.arange(Shape.of(sizes).count()).reshape(sizes);
  }

  private static void check(NDArray array, String sizes, long... elements) {
    assertEquals(sizes, array.shape().toString());
    assertArrayEquals(elements, array.toLongArray());
  }

  @Test
  void slicesSeveralAxes() {
    var array = counted(3, 4);
    check(array.slice(Slice.from(1), Slice.reversed().step(-2)), "(2, 2)", 7, 5, 11, 9);
    check(array.slice(-1, Slice.of(1, 3)), "(3, 2)", 1, 2, 5, 6, 9, 10);
    check(array.slice(Slice.of(2, 1)), "(0, 4)");
  }

  @Test
  void takesOneIndexOfAnAxis() {
    check(counted(2, 3).at(0, 1), "(3,)", 3, 4, 5);
    check(counted(2, 3).at(-1, 2), "(2,)", 2, 5);
    check(counted(2, 3).at(0, 1).at(0, 0), "()", 3);
  }

  @Test
  void transposesAndFlips() {
    check(counted(2, 3).transpose(), "(3, 2)", 0, 3, 1, 4, 2, 5);
    check(counted(1, 2, 3).transpose(2, 0, -2), "(3, 1, 2)", 0, 3, 1, 4, 2, 5);
    check(counted(2, 3).flip(0), "(2, 3)", 3, 4, 5, 0, 1, 2);
    check(counted(2, 3).flip(-1), "(2, 3)", 2, 1, 0, 5, 4, 3);
  }

  @Test
  void broadcastsWithoutMemory() {
    var row = counted(3);
    check(row.broadcastTo(2, 3), "(2, 3)", 0, 1, 2, 0, 1, 2);
    check(counted(2, 1).broadcastTo(2, 2, 3), "(2, 2, 3)", 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1);
    check(counted(1).broadcastTo(0), "(0,)");
    assertArrayEquals(new long[] {0, 1}, row.broadcastTo(2, 3).strides());
  }

  @Test
  void reshapesAsAViewWherePossible() {
    var array = counted(4, 6);
    check(array.slice(Slice.to(1)).reshape(2, -1), "(2, 3)", 0, 1, 2, 3, 4, 5);
    var split = array.slice(Slice.all().step(2)).reshape(2, 1, 2, 3);
    check(split, "(2, 1, 2, 3)", 0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17);
    split.setLong(99, 0, 0, 0, 1);
    assertEquals(99, array.getLong(0, 1));
  }

  @Test
  void reshapesByCopyOtherwise() {
    var array = counted(2, 3);
    var flat = array.transpose().reshape(6);
    check(flat, "(6,)", 0, 3, 1, 4, 2, 5);
    flat.setLong(99, 0);
    assertEquals(0, array.getLong(0, 0));
  }

  @Test
  void reshapesEmptyAndSingleElements() {
    check(counted(0, 3).reshape(3, 0, 2), "(3, 0, 2)");
    check(counted(1, 1).reshape(), "()", 0);
    check(counted(1).at(0, 0).reshape(1, -1, 1), "(1, 1, 1)", 0);
  }

  @Test
  void sharesWritesWithItsViews() {
    var array = counted(2, 2);
    array.transpose().setLong(7, 0, 1);
    check(array, "(2, 2)", 0, 1, 7, 3);
    var copy = array.copy();
    copy.setLong(8, 0, 0);
    assertEquals(0, array.getLong(0, 0));
  }

  @Test
  void copiesOnlyWhatIsNotContiguous() {
    var array = counted(2, 3);
    assertSame(array, array.contiguous());
    assertTrue(array.at(0, 1).isContiguous());
    assertFalse(array.transpose().isContiguous());
    assertTrue(array.transpose().contiguous().isContiguous());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void copiesEveryDType(DType dtype) {
    var eye = Creation.eye(3, dtype);
    var corner = eye.flip(0).copy().at(0, 0).at(0, 2);
    assertEquals(Creation.ones(dtype).toString(), corner.toString());
    assertEquals(eye.toString(), eye.transpose().copy().toString());
    assertEquals(Creation.ones(dtype, 2, 3).toString(), corner.broadcastTo(2, 3).copy().toString());
  }

  @Test
  void namesWhatDoesNotFit() {
    var array = counted(2, 3);
    refuses("axis 2 is out of range for shape (2, 3) of rank 2", () -> array.flip(2));
    refuses(
        "index 3 is out of range for axis 1 of size 3 in an array of shape (2, 3)",
        () -> array.at(1, 3));
    refuses(
        "3 slices given for an array of shape (2, 3)",
        () -> array.slice(Slice.all(), Slice.all(), Slice.all()));
    refuses(
        "transpose needs each axis of shape (2, 3) once, got [0, 0]", () -> array.transpose(0, 0));
    refuses(
        "an array of shape (2, 3) cannot be broadcast to shape (3, 3)",
        () -> array.broadcastTo(3, 3));
    refuses(
        "an array of shape (2, 3) cannot be broadcast to shape (3,)", () -> array.broadcastTo(3));
    refuses(
        "an array of shape (2, 3) with 6 elements cannot be reshaped to (4, -1)",
        () -> array.reshape(4, -1));
    refuses("shape (1, -1) has a negative size", () -> array.reshape(-1, -1));
  }

  private static void refuses(String message, Runnable action) {
    assertEquals(message, assertThrows(RuntimeException.class, action::run).getMessage());
  }

  /// Chains of random views against a model that maps every index back to the first array.
  @Test
  void composesAnyViews() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var array = counted(random.nextInt(1, 5), random.nextInt(1, 5), random.nextInt(1, 5));
      ToLongFunction<long[]> model = array::getLong;
      for (int step = 0; step < 4 && array.shape().count() > 0; step++) {
        var before = array;
        var modelBefore = model;
        int axis = random.nextInt(array.rank());
        switch (random.nextInt(4)) {
          case 0 -> {
            array = array.flip(axis);
            model =
                index ->
                    modelBefore.applyAsLong(
                        with(index, axis, before.shape().size(axis) - 1 - index[axis]));
          }
          case 1 -> {
            int[] axes = permutation(random, array.rank());
            array = array.transpose(axes);
            model = index -> modelBefore.applyAsLong(moved(index, axes));
          }
          case 2 -> {
            int start = random.nextInt((int) array.shape().size(axis));
            int stride = random.nextInt(1, 3);
            array = array.slice(axis, Slice.from(start).step(stride));
            model =
                index -> modelBefore.applyAsLong(with(index, axis, start + stride * index[axis]));
          }
          default -> {
            array = array.reshape(-1, array.shape().size(0));
            model =
                index ->
                    modelBefore.applyAsLong(
                        unraveled(before.shape(), index[0] * before.shape().size(0) + index[1]));
          }
        }
      }
      check(array, model, "seed " + seed + " round " + round);
    }
  }

  private static void check(NDArray array, ToLongFunction<long[]> model, String message) {
    var expected = new long[(int) array.count()];
    Arrays.setAll(expected, i -> model.applyAsLong(unraveled(array.shape(), i)));
    assertArrayEquals(expected, array.toLongArray(), message);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], array.getLong(unraveled(array.shape(), i)), message);
    }
  }

  private static long[] unraveled(Shape shape, long position) {
    long[] index = new long[shape.rank()];
    long rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return index;
  }

  private static long[] with(long[] index, int axis, long value) {
    long[] changed = index.clone();
    changed[axis] = value;
    return changed;
  }

  private static long[] moved(long[] index, int[] axes) {
    long[] original = new long[index.length];
    for (int to = 0; to < axes.length; to++) {
      original[axes[to]] = index[to];
    }
    return original;
  }

  private static int[] permutation(Random random, int rank) {
    var axes = IntStream.range(0, rank).boxed().collect(java.util.stream.Collectors.toList());
    java.util.Collections.shuffle(axes, random);
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }
}
