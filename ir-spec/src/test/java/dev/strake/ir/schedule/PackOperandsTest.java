package dev.strake.ir.schedule;

import dev.strake.ir.pass.Rewrites;
import org.junit.jupiter.api.Test;

final class PackOperandsTest {
  private static final Plan PLAN = Plan.standard(256);

  @Test
  void copiesWhatIsReadForEveryRowOrColumn() {
    var before =
        """
        kernel k(%0 in a: view<f64, [k, m]>, %1 in b: view<f64, [k, n]>, %2 out c: view<f64, [m, n]>) {
          %3 = const i64 0
          %4 = size min(m, 6)
          %5 = size min(n, 8)
          %6 = size min(k, 7)
          %7 = const f64 0.0
          for par %8 in %3..%4 {
            for par %9 in %3..%5 {
              %10 = for seq %11 in %3..%6 carry (%12 = %7) {
                %13 = load %0[%11, %8]
                %14 = load %1[%11, %9]
                %15 = fma %13, %14, %12
                yield %15
              }
              store %2[%8, %9], %10
            }
          }
        }
        """;
    var after =
        """
        kernel k(%0 in a: view<f64, [k, m]>, %1 in b: view<f64, [k, n]>, %2 out c: view<f64, [m, n]>) {
          %3 = const i64 0
          %4 = size min(m, 6)
          %5 = size min(n, 8)
          %6 = size min(k, 7)
          %7 = const f64 0x0.0p0
          %16 = local view<f64, [max(0, min(m, 6)), max(0, min(k, 7))] dense>
          %18 = lt %3, %5
          if %18 {
            %21 = lt %3, %4
            %23 = select %21, %4, %3
            %24 = size max(0, min(m, 6))
            %25 = min %23, %24
            for par %27 in %3..%25 {
              %30 = lt %3, %6
              %32 = select %30, %6, %3
              %33 = size max(0, min(k, 7))
              %34 = min %32, %33
              for par %36 in %3..%34 {
                %38 = load %0[%36, %27]
                store %16[%27, %36], %38
              }
            }
          }
          %39 = local view<f64, [max(0, min(k, 7)), max(0, min(n, 8))] dense>
          %41 = lt %3, %4
          if %41 {
            %44 = lt %3, %6
            %46 = select %44, %6, %3
            %47 = size max(0, min(k, 7))
            %48 = min %46, %47
            for par %50 in %3..%48 {
              %55 = select %18, %5, %3
              %56 = size max(0, min(n, 8))
              %57 = min %55, %56
              for par %59 in %3..%57 {
                %61 = load %1[%50, %59]
                store %39[%50, %59], %61
              }
            }
          }
          %67 = select %41, %4, %3
          %68 = size max(0, min(m, 6))
          %69 = min %67, %68
          for par %62 in %3..%69 {
            %75 = select %18, %5, %3
            %76 = size max(0, min(n, 8))
            %77 = min %75, %76
            for par %70 in %3..%77 {
              %81 = lt %3, %6
              %83 = select %81, %6, %3
              %84 = size max(0, min(k, 7))
              %85 = min %83, %84
              %10 = for seq %78 in %3..%85 carry (%12 = %7) {
                %13 = load %16[%62, %78]
                %14 = load %39[%78, %70]
                %15 = fma %13, %14, %12
                yield %15
              }
              store %2[%62, %70], %10
            }
          }
        }
        """;
    Rewrites.check(Rewrites.tidied(PackOperands.pass(PLAN)), before, after);
  }

  @Test
  void leavesLoopsOfUnknownExtent() {
    Rewrites.checkUnchanged(
        PackOperands.pass(PLAN),
        """
        kernel k(%0 in a: view<f64, [m, k]>, %1 inout c: view<f64, [m, n]>) {
          %2 = const i64 0
          %3 = size m
          %4 = size n
          %5 = size k
          %6 = const f64 0.0
          for par %7 in %2..%3 {
            for par %8 in %2..%4 {
              %9 = for seq %10 in %2..%5 carry (%11 = %6) {
                %12 = load %0[%7, %10]
                %13 = add %11, %12
                yield %13
              }
              store %1[%7, %8], %9
            }
          }
        }
        """);
  }

  @Test
  void leavesWhatTheTileWrites() {
    Rewrites.checkUnchanged(
        PackOperands.pass(PLAN),
        """
        kernel k(%0 inout a: view<f64, [6, 8]>, %1 out c: view<f64, [6, 8]>) {
          %2 = const i64 0
          %3 = const i64 6
          %4 = const i64 8
          %5 = const f64 0.0
          for par %6 in %2..%3 {
            for par %7 in %2..%4 {
              %8 = for seq %9 in %2..%4 carry (%10 = %5) {
                %11 = load %0[%6, %9]
                %12 = add %10, %11
                store %0[%6, %9], %12
                yield %12
              }
              store %1[%6, %7], %8
            }
          }
        }
        """);
  }
}
