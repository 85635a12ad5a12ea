/* What a C programmer would write by hand, compiled with the flags CBaselines names: the yardstick
   of the comparisons. Contraction and reassociation are left to the compiler's usual choice. */
#include <math.h>
#include <stdint.h>

void hypot_f64(const double *restrict a, const double *restrict b, double *restrict out, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    out[i] = sqrt(a[i] * a[i] + b[i] * b[i]);
  }
}

/* Thirty-two running sums: the fastest reader that plain C gives without -ffast-math. */
double sum_f64(const double *restrict x, int64_t n) {
  double s[32] = {0};
  int64_t i = 0;
  for (; i + 32 <= n; i += 32) {
    for (int j = 0; j < 32; j++) {
      s[j] += x[i + j];
    }
  }
  double total = 0;
  for (; i < n; i++) {
    total += x[i];
  }
  for (int j = 0; j < 32; j++) {
    total += s[j];
  }
  return total;
}
