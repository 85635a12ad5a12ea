/*
 * What the kernel sqrt(a*a + b*b) is measured against: the loop as one writes it by hand, with
 * contraction of a*a + ... allowed.
 *
 * cc -std=gnu11 -O3 -march=native -mprefer-vector-width=512 -fno-math-errno -fPIC -shared
 */
#include <math.h>
#include <stdint.h>

void baseline_hypot(int64_t n, const double *restrict a, const double *restrict b,
                    double *restrict out) {
  for (int64_t i = 0; i < n; i++) {
    out[i] = sqrt(a[i] * a[i] + b[i] * b[i]);
  }
}
