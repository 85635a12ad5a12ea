package dev.strake.codegen.c;

import dev.strake.ir.Kernel;
import dev.strake.ir.text.IrParser;

/// Scheduled kernels for tests.
final class Kernels {
  /// `out[i] = sqrt(a[i] * a[i] + b[i] * b[i])`.
  static final String HYPOT =
      """
      kernel hypot(%0 in a: view<f64, [n] dense>, %1 in b: view<f64, [n] dense>,
          %2 out out: view<f64, [n] dense>) {
        %3 = const i64 0
        %4 = size n
        for par %5 in %3..%4 {
          %6 = load %0[%5]
          %7 = load %1[%5]
          %8 = mul %6, %6
          %9 = mul %7, %7
          %10 = add %8, %9
          %11 = sqrt %10
          store %2[%5], %11
        }
      }
      """;

  /// `c = a @ b`, one chain of fused operations per lane; n is a multiple of the lanes.
  static final String MATMUL =
      """
      kernel matmul(%0 in a: view<f64, [m, k] unit>, %1 in b: view<f64, [k, n] dense>,
          %2 out c: view<f64, [m, n] dense>) {
        %3 = const i64 0
        %4 = size m
        %5 = size n
        %6 = size k
        for par %7 in %3..%4 {
          for lanes(8) %8 in %3..%5 {
            %9 = const f64 0x0p0
            %10 = for seq %11 in %3..%6 carry (%12 = %9) {
              %13 = load %0[%7, %11]
              %14 = load %1[%11, %8]
              %15 = fma %13, %14, %12
              yield %15
            }
            store %2[%7, %8], %10
          }
        }
      }
      """;

  /// `hist[bin[i]] += 100 / weight`, with a checked index and a checked division.
  static final String HISTOGRAM =
      """
      kernel histogram(%0 in bin: view<i64, [n]>, %1 in weight: i64,
          %2 inout hist: view<i64, [bins]>) {
        %3 = const i64 0
        %4 = const i64 100
        %5 = size n
        %6 = size bins
        %7 = ge %1, %3
        assert %7, "weights are not negative" !7
        for seq %8 in %3..%5 {
          %9 = load %0[%8]
          %10 = check_index %9, %6 !4
          %11 = div %4, %1 !5
          %12 = load %2[%10]
          %13 = add %12, %11
          store %2[%10], %13
        }
      }
      """;

  private Kernels() {}

  static Kernel parse(String text) {
    return IrParser.parse(text).kernels().getFirst();
  }
}
