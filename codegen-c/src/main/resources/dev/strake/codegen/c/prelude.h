/*
 * What generated kernels stand on: the scalar types of the IR and those of its operations that C has
 * no operator for, each to the bit IR.md defines. Plain C11; the compiler must be asked for
 * -fwrapv (integers wrap) and -ffp-contract=off (a*b+c rounds twice).
 */
#ifndef STRAKE_PRELUDE_H
#define STRAKE_PRELUDE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef int8_t i8;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef float f32;
typedef double f64;

/* A bool in memory: one byte, 0 or 1. In registers it is C's own bool. */
typedef uint8_t bool8;

/* The iterations of the next loop depend on each other in no way, whatever the pointers are. */
#if defined(__clang__)
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define INDEPENDENT _Pragma("GCC ivdep")
#else
#define INDEPENDENT
#endif

/*
 * Reads an element that decides where memory is accessed. It is read once, so what was checked is what
 * is used, even if another thread writes to the array meanwhile.
 */
#define ONCE(T, element) (*(const volatile T *)&(element))

/*
 * A value that the compiler leaves as it is. GCC 12 makes one operation of products and their sums and
 * differences in neighbouring lanes, -ffp-contract=off or not, and takes a float that is converted to an
 * integer and back for one that keeps the sign of its zero; neither reaches across this.
 */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#define APART(value) __builtin_assoc_barrier(value)
#else
#define APART(value) (value)
#endif

/* ---- failures: the first four slots of the launch record ---- */

enum { INDEX_OUT_OF_RANGE = 1, DIVISION_BY_ZERO = 2, ASSERTION_FAILED = 3, EMPTY_REDUCTION = 4 };

static inline void fail(i64 *record, i64 status, i64 site, i64 index, i64 extent) {
  record[0] = status;
  record[1] = site;
  record[2] = index;
  record[3] = extent;
}

/* ---- integers ---- */

/* The divisor is not 0: the kernel has checked. The least number divided by -1 wraps to itself. */
#define SIGNED_INTEGER(T, U, BITS)                                                                 \
  static inline T T##_abs(T a) { return a < 0 ? (T)(0 - (U)a) : a; }                               \
  static inline T T##_div(T a, T b) { return b == -1 ? (T)(0 - (U)a) : a / b; }                    \
  static inline T T##_rem(T a, T b) { return b == -1 ? 0 : a % b; }                                \
  static inline T T##_floormod(T a, T b) {                                                         \
    const T remainder = T##_rem(a, b);                                                             \
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;               \
  }                                                                                                \
  static inline T T##_floordiv(T a, T b) {                                                         \
    const T remainder = T##_rem(a, b);                                                             \
    return T##_div(a, b) - (remainder != 0 && (remainder < 0) != (b < 0));                         \
  }                                                                                                \
  INTEGER(T, U, BITS)

#define UNSIGNED_INTEGER(T, BITS)                                                                  \
  static inline T T##_abs(T a) { return a; }                                                       \
  static inline T T##_div(T a, T b) { return a / b; }                                              \
  static inline T T##_rem(T a, T b) { return a % b; }                                              \
  static inline T T##_floordiv(T a, T b) { return a / b; }                                         \
  static inline T T##_floormod(T a, T b) { return a % b; }                                         \
  INTEGER(T, T, BITS)

/* Shift counts are taken modulo the width. Adding 0u makes narrow operands unsigned, not int. */
#define INTEGER(T, U, BITS)                                                                        \
  static inline T T##_min(T a, T b) { return a < b ? a : b; }                                      \
  static inline T T##_max(T a, T b) { return a > b ? a : b; }                                      \
  static inline T T##_shl(T a, T b) { return (T)(((U)a + 0u) << (b & (BITS - 1))); }               \
  static inline T T##_shr(T a, T b) { return (T)(a >> (b & (BITS - 1))); }                         \
  static inline T T##_ushr(T a, T b) { return (T)((U)a >> (b & (BITS - 1))); }

SIGNED_INTEGER(i8, u8, 8)
SIGNED_INTEGER(i16, u16, 16)
SIGNED_INTEGER(i32, u32, 32)
SIGNED_INTEGER(i64, u64, 64)
UNSIGNED_INTEGER(u8, 8)
UNSIGNED_INTEGER(u16, 16)
UNSIGNED_INTEGER(u32, 32)
UNSIGNED_INTEGER(u64, 64)

/* ---- floats ---- */

