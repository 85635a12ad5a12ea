package dev.strake.bench.math;

import dev.strake.bench.math.Findings.Point;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Arguments at which functions have poles, zeros, exact values or limits, each with its
/// neighbours; of two arguments every pair of a shorter list.
record SpecialArguments(List<Double> x, List<Double> y) {
  private static final Map<MathFunction, SpecialArguments> KNOWN = new ConcurrentHashMap<>();

  private static final double[] FEW = {
    0,
    Double.MIN_VALUE,
    0x1p-1023,
    Double.MIN_NORMAL,
    0x1p-149,
    0x1p-126,
    0x1p-60,
    0x1p-53,
    0.25,
    0.5,
    1 - 0x1p-53,
    1 - 0x1p-24,
    1,
    1 + 0x1p-52,
    1 + 0x1p-23,
    1.5,
    2,
    2.5,
    3,
    4,
    5,
    7,
    10,
    17,
    100,
    127,
    128,
    149,
    1022,
    1023,
    1024,
    1074,
    0x1p23 - 0.5,
    0x1p24 - 1,
    0x1p24,
    0x1p52 - 0.5,
    0x1p52 + 1,
    0x1p53 - 1,
    0x1p53,
    0x1p53 + 2,
    0x1p60,
    0x1p64,
    Float.MAX_VALUE,
    0x1p500,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  SpecialArguments {
    x = List.copyOf(x);
    y = List.copyOf(y);
  }

  static SpecialArguments of(MathFunction function, Reference reference) {
    return KNOWN.computeIfAbsent(function, _ -> find(function, reference));
  }

  private static SpecialArguments find(MathFunction function, Reference reference) {
    if (function.arity() == 2) {
      var few = bothSigns(DoubleStream.of(FEW)).boxed().toList();
      return new SpecialArguments(few, few);
    }
    var ends =
        reference.ranges().stream()
            .flatMapToDouble(range -> DoubleStream.of(range.low(), range.high()));
    var quarters = QuarterTurns.nearest().stream().mapToDouble(q -> q);
    var integers = IntStream.rangeClosed(0, 2200).mapToDouble(k -> k / 2.0);
    var powers = IntStream.rangeClosed(-1074, 1023).mapToDouble(k -> Math.scalb(1.0, k));
    var tens = IntStream.rangeClosed(-323, 308).mapToDouble(k -> Double.parseDouble("1e" + k));
    var turns = IntStream.rangeClosed(1, 2000).mapToDouble(k -> k * (Math.PI / 4));
    var logarithms = IntStream.rangeClosed(1, 2200).mapToDouble(k -> k * (Math.log(2) / 2));
    var anchors =
        Stream.of(DoubleStream.of(FEW), ends, quarters, integers, powers, tens, turns, logarithms)
            .flatMapToDouble(values -> values)
            .flatMap(SpecialArguments::neighbours);
    return new SpecialArguments(bothSigns(anchors).boxed().toList(), List.of(0.0));
  }

  private static DoubleStream bothSigns(DoubleStream values) {
    return values.flatMap(value -> DoubleStream.of(value, -value));
  }

  /// A value with its neighbours as f64 and as f32.
  private static DoubleStream neighbours(double value) {
    var single = (float) value;
    return DoubleStream.of(
        value,
        Math.nextUp(value),
        Math.nextDown(value),
        Math.nextUp(Math.nextUp(value)),
        Math.nextDown(Math.nextDown(value)),
        single,
        Math.nextUp(single),
        Math.nextDown(single));
  }

  int count() {
    return x.size() * y.size();
  }

  Point at(int index) {
    return new Point(x.get(index / y.size()), y.get(index % y.size()));
  }
}
