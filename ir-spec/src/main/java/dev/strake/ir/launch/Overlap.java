package dev.strake.ir.launch;

import java.util.Map;
import java.util.TreeMap;

/// Whether strided views have elements in common: exactly, where that takes few steps.
///
/// The bytes of two views meet where `a1*x1 + a2*x2 + .. = target` has a solution in integers `0 <=
/// xk <= uk`: strides are the coefficients, extents the bounds. That is searched for from the
/// largest coefficient down; what the smaller ones can add up to, and their greatest common
/// divisor, leave one or two candidates for each unless strides are very odd. A search that takes
/// too long ends with "yes": refusing a launch is safe.
final class Overlap {
  /// How many candidates are tried. Row-major views with gaps and the columns of one array take
  /// fewer than ten.
  private static final int MAX_STEPS = 10_000;

  private final long[] coefficients;
  private final long[] bounds;

  /// What the terms from each one on add up to at most, and what divides every such sum.
  private final long[] reaches;

  private final long[] divisors;
  private int steps;

  /// `terms` maps coefficients above 0 to bounds.
  private Overlap(TreeMap<Long, Long> terms) {
    var count = terms.size();
    coefficients = new long[count];
    bounds = new long[count];
    reaches = new long[count + 1];
    divisors = new long[count + 1];
    var k = count;
    for (var term : terms.entrySet()) {
      k--;
      coefficients[k] = term.getKey();
      bounds[k] = term.getValue();
      var reach = Math.multiplyExact(coefficients[k], bounds[k]);
      reaches[k] = Math.addExact(reaches[k + 1], reach);
      divisors[k] = greatestCommonDivisor(divisors[k + 1], coefficients[k]);
    }
  }

  /// Whether two index tuples of the view name the same element.
  static boolean withItself(Argument.View view) {
    if (view.isEmpty()) {
      return false;
    }
    try {
      return hasRepetition(view);
    } catch (ArithmeticException _) {
      return true;
    }
  }

  /// Whether the views share a byte.
  static boolean between(Argument.View a, Argument.View b) {
    if (a.isEmpty()
        || b.isEmpty()
        || a.firstByte() >= b.endByte()
        || b.firstByte() >= a.endByte()) {
      return false;
    }
    try {
      return meet(a, b);
    } catch (ArithmeticException _) {
      return true;
    }
  }

  /// Two tuples name one element if their differences d, not all 0, make `s1*d1 + s2*d2 + .. = 0`.
  /// The axis of the largest stride with `d != 0` is found by trying all; there, d is positive or
  /// can be made so. Elsewhere d is from `-(extent - 1)`, which is taken as 0, up.
  private static boolean hasRepetition(Argument.View view) {
    var smaller = new TreeMap<Long, Long>();
    var strides = new TreeMap<Long, Long>();
    for (var axis = 0; axis < view.rank(); axis++) {
      if (view.extent(axis) > 1) {
        var stride = Math.absExact(view.stride(axis));
        if (stride == 0 || strides.put(stride, view.extent(axis) - 1) != null) {
          return true;
        }
      }
    }
    var half = 0L;
    for (var axis : strides.entrySet()) {
      var stride = axis.getKey();
      var last = axis.getValue();
      var terms = new TreeMap<>(smaller);
      terms.put(stride, last - 1);
      if (new Overlap(terms).isReachable(half - stride)) {
        return true;
      }
      smaller.put(stride, Math.multiplyExact(2, last));
      half = Math.addExact(half, Math.multiplyExact(stride, last));
    }
    return false;
  }

  /// In units of the smaller element, counted from the first byte of `a`: a unit of `a` is the unit
  /// of `b` with the same number. The indices of `b` are counted from its far end.
  private static boolean meet(Argument.View a, Argument.View b) {
    var unit = Math.min(a.type().sizeBytes(), b.type().sizeBytes());
    var terms = new TreeMap<Long, Long>();
    addTerms(a, unit, terms);
    addTerms(b, unit, terms);
    return new Overlap(terms).isReachable((b.endByte() - a.firstByte()) / unit - 1);
  }

  private static void addTerms(Argument.View view, int unit, Map<Long, Long> terms) {
    var width = view.type().sizeBytes() / unit;
    for (var axis = 0; axis < view.rank(); axis++) {
      if (view.extent(axis) > 1 && view.stride(axis) != 0) {
        var step = Math.multiplyExact(Math.absExact(view.stride(axis)), width);
        terms.merge(step, view.extent(axis) - 1, Math::addExact);
      }
    }
    if (width > 1) {
      terms.merge(1L, width - 1L, Math::addExact);
    }
  }

  private boolean isReachable(long target) {
    return isReachable(0, target);
  }

  /// Whether the terms from number `k` on can add up to `target`.
  private boolean isReachable(int k, long target) {
    if (target < 0 || target > reaches[k]) {
      return false;
    }
    if (target == 0 || ++steps > MAX_STEPS) {
      return true;
    }
    if (target % divisors[k] != 0) {
      return false;
    }
    var fewest = Math.max(0, Math.ceilDiv(target - reaches[k + 1], coefficients[k]));
    var most = Math.min(bounds[k], target / coefficients[k]);
    for (var x = most; x >= fewest; x--) {
      if (isReachable(k + 1, target - x * coefficients[k])) {
        return true;
      }
    }
    return false;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
