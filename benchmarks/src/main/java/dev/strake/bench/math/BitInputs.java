package dev.strake.bench.math;

import dev.strake.ir.ScalarType;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import dev.strake.ndarray.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The fixed arguments whose results are hashed: of each kind, a quarter bit patterns, a quarter of
/// every size, half ordinary, and between them special values. What they are is part of what the
/// hashes mean, so they are made here alone.
final class BitInputs {
  static final int COUNT = 1 << 17;

  private static final double[] SPECIAL = {
    0,
    0x1p-1074,
    0x1p-1023,
    0x1p-1022,
    0x1p-149,
    0x1p-126,
    0x1p-30,
    0.5,
    1,
    1 + 0x1p-52,
    2,
    3,
    10,
    0x1.921fb54442d18p0,
    0x1.921fb54442d18p1,
    88.5,
    127,
    128,
    709.5,
    710.5,
    1023,
    1024,
    0x1p24,
    0x1p53,
    0x1.fffffep127,
    0x1p900,
    0x1.fffffffffffffp1023,
    1 / 0.0,
    0 / 0.0
  };

  private BitInputs() {}

  /// The first `count` arguments for the parameter of this number; the caller closes them.
  static NDArray column(ScalarType type, int parameter, int count) {
    var column = Creation.empty(DType.of(type), Shape.of(count));
    try (var arena = Arena.ofConfined()) {
      var memory = column.segment(arena);
      var components = type.isComplex() ? 2 : 1;
      for (var k = 0; k < components * count; k++) {
        var number = (long) k / components;
        write(
            type.isComplex() ? type.component() : type,
            memory,
            k,
            parameter * 2 + k % components,
            number);
      }
    }
    return column;
  }

  private static void write(
      ScalarType type, MemorySegment memory, int index, int stream, long number) {
    var random = mixed(number * 0x9e3779b97f4a7c15L + stream);
    switch (type) {
      case F64 -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, index, real(random, stream, number));
      case F32 -> {
        var value =
            (number & 3) == 0
                ? Float.intBitsToFloat((int) mixed(random))
                : (float) real(random, stream, number);
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
      }
      case I64, U64 -> memory.setAtIndex(ValueLayout.JAVA_LONG, index, integer(random));
      case I32, U32 -> memory.setAtIndex(ValueLayout.JAVA_INT, index, (int) integer(random));
      case I16, U16 -> memory.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) random);
      case I8, U8 -> memory.set(ValueLayout.JAVA_BYTE, index, (byte) random);
      case BOOL, F16, BF16, COMPLEX64, COMPLEX128 ->
          throw new IllegalStateException("no function takes " + type.mnemonic() + " so far");
    }
  }

  private static double real(long random, int stream, long number) {
    var special = (number >>> (stream == 0 ? 5 : 10)) % SPECIAL.length;
    var sign = (random & 1) == 0 ? 1 : -1;
    var unit = 0x1p-53 * (mixed(random) >>> 11);
    return switch ((int) (number & 31)) {
      case 31 -> sign * SPECIAL[(int) special];
      case 0, 4, 8, 12, 16, 20, 24, 28 -> Double.longBitsToDouble(mixed(random));
      case 1, 5, 9, 13, 17, 21, 25, 29 ->
          sign * Math.scalb(1 + unit, (int) (random >>> 40) % 90 - 60);
      default -> sign * unit * ((number & 2) == 0 ? 1 : 20);
    };
  }

  /// Exponents, and now and then a number of any size.
  private static long integer(long random) {
    return (random & 15) == 0 ? mixed(random) : mixed(random) % 1200;
  }

  /// The finalizer of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014).
  private static long mixed(long value) {
    var z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
