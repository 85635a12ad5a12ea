// Compares computed values of a function with its exact values, which MPFR gives.
//
// MPFR takes microseconds, so the C library is asked first: its value, whose error is known to be below BOUND, says
// what the correctly rounded result is and how large the error, unless the exact value lies near a rounding boundary
// or the error near the largest so far. Those points, and one in AUDITED in any case, are MPFR's. Where MPFR finds a
// value of the C library outside of its bound, that is counted as a breach, and nothing holds.
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PRECISION = 192, AUDITED = 2039, EXAMPLES = 10, NEAREST = 0 };

// What mpfr.h declares, which need not be installed.
typedef struct {
  long precision;
  int sign;
  long exponent;
  unsigned long *limbs;
} mpfr;
typedef int unary(mpfr *, const mpfr *, int);
typedef int binary(mpfr *, const mpfr *, const mpfr *, int);

// Java reads it by offset: eight bytes each.
typedef struct {
  double worst, worst_x, worst_y, worst_got;
  int64_t misrounded, wrong, breaches, exact;
  double misrounded_at[EXAMPLES][2];
  double wrong_at[EXAMPLES][2];
} report;

typedef struct {
  report found;
  void *exact;
  void *near;
  int arity;
  int bits;
  int is_rsqrt;
  long double bound;
  int64_t points;
  mpfr x, y, value, difference;
  int (*set_d)(mpfr *, double, int);
  int (*subtract_d)(mpfr *, const mpfr *, double, int);
  int (*scale)(mpfr *, const mpfr *, long, int);
  double (*get_d)(const mpfr *, int);
  float (*get_flt)(const mpfr *, int);
  long double (*get_ld)(const mpfr *, int);
  int (*is_inf)(const mpfr *);
  int (*is_zero)(const mpfr *);
} comparison;

static long double rsqrtl(long double x) { return 1 / sqrtl(x); }
static double rsqrt(double x) { return 1 / sqrt(x); }

static void *near_function(const char *name, int bits) {
  char symbol[32] = "";
  if (strcmp(name, "rsqrt") == 0) {
    return bits == 32 ? (void *)rsqrt : (void *)rsqrtl;
  }
  strncat(symbol, name, 24);
  return dlsym(RTLD_DEFAULT, bits == 32 ? symbol : strcat(symbol, "l"));
}

// A comparison for one thread; NULL if libmpfr.so.6 or the function in it is missing. f64 values are checked by the
// `long double` functions of the C library, f32 values by the `double` ones; both are right to 16 units of their last
// place or better ("Known Maximum Errors in Math Functions" in the manual of glibc gives at most 5 for these).
comparison *comparison_open(const char *name, const char *exact, int arity, int bits) {
  void *library = dlopen("libmpfr.so.6", RTLD_NOW);
  comparison *c = calloc(1, sizeof *c);
  if (!library || !c || !(c->exact = dlsym(library, exact))) {
    free(c);
    return NULL;
  }
  c->near = sizeof(long double) > 8 || bits == 32 ? near_function(name, bits) : NULL;
  c->arity = arity;
  c->bits = bits;
  c->is_rsqrt = strcmp(name, "rsqrt") == 0;
  c->bound = bits == 32 ? 0x1p-49L : 0x1p-60L;
  c->set_d = (int (*)(mpfr *, double, int))dlsym(library, "mpfr_set_d");
  c->subtract_d = (int (*)(mpfr *, const mpfr *, double, int))dlsym(library, "mpfr_sub_d");
  c->scale = (int (*)(mpfr *, const mpfr *, long, int))dlsym(library, "mpfr_mul_2si");
  c->get_d = (double (*)(const mpfr *, int))dlsym(library, "mpfr_get_d");
  c->get_flt = (float (*)(const mpfr *, int))dlsym(library, "mpfr_get_flt");
  c->get_ld = (long double (*)(const mpfr *, int))dlsym(library, "mpfr_get_ld");
  c->is_inf = (int (*)(const mpfr *))dlsym(library, "mpfr_inf_p");
  c->is_zero = (int (*)(const mpfr *))dlsym(library, "mpfr_zero_p");
  void (*init)(mpfr *, long) = (void (*)(mpfr *, long))dlsym(library, "mpfr_init2");
  init(&c->x, 53);
  init(&c->y, 53);
  init(&c->value, PRECISION);
  init(&c->difference, PRECISION + 64);
  return c;
}

// The exponent of the last place of a rounded result; infinity has that of the largest finite value.
static int last_place(const comparison *c, double result) {
  int exponent;
  if (isinf(result)) {
    return c->bits == 32 ? 104 : 971;
  }
  frexp(result, &exponent);
  int least = c->bits == 32 ? -149 : -1074;
  int place = exponent - (c->bits == 32 ? 24 : 53);
  return result == 0 || place < least ? least : place;
}

static void misrounded(comparison *c, double x, double y) {
  if (c->found.misrounded < EXAMPLES) {
    double *at = c->found.misrounded_at[c->found.misrounded];
    at[0] = x;
    at[1] = y;
  }
  c->found.misrounded++;
}

static void wrong(comparison *c, double x, double y) {
  if (c->found.wrong < EXAMPLES) {
    double *at = c->found.wrong_at[c->found.wrong];
    at[0] = x;
    at[1] = y;
  }
  c->found.wrong++;
}

static void error(comparison *c, double x, double y, double got, double ulps) {
  if (ulps > c->found.worst) {
    c->found.worst = ulps;
    c->found.worst_x = x;
    c->found.worst_y = y;
    c->found.worst_got = got;
  }
}

