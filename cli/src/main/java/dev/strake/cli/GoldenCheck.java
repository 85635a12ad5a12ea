package dev.strake.cli;

import dev.strake.ndarray.NDArray;

/// How near to an expected array another one must be.
sealed interface GoldenCheck {
  /// No element differs.
  record Exact() implements GoldenCheck {}

  /// No element is farther away than `atol + rtol * |expected|`.
  ///
  /// @param nanIsEqual whether NaN may stand where NaN is expected, and only there
  record AllClose(double rtol, double atol, boolean nanIsEqual) implements GoldenCheck {}

  /// At most this share of the elements is farther away than `atol + rtol * |expected|`.
  record MostlyClose(double share, double rtol, double atol) implements GoldenCheck {}

  /// @param error where the check is of all elements, the largest distance as a share of the
  ///   largest number expected; where it is of most, the share of those too far away
  record Verdict(boolean isPassed, double error) {}

  /// @throws WrongInput if dtype or shape are not as expected
  default Verdict of(NDArray expected, NDArray found) {
    if (!expected.describe().equals(found.describe())) {
      throw new WrongInput(
          "expected a %s, got a %s".formatted(expected.describe(), found.describe()));
    }
    return switch (this) {
      case Exact _ -> {
        var share = farAway(expected, found, 0, 0, true) / Math.max(expected.count(), 1.0);
        yield new Verdict(share == 0, share);
      }
      case AllClose(var rtol, var atol, var nanIsEqual) ->
          new Verdict(
              farAway(expected, found, rtol, atol, nanIsEqual) == 0,
              largestDistance(expected, found));
      case MostlyClose(var limit, var rtol, var atol) -> {
        var share = farAway(expected, found, rtol, atol, true) / Math.max(expected.count(), 1.0);
        yield new Verdict(share <= limit, share);
      }
    };
  }

  private static long farAway(
      NDArray expected, NDArray found, double rtol, double atol, boolean nanIsEqual) {
    var wanted = ElementBits.of(expected);
    var got = ElementBits.of(found);
    var count = 0L;
    for (var i = 0; i < wanted.count(); i++) {
      var magnitude = wanted.magnitude(i);
      var isNear = wanted.distance(i, got) <= atol + rtol * magnitude;
      var isSame = wanted.isSame(i, got) && (nanIsEqual || !Double.isNaN(magnitude));
      count += isNear || isSame ? 0 : 1;
    }
    return count;
  }

  private static double largestDistance(NDArray expected, NDArray found) {
    var wanted = ElementBits.of(expected);
    var got = ElementBits.of(found);
    var largest = 0.0;
    var scale = 0.0;
    for (var i = 0; i < wanted.count(); i++) {
      var magnitude = wanted.magnitude(i);
      scale = Double.isFinite(magnitude) ? Math.max(scale, magnitude) : scale;
      largest = wanted.isSame(i, got) ? largest : Math.max(largest, wanted.distance(i, got));
    }
    return scale == 0 ? largest : largest / scale;
  }
}
