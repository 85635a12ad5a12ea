package dev.strake.bench.math;

import dev.strake.bench.math.Reference.Symmetry;
import dev.strake.ir.ScalarType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// Arguments at which a function is measured, in numbered blocks of [#BLOCK].
///
/// Of a function with a symmetry, and of every f32 where all are taken, the second half of a block
/// holds the first arguments of the first half with the other sign.
sealed interface Points {
  int BLOCK = 1 << 17;

  int blocks();

  /// Writes the arguments of a block; `y` those of functions of two.
  void fill(int block, MemorySegment x, MemorySegment y);

  /// Every f32, in blocks of neighbours, and those in an order without pattern: a comparison is
  /// fast once it has met a large error.
  record All() implements Points {
    @Override
    public int blocks() {
      return 1 << 15;
    }

    @Override
    public void fill(int block, MemorySegment x, MemorySegment y) {
      var half = BLOCK / 2;
      var start = (block * 0x4f1b + 0x3f80) % blocks() * half;
      for (var k = 0; k < half; k++) {
        var bits = start + k;
        x.setAtIndex(ValueLayout.JAVA_INT, k, bits);
        x.setAtIndex(ValueLayout.JAVA_INT, half + k, bits | Integer.MIN_VALUE);
      }
    }
  }

  /// All special arguments of the function, and then at least `count` random ones.
  record Sample(MathFunction function, Reference reference, long count, long seed)
      implements Points {
    private int step() {
      return reference.symmetry() == Symmetry.NONE ? BLOCK : BLOCK / 2;
    }

    private int specialBlocks() {
      return (SpecialArguments.of(function, reference).count() + step() - 1) / step();
    }

    @Override
    public int blocks() {
      return specialBlocks() + (int) ((count + BLOCK - 1) / BLOCK);
    }

    @Override
    public void fill(int block, MemorySegment x, MemorySegment y) {
      var special = SpecialArguments.of(function, reference);
      var random = new RandomArguments(function, reference, new SplittableRandom(seed + block));
      var step = step();
      for (var k = 0; k < step; k++) {
        var number = (long) block * step + k;
        var point = number < special.count() ? special.at((int) number) : random.next();
        set(x, k, point.x());
        set(y, k, point.y());
        if (step < BLOCK) {
          set(x, step + k, -point.x());
          set(y, step + k, point.y());
        }
      }
    }

    private void set(MemorySegment values, int index, double value) {
      if (function.type() == ScalarType.F32) {
        values.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
      } else {
        values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
      }
    }
  }
}
