package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.launch.KernelException;
import org.junit.jupiter.api.Test;

/// What programs mean, shown by running them.
final class EvaluationTest {
  private static void check(String expected, String source, String... inputs) {
    assertEquals(expected, Evaluation.run(source, inputs));
  }

  /// One expression of a type.
  private static void value(String expected, String type, String expression) {
    check("r = " + expected, "kernel k() -> r: " + type + " { r = " + expression + "; }");
  }

  private static final String SAXPY =
      """
      kernel saxpy<T: float>(a: T, x: T[n], y: inout T[n]) {
        par for i in 0..n { y[i] = fma(a, x[i], y[i]); }
      }
      """;

  @Test
  void typeParametersFollowFromArguments() {
    check("y = 12.0 25.0", SAXPY, "a: f64 = 2", "x: f64[2] = 1 2.5", "y: f64[2] = 10 20");
    check("y = 12.0 25.0", SAXPY, "a: f32 = 2", "x: f32[2] = 1 2.5", "y: f32[2] = 10 20");
  }

  @Test
  void operatorsBindAsInRust() {
    value("7", "i64", "1 + 2 * 3");
    value("-2", "i64", "1 - 2 - 1");
    value("true", "bool", "1 + 1 == 2 && 3 & 1 == 1");
    value("13", "i64", "1 << 2 | 8 + 1");
    value("6", "i64", "5 ^ 3 & 7");
    value("255", "u8", "-1 as u8");
    value("2.5", "f64", "5 as f64 / 2 as f64");
    value("false", "bool", "!true || false");
  }

  @Test
  void integerDivisionTruncatesAndFloors() {
    value("-3", "i64", "-7 / 2");
    value("-1", "i64", "-7 % 2");
    value("-4", "i64", "floordiv(-7, 2)");
    value("1", "i64", "floormod(-7, 2)");
  }

  @Test
  void shiftsFollowTheSign() {
    value("-1", "i32", "-8 >> 3");
    value("536870911", "i32", "-8 >>> 3");
    value("31", "u8", "248 >> 3");
  }

  @Test
  void castsSaturateAndWrap() {
    value("2147483647", "i32", "1e20 as i32");
    value("0", "i32", "nan as i32");
    value("44", "u8", "300 as u8");
    value("-1", "i32", "0xffffffff");
    value("255", "u8", "(1e9 as u8)");
  }

  @Test
  void literalsAreRoundedOnce() {
    value("0.1", "f32", "0.1");
    value("0.1", "f32", "0.1 as f32");
    // Halfway between two f32 after rounding to f64, above it before.
    value("1.0000001", "f32", "1.00000005960464477540");
    value("1.0", "f32", "(1.00000005960464477540 as f64) as f32");
    value("12.0", "f64", "0x1.8p3");
    value("-Infinity", "f64", "-inf");
    value("-0.0", "f64", "-0.0");
    value("-0.0", "f32", "-0");
    value("65535.0", "f32", "0xffff");
    value("9223372036854775807", "i64", "0x7fff_ffff_ffff_ffff");
    value("-9223372036854775808", "i64", "-9223372036854775808");
  }

  @Test
  void bitsOfFloatsAreSeen() {
    value("9221120237041090560", "i64", "to_bits(-nan)");
    value("1065353216", "i32", "to_bits(1)");
    value("1.0", "f32", "from_bits(0x3f800000)");
    value("1.0", "f64", "from_bits(0x3ff0000000000000)");
  }

  @Test
  void conditionsAreEvaluatedOnlyWhenNeeded() {
    var source =
        """
        kernel k(x: f64[n], at: i64) -> (a: bool, b: bool) {
          a = at < n && x[at] > 0;
          b = at >= n || x[at] > 0;
        }
        """;
    check("a = true\nb = true", source, "x: f64[2] = 0 5", "at: i64 = 1");
    check("a = false\nb = true", source, "x: f64[2] = 0 5", "at: i64 = 2");
    check("a = false\nb = false", source, "x: f64[2] = 0 5", "at: i64 = 0");
  }

  @Test
  void variablesAreCarriedThroughLoopsAndBranches() {
    var collatz =
        """
        kernel collatz(start: i64) -> (steps: i64, top: i64) {
          var at = start;
          var highest = start;
          var count = 0;
          while at != 1 {
            if at % 2 == 0 { at /= 2; } else { at = 3 * at + 1; }
            highest = max(highest, at);
            count += 1;
          }
          steps = count;
          top = highest;
        }
        """;
    check("steps = 111\ntop = 9232", collatz, "start: i64 = 27");
  }

  @Test
  void laterRangesOfLoopsMayDependOnEarlierIndices() {
    var source =
        """
        kernel triangle(n: i64) -> (count: i64, last: i64) {
          var pairs = 0;
          var seen = -1;
          seq for i in 0..n, j in 0..i { pairs += 1; seen = 10 * i + j; }
          count = pairs;
          last = seen;
        }
        """;
    check("count = 6\nlast = 32", source, "n: i64 = 4");
    check("count = 0\nlast = -1", source, "n: i64 = 0");
  }

  @Test
  void localArraysHoldWhatWasComputed() {
    var source =
        """
        kernel k(x: f64[n]) -> y: f64[n, n] {
          let square[j in 0..n] = x[j] * x[j];
          let sums[i in 0..n, j in 0..n] = square[i] + square[j];
          par for i in 0..n, j in 0..n { y[i, j] = sums[j, i]; }
        }
        """;
    check("y = 2.0 5.0 5.0 8.0", source, "x: f64[2] = 1 2");
  }

