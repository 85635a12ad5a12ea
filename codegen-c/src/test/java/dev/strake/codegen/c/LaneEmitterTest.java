package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Parameter;
import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.launch.Argument;
import dev.strake.ir.text.IrParser;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Kernels whose lane loops hold other control flow, against the interpreter.
class LaneEmitterTest {
  private static final Map<String, Long> SIZES = Map.of("m", 3L, "n", 16L, "k", 5L);

  /// Runs `text` on both and compares every result; also that it is printed in lanes, or is not.
  private static void check(String text, boolean isInLanes) {
    assertEquals(isInLanes, CEmitter.emit(Kernels.parse(text)).contains("lane < "));
    Machine.assumeCompiler();
    var program = IrParser.parse(text);
    var interpreter = InterpreterBackend.asWritten(program);
    var expected = results(text, interpreter, CompileOptions.scalar());
    for (var options : Machine.BACKEND.variants()) {
      assertArrayEquals(expected, results(text, Machine.UNSCHEDULED, options), options.toString());
    }
  }

  private static long[] results(String text, Backend backend, CompileOptions options) {
    var kernel = Kernels.parse(text);
    try (var arena = Arena.ofConfined()) {
      var arguments = new HashMap<String, Argument>();
      var results = LongStream.builder();
      for (var parameter : kernel.parameters()) {
        arguments.put(parameter.name(), view(arena, parameter));
      }
      Machine.run(kernel, backend, options, Map.copyOf(arguments));
      for (var parameter : kernel.results()) {
        if (arguments.get(parameter.name()) instanceof Argument.View view) {
          var count = LongStream.range(0, view.rank()).map(a -> view.extent((int) a));
          var elements = count.reduce(1, Math::multiplyExact);
          for (var i = 0; i < elements; i++) {
            results.add(Machine.get(view, i));
          }
        }
      }
      return results.build().toArray();
    }
  }

  /// Numbers that rounding shows in; results are zero.
  private static Argument.View view(Arena arena, Parameter parameter) {
    var type = parameter.value().view();
    var extents = type.dims().stream().mapToLong(dim -> dim.evaluate(SIZES)).toArray();
    var count = (int) LongStream.of(extents).reduce(1, Math::multiplyExact);
    var isInput = parameter.role() == Parameter.Role.IN;
    var bits =
        LongStream.range(0, count).map(i -> isInput ? number(type.element(), i) : 0).toArray();
    return Machine.dense(arena, type.element(), bits, extents);
  }

  private static long number(ScalarType type, long i) {
    return switch (type) {
      case COMPLEX64, COMPLEX128 -> throw type.isPair();
      case F64 -> Double.doubleToRawLongBits(Math.sin(i + 1) * 10);
      case F32 -> Float.floatToRawIntBits((float) Math.sin(i + 1) * 10) & 0xffff_ffffL;
      case I64 -> i % 5;
      case I32 -> (int) (i * 0x9e37_79b9L);
      case U8 -> i * 37 & 0xff;
      case I8, I16, U16, U32, U64 -> type.wrap(i * 0x9e37_79b9_7f4a_7c15L);
      case BOOL -> i & 1;
      case F16, BF16 -> throw new IllegalArgumentException(type + " is not scheduled");
    };
  }

  @Test
  void sumsAlongAnAxis() {
    check(Kernels.MATMUL, true);
  }

  @Test
  void exchangesCarriedValues() {
    check(
        """
        kernel fibonacci(%0 in x: view<f64, [k, n] dense>, %1 out y: view<f64, [2, n] dense>) {
          %2 = const i64 0
          %3 = const i64 1
          %4 = size n
          %5 = size k
          for lanes(4) %6 in %2..%4 {
            %7 = load %0[%2, %6]
            %8 = load %0[%3, %6]
            %9, %10 = for seq %11 in %2..%5 carry (%12 = %7, %13 = %8) {
              %14 = load %0[%11, %6]
              %15 = add %12, %14
              yield %13, %15
            }
            store %1[%2, %6], %9
            store %1[%3, %6], %10
          }
        }
        """,
        true);
  }

  @Test
  void keepsWhatLanesShareInScalars() {
    check(
        """
        kernel mixed(%0 in x: view<f32, [k, n] dense>, %1 in w: view<i64, [k] dense>,
            %2 out y: view<f64, [n] dense>, %3 out z: view<i64, [n] dense>) {
          %4 = const i64 0
          %5 = const i64 3
          %6 = const f64 0x1p0
          %7 = size n
          %8 = size k
          for lanes(8) %9 in %4..%7 {
            %10 = add %9, %5
            %11 = cast f64 %10
            %12, %13, %14 = for seq %15 in %4..%8 carry (%16 = %11, %17 = %4, %18 = %6) {
              %19 = load %1[%15]
              %20 = add %17, %19
              %21 = load %0[%15, %9]
              %22 = cast f64 %21
              %23 = mul %22, %18
              %24 = add %16, %23
              %25 = cast f64 %20
              %26 = sub %24, %25
              %27 = add %18, %6
              yield %26, %20, %27
            }
            %28 = div %12, %14
            store %2[%9], %28
            %29 = add %10, %13
            store %3[%9], %29
          }
        }
        """,
        true);
  }

  @Test
  void takesBranchesThatLanesShare() {
    check(
        """
        kernel branches(%0 in x: view<i32, [k, n] dense>, %1 in w: view<i64, [k] dense>,
            %2 out y: view<i32, [n] dense>) {
          %3 = const i64 0
          %4 = const i64 2
          %5 = const i32 7
          %6 = size n
          %7 = size k
          for lanes(16) %8 in %3..%6 {
            %9 = for seq %10 in %3..%7 carry (%11 = %5) {
              %12 = load %1[%10]
              %13 = lt %12, %4
              %14 = load %0[%10, %8]
              %15, %16 = if %13 {
                %17 = add %11, %14
                yield %17, %5
              } else {
                %18 = xor %11, %14
                yield %18, %14
              }
              %19 = sub %15, %16
              yield %19
            }
            store %2[%8], %9
          }
        }
        """,
        true);
  }

  @Test
  void nestsLoopsInLanes() {
    check(
        """
        kernel nested(%0 in x: view<f32, [k, n] dense>, %1 out y: view<f32, [n] dense>,
            %2 out b: view<bool, [n] dense>) {
          %3 = const i64 0
          %4 = const f32 0x0p0
          %5 = size n
          %6 = size k
          for lanes(8) %7 in %3..%5 {
            %8 = load %0[%3, %7]
            %9 = for seq %10 in %3..%6 carry (%11 = %4) {
              %12 = for seq %13 in %3..%10 carry (%14 = %11) {
                %15 = load %0[%13, %7]
                %16 = mul %15, %8
                %17 = max %14, %16
                yield %17
              }
              %18 = add %12, %8
              yield %18
            }
            store %1[%7], %9
            %19 = lt %9, %8
            store %2[%7], %19
          }
        }
        """,
        true);
  }

  @Test
  void leavesLanesThatPartToOrdinaryLoops() {
    check(
        """
        kernel triangle(%0 in x: view<f64, [n, n] dense>, %1 out y: view<f64, [n] dense>) {
          %2 = const i64 0
          %3 = const f64 0x0p0
          %4 = size n
          for lanes(4) %5 in %2..%4 {
            %6 = for seq %7 in %2..%5 carry (%8 = %3) {
              %9 = load %0[%7, %5]
              %10 = add %8, %9
              yield %10
            }
            store %1[%5], %6
          }
        }
        """,
        false);
  }
}