static long double near_f64(const comparison *c, double x, double y) {
  return c->arity == 1 ? ((long double (*)(long double))c->near)(x)
                       : ((long double (*)(long double, long double))c->near)(x, y);
}

static double near_f32(const comparison *c, float x, float y) {
  return c->arity == 1 ? ((double (*)(double))c->near)(x) : ((double (*)(double, double))c->near)(x, y);
}

// Whether the C library's value suffices; if so, what it says is in the report.
static int is_settled_f64(comparison *c, double x, double y, double got, long double near) {
  if (isnan(near) || isnan(got)) {
    return isnan(near) && isnan(got);
  }
  if (isinf(near)) {
    return near == got;
  }
  long double spread = fabsl(near) * c->bound;
  double right = (double)(near - spread);
  if (right != (double)(near + spread) || (right == 0 && signbit(right) != signbit(got))) {
    return 0;
  }
  if (isinf(right) || isinf(got)) {
    return right == got;
  }
  int place = last_place(c, right);
  if (scalbnl(fabsl(got - near) + spread, -place) >= c->found.worst) {
    return 0;
  }
  if (got != right) {
    misrounded(c, x, y);
  }
  return 1;
}

// The same with `double` where the other has `long double`; this one is called 2^32 times.
static int is_settled_f32(comparison *c, float x, float y, float got, double near) {
  if (isnan(near) || isnan(got)) {
    return isnan(near) && isnan(got);
  }
  if (isinf(near)) {
    return near == got;
  }
  double spread = fabs(near) * (double)c->bound;
  float right = (float)(near - spread);
  if (right != (float)(near + spread) || (right == 0 && signbit(right) != signbit(got))) {
    return 0;
  }
  if (isinf(right) || isinf(got)) {
    return right == got;
  }
  union {
    double value;
    uint64_t bits;
  } result = {.value = right}, units;
  uint64_t exponent = result.bits >> 52 & 0x7ff;
  uint64_t least = 1023 - 126;
  units.bits = (2046 + 23 - (exponent < least ? least : exponent)) << 52;
  if ((fabs(got - near) + spread) * units.value >= c->found.worst) {
    return 0;
  }
  if (got != right) {
    misrounded(c, x, y);
  }
  return 1;
}

static void settle(comparison *c, double x, double y, double got, long double near) {
  c->found.exact++;
  c->set_d(&c->x, x, NEAREST);
  c->set_d(&c->y, y, NEAREST);
  if (c->arity == 1) {
    ((unary *)c->exact)(&c->value, &c->x, NEAREST);
  } else {
    ((binary *)c->exact)(&c->value, &c->x, &c->y, NEAREST);
  }
  double right = c->bits == 32 ? c->get_flt(&c->value, NEAREST) : c->get_d(&c->value, NEAREST);
  int is_pole = c->is_inf(&c->value);
  if (c->is_rsqrt && x == 0) {
    right = 1 / x;  // IEEE 754: the sign of the zero, which MPFR leaves out
  }
  if (c->near && !isnan(right) && !(c->is_rsqrt && x == 0)) {
    // Beyond these sizes the C library's type itself ends, and the rounded result is certain.
    long double value = fabsl(c->get_ld(&c->value, NEAREST));
    int is_ordinary = c->bits == 32 ? value > 0x1p-1000L && value < 0x1p1000L
                                    : value > 0x1p-16300L && value < 0x1p16300L;
    c->found.breaches += is_ordinary && !(fabsl(fabsl(near) - value) <= value * c->bound);
  }
  if (isnan(right) || isnan(got)) {
    if (isnan(right) != isnan(got)) {
      wrong(c, x, y);
    }
    return;
  }
  if (is_pole || c->is_zero(&c->value) || (right == 0 && got == 0)) {
    if (got != right || signbit(got) != signbit(right)) {
      wrong(c, x, y);
      return;
    }
    if (is_pole) {
      return;
    }
  }
  if (got != right) {
    misrounded(c, x, y);
  }
  if (isinf(right) && got == right) {
    return;
  }
  double bounded = isinf(got) ? copysign(c->bits == 32 ? 0x1p128 : 0x1p1023, got) : got;
  c->subtract_d(&c->difference, &c->value, bounded, NEAREST);
  if (isinf(got) && c->bits == 64) {
    c->subtract_d(&c->difference, &c->difference, bounded, NEAREST);
  }
  c->scale(&c->difference, &c->difference, -last_place(c, right), NEAREST);
  error(c, x, y, got, fabs(c->get_d(&c->difference, NEAREST)));
}

static int is_audited(comparison *c) { return ++c->points % AUDITED == 0; }

// `y` is read for functions of two arguments only.
void compare_f64(comparison *c, const double *x, const double *y, const double *got, long count) {
  for (long k = 0; k < count; k++) {
    double second = c->arity == 1 ? 0 : y[k];
    long double near = c->near ? near_f64(c, x[k], second) : 0;
    if (!c->near || is_audited(c) || !is_settled_f64(c, x[k], second, got[k], near)) {
      settle(c, x[k], second, got[k], near);
    }
  }
}

void compare_f32(comparison *c, const float *x, const float *y, const float *got, long count) {
  for (long k = 0; k < count; k++) {
    float second = c->arity == 1 ? 0 : y[k];
    double near = c->near ? near_f32(c, x[k], second) : 0;
    if (!c->near || is_audited(c) || !is_settled_f32(c, x[k], second, got[k], near)) {
      settle(c, x[k], second, got[k], near);
    }
  }
}