  @Test
  void functionsAreChosenByTheirParameters() {
    var source =
        """
        fn kind(a: f64) -> i64 = 64;
        fn kind(a: f32) -> i64 = 32;
        fn kind<I: int>(a: I) -> i64 = (a as i64) + 1;
        kernel k(x: f32) -> (a: i64, b: i64, c: i64, d: i64) {
          a = kind(x);
          b = kind(0.5);
          c = kind(7);
          d = kind(7 as u8);
        }
        """;
    check("a = 32\nb = 64\nc = 8\nd = 8", source, "x: f32 = 1");
  }

  @Test
  void functionsReturnFromBranches() {
    var source =
        """
        fn sign(a: f64) -> i64 {
          var s = 0;
          if a != 0 { s = 1; }
          if a < 0 { return -s; } else if a > 0 { return s; } else { return 0 * s; }
        }
        kernel k(x: f64[n]) -> y: i64[n] { par for i in 0..n { y[i] = sign(x[i]); } }
        """;
    check("y = -1 0 1", source, "x: f64[3] = -2 0 3");
  }

  @Test
  void reductionsCombineInTheirOrder() {
    var source =
        """
        kernel k(x: f64[n], y: f64[n]) -> (s: f64, q: f64, p: f64, m: f64, d: f64, a: bool) {
          s = sum[i in 0..n] x[i];
          q = sum@seq[i in 0..n] x[i];
          p = prod[i in 0..n] y[i];
          m = max[i in 0..n] x[i];
          d = dot@chain[i in 0..n] (x[i], y[i]);
          a = all[i in 0..n] (x[i] > -2);
        }
        """;
    check(
        "s = 0.0\nq = 1.0\np = 24.0\nm = 1.0E16\nd = -9.999999999999996E15\na = false",
        source,
        "x: f64[4] = 1 1e16 -1e16 1",
        "y: f64[4] = 1 2 3 4");
  }

  @Test
  void elementsAreUpdatedInPlace() {
    var source =
        """
        kernel k(x: inout f64[n]) -> total: f64 {
          total = 1;
          seq for i in 0..n { x[i] *= 2; total += x[i]; }
        }
        """;
    check("x = 2.0 4.0 6.0\ntotal = 13.0", source, "x: f64[3] = 1 2 3");
  }

  @Test
  void importedFunctionsAreCalledByTheirNames() {
    var source =
        """
        import std.math;
        kernel k(x: f64) -> (e: f64, f: f32) { e = exp(x); f = exp(x as f32); }
        """;
    check("e = 2.718281828459045\nf = 2.7182817", source, "x: f64 = 1");
  }

  @Test
  void aFailureKnowsItsPlaceInTheSource() {
    var source =
        """
        kernel k(x: i64[n], by: i64) -> y: i64[n] {
          par for i in 0..n {
            y[i] = 3 + x[i] / by;
          }
        }
        """;
    var failure =
        assertThrows(
            KernelException.class, () -> Evaluation.run(source, "x: i64[1] = 1", "by: i64 = 0"));
    assertEquals("3:16", failure.getMessage().replaceAll("(?s).*test.strake:(\\d+:\\d+).*", "$1"));
  }

  @Test
  void assertionsStopTheKernel() {
    var source =
        """
        kernel k(n: i64) -> y: i64 { assert n > 2, "n is \\"small\\" \ud83d\ude00"; y = n; }
        """;
    check("y = 3", source, "n: i64 = 3");
    var failure = assertThrows(KernelException.class, () -> Evaluation.run(source, "n: i64 = 2"));
    assertEquals(
        true, failure.getMessage().contains("n is \"small\" \ud83d\ude00"), failure.getMessage());
  }

  @Test
  void constantsHaveTheTypeThatIsNeeded() {
    var constants = "const PI = 3.141592653589793; const TAU = 2 * PI; const K: i64 = 7 / 2; ";
    var kernel = "kernel k() -> r: %s { r = %s; }";
    check("r = 6.2831855", constants + kernel.formatted("f32", "TAU"));
    check("r = 6.283185307179586", constants + kernel.formatted("f64", "TAU"));
    check("r = 1.5707964", constants + kernel.formatted("f32", "(PI as f32) / 2"));
    check("r = 1.5", constants + kernel.formatted("f64", "(K as f64) / 2"));
  }

  @Test
  void constantsAreSizes() {
    check(
        "y = 3.0 5.0",
        """
        const WIDTH: i64 = floordiv(-7, -2);
        kernel k(x: f64[n, WIDTH]) -> y: f64[n] where n < WIDTH {
          par for i in 0..n { y[i] = sum[j in 0..WIDTH] x[i, j]; }
        }
        """,
        "x: f64[2, 3] = 1 1 1 1 2 2");
  }

  @Test
  void updatesTakeEveryOperator() {
    var source =
        """
        kernel k(i: inout i64[n], f: inout bool[n]) -> v: i64 {
          var w = 29;
          w %= 10; w &= 13; w |= 2; w ^= 7; w -= 1; w /= 2;
          par for j in 0..n {
            i[j] %= 7; i[j] |= 8; i[j] ^= 1; i[j] &= 14;
            f[j] ^= true; f[j] |= i[j] == 8; f[j] &= n > 1;
          }
          v = w;
        }
        """;
    check("i = 12 8\nf = false true\nv = 5", source, "i: i64[2] = 12 -7", "f: bool[2] = true true");
  }
}
