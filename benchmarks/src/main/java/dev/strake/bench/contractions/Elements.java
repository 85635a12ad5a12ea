package dev.strake.bench.contractions;

import dev.strake.ir.ScalarType;
import dev.strake.ndarray.Complex;
import dev.strake.ndarray.DType;
import dev.strake.ndarray.NDArray;
import java.util.List;
import java.util.stream.LongStream;

/// Numbers that Java and NumPy make alike: from -1 to 1, of few bits; integers from -510 to 510.
final class Elements {
  private Elements() {}

  static NDArray array(ScalarType type, List<Long> shape) {
    var sizes = shape.stream().mapToLong(Long::longValue).toArray();
    return flat(type, LongStream.of(sizes).reduce(1, Math::multiplyExact)).reshape(sizes);
  }

  private static NDArray flat(ScalarType type, long count) {
    var numbers = LongStream.range(0, count).map(k -> k * 7919 % 1021).toArray();
    return switch (type) {
      case F64 -> NDArray.of(LongStream.of(numbers).mapToDouble(Elements::fraction).toArray());
      case F32 -> {
        var values = new float[numbers.length];
        for (var k = 0; k < values.length; k++) {
          values[k] = (float) fraction(numbers[k]);
        }
        yield NDArray.of(values);
      }
      case I64 -> NDArray.of(LongStream.of(numbers).map(number -> number - 510).toArray());
      case I32 ->
          NDArray.of(LongStream.of(numbers).mapToInt(number -> (int) number - 510).toArray());
      case COMPLEX128 ->
          NDArray.of(
              LongStream.of(numbers)
                  .mapToObj(number -> new Complex(fraction(number), 0))
                  .toArray(Complex[]::new));
      case BOOL, I8, I16, U8, U16, U32, U64, F16, BF16, COMPLEX64 ->
          throw new IllegalArgumentException("no elements of " + type.mnemonic());
    };
  }

  private static double fraction(long number) {
    return number / 512.0 - 1;
  }

  /// The sum of the elements, of their real parts, each times 1 to 7 in turn.
  static double sum(NDArray array) {
    var flat = array.reshape(array.count());
    var real = array.dtype().kind() == DType.Kind.COMPLEX ? flat.real() : flat;
    var sum = 0.0;
    for (var k = 0L; k < real.count(); k++) {
      sum += number(real, k) * (k % 7 + 1);
    }
    return sum;
  }

  private static double number(NDArray array, long k) {
    return array.dtype().kind() == DType.Kind.INTEGER ? array.getLong(k) : array.getDouble(k);
  }
}
