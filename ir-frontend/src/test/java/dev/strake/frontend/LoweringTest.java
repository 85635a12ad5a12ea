package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.ScalarType;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/// Which ops each construct becomes. Type parameters are f64 where they can be.
final class LoweringTest {
  /// Both sides are parsed and printed, so that only the programs are compared.
  private static void check(String source, String expected) {
    var file = Frontend.check(Source.of("test.strake", source));
    assertEquals("", ExpectedMistakes.found(file));
    var kernel = file.kernels().getFirst();
    var types = new LinkedHashMap<String, ScalarType>();
    kernel.typeParameters().forEach(p -> types.put(p.name(), p.choices().getLast()));
    var program = file.instantiate(kernel.name(), types);
    var printed = IrPrinter.printWithoutPositions(program);
    assertEquals(IrPrinter.printWithoutPositions(IrParser.parse(expected)), printed);
  }

  @Test
  void parallelLoopsNest() {
    check(
        """
        kernel k(x: f64[h, w]) -> y: f64[w, h] where h > w {
          par for i in 0..h, j in 0..w { y[j, i] = x[i, j]; }
        }
        """,
        """
        kernel k(%0 in x: view<f64, [h, w]>, %1 out y: view<f64, [w, h]>)
          where h gt w
        {
          %2 = const i64 0
          %3 = size h
          for par %4 in %2..%3 {
            %5 = const i64 0
            %6 = size w
            for par %7 in %5..%6 {
              %8 = load %0[%4, %7]
              store %1[%7, %4], %8
            }
          }
        }
        """);
  }

  @Test
  void variablesAreCarriedAndYielded() {
    check(
        """
        kernel k(n: i64) -> y: i64 {
          var s = 0;
          var t = 1;
          seq for i in 0..n {
            let u = s + i;
            if u > 3 { s = u; } else if u < 0 { t = u; }
          }
          while s > n { s -= t; }
          y = s;
        }
        """,
        """
        kernel k(%0 in n: i64, %1 out y: view<i64, []>) {
          %2 = const i64 0
          %3 = const i64 1
          %4 = const i64 0
          %17, %18 = for seq %5 in %4..%0 carry (%6 = %2, %7 = %3) {
            %8 = add %6, %5
            %9 = const i64 3
            %10 = gt %8, %9
            %15, %16 = if %10 {
              yield %8, %7
            } else {
              %11 = const i64 0
              %12 = lt %8, %11
              %13, %14 = if %12 {
                yield %6, %8
              } else {
                yield %6, %7
              }
              yield %13, %14
            }
            yield %15, %16
          }
          %23 = while carry (%19 = %17) {
            %20 = gt %19, %0
            yield %20
          } do (%21) {
            %22 = sub %21, %18
            yield %22
          }
          store %1[], %23
        }
        """);
  }

