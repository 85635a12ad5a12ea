package dev.strake.ir.conformance;

import dev.strake.ir.ScalarType;
import dev.strake.ir.text.ScalarText;
import java.util.List;
import java.util.stream.LongStream;

/// Where the elements of a generated input come from. Deterministic, on every machine.
public sealed interface Pattern {
  /// Any value of the type: every sixteenth one special, the others of all magnitudes.
  record Any(int seed) implements Pattern {}

  /// Finite numbers of middling size: floats from 2^-8 to 2^8, integers from -1000 to 999.
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
    var specials = specials(type).size();
    return switch (pattern) {
      case Specials _ -> specials;
      case Left _, Right _ -> (long) specials * specials;
      case Any _, Plain _, Below _, Iota _, Fill _, Stored _ -> Long.MAX_VALUE;
    };
  }

  /// The raw bits of the first `count` elements.
  static long[] bits(Pattern pattern, ScalarType type, long count) {
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
      case Specials _ -> special(type, (int) index);
      case Left _ -> special(type, (int) (index / specials(type).size()));
      case Right _ -> special(type, (int) index);
      case Stored _ -> throw new IllegalArgumentException("a file is read as a whole");
    };
  }

  private static long any(ScalarType type, long word) {
    if (word >>> 60 == 0) {
      return special(type, (int) ((word >>> 8 & 0xffff) % specials(type).size()));
    }
    var more = mix(word);
    return switch (type) {
      case BOOL -> more & 1;
      case U8 -> more & 0xff;
      case I32 -> (int) more >> (word & 31);
      case I64 -> more >> (word & 63);
      case F32, F64 -> ofDouble(type, number(more, (int) (word & 127) - 64));
    };
  }

  private static long plain(ScalarType type, long word) {
    return switch (type) {
      case BOOL -> word & 1;
      case U8 -> word & 0xff;
      case I32, I64 -> Long.remainderUnsigned(word, 2000) - 1000;
      case F32, F64 -> ofDouble(type, number(word, (int) (word & 15) - 8));
    };
  }

  /// A number from 1 to 2 of either sign, with up to 53 random digits, times a power of two.
  private static double number(long word, int exponent) {
    var fraction = 1 + (word >>> 12) * 0x1p-52;
    return Math.scalb((word >> 4 & 1) == 0 ? fraction : -fraction, exponent);
  }

  private static long ofLong(ScalarType type, long value) {
    return switch (type) {
      case BOOL -> value & 1;
      case U8 -> value & 0xff;
      case I32 -> (int) value;
      case I64 -> value;
      case F32, F64 -> ofDouble(type, value);
    };
  }

  private static long ofDouble(ScalarType type, double value) {
    return type == ScalarType.F32
        ? Float.floatToRawIntBits((float) value) & 0xffff_ffffL
        : Double.doubleToRawLongBits(value);
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

  private static long special(ScalarType type, int index) {
    var texts = specials(type);
    return ScalarText.parse(type, texts.get(index % texts.size()));
  }

  /// Values at which ops change their ways.
  private static List<String> specials(ScalarType type) {
    return switch (type) {
      case BOOL -> List.of("false", "true");
      case U8 -> List.of("0", "1", "2", "7", "8", "9", "127", "128", "129", "254", "255");
      case I32 ->
          List.of(
              "0",
              "1",
              "-1",
              "2",
              "-2",
              "7",
              "-7",
              "31",
              "32",
              "33",
              "255",
              "256",
              "65535",
              "16777217",
              "1431655765",
              "2147483646",
              "2147483647",
              "-2147483647",
              "-2147483648");
      case I64 ->
          List.of(
              "0",
              "1",
              "-1",
              "2",
              "-2",
              "7",
              "-7",
              "63",
              "64",
              "65",
              "255",
              "256",
              "2147483647",
              "2147483648",
              "-2147483649",
              "4294967295",
              "9007199254740993",
              "1152921573326323713",
              "9223372036854775806",
              "9223372036854775807",
              "-9223372036854775807",
              "-9223372036854775808");
      case F32 ->
          List.of(
              "0",
              "-0",
              "1",
              "-1",
              "0.5",
              "-0.5",
              "1.5",
              "-2.5",
              "3",
              "0x1.fffffep-1",
              "0x1.000002p0",
              "255",
              "255.5",
              "256",
              "-128",
              "16777217",
              "2147483520",
              "2147483648",
              "-2147483904",
              "0x1.fffffep62",
              "0x1p63",
              "-0x1p63",
              "0x1p-149",
              "-0x1p-149",
              "0x1.fffffcp-127",
              "0x1p-126",
              "0x1.fffffep127",
              "-0x1.fffffep127",
              "inf",
              "-inf",
              "nan");
      case F64 ->
          List.of(
              "0",
              "-0",
              "1",
              "-1",
              "0.5",
              "-0.5",
              "1.5",
              "-2.5",
              "3",
              "0x1.fffffffffffffp-1",
              "0x1.0000000000001p0",
              "255",
              "255.5",
              "256",
              "-128",
              "0x1.000001p0",
              "2147483647.5",
              "2147483648",
              "-2147483648.5",
              "-2147483649",
              "9007199254740993",
              "0x1.fffffffffffffp62",
              "0x1p63",
              "-0x1p63",
              "0x1p-1074",
              "-0x1p-1074",
              "0x1.ffffffffffffep-1023",
              "0x1p-1022",
              "0x1p-149",
              "0x1.8p-150",
              "0x1.ffffffp127",
              "0x1.fffffffffffffp1023",
              "-0x1.fffffffffffffp1023",
              "inf",
              "-inf",
              "nan");
    };
  }
}
