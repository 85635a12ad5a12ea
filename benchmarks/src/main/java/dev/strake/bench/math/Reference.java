package dev.strake.bench.math;

import java.util.List;
import java.util.Optional;

/// What is known of a function beside its bits: MPFR's name for it, its symmetry, and where
/// arguments are worth choosing.
///
/// @param symmetry what a negative first argument does
/// @param ranges intervals in which arguments are chosen uniformly; their ends and 0 and 1 are
///   approached closely too
record Reference(String name, String exact, Symmetry symmetry, List<Range> ranges) {
  enum Symmetry {
    ODD,
    EVEN,
    NONE
  }

  record Range(double low, double high) {}

  Reference {
    ranges = List.copyOf(ranges);
  }

  private static final List<Reference> ALL =
      List.of(
          of("exp", "mpfr_exp", Symmetry.NONE, -10, 10, -746, 710, -746, -708, -104, 89, -1, 1),
          of(
              "exp2",
              "mpfr_exp2",
              Symmetry.NONE,
              -10,
              10,
              -1076,
              1025,
              -1076,
              -1022,
              -150,
              128,
              -1,
              1),
          of("exp10", "mpfr_exp10", Symmetry.NONE, -10, 10, -324, 309, -324, -307, -46, 39, -1, 1),
          of("expm1", "mpfr_expm1", Symmetry.NONE, -4, 4, -40, 710, -0.7, 0.7, -0.1, 0.1),
          of("log", "mpfr_log", Symmetry.NONE, 0, 4, 0.5, 2, 0.9, 1.1),
          of("log2", "mpfr_log2", Symmetry.NONE, 0, 4, 0.5, 2, 0.9, 1.1),
          of("log10", "mpfr_log10", Symmetry.NONE, 0, 4, 0.5, 2, 0.9, 1.1),
          of("log1p", "mpfr_log1p", Symmetry.NONE, -1, 4, -0.5, 1, -0.1, 0.1),
          of("cbrt", "mpfr_cbrt", Symmetry.ODD, -8, 8, 0.125, 1),
          of("sqrt", "mpfr_sqrt", Symmetry.NONE, 0, 4),
          of("rsqrt", "mpfr_rec_sqrt", Symmetry.NONE, 0, 8, 0.25, 4),
          of("sin", "mpfr_sin", Symmetry.ODD, -10, 10, -0.8, 0.8, -1e5, 1e5, -5e9, 5e9),
          of("cos", "mpfr_cos", Symmetry.EVEN, -10, 10, -0.8, 0.8, -1e5, 1e5, -5e9, 5e9),
          of("tan", "mpfr_tan", Symmetry.ODD, -10, 10, -0.8, 0.8, -1e5, 1e5, -5e9, 5e9),
          of("asin", "mpfr_asin", Symmetry.ODD, -1, 1, 0.45, 0.75, 0.9, 1),
          of("acos", "mpfr_acos", Symmetry.NONE, -1, 1, -0.75, -0.45, 0.45, 0.75, 0.9, 1),
          of("atan", "mpfr_atan", Symmetry.ODD, -8, 8, -1, 1, -100, 100),
          of("sinh", "mpfr_sinh", Symmetry.ODD, -3, 3, -711, 711, -90, 90, -22, 22, -0.5, 0.5),
          of("cosh", "mpfr_cosh", Symmetry.EVEN, -3, 3, -711, 711, -90, 90, -22, 22, -0.5, 0.5),
          of("tanh", "mpfr_tanh", Symmetry.ODD, -3, 3, -22, 22, -0.5, 0.5),
          of("asinh", "mpfr_asinh", Symmetry.ODD, -8, 8, -1, 1, -1e9, 1e9),
          of("acosh", "mpfr_acosh", Symmetry.NONE, 1, 8, 1, 1.1, 1, 1e9),
          of("atanh", "mpfr_atanh", Symmetry.ODD, -1, 1, -0.5, 0.5, 0.9, 1),
          of("pow", "mpfr_pow", Symmetry.NONE, 0, 8, -8, 8, 0.5, 2),
          of("hypot", "mpfr_hypot", Symmetry.EVEN, -8, 8, -1, 1),
          of("atan2", "mpfr_atan2", Symmetry.ODD, -8, 8, -1, 1),
          of("fmod", "mpfr_fmod", Symmetry.ODD, -1000, 1000, -8, 8),
          of("floor", "mpfr_floor", Symmetry.NONE, -1e5, 1e5, -8, 8),
          of("ceil", "mpfr_ceil", Symmetry.NONE, -1e5, 1e5, -8, 8),
          of("trunc", "mpfr_trunc", Symmetry.ODD, -1e5, 1e5, -8, 8),
          of("rint", "mpfr_rint", Symmetry.ODD, -1e5, 1e5, -8, 8),
          of("remainder", "mpfr_remainder", Symmetry.ODD, -1000, 1000, -8, 8),
          of("fdim", "mpfr_dim", Symmetry.NONE, -8, 8),
          of("fmin", "mpfr_min", Symmetry.NONE, -8, 8),
          of("fmax", "mpfr_max", Symmetry.NONE, -8, 8));

  private static Reference of(String name, String exact, Symmetry symmetry, double... ends) {
    var ranges = new Range[ends.length / 2];
    for (var k = 0; k < ranges.length; k++) {
      ranges[k] = new Range(ends[2 * k], ends[2 * k + 1]);
    }
    return new Reference(name, exact, symmetry, List.of(ranges));
  }

  /// Empty for a function that only moves bits, such as `copysign`: it has no error.
  static Optional<Reference> of(MathFunction function) {
    return ALL.stream().filter(reference -> reference.name.equals(function.name())).findFirst();
  }
}
