package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CEmitterTest {
  private static void check(String expected, String program) {
    assertEquals(expected, CEmitter.emit(Kernels.parse(program)));
  }

  @Test
  void printsParallelLoopOverDenseViews() {
    check(
        """
        #include "prelude.h"

        /*
         * kernel hypot
         *   in a: view<f64, [n] dense>
         *   in b: view<f64, [n] dense>
         *   out out: view<f64, [n] dense>
         */
        void strake_hypot(i64 *const record) {
          const i64 n = record[4];
          const f64 *const a = (const f64 *)(intptr_t)record[5];
          const f64 *const b = (const f64 *)(intptr_t)record[8];
          f64 *const out = (f64 *)(intptr_t)record[11];
          INDEPENDENT
          for (i64 v5 = 0LL; v5 < n; v5++) {
            const f64 v6 = a[v5];
            const f64 v7 = b[v5];
            const f64 v8 = ROUNDED(v6 * v6);
            const f64 v9 = ROUNDED(v7 * v7);
            const f64 v10 = v8 + v9;
            const f64 v11 = f64_sqrt(v10);
            out[v5] = v11;
          }
        }
        """,
        Kernels.HYPOT);
  }

  @Test
  void printsLanesAroundLoopsAsArrays() {
    check(
        """
        #include "prelude.h"

        /*
         * kernel matmul
         *   in a: view<f64, [m, k] unit>
         *   in b: view<f64, [k, n] dense>
         *   out c: view<f64, [m, n] dense>
         */
        void strake_matmul(i64 *const record) {
          const i64 m = record[4];
          const i64 n = record[5];
          const i64 k = record[6];
          const f64 *const a = (const f64 *)(intptr_t)record[7];
          const i64 a_s0 = record[10];
          const f64 *const b = (const f64 *)(intptr_t)record[12];
          f64 *const c = (f64 *)(intptr_t)record[17];
          INDEPENDENT
          for (i64 v7 = 0LL; v7 < m; v7++) {
            for (i64 v8_0 = 0LL; v8_0 < n; v8_0 += 8) {
              f64 v10[8];
              INDEPENDENT
              for (int lane = 0; lane < 8; lane++) {
                v10[lane] = 0.0;
              }
              for (i64 v11 = 0LL; v11 < k; v11++) {
                const f64 v13 = a[v7 * a_s0 + v11];
                INDEPENDENT
                for (int lane = 0; lane < 8; lane++) {
                  const i64 v8 = v8_0 + lane;
                  const f64 v14 = b[v11 * n + v8];
                  const f64 v15 = f64_fma(v13, v14, v10[lane]);
                  v10[lane] = v15;
                }
              }
              INDEPENDENT
              for (int lane = 0; lane < 8; lane++) {
                const i64 v8 = v8_0 + lane;
                c[v7 * n + v8] = v10[lane];
              }
            }
          }
        }
        """,
        Kernels.MATMUL);
  }

  @Test
  void printsChecksBeforeWhatTheyGuard() {
    check(
        """
        #include "prelude.h"

        /*
         * kernel histogram
         *   in bin: view<i64, [n]>
         *   in weight: i64
         *   inout hist: view<i64, [bins]>
         */
        void strake_histogram(i64 *const record) {
          const i64 n = record[4];
          const i64 bins = record[5];
          const i64 *const bin = (const i64 *)(intptr_t)record[6];
          const i64 bin_s0 = record[8];
          const i64 weight = record[9];
          i64 *const hist = (i64 *)(intptr_t)record[10];
          const i64 hist_s0 = record[12];
          const bool v7 = weight >= 0LL;
          if (!v7) {
            fail(record, ASSERTION_FAILED, 7, 0, 0);
            return;
          }
          for (i64 v8 = 0LL; v8 < n; v8++) {
            const i64 v9 = ONCE(i64, bin[v8 * bin_s0]);
            if (v9 < 0 || v9 >= bins) {
              fail(record, INDEX_OUT_OF_RANGE, 4, v9, bins);
              return;
            }
            const i64 v10 = v9;
            if (weight == 0) {
              fail(record, DIVISION_BY_ZERO, 5, 0, 0);
              return;
            }
            const i64 v11 = i64_div(100LL, weight);
            const i64 v12 = hist[v10 * hist_s0];
            const i64 v13 = v12 + v11;
            hist[v10 * hist_s0] = v13;
          }
        }
        """,
        Kernels.HISTOGRAM);
  }
}
