package dev.strake.bench.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The f64 that come nearest to multiples of pi/2, where sine, cosine and tangent are hardest.
///
/// A multiple of pi/2 near `m * 2^e` is a fraction `k / m` near `2^e * 2 / pi`: the best have
/// denominators of the continued fraction's convergents (W. Kahan: "Minimizing q*m-n", 1983).
final class QuarterTurns {
  /// Enough for the largest exponent, twice the digits of `m`, and a rest.
  private static final int BITS = 1400;

  private static final List<Double> NEAREST = find();

  private QuarterTurns() {}

  /// For each exponent, the denominators below 2^53 of the last convergents, and their multiples in
  /// the last binade below that.
  static List<Double> nearest() {
    return NEAREST;
  }

  private static List<Double> find() {
    var found = new ArrayList<Double>();
    var pi = pi();
    for (var exponent = -60; exponent <= 971; exponent++) {
      // 2^exponent * 2/pi as a fraction of integers.
      var up = BigInteger.ONE.shiftLeft(BITS + 1 + Math.max(exponent, 0));
      var down = pi.shiftLeft(Math.max(-exponent, 0));
      for (var m : denominators(up, down)) {
        found.add(Math.scalb((double) m, exponent));
      }
    }
    return List.copyOf(found);
  }

  /// The last denominators below 2^53 among the convergents of `up / down`.
  private static List<Long> denominators(BigInteger up, BigInteger down) {
    var limit = BigInteger.ONE.shiftLeft(53);
    var all = new ArrayList<Long>();
    var before = BigInteger.ZERO;
    var denominator = BigInteger.ONE;
    var parts = up.divideAndRemainder(down);
    var numerator = down;
    var rest = parts[1];
    while (rest.signum() != 0 && denominator.compareTo(limit) < 0) {
      all.add(denominator.longValueExact());
      parts = numerator.divideAndRemainder(rest);
      var next = denominator.multiply(parts[0]).add(before);
      before = denominator;
      denominator = next;
      numerator = rest;
      rest = parts[1];
    }
    return all.subList(Math.max(0, all.size() - 3), all.size());
  }

  /// pi * 2^BITS, by Machin's formula.
  private static BigInteger pi() {
    var guard = 64;
    var sum = arctangentOfInverse(5, guard).multiply(BigInteger.valueOf(4));
    sum = sum.subtract(arctangentOfInverse(239, guard));
    return sum.shiftLeft(2).shiftRight(guard);
  }

  private static BigInteger arctangentOfInverse(long n, int guard) {
    var square = BigInteger.valueOf(n * n);
    var power = BigInteger.ONE.shiftLeft(BITS + guard).divide(BigInteger.valueOf(n));
    var sum = BigInteger.ZERO;
    for (var k = 0; power.signum() != 0; k++) {
      var term = power.divide(BigInteger.valueOf(2L * k + 1));
      sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
      power = power.divide(square);
    }
    return sum;
  }
}
