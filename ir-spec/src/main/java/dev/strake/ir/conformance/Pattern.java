package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;
import dev.strake.ir.interp.ScalarSemantics;
import java.util.stream.LongStream;

/// Where the elements of a generated input come from. Deterministic, on every machine.
public sealed interface Pattern {
  /// Any value of the type: every sixteenth one special, the others of all magnitudes.
  record Any(int seed) implements Pattern {}

  /// Finite numbers of middling size: floats from 2^-8 to 2^8, integers from -1000 to 999, or 0 to
  /// 1999, or all of 8 bits.
  record Plain(int seed) implements Pattern {}

  /// Integers from 0 up to and not including `bound`.
  record Below(int seed, int bound) implements Pattern {}

  /// 0, 1, 2, .. converted to the type.
  record Iota() implements Pattern {}

  /// One value throughout.
  record Fill(long bits) implements Pattern {}

  /// The special values of the type, one after the other.
  record Specials() implements Pattern {}

  /// With `Right` beside it: every pair of special values, this one changing slowly.
  record Left() implements Pattern {}

  /// The other half of the pairs, changing fast.
  record Right() implements Pattern {}

  /// The bare little-endian elements of a file `reductions/<name>.bin` beside the cases.
  record Stored(String name) implements Pattern {}

  /// How many elements it has of itself; the other patterns go on for ever.
  static long count(Pattern pattern, ScalarType type) {
    var specials = SpecialValues.count(type.component());
    return switch (pattern) {
      case Specials _ -> specials;
      case Left _, Right _ -> (long) specials * specials;
      case Any _, Plain _, Below _, Iota _, Fill _, Stored _ -> Long.MAX_VALUE;
    };
  }

  /// The raw bits of the first `count` elements; of complex ones, those of both components.
  static long[] bits(Pattern pattern, ScalarType type, long count) {
    if (type.isComplex()) {
      return bits(pattern, type.component(), 2 * count);
    }
    if (pattern instanceof Stored(var name)) {
      return stored(ConformanceSuite.bytes("reductions/" + name + ".bin"), type, (int) count);
    }
    return LongStream.range(0, count).map(index -> element(pattern, type, index)).toArray();
  }

  private static long[] stored(byte[] file, ScalarType type, int count) {
    var elements = new long[count];
    for (var index = 0; index < count; index++) {
      for (var k = type.sizeBytes() - 1; k >= 0; k--) {
        elements[index] = elements[index] << 8 | file[index * type.sizeBytes() + k] & 0xff;
      }
    }
    return elements;
  }

  private static long element(Pattern pattern, ScalarType type, long index) {
    return switch (pattern) {
      case Any(var seed) -> any(type, random(seed, index));
      case Plain(var seed) -> plain(type, random(seed, index));
      case Below(var seed, var bound) -> Long.remainderUnsigned(random(seed, index), bound);
      case Iota _ -> ofLong(type, index);
      case Fill(var bits) -> bits;
      case Specials _ -> SpecialValues.bits(type, index);
      case Left _ -> SpecialValues.bits(type, index / SpecialValues.count(type));
      case Right _ -> SpecialValues.bits(type, index);
      case Stored _ -> throw new IllegalArgumentException("a file is read as a whole");
    };
  }

  private static long any(ScalarType type, long word) {
    if (word >>> 60 == 0) {
      return SpecialValues.bits(type, word >>> 8 & 0xffff);
    }
    var more = mix(word);
    return switch (type) {
      case BOOL, U8 -> type.wrap(more);
      case I8, I16, I32, I64 -> type.wrap(more) >> (word & type.bits() - 1);
      case U16, U32, U64 -> type.wrap(more) >>> (word & type.bits() - 1);
      case F16 -> ofDouble(type, number(more, (int) (word & 63) - 40));
      case BF16, F32, F64 -> ofDouble(type, number(more, (int) (word & 127) - 64));
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
    };
  }

  private static long plain(ScalarType type, long word) {
    return switch (type) {
      case BOOL, I8, U8 -> type.wrap(word);
      case I16, I32, I64 -> Long.remainderUnsigned(word, 2000) - 1000;
      case U16, U32, U64 -> Long.remainderUnsigned(word, 2000);
      case F16, BF16, F32, F64 -> ofDouble(type, number(word, (int) (word & 15) - 8));
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
    };
  }

  /// A number from 1 to 2 of either sign, with up to 53 random digits, times a power of two.
  private static double number(long word, int exponent) {
    var fraction = 1 + (word >>> 12) * 0x1p-52;
    return Math.scalb((word >> 4 & 1) == 0 ? fraction : -fraction, exponent);
  }

  private static long ofLong(ScalarType type, long value) {
    return switch (type.kind()) {
      case BOOL, SIGNED, UNSIGNED -> type.wrap(value);
      case HALF, FLOAT -> ofDouble(type, value);
      case COMPLEX -> throw type.isPair();
    };
  }

  private static long ofDouble(ScalarType type, double value) {
    return ScalarSemantics.cast(ScalarType.F64, type, Double.doubleToRawLongBits(value));
  }

  private static long random(long seed, long index) {
    return mix(mix(seed) + index * 0x9e37_79b9_7f4a_7c15L);
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
  /// generators, OOPSLA 2014).
  private static long mix(long word) {
    var z = word + 0x9e37_79b9_7f4a_7c15L;
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }
}
