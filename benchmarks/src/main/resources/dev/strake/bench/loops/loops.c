/* What a C programmer would write by hand for the kernels of `loops.strake`, compiled with the flags
   that CLoops names: the yardstick of the comparisons. Contraction is the compiler's usual choice.

   Every loop takes the arrays of its kernel in the order of declaration, a number as an array of
   one, and the extents that its case names. */
#include <math.h>
#include <stdint.h>

typedef void *const *Arrays;
typedef const int64_t *Extents;

static double number(const void *one) { return *(const double *)one; }
static int64_t integer(const void *one) { return *(const int64_t *)one; }

void copy(Arrays arrays, Extents extents) {
  const double *restrict x = arrays[0];
  double *restrict y = arrays[1];
  int64_t n = extents[0];
  for (int64_t i = 0; i < n; i++) {
    y[i] = x[i];
  }
}

void axpy(Arrays arrays, Extents extents) {
  double a = number(arrays[0]);
  const double *restrict x = arrays[1];
  double *restrict y = arrays[2];
  int64_t n = extents[0];
  for (int64_t i = 0; i < n; i++) {
    y[i] += a * x[i];
  }
}

void chain(Arrays arrays, Extents extents) {
  const double *restrict a = arrays[0];
  const double *restrict b = arrays[1];
  const double *restrict c = arrays[2];
  double *restrict out = arrays[3];
  int64_t n = extents[0];
  for (int64_t i = 0; i < n; i++) {
    out[i] = fabs((a[i] + b[i]) * c[i] - a[i]) * 0.5 + b[i];
  }
}

void hypot_all(Arrays arrays, Extents extents) {
  const double *restrict a = arrays[0];
  const double *restrict b = arrays[1];
  double *restrict out = arrays[2];
  int64_t n = extents[0];
  for (int64_t i = 0; i < n; i++) {
    out[i] = sqrt(a[i] * a[i] + b[i] * b[i]);
  }
}

void polynomial(Arrays arrays, Extents extents) {
  const double *restrict x = arrays[0];
  const double *restrict k = arrays[1];
  double *restrict y = arrays[2];
  int64_t n = extents[0];
  for (int64_t i = 0; i < n; i++) {
    double v = x[i];
    y[i] = k[0] + v * (k[1] + v * (k[2] + v * (k[3] + v * (k[4] + v * (k[5] + v * (k[6] + v * k[7]))))));
  }
}

/* The next three add up in 64 partial sums, in no order that anyone promised: the fastest readers
   that plain C gives. */

static double read_all(const double *restrict x, int64_t n) {
  double s[64] = {0};
  int64_t i = 0;
  for (; i + 64 <= n; i += 64) {
    for (int j = 0; j < 64; j++) {
      s[j] += x[i + j];
    }
  }
  double total = 0;
  for (; i < n; i++) {
    total += x[i];
  }
  for (int j = 0; j < 64; j++) {
    total += s[j];
  }
  return total;
}

void total(Arrays arrays, Extents extents) {
  *(double *)arrays[1] = read_all(arrays[0], extents[0]);
}

void inner(Arrays arrays, Extents extents) {
  const double *restrict x = arrays[0];
  const double *restrict y = arrays[1];
  int64_t n = extents[0];
  double s[64] = {0};
  int64_t i = 0;
  for (; i + 64 <= n; i += 64) {
    for (int j = 0; j < 64; j++) {
      s[j] += x[i + j] * y[i + j];
    }
  }
  double product = 0;
  for (; i < n; i++) {
    product += x[i] * y[i];
  }
  for (int j = 0; j < 64; j++) {
    product += s[j];
  }
  *(double *)arrays[2] = product;
}

/* Reading alone: everything is added up, and the sum lands in the first result. */
void read_matrix(Arrays arrays, Extents extents) {
  *(double *)arrays[1] = read_all(arrays[0], extents[0] * extents[1]);
}

void sum_axis_1(Arrays arrays, Extents extents) {
  const double *restrict x = arrays[0];
  double *restrict sum = arrays[1];
  int64_t m = extents[0], n = extents[1];
  for (int64_t i = 0; i < m; i++) {
    sum[i] = read_all(x + i * n, n);
  }
}

