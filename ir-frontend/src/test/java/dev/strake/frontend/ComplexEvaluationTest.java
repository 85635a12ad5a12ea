package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Complex numbers, written as their two parts.
final class ComplexEvaluationTest {
  private static void check(String expected, String source, String... inputs) {
    assertEquals(expected, Evaluation.run(source, inputs));
  }

  @Test
  void arithmeticIsThatOfPairs() {
    var source =
        """
        kernel k(z: complex128, w: complex128)
            -> (a: complex128, b: complex128, c: complex128, d: complex128, e: bool, f: bool) {
          a = z + w; b = z * w - 1; c = -z / w; d = complex(imag(z), real(z)) + 0.5;
          e = z == w; f = z != w;
        }
        """;
    check(
        "a = 4.0|1.0\nb = 4.0|5.0\nc = -0.1|-0.7000000000000001\nd = 2.5|1.0\ne = false\nf = true",
        source,
        "z: complex128 = 1 2",
        "w: complex128 = 3 -1");
  }

  @Test
  void literalsHaveNoImaginaryPart() {
    var source =
        """
        kernel k(x: f64) -> (a: complex64, b: complex128, c: complex128, d: complex64, e: f32) {
          a = 3; b = if x > 0 { -0.5 } else { complex(0, x) }; c = 2 * complex(0, 1);
          d = (0.1 as complex64) * complex(1, 2);
          e = imag(a + d);
        }
        """;
    check("a = 3.0|0.0\nb = -0.5|0.0\nc = 0.0|2.0\nd = 0.1|0.2\ne = 0.2", source, "x: f64 = 1");
  }

  @Test
  void reductionsScansAndScattersTakePairs() {
    var source =
        """
        fn times<T: complex>(a: T, b: T) -> T = a * b;
        kernel k<T: complex>(z: T[n], at: i64[n], h: inout T[2]) -> (s: T, p: T, d: T, e: T, q: T, y: T[n]) {
          s = sum[i in 0..n] z[i];
          p = prod@seq[i in 0..n] z[i];
          d = dot@chain[i in 0..n] (z[i], z[i]);
          e = sum[i in n..n] z[i] else 7;
          q = times[i in 0..n] z[i];
          let c[i in 0..n] = scan mul[i in 0..n] z[i];
          par for i in 0..n { y[i] = c[i]; }
          scatter h[at[i]] += z[i] for i in 0..n;
        }
        """;
    var expected =
        """
        h = 4.0|4.0 3.0|4.0
        s = 6.0|6.0
        p = -9.0|13.0
        d = -4.0|30.0
        e = 7.0|0.0
        q = -9.0|13.0
        y = 2.0|1.0 2.0|11.0 -9.0|13.0\
        """
            .stripIndent();
    for (var type : new String[] {"complex64", "complex128"}) {
      check(
          expected,
          source,
          "z: " + type + "[3] = 2 1 3 4 1 1",
          "at: i64[3] = 0 1 0",
          "h: " + type + "[2] = 1 2 0 0");
    }
  }

  @Test
  void conversionsRoundEachPart() {
    var source =
        """
        kernel k(z: complex128, x: f32, i: i64) -> (a: complex64, b: complex128, c: complex64, d: complex128) {
          a = z as complex64; b = a as complex128; c = x as complex64; d = i as complex128;
        }
        """;
    check(
        "a = 0.1|1.0\nb = 0.10000000149011612|1.0\nc = 2.5|0.0\nd = -7.0|0.0",
        source,
        "z: complex128 = 0.1 1",
        "x: f32 = 2.5",
        "i: i64 = -7");
  }
}
