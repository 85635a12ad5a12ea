package dev.strake.ir.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.ScalarType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Small views are compared with the set of the bytes they touch.
final class OverlapTest {
  private static final int CAPACITY_BYTES = 480;
  private static final MemorySegment MEMORY = Arena.global().allocate(CAPACITY_BYTES, 64);

  private static Argument.View view(ScalarType type, long offset, long[] extents, long... strides) {
    return Argument.View.of(type, MEMORY, offset, extents, strides);
  }

  private static Argument.View view(long offset, long[] extents, long... strides) {
    return view(ScalarType.U8, offset, extents, strides);
  }

  private static long[] extents(long... extents) {
    return extents;
  }

  @Test
  void agreesWithTheBytesOfRandomViews() {
    var seed = Long.getLong("seed", 20251123);
    var random = new Random(seed);
    var counts = new int[4];
    for (var round = 0; round < 20_000; round++) {
      var a = random(random);
      var b = random(random);
      var where = "seed " + seed + ", round " + round + ": " + text(a) + " and " + text(b);
      var overlapsItself = bytes(a).cardinality() < count(a) * a.type().sizeBytes();
      assertEquals(overlapsItself, Overlap.withItself(a), where);
      assertEquals(bytes(a).intersects(bytes(b)), Overlap.between(a, b), where);
      counts[overlapsItself ? 1 : 0]++;
      counts[bytes(a).intersects(bytes(b)) ? 3 : 2]++;
    }
    assertTrue(Arrays.stream(counts).allMatch(count -> count > 1_000), Arrays.toString(counts));
  }

  private static Argument.View random(Random random) {
    var types = new ScalarType[] {ScalarType.U8, ScalarType.I32, ScalarType.F64};
    while (true) {
      var type = types[random.nextInt(types.length)];
      var extents = new long[random.nextInt(4)];
      var strides = new long[extents.length];
      for (var axis = 0; axis < extents.length; axis++) {
        extents[axis] = random.nextInt(6);
        strides[axis] = random.nextInt(25) - 12;
      }
      try {
        return view(type, random.nextInt(CAPACITY_BYTES / type.sizeBytes()), extents, strides);
      } catch (IllegalArgumentException _) {
        // It would leave the memory: the next one may fit.
        continue;
      }
    }
  }

  private static String text(Argument.View view) {
    var strides = new long[view.rank()];
    Arrays.setAll(strides, view::stride);
    return view + " at " + (view.address() - MEMORY.address()) + " by " + Arrays.toString(strides);
  }

  private static int count(Argument.View view) {
    var count = 1;
    for (var axis = 0; axis < view.rank(); axis++) {
      count *= (int) view.extent(axis);
    }
    return count;
  }

  private static BitSet bytes(Argument.View view) {
    var bytes = new BitSet();
    for (var number = 0; number < count(view); number++) {
      var rest = number;
      var index = 0L;
      for (var axis = view.rank() - 1; axis >= 0; axis--) {
        index += rest % view.extent(axis) * view.stride(axis);
        rest /= (int) view.extent(axis);
      }
      var size = view.type().sizeBytes();
      var first = (int) (view.address() - MEMORY.address() + index * size);
      bytes.set(first, first + size);
    }
    return bytes;
  }

  @Test
  void tellsEvenFromOddColumns() {
    for (var columns : new long[] {8, 9}) {
      var half = extents(5, 4);
      assertFalse(Overlap.between(view(0, half, columns, 2), view(1, half, columns, 2)));
      assertTrue(Overlap.between(view(0, half, columns, 2), view(2, half, columns, 2)));
    }
  }

  @Test
  void tellsWindowsThatSlideOverEachOther() {
    assertTrue(Overlap.withItself(view(0, extents(10, 3), 1, 1)));
    assertTrue(Overlap.withItself(view(0, extents(10, 3), 2, 1)));
    assertFalse(Overlap.withItself(view(0, extents(10, 3), 3, 1)));
    assertFalse(Overlap.withItself(view(0, extents(2, 3), 3, 2)));
    assertFalse(Overlap.withItself(view(9, extents(10, 3), -1, 10)));
    assertTrue(Overlap.withItself(view(9, extents(10, 3), -1, 9)));
  }

  @Test
  void tellsPartsOfComplexNumbersApart() {
    var real = view(ScalarType.F64, 0, extents(10), 2);
    var imaginary = view(ScalarType.F64, 1, extents(10), 2);
    assertFalse(Overlap.between(real, imaginary));
  }
}
