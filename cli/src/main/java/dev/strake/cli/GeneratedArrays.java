package dev.strake.cli;

import dev.strake.ir.ScalarType;
import dev.strake.ir.interp.ScalarSemantics;
import dev.strake.ndarray.Complex;
import dev.strake.ndarray.Creation;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// Arrays for trying kernels out, without a file.
final class GeneratedArrays {
  private GeneratedArrays() {}

  /// The array for a parameter. Random numbers depend on the parameter's name and nothing else, so
  /// two parameters differ and two runs don't.
  ///
  /// @throws WrongInput if there can't be so large an array
  static NDArray of(String parameter, ScalarType type, GivenValue.Generated generated) {
    var dtype = DType.of(type);
    try {
      return switch (generated.contents()) {
        case ZEROS -> Creation.zeros(dtype, generated.shape());
        case ONES -> Creation.ones(dtype, generated.shape().sizes());
        case RANDOM -> {
          var array = Creation.empty(dtype, generated.shape());
          fillRandom(array, new SplittableRandom(parameter.hashCode()));
          yield array;
        }
      };
    } catch (IllegalArgumentException tooLarge) {
      throw new WrongInput(
          parameter + ": " + tooLarge.getMessage() + "; write smaller sizes", tooLarge);
    }
  }

  private static void fillRandom(NDArray array, SplittableRandom random) {
    try (var arena = Arena.ofConfined()) {
      var elements = array.segment(arena);
      for (long i = 0; i < array.count(); i++) {
        switch (array.dtype()) {
          case BOOL -> store(elements, i, (byte) random.nextInt(2));
          case INT8, UINT8 -> store(elements, i, (byte) random.nextInt(100));
          case INT16, UINT16 ->
              elements.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) random.nextInt(100));
          case INT32, UINT32 -> elements.setAtIndex(ValueLayout.JAVA_INT, i, random.nextInt(100));
          case INT64, UINT64 -> elements.setAtIndex(ValueLayout.JAVA_LONG, i, random.nextInt(100));
          // Multiples of 2^-8 below 1, which both halves hold.
          case FLOAT16, BFLOAT16 -> storeHalf(array.dtype(), elements, i, random.nextInt(256));
          case FLOAT32 ->
              elements.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextInt(1 << 24) * 0x1p-24f);
          case FLOAT64 -> elements.setAtIndex(ValueLayout.JAVA_DOUBLE, i, random.nextDouble());
          case COMPLEX64, COMPLEX128 ->
              array
                  .reshape(-1)
                  .setComplex(new Complex(random.nextDouble(), random.nextDouble()), i);
        }
      }
    }
  }

  private static void storeHalf(DType dtype, MemorySegment elements, long index, int number) {
    var value = Double.doubleToRawLongBits(number * 0x1p-8);
    var bits = ScalarSemantics.cast(ScalarType.F64, dtype.scalarType(), value);
    elements.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) bits);
  }

  private static void store(MemorySegment elements, long index, byte value) {
    elements.set(ValueLayout.JAVA_BYTE, index, value);
  }
}
