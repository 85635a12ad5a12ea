package dev.strake.bench.math;

import java.util.List;
import java.util.stream.Stream;

/// What comparing a function with its exact values has found.
///
/// @param worst the largest error in units of the last place of the correctly rounded result
/// @param misrounded how many results are not the correctly rounded ones
/// @param wrong how many results differ where the exact value is no number or infinite, and how
///   many zeros have the wrong sign
/// @param breaches how many values of the C library, which the comparison relies on, are not as
///   accurate as assumed
/// @param asymmetric how many results differ from what symmetry demands
record Findings(
    double worst,
    Point worstAt,
    double worstGot,
    long misrounded,
    long wrong,
    long breaches,
    List<Point> misroundedAt,
    List<Point> wrongAt,
    long asymmetric) {
  /// The second argument of functions of one is 0.
  record Point(double x, double y) {
    String text(int arity) {
      var first = Double.toHexString(x);
      return arity == 1 ? first : first + ", " + Double.toHexString(y);
    }
  }

  static final Findings NONE =
      new Findings(0, new Point(0, 0), 0, 0, 0, 0, List.of(), List.of(), 0);

  Findings {
    misroundedAt = List.copyOf(misroundedAt);
    wrongAt = List.copyOf(wrongAt);
  }

  Findings with(Findings other) {
    var worse = other.worst > worst ? other : this;
    return new Findings(
        worse.worst,
        worse.worstAt,
        worse.worstGot,
        misrounded + other.misrounded,
        wrong + other.wrong,
        breaches + other.breaches,
        Stream.concat(misroundedAt.stream(), other.misroundedAt.stream()).toList(),
        Stream.concat(wrongAt.stream(), other.wrongAt.stream()).toList(),
        asymmetric + other.asymmetric);
  }

  Findings withAsymmetric(long count) {
    return new Findings(
        worst,
        worstAt,
        worstGot,
        misrounded,
        wrong,
        breaches,
        misroundedAt,
        wrongAt,
        asymmetric + count);
  }
}
