/*
 * What sums are measured against: a loop that may add in any order, so as fast as the compiler knows
 * to read.
 *
 * cc -std=gnu11 -O3 -march=native -mprefer-vector-width=512 -ffast-math -funroll-loops -fPIC -c
 * cc -shared (without -ffast-math, which would switch off subnormal numbers when it is loaded)
 */
#include <stdint.h>

double baseline_sum(int64_t n, const double *restrict x) {
  double sum = 0;
  for (int64_t i = 0; i < n; i++) {
    sum += x[i];
  }
  return sum;
}
