package dev.strake.ir.ranges;

import java.util.Arrays;
import java.util.Map;

/// One constraint of an [Elimination]: a coefficient per column, a constant, and which original
/// inequalities it was made of. Methods that make rows throw `ArithmeticException` where a number
/// is too large.
final class Row {
  /// No row holds a larger coefficient, so that signs can be flipped without a thought.
  private static final long MAX_COEFFICIENT = 1L << 61;

  private final long[] coefficients;
  private final long constant;
  private final long sources;
  private final int hash;

  private Row(long[] coefficients, long constant, long sources) {
    this.coefficients = coefficients;
    this.constant = constant;
    this.sources = sources;
    hash = Arrays.hashCode(coefficients);
  }

  static Row of(AffineForm form, Map<Integer, Integer> columnOf) {
    var coefficients = new long[columnOf.size()];
    for (var term = 0; term < form.terms(); term++) {
      coefficients[columnOf.get(form.atomAt(term))] = checked(form.coefficientAt(term));
    }
    return new Row(coefficients, form.constant(), 0);
  }

  Row withSources(long newSources) {
    return new Row(coefficients, constant, newSources);
  }

  long get(int column) {
    return coefficients[column];
  }

  long constant() {
    return constant;
  }

  /// One bit per original inequality.
  long sources() {
    return sources;
  }

  boolean hasCoefficientsOf(Row other) {
    return hash == other.hash && Arrays.equals(coefficients, other.coefficients);
  }

  /// For rows of the same coefficients: says more, or the same with fewer sources.
  boolean isStrongerThan(Row other) {
    return constant < other.constant
        || constant == other.constant && Long.bitCount(sources) <= Long.bitCount(other.sources);
  }

  /// The greatest common divisor of the coefficients, 0 where all are zero.
  long commonDivisor() {
    var divisor = 0L;
    for (var coefficient : coefficients) {
      divisor = commonDivisor(divisor, coefficient);
    }
    return divisor;
  }

  private static long commonDivisor(long left, long right) {
    var divisor = left;
    var remainder = right;
    while (remainder != 0) {
      var next = divisor % remainder;
      divisor = remainder;
      remainder = next;
    }
    return Math.abs(divisor);
  }

  /// With the constant rounded down, as integers allow.
  Row dividedBy(long divisor) {
    if (divisor == 1) {
      return this;
    }
    var divided = Arrays.stream(coefficients).map(coefficient -> coefficient / divisor).toArray();
    return new Row(divided, Math.floorDiv(constant, divisor), sources);
  }

  Row negated() {
    return combined(-1, this, 0);
  }

  /// This row with a column replaced by what `equation`, whose coefficient there is 1 or -1, says.
  Row without(int column, Row equation) {
    var factor = Math.multiplyExact(-coefficients[column], equation.coefficients[column]);
    return factor == 0 ? this : combined(1, equation, factor);
  }

  /// What a lower bound (this) and an upper bound of a column say about the other columns.
  Row eliminate(int column, Row upper) {
    var mine = coefficients[column];
    var theirs = -upper.coefficients[column];
    var divisor = commonDivisor(mine, theirs);
    return combined(theirs / divisor, upper, mine / divisor);
  }

  private static long checked(long coefficient) {
    if (coefficient < -MAX_COEFFICIENT || coefficient > MAX_COEFFICIENT) {
      throw new ArithmeticException("coefficient " + coefficient);
    }
    return coefficient;
  }

  private Row combined(long mine, Row other, long theirs) {
    var sum = new long[coefficients.length];
    for (var column = 0; column < sum.length; column++) {
      sum[column] =
          checked(
              Math.addExact(
                  Math.multiplyExact(mine, coefficients[column]),
                  Math.multiplyExact(theirs, other.coefficients[column])));
    }
    var total =
        Math.addExact(
            Math.multiplyExact(mine, constant), Math.multiplyExact(theirs, other.constant));
    return new Row(sum, total, sources | other.sources);
  }
}
