package dev.strake.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// What `///` lines become.
final class DocumentationTest {
  @Test
  void aFileIsDescribedInItsOwnWords() {
    var file =
        Frontend.check(
            Source.of(
                "linear.strake",
                """
                /// How many taps.
                const TAPS: i64 = 3;

                // Not documentation.
                const UNIT = 0.5;

                /// The square.
                ///
                /// Of anything.
                fn square<T: num>(x: T) -> T = x * x;

                /// Adds.
                kernel saxpy<T: float>(a: T, x: T[n, TAPS], // read
                    y: inout T[n]) -> (top: T)
                    where n > 0, 2 * n <= 8 {
                  top = a;
                }

                test "nothing" { assert UNIT > 0, "positive"; }
                """));
    assertEquals(
        """
        # linear.strake

        ## Constants

        ### TAPS

        ```strake
        const TAPS: i64 = 3
        ```

        How many taps.

        ### UNIT

        ```strake
        const UNIT = 0.5
        ```

        ## Functions

        ### square

        ```strake
        fn square<T: num>(x: T) -> T
        ```

        The square.

        Of anything.

        ## Kernels

        ### saxpy

        ```strake
        kernel saxpy<T: float>(a: T, x: T[n, TAPS], y: inout T[n]) -> (top: T) where n > 0, 2 * n <= 8
        ```

        Adds.

        | | type | |
        |---|---|---|
        | `a` | `T` | |
        | `x` | `T[n, TAPS]` | |
        | `y` | `T[n]` | changed in place |
        | `top` | `T` | result |

        `T` is one of `f32`, `f64`.

        Needs `n > 0`, `2 * n <= 8`.
        """,
        file.documentation());
  }
}
