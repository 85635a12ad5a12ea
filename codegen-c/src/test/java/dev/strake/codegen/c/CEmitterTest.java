package dev.strake.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Kernel;
import org.junit.jupiter.api.Test;

class CEmitterTest {
  private static void check(String expected, Kernel kernel) {
    assertEquals(expected, CEmitter.emit(kernel));
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
          for (i64 v3 = 0LL; v3 < n; v3++) {
            const f64 v4 = a[v3];
            const f64 v5 = b[v3];
            const f64 v6 = v4 * v4;
            const f64 v7 = v5 * v5;
            const f64 v8 = v6 + v7;
            const f64 v9 = f64_sqrt(v8);
            out[v3] = v9;
          }
        }
        """,
        Kernels.hypot());
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
          for (i64 v4 = 0LL; v4 < m; v4++) {
            for (i64 v5_0 = 0LL; v5_0 < n; v5_0 += 8) {
              f64 v13[8];
              INDEPENDENT
              for (int lane = 0; lane < 8; lane++) {
                v13[lane] = 0.0;
              }
              for (i64 v7 = 0LL; v7 < k; v7++) {
                const f64 v9 = a[v4 * a_s0 + v7];
                INDEPENDENT
                for (int lane = 0; lane < 8; lane++) {
                  const i64 v5 = v5_0 + lane;
                  const f64 v10 = b[v7 * n + v5];
                  const f64 v11 = f64_fma(v9, v10, v13[lane]);
                  v13[lane] = v11;
                }
              }
              INDEPENDENT
              for (int lane = 0; lane < 8; lane++) {
                const i64 v5 = v5_0 + lane;
                c[v4 * n + v5] = v13[lane];
              }
            }
          }
        }
        """,
        Kernels.matmul(8));
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
          const bool v4 = weight >= 0LL;
          if (!v4) {
            fail(record, ASSERTION_FAILED, 7, 0, 0);
            return;
          }
          for (i64 v5 = 0LL; v5 < n; v5++) {
            const i64 v7 = ONCE(i64, bin[v5 * bin_s0]);
            if (v7 < 0 || v7 >= bins) {
              fail(record, INDEX_OUT_OF_RANGE, 4, v7, bins);
              return;
            }
            const i64 v8 = v7;
            if (weight == 0) {
              fail(record, DIVISION_BY_ZERO, 5, 0, 0);
              return;
            }
            const i64 v10 = i64_div(100LL, weight);
            const i64 v11 = hist[v8 * hist_s0];
            const i64 v12 = v11 + v10;
            hist[v8 * hist_s0] = v12;
          }
        }
        """,
        Kernels.histogram());
  }
}