static inline f32 f32_of_bits(i32 bits) {
  f32 value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline f64 f64_of_bits(i64 bits) {
  f64 value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* The bits as they are; which NaN a NaN is shows in them. */
static inline i32 f32_raw_bits(f32 value) {
  i32 bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline i64 f64_raw_bits(f64 value) {
  i64 bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/*
 * The bits, where every NaN is the one canonical NaN. Without a choice between two values: gcc moves what is
 * done with the bits, a test of the sign say, into the arms of such a choice, and makes no vectors of that.
 */
static inline i32 f32_bits(f32 value) {
  const i32 nan = -(i32)(value != value);
  return (f32_raw_bits(value) & ~nan) | (nan & 0x7fc00000);
}

static inline i64 f64_bits(f64 value) {
  const i64 nan = -(i64)(value != value);
  return (f64_raw_bits(value) & ~nan) | (nan & INT64_C(0x7ff8000000000000));
}

static inline f32 f32_abs(f32 a) { return __builtin_fabsf(a); }
static inline f64 f64_abs(f64 a) { return __builtin_fabs(a); }
static inline f32 f32_sqrt(f32 a) { return __builtin_sqrtf(a); }
static inline f64 f64_sqrt(f64 a) { return __builtin_sqrt(a); }
static inline f32 f32_fma(f32 a, f32 b, f32 c) { return __builtin_fmaf(a, b, c); }
static inline f64 f64_fma(f64 a, f64 b, f64 c) { return __builtin_fma(a, b, c); }

/*
 * NaN if either operand is NaN, and -0 is less than +0. Equal operands differ at most in the sign of
 * a zero: or-ing the bits keeps a minus, and-ing keeps a plus.
 */
#define FLOAT_ORDER(T)                                                                             \
  static inline T T##_min(T a, T b) {                                                              \
    const T lesser = a < b ? a : b;                                                                \
    const T equal = T##_of_bits(T##_raw_bits(a) | T##_raw_bits(b));                                \
    const T ordered = a == b ? equal : lesser;                                                     \
    return a != a ? a : ordered;                                                                   \
  }                                                                                                \
  static inline T T##_max(T a, T b) {                                                              \
    const T greater = a > b ? a : b;                                                               \
    const T equal = T##_of_bits(T##_raw_bits(a) & T##_raw_bits(b));                                \
    const T ordered = a == b ? equal : greater;                                                    \
    return a != a ? a : ordered;                                                                   \
  }

FLOAT_ORDER(f32)
FLOAT_ORDER(f64)

/* ---- float to integer: toward zero, saturating to the target type, NaN gives 0 ---- */

/* Every value of T is a value of V and an f64. */
#define SATURATING(T, V, LEAST, LARGEST)                                                           \
  static inline T T##_of_f64(f64 a) {                                                              \
    const f64 number = a != a ? 0 : a;                                                             \
    const f64 low = number > LEAST ? number : LEAST;                                               \
    return (T)APART((V)(low < LARGEST ? low : LARGEST));                                           \
  }

SATURATING(i8, i32, INT8_MIN, INT8_MAX)
SATURATING(i16, i32, INT16_MIN, INT16_MAX)
SATURATING(i32, i32, INT32_MIN, INT32_MAX)
SATURATING(u8, i32, 0, UINT8_MAX)
SATURATING(u16, i32, 0, UINT16_MAX)
SATURATING(u32, u32, 0, UINT32_MAX)

/* 2^63 itself is out of range, and 2^63 - 1 is no f64. */
static inline i64 i64_of_f64(f64 a) {
  const bool fits = a >= -0x1p63 && a < 0x1p63;
  const i64 saturated = a >= 0x1p63 ? INT64_MAX : INT64_MIN;
  const i64 converted = APART((i64)(fits ? a : 0));
  return fits || a != a ? converted : saturated;
}

static inline u64 u64_of_f64(f64 a) {
  const bool fits = a >= 0 && a < 0x1p64;
  const u64 converted = APART((u64)(fits ? a : 0));
  return a >= 0x1p64 ? UINT64_MAX : converted;
}

static inline i8 i8_of_f32(f32 a) { return i8_of_f64(a); }
static inline i16 i16_of_f32(f32 a) { return i16_of_f64(a); }
static inline i32 i32_of_f32(f32 a) { return i32_of_f64(a); }
static inline i64 i64_of_f32(f32 a) { return i64_of_f64(a); }
static inline u8 u8_of_f32(f32 a) { return u8_of_f64(a); }
static inline u16 u16_of_f32(f32 a) { return u16_of_f64(a); }
static inline u32 u32_of_f32(f32 a) { return u32_of_f64(a); }
static inline u64 u64_of_f32(f32 a) { return u64_of_f64(a); }

/* ---- vectors of GNU C: N neighbouring lanes ---- */

/* In memory a vector lies anywhere an element may. A scalar less zero is itself, -0 too. */
#define VECTOR(T, N)                                                                               \
  typedef T T##x##N __attribute__((vector_size(N * sizeof(T))));                                   \
  typedef T T##x##N##_in_memory                                                                    \
      __attribute__((vector_size(N * sizeof(T)), aligned(sizeof(T)), may_alias));                  \
  static inline T##x##N T##x##N##_of(T a) { return a - (T##x##N){0}; }

#define FLOAT_VECTOR(T, N)                                                                         \
  VECTOR(T, N)                                                                                     \
  static inline T##x##N T##x##N##_fma(T##x##N a, T##x##N b, T##x##N c) {                           \
    T##x##N sum;                                                                                   \
    for (int lane = 0; lane < N; lane++) {                                                         \
      sum[lane] = T##_fma(a[lane], b[lane], c[lane]);                                              \
    }                                                                                              \
    return sum;                                                                                    \
  }

/* How such a value is returned is nobody's concern: the functions are static. */
#pragma GCC diagnostic ignored "-Wpsabi"
FLOAT_VECTOR(f32, 4)
FLOAT_VECTOR(f32, 8)
FLOAT_VECTOR(f32, 16)
FLOAT_VECTOR(f64, 2)
FLOAT_VECTOR(f64, 4)
FLOAT_VECTOR(f64, 8)
VECTOR(i32, 4)
VECTOR(i32, 8)
VECTOR(i32, 16)
VECTOR(i64, 2)
VECTOR(i64, 4)
VECTOR(i64, 8)
VECTOR(u32, 4)
VECTOR(u32, 8)
VECTOR(u32, 16)
VECTOR(u64, 2)
VECTOR(u64, 4)
VECTOR(u64, 8)

#endif
