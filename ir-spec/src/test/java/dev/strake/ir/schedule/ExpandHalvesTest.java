package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.ElementMemory;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.interp.ScalarSemantics;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.launch.Launcher;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExpandHalvesTest {
  private static final long SEED = Long.getLong("seed", 20250101);

  private static final int HALVES = 1 << 16;

  /// Every so many halves, numbers around them are tried: an odd number meets every fraction.
  private static final int STEP = Integer.getInteger("step", 5);

  /// Casts `inputs` by the ops the pass writes; canonical bits.
  private static long[] converted(ScalarType from, ScalarType to, long... inputs) {
    var text =
        """
        kernel convert(%%0 in x: view<%s, [n]>, %%1 out y: view<%s, [n]>) {
          %%2 = const i64 0
          %%3 = size n
          for par %%4 in %%2..%%3 {
            %%5 = load %%0[%%4]
            %%6 = cast %s %%5
            store %%1[%%4], %%6
          }
        }
        """
            .formatted(from, to, to);
    var program = Rewrites.run(List.of(ExpandHalves.pass()), IrParser.parse(text));
    var backend = InterpreterBackend.asWritten(program);
    try (var arena = Arena.ofConfined();
        var launcher = Launcher.of(program, "convert", backend, CompileOptions.scalar())) {
      var x = view(from, inputs, arena);
      var y = view(to, new long[inputs.length], arena);
      launcher.launch(Map.of("x", x, "y", y), arena);
      return LongStream.range(0, inputs.length)
          .map(i -> ElementMemory.load(to, y.memory(), i * to.sizeBytes()))
          .map(to::canonical)
          .toArray();
    }
  }

  private static Argument.View view(ScalarType type, long[] elements, Arena arena) {
    var memory = arena.allocate(Math.max(1, (long) elements.length * type.sizeBytes()), 64);
    for (var i = 0; i < elements.length; i++) {
      ElementMemory.store(type, memory, (long) i * type.sizeBytes(), elements[i]);
    }
    var passed = type.isHalf() ? ScalarType.U16 : type;
    return Argument.View.of(passed, memory, 0, new long[] {elements.length}, new long[] {1});
  }

  private static void check(ScalarType from, ScalarType to, long... inputs) {
    var found = converted(from, to, inputs);
    for (var i = 0; i < inputs.length; i++) {
      var expected = to.canonical(ScalarSemantics.cast(from, to, inputs[i]));
      if (found[i] != expected) {
        fail(
            "%s %x as %s: expected %x, got %x, seed %d"
                .formatted(from, inputs[i], to, expected, found[i], SEED));
      }
    }
  }

  private static long f64(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static double value(ScalarType half, long bits) {
    return Double.longBitsToDouble(ScalarSemantics.cast(half, ScalarType.F64, bits));
  }

  @ParameterizedTest
  @EnumSource(names = "COMPLEX.*", mode = EnumSource.Mode.MATCH_NONE)
  void everyHalfConvertsToEveryType(ScalarType to) {
    var all = LongStream.range(0, HALVES).toArray();
    check(ScalarType.F16, to, all);
    check(ScalarType.BF16, to, all);
  }

  @Test
  void everyHalfComesBackFromAnF32() {
    for (var half : List.of(ScalarType.F16, ScalarType.BF16)) {
      var all = LongStream.range(0, HALVES).toArray();
      var wide = converted(half, ScalarType.F32, all);
      var back = converted(ScalarType.F32, half, wide);
      for (var i = 0; i < HALVES; i++) {
        assertEquals(half.canonical(i), back[i]);
      }
    }
  }

  /// Every half that is tried, what lies in the middle to the next, and the `f64`s beside both.
  private static long[] around(ScalarType half) {
    return LongStream.range(0, half.largest() / STEP + 2)
        .map(i -> i * STEP)
        .filter(bits -> bits < half.largest())
        .flatMap(
            bits -> {
              var number = value(half, bits);
              var next = bits + 1 == half.largest() ? 2 * number : value(half, bits + 1);
              return LongStream.of(f64(number), f64((number + next) / 2));
            })
        .flatMap(bits -> LongStream.of(bits - 1, bits, bits + 1))
        .flatMap(bits -> LongStream.of(Math.max(bits, 0), Math.max(bits, 0) | Long.MIN_VALUE))
        .toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void anF64IsRoundedOnce(ScalarType half) {
    check(ScalarType.F64, half, around(half));
    var random = new Random(SEED);
    check(ScalarType.F64, half, random.longs(20_000).toArray());
    var scaled =
        LongStream.range(0, 20_000)
            .map(_ -> f64(Math.scalb(random.nextDouble() - 0.5, random.nextInt(60) - 40)));
    check(ScalarType.F64, half, scaled.toArray());
    check(
        ScalarType.F64,
        half,
        f64(Double.NaN),
        0xfff8_0000_0000_0001L,
        f64(Double.POSITIVE_INFINITY),
        f64(Double.NEGATIVE_INFINITY),
        f64(Double.MAX_VALUE),
        f64(Float.MAX_VALUE),
        f64(Double.MIN_VALUE),
        f64(-Double.MIN_VALUE),
        f64(-0.0));
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void anF32IsRoundedOnce(ScalarType half) {
    var near =
        LongStream.of(around(half))
            .map(bits -> ScalarSemantics.cast(ScalarType.F64, ScalarType.F32, bits))
            .flatMap(bits -> LongStream.of(Math.max(bits - 1, 0), bits, bits + 1))
            .distinct()
            .toArray();
    check(ScalarType.F32, half, near);
    check(ScalarType.F32, half, new Random(SEED).longs(20_000, 0, 1L << 32).toArray());
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOL", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64"})
  void integersAreRoundedOnce(ScalarType from) {
    var random = new Random(SEED);
    var powers =
        LongStream.range(0, 64)
            .flatMap(
                k ->
                    LongStream.of(1L << k, 3L << k, 5L << k, 0x101L << k, 0x1003L << k, -1L << k)
                        .flatMap(i -> LongStream.of(i - 1, i, i + 1, -i - 1, -i, 1 - i)));
    var far = random.longs(20_000).map(i -> i >> random.nextInt(64));
    // Just beside the middle between two halves: 2^j + 2^k and one less or more.
    var middles =
        LongStream.range(0, 64 * 64)
            .map(i -> (1L << i / 64) + (1L << i % 64))
            .flatMap(i -> LongStream.of(i - 1, i, i + 1, -i - 1, -i, 1 - i));
    var inputs =
        LongStream.concat(LongStream.concat(powers, far), middles)
            .map(from::wrap)
            .distinct()
            .toArray();
    check(from, ScalarType.F16, inputs);
    check(from, ScalarType.BF16, inputs);
  }

  private static void checkText(String before, String after) {
    var rewritten = Rewrites.run(List.of(ExpandHalves.pass()), IrParser.parse(before));
    assertEquals(IrPrinter.print(IrParser.parse(after)), IrPrinter.print(rewritten));
  }

  @Test
  void onlyTypesChangeElsewhere() {
    checkText(
        """
        kernel choose(%0 in a: bf16, %1 in c: view<bool, [n]>, %2 out y: view<bf16, [n]>) {
          %3 = const i64 0
          %4 = const bf16 1.5
          %5 = size n
          %6 = local view<bf16, [n] dense>
          for par %7 in %3..%5 {
            %8 = load %1[%7]
            %9 = select %8, %0, %4
            store %6[%7], %9
            %10 = load %6[%7]
            store %2[%7], %10
          }
        }
        """,
        """
        kernel choose(%0 in a: u16, %1 in c: view<bool, [n]>, %2 out y: view<u16, [n]>) {
          %3 = const i64 0
          %4 = const u16 16320
          %5 = size n
          %6 = local view<u16, [n] dense>
          for par %7 in %3..%5 {
            %8 = load %1[%7]
            %9 = select %8, %0, %4
            store %6[%7], %9
            %10 = load %6[%7]
            store %2[%7], %10
          }
        }
        """);
  }
}
