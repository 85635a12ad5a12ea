package dev.strake.ir.pass;

import dev.strake.ir.schedule.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InlineProducersTest {
  private static final Pass PASS = InlineProducers.pass(Plan.standard(256));

  /// A local array %5 of n elements made by `producer`, which stores %9 for index %6; then
  /// `reader`.
  private static String kernel(String producer, String reader) {
    return """
    kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>, %2 inout z: view<f64, [n]>) {
      %3 = const i64 0
      %4 = size n
      %5 = local view<f64, [n] dense>
      for par %6 in %3..%4 {
    """
        + producer.indent(4)
        + "store %5[%6], %9\n}\n"
        + reader.indent(2)
        + "}\n";
  }

  private static final String SQUARE =
      """
      %7 = load %2[%6]
      %9 = mul %7, %7
      """;

  private static final String EXPENSIVE =
      """
      %7 = load %0[%6]
      %8 = sqrt %7
      %9 = div %8, %7
      """;

  private static final String READ_ONCE =
      """
      for par %10 in %3..%4 {
        %11 = load %5[%10]
        store %1[%10], %11
      }
      """;

  private static final String READ_TWICE =
      """
      for par %10 in %3..%4 {
        %11 = load %5[%10]
        %12 = load %5[%3]
        %13 = add %11, %12
        store %1[%10], %13
      }
      """;

  @Test
  void whatIsReadOnceIsComputedThereAtAnyCost() {
    var after =
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>, %2 inout z: view<f64, [n]>) {
          %3 = const i64 0
          %4 = size n
          for par %10 in %3..%4 {
            %12 = load %0[%10]
            %13 = sqrt %12
            %14 = div %13, %12
            store %1[%10], %14
          }
        }
        """;
    Rewrites.check(List.of(PASS), kernel(EXPENSIVE, READ_ONCE), after);
  }

  @Test
  void whatIsCheapIsComputedForEachReader() {
    var after =
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>, %2 inout z: view<f64, [n]>) {
          %3 = const i64 0
          %4 = size n
          for par %10 in %3..%4 {
            %14 = load %2[%10]
            %15 = mul %14, %14
            %16 = load %2[%3]
            %17 = mul %16, %16
            %13 = add %15, %17
            store %1[%10], %13
          }
        }
        """;
    Rewrites.check(List.of(PASS), kernel(SQUARE, READ_TWICE), after);
  }

  @Test
  void whatIsExpensiveAndReadTwiceStaysStored() {
    Rewrites.checkUnchanged(PASS, kernel(EXPENSIVE, READ_TWICE));
    var readForEveryElement =
        """
        for par %10 in %3..%4 {
          %13 = reduce sum lanes %11 in %3..%4 {
            %12 = load %5[%11]
            yield %12
          }
          store %1[%10], %13
        }
        """;
    Rewrites.checkUnchanged(PASS, kernel(EXPENSIVE, readForEveryElement));
  }

  @Test
  void aReductionMayReadEachElementOnce() {
    var before =
        kernel(
            EXPENSIVE,
            """
            %13 = reduce sum lanes %11 in %3..%4 {
              %12 = load %5[%11]
              yield %12
            }
            %14 = size 1
            for par %15 in %3..%4 {
              store %1[%15], %13
            }
            """);
    var after =
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>, %2 inout z: view<f64, [n]>) {
          %3 = const i64 0
          %4 = size n
          %13 = reduce sum lanes %11 in %3..%4 {
            %16 = load %0[%11]
            %17 = sqrt %16
            %18 = div %17, %16
            yield %18
          }
          %14 = size 1
          for par %15 in %3..%4 {
            store %1[%15], %13
          }
        }
        """;
    Rewrites.check(List.of(PASS), before, after);
  }

  @Test
  void chainsOfArraysVanishOneAfterTheOther() {
    var before =
        """
        kernel k(%0 in x: view<f64, [m, n]>, %1 out y: view<f64, [m, n]>) {
          %2 = const i64 0
          %3 = size m
          %4 = size n
          %5 = local view<f64, [m, n] dense>
          for par %6 in %2..%3 {
            for par %7 in %2..%4 {
              %8 = load %0[%6, %7]
              %9 = sqrt %8
              store %5[%6, %7], %9
            }
          }
          %10 = local view<f64, [m, n] dense>
          for par %11 in %2..%4 {
            for par %12 in %2..%3 {
              %13 = load %5[%12, %11]
              %14 = sqrt %13
              store %10[%12, %11], %14
            }
          }
          for par %15 in %2..%3 {
            for par %16 in %2..%4 {
              %17 = load %10[%15, %16]
              store %1[%15, %16], %17
            }
          }
        }
        """;
    var after =
        """
        kernel k(%0 in x: view<f64, [m, n]>, %1 out y: view<f64, [m, n]>) {
          %2 = const i64 0
          %3 = size m
          %4 = size n
          for par %15 in %2..%3 {
            for par %16 in %2..%4 {
              %20 = load %0[%15, %16]
              %21 = sqrt %20
              %22 = sqrt %21
              store %1[%15, %16], %22
            }
          }
        }
        """;
    Rewrites.check(List.of(PASS), before, after);
  }

  @Test
  void nothingIsMovedBehindAStore() {
    var before =
        """
        kernel k(%0 inout x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
          %2 = const i64 0
          %3 = size n
          %4 = local view<f64, [n] dense>
          for par %5 in %2..%3 {
            %6 = load %0[%5]
            store %4[%5], %6
          }
          for par %7 in %2..%3 {
            %8 = load %4[%7]
            store %0[%7], %8
          }
        }
        """;
    Rewrites.checkUnchanged(PASS, before);
  }

  /// x and y may be one array here, all of x being read first; reversed while writing it could not.
  @Test
  void whatMayShareMemoryStillMay() {
    var before =
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
          %2 = const i64 0
          %3 = size n
          %4 = size (n - 1)
          %5 = local view<f64, [n] dense>
          for par %6 in %2..%3 {
            %7 = load %0[%6]
            store %5[%6], %7
          }
          for par %8 in %2..%3 {
            %9 = sub %4, %8
            %10 = load %5[%9]
            store %1[%8], %10
          }
        }
        """;
    Rewrites.checkUnchanged(PASS, before);
  }

  @Test
  void whatCanFailStays() {
    var failing =
        """
        %7 = load %0[%6]
        %8 = lt %7, %7
        assert %8, "never"
        %9 = neg %7
        """;
    Rewrites.checkUnchanged(PASS, kernel(failing, READ_ONCE));
  }

  @Test
  void partsOfAnArrayStay() {
    var before =
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
          %2 = const i64 0
          %3 = size n
          %4 = const i64 1
          %5 = local view<f64, [n] dense>
          for par %6 in %2..%4 {
            %7 = load %0[%6]
            store %5[%6], %7
          }
          for par %8 in %2..%4 {
            %9 = load %5[%8]
            store %1[%8], %9
          }
        }
        """;
    Rewrites.checkUnchanged(PASS, before);
  }
}