void sum_axis_0(Arrays arrays, Extents extents) {
  const double *restrict x = arrays[0];
  double *restrict sum = arrays[1];
  int64_t m = extents[0], n = extents[1];
  for (int64_t j = 0; j < n; j++) {
    sum[j] = 0;
  }
  for (int64_t i = 0; i < m; i++) {
    for (int64_t j = 0; j < n; j++) {
      sum[j] += x[i * n + j];
    }
  }
}

static void jacobi_step(const double *restrict a, double *restrict b, int64_t n, int64_t m) {
  for (int64_t i = 1; i < n - 1; i++) {
    for (int64_t j = 1; j < m - 1; j++) {
      const double *x = a + i * m + j;
      b[i * m + j] = 0.2 * (x[0] + x[-1] + x[1] + x[m] + x[-m]);
    }
  }
}

void jacobi_2d(Arrays arrays, Extents extents) {
  int64_t steps = integer(arrays[0]);
  for (int64_t t = 0; t < steps; t++) {
    jacobi_step(arrays[1], arrays[2], extents[0], extents[1]);
    jacobi_step(arrays[2], arrays[1], extents[0], extents[1]);
  }
}

static void heat_step(const double *restrict a, double *restrict b, int64_t n, int64_t m, int64_t l) {
  for (int64_t i = 1; i < n - 1; i++) {
    for (int64_t j = 1; j < m - 1; j++) {
      for (int64_t k = 1; k < l - 1; k++) {
        const double *x = a + (i * m + j) * l + k;
        b[(i * m + j) * l + k] = 0.125 * (x[-m * l] - 2 * x[0] + x[m * l])
            + 0.125 * (x[-l] - 2 * x[0] + x[l]) + 0.125 * (x[-1] - 2 * x[0] + x[1]) + x[0];
      }
    }
  }
}

void heat_3d(Arrays arrays, Extents extents) {
  int64_t steps = integer(arrays[0]);
  for (int64_t t = 0; t < steps; t++) {
    heat_step(arrays[1], arrays[2], extents[0], extents[1], extents[2]);
    heat_step(arrays[2], arrays[1], extents[0], extents[1], extents[2]);
  }
}

void convolve_3x3(Arrays arrays, Extents extents) {
  const double *restrict image = arrays[0];
  const double *restrict k = arrays[1];
  double *restrict out = arrays[2];
  int64_t h = extents[0], w = extents[1];
  for (int64_t i = 0; i < h - 2; i++) {
    for (int64_t j = 0; j < w - 2; j++) {
      const double *x = image + i * w + j;
      out[i * (w - 2) + j] = x[0] * k[0] + x[1] * k[1] + x[2] * k[2]
          + x[w] * k[3] + x[w + 1] * k[4] + x[w + 2] * k[5]
          + x[2 * w] * k[6] + x[2 * w + 1] * k[7] + x[2 * w + 2] * k[8];
    }
  }
}

void gather(Arrays arrays, Extents extents) {
  const double *restrict x = arrays[0];
  const int64_t *restrict index = arrays[1];
  double *restrict y = arrays[2];
  int64_t n = extents[0];
  for (int64_t i = 0; i < n; i++) {
    y[i] = x[index[i]];
  }
}

void histogram(Arrays arrays, Extents extents) {
  const int32_t *restrict bin = arrays[0];
  int64_t bins = integer(arrays[1]);
  int64_t *restrict count = arrays[2];
  int64_t n = extents[0];
  for (int64_t k = 0; k < bins; k++) {
    count[k] = 0;
  }
  for (int64_t i = 0; i < n; i++) {
    count[bin[i]]++;
  }
}

void running_sum(Arrays arrays, Extents extents) {
  const double *restrict x = arrays[0];
  double *restrict y = arrays[1];
  int64_t n = extents[0];
  double running = 0;
  for (int64_t i = 0; i < n; i++) {
    running += x[i];
    y[i] = running;
  }
}

void mandelbrot(Arrays arrays, Extents extents) {
  int64_t limit = integer(arrays[0]);
  const double *restrict x = arrays[1];
  const double *restrict y = arrays[2];
  int64_t *restrict count = arrays[3];
  int64_t w = extents[0], h = extents[1];
  for (int64_t i = 0; i < h; i++) {
    for (int64_t j = 0; j < w; j++) {
      double re = 0, im = 0;
      int64_t steps = 0;
      while (steps < limit && re * re + im * im < 4) {
        double next = re * re - im * im + x[j];
        im = 2 * re * im + y[i];
        re = next;
        steps++;
      }
      count[i * w + j] = steps;
    }
  }
}
