package dev.strake.bench.math;

import dev.strake.ir.ScalarType;
import dev.strake.ndarray.exec.Backends;

/// Prints the accuracy of functions as a Markdown table, a row as soon as it is known.
final class AccuracyTable {
  private AccuracyTable() {}

  /// Whether every function keeps what is promised: at most 1 ULP for f64 and 0.5001 for f32, the
  /// right special values, and exact symmetry.
  static boolean print(Options options) throws InterruptedException {
    var backend = Backends.named(options.value("backend", "vector"));
    var threads = Integer.parseInt(options.value("threads", "2"));
    Accuracy.HEADER.forEach(System.out::println);
    var isFine = true;
    for (var function : options.functions().stream().filter(MathFunction::isReal).toList()) {
      var reference = Reference.of(function);
      if (reference.isEmpty()) {
        System.err.println("`Reference` has no exact values of " + function + ": it is left out");
        continue;
      }
      var accuracy =
          new Accuracy(function, reference.get(), points(function, reference.get(), options));
      var found = accuracy.measure(backend, threads);
      System.out.println(Accuracy.table(function, accuracy.count(), found));
      isFine &= isFine(function, found);
    }
    return isFine;
  }

  private static Points points(MathFunction function, Reference reference, Options options) {
    var count = options.value("points", "10000000");
    if (!count.equals("all")) {
      var seed = Long.parseLong(options.value("seed", "1"));
      return new Points.Sample(function, reference, Long.parseLong(count), seed);
    }
    if (function.type() != ScalarType.F32 || function.arity() != 1) {
      throw new IllegalArgumentException(
          "`--points all` is for functions of one f32, not for " + function);
    }
    return new Points.All();
  }

  private static boolean isFine(MathFunction function, Findings found) {
    var limit = function.type() == ScalarType.F32 ? 0.5001 : 1;
    if (found.breaches() > 0) {
      System.err.printf(
          "%s: the C library's own values are not as accurate as assumed at %d points, so nothing"
              + " is proved%n",
          function, found.breaches());
    }
    for (var point : found.wrongAt().stream().limit(10).toList()) {
      System.err.printf("%s: wrong at %s%n", function, point.text(function.arity()));
    }
    if (found.misrounded() <= 10) {
      for (var point : found.misroundedAt()) {
        System.err.printf("%s: misrounded at %s%n", function, point.text(function.arity()));
      }
    }
    return found.worst() <= limit
        && found.wrong() == 0
        && found.breaches() == 0
        && found.asymmetric() == 0;
  }
}