  @Test
  void localArraysAreFilledByParallelLoops() {
    check(
        """
        kernel k(x: f64[n]) -> y: f64[n] {
          let e[j in 0..n / 2] = x[j];
          par for i in 0..n { y[i] += e[i]; }
        }
        """,
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
          %2 = size (n / 2)
          %3 = local view<f64, [(n / 2)] dense>
          %6 = const i64 0
          for par %4 in %6..%2 {
            %5 = load %0[%4]
            store %3[%4], %5
          }
          %7 = const i64 0
          %8 = size n
          for par %9 in %7..%8 {
            %10 = load %1[%9]
            %11 = load %3[%9]
            %12 = add %10, %11
            store %1[%9], %12
          }
        }
        """);
  }

  @Test
  void onlyOperandsThatCanFailGetABranch() {
    check(
        """
        kernel k(x: f64[n], i: i64) -> y: bool {
          y = i >= 0 && i < n && x[i] > 0 && n > 1 || n / i > 3;
        }
        """,
        """
        kernel k(%0 in x: view<f64, [n]>, %1 in i: i64, %2 out y: view<bool, []>) {
          %3 = const i64 0
          %4 = ge %1, %3
          %5 = size n
          %6 = lt %1, %5
          %7 = and %4, %6
          %12 = if %7 {
            %8 = load %0[%1]
            %9 = const f64 0x0.0p0
            %10 = gt %8, %9
            yield %10
          } else {
            %11 = const bool false
            yield %11
          }
          %13 = size n
          %14 = const i64 1
          %15 = gt %13, %14
          %16 = and %12, %15
          %22 = if %16 {
            %21 = const bool true
            yield %21
          } else {
            %17 = size n
            %18 = div %17, %1
            %19 = const i64 3
            %20 = gt %18, %19
            yield %20
          }
          store %2[], %22
        }
        """);
  }

  @Test
  void reductionsKeepTheirOrder() {
    check(
        """
        kernel k(x: f64[n], y: f64[n]) -> (a: f64, b: f64, c: f64, d: f64) {
          a = sum[i in 0..n, j in 0..3] x[i];
          b = min@seq[i in 0..n] x[i];
          c = dot[i in 0..n] (x[i], y[i]);
          d = dot@chain[i in 0..n] (x[i], y[i]);
        }
        """,
        """
        kernel k(%0 in x: view<f64, [n]>, %1 in y: view<f64, [n]>,
            %2 out a: view<f64, []>, %3 out b: view<f64, []>,
            %4 out c: view<f64, []>, %5 out d: view<f64, []>) {
          %6 = const i64 0
          %7 = size n
          %8 = const i64 0
          %9 = const i64 3
          %13 = reduce sum lanes %10 in %6..%7, %11 in %8..%9 {
            %12 = load %0[%10]
            yield %12
          }
          store %2[], %13
          %14 = const i64 0
          %15 = size n
          %18 = reduce min free %16 in %14..%15 {
            %17 = load %0[%16]
            yield %17
          }
          store %3[], %18
          %19 = const i64 0
          %20 = size n
          %25 = reduce sum lanes %21 in %19..%20 {
            %22 = load %0[%21]
            %23 = load %1[%21]
            %24 = mul %22, %23
            yield %24
          }
          store %4[], %25
          %26 = const i64 0
          %27 = size n
          %31 = reduce sum chain %28 in %26..%27 {
            %29 = load %0[%28]
            %30 = load %1[%28]
            yield %29, %30
          }
          store %5[], %31
        }
        """);
  }

  @Test
  void eachInstanceOfAFunctionIsLoweredOnce() {
    check(
        """
        fn half<T: float>(a: T) -> T {
          if a > 0 { return a / 2; }
          else { let b = -a; return b; }
        }
        kernel k<T: float>(x: T) -> y: T {
          y = half(half(x)) + (half(1 as f32) as T);
        }
        """,
        """
        func half.f64(%0: f64) -> f64 {
          %1 = const f64 0x0.0p0
          %2 = gt %0, %1
          %6 = if %2 {
            %3 = const f64 0x1.0p1
            %4 = div %0, %3
            yield %4
          } else {
            %5 = neg %0
            yield %5
          }
          yield %6
        }

        func half.f32(%0: f32) -> f32 {
          %1 = const f32 0x0.0p0
          %2 = gt %0, %1
          %6 = if %2 {
            %3 = const f32 0x1.0p1
            %4 = div %0, %3
            yield %4
          } else {
            %5 = neg %0
            yield %5
          }
          yield %6
        }

        kernel k(%0 in x: f64, %1 out y: view<f64, []>) {
          %2 = call f64 half.f64(%0)
          %3 = call f64 half.f64(%2)
          %4 = const f32 0x1.0p0
          %5 = call f32 half.f32(%4)
          %6 = cast f64 %5
          %7 = add %3, %6
          store %1[], %7
        }
        """);
  }

  @Test
  void rangesAndSizesAreWhatWasWritten() {
    check(
        """
        kernel k(n: i64) -> y: f64[2 * n] {
          let two = 2;
          seq for i in 0..n {
            par for j in i..n { y[i + two * j] = if i % 3 == 0 { 1 } else { j as f64 }; }
          }
        }
        """,
        """
        kernel k(%0 in n: i64, %1 out y: view<f64, [(2 * n)]>) {
          %2 = const i64 2
          %3 = const i64 0
          for seq %4 in %3..%0 {
            for par %5 in %4..%0 {
              %6 = mul %2, %5
              %7 = add %4, %6
              %8 = const i64 3
              %9 = rem %4, %8
              %10 = const i64 0
              %11 = eq %9, %10
              %14 = if %11 {
                %12 = const f64 0x1.0p0
                yield %12
              } else {
                %13 = cast f64 %5
                yield %13
              }
              store %1[%7], %14
            }
          }
        }
        """);
  }
}
