package dev.strake.ir.ranges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Op;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RangeProverTest {
  /// `expected` has one part per access in program order, separated by `;`, with one word per axis:
  /// `ok` for proved, `each` for a check per element, `lowest..=highest` for a check at launch.
  private static void check(String expected, String kernel) {
    var ranges = RangeProver.of(NamedIr.parse(kernel).kernels().getFirst()).ranges();
    var found = ranges.stream().map(RangeProverTest::describe).collect(Collectors.joining("; "));
    assertEquals(expected, found);
  }

  private static String describe(List<Range> axes) {
    return axes.stream().map(RangeProverTest::describe).collect(Collectors.joining(" "));
  }

  private static String describe(Range range) {
    return switch (range) {
      case Range.Proved _ -> "ok";
      case Range.PerElement _ -> "each";
      case Range.AtLaunch(var check) -> check.lowest() + "..=" + check.highest();
    };
  }

  /// One loop over `lower..upper` with index `%i`, `x: f64[n]`, and a load at the value `%at`.
  private static void checkLoad(String expected, String lower, String upper, String index) {
    checkLoad(expected, "", "", "%lower = " + lower + "\n%upper = " + upper, index);
  }

  private static void checkLoad(
      String expected, String parameters, String where, String bounds, String index) {
    check(
        expected,
        """
        kernel k(%%x in x: view<f64, [n]>%s) %s {
          %%zero = const i64 0
          %%one = const i64 1
          %%two = const i64 2
          %%n = size n
          %s
          for par %%i in %%lower..%%upper {
            %s
            %%value = load %%x[%%at]
          }
        }
        """
            .formatted(parameters, where, bounds, index));
  }

  @Test
  void provesLoopIndex() {
    checkLoad("ok", "const i64 0", "size n", "%at = add %i, %zero");
  }

  @Test
  void provesNeighboursInsideTheBorder() {
    checkLoad("ok", "const i64 1", "size (n - 1)", "%at = sub %i, %one");
    checkLoad("ok", "const i64 1", "size (n - 1)", "%at = add %i, %one");
    checkLoad("ok", "const i64 1", "sub %n, %one", "%at = add %i, %one");
  }

  @Test
  void checksNeighboursAtLaunchWhereTheLoopReachesTheBorder() {
    checkLoad("1..=n", "const i64 0", "size n", "%at = add %i, %one");
    checkLoad("-1..=(n - 2)", "const i64 0", "size n", "%at = sub %i, %one");
  }

  @Test
  void provesReversedIndex() {
    checkLoad("ok", "const i64 0", "size n", "%last = sub %n, %one\n%at = sub %last, %i");
  }

  @Test
  void provesConstantStrides() {
    var at = "%twice = mul %i, %two\n%at = add %twice, %one";
    checkLoad("ok", "const i64 0", "size (n / 2)", at);
    checkLoad("ok", "const i64 0", "floordiv %n, %two", at);
    checkLoad("ok", "const i64 0", "div %n, %two", at);
    checkLoad("ok", "const i64 0", "shr %n, %one", at);
  }

  @Test
  void provesClampedIndices() {
    var low = "%before = sub %i, %one\n%at = max %before, %zero";
    checkLoad("ok", "const i64 0", "size n", low);
    var high = "%after = add %i, %one\n%last = sub %n, %one\n%at = min %after, %last";
    checkLoad("ok", "const i64 0", "size n", high);
    checkLoad(
        "ok",
        "const i64 0",
        "size n",
        "%off = sub %i, %two\n%low = max %off, %zero\n%last = sub %n, %one\n%at = min %low, %last");
  }

  @Test
  void provesClampByBranchAndBySelect() {
    checkLoad(
        "ok",
        "const i64 0",
        "size n",
        """
        %first = eq %i, %zero
        %at = if %first {
          yield %i
        } else {
          %before = sub %i, %one
          yield %before
        }
        """);
    checkLoad(
        "ok",
        "const i64 0",
        "size n",
        "%inner = gt %i, %zero\n%before = sub %i, %one\n%at = select %inner, %before, %i");
  }

  @Test
  void provesWrappedIndices() {
    checkLoad("ok", "const i64 0", "size n", "%next = add %i, %one\n%at = rem %next, %n");
    checkLoad("ok", "const i64 0", "size n", "%next = sub %i, %two\n%at = floormod %next, %n");
  }

  @Test
  void provesWrappedIndexByAnyShift() {
    checkLoad(
        "ok",
        ", %k in k: i64",
        "",
        "%lower = const i64 0\n%upper = size n",
        "%far = add %i, %k\n%at = floormod %far, %n");
  }

  @Test
  void checksShiftedIndexAtLaunch() {
    checkLoad(
        "k..=((n + k) - 1)",
        ", %k in k: i64",
        "",
        "%lower = const i64 0\n%upper = size n",
        "%at = add %i, %k");
  }

  @Test
  void provesShiftBoundByWhere() {
    checkLoad(
        "ok",
        ", %k in k: i64",
        "where k ge 0 where k le n",
        "%lower = const i64 0\n%upper = sub %n, %k",
        "%at = add %i, %k");
  }

  @Test
  void ignoresGuardsOnSumsThatMayWrap() {
    // k near the largest i64 passes the guard with a wrapped sum, and fails the access.
    checkLoad(
        "each",
        ", %k in k: i64",
        "",
        "%lower = const i64 0\n%upper = size n",
        """
        %far = add %k, %one
        %inside = lt %far, %n
        %at = if %inside {
          yield %k
        } else {
          yield %zero
        }
        """);
  }

  @Test
  void provesGuardedWrappedSumItself() {
    check(
        "ok",
        """
        kernel k(%x in x: view<f64, [n]>, %k in k: i64) {
          %zero = const i64 0
          %n = size n
          for par %i in %zero..%n {
            %far = add %k, %i
            %low = ge %far, %zero
            %high = lt %far, %n
            %both = and %low, %high
            if %both {
              %value = load %x[%far]
            }
          }
        }
        """);
  }

  @Test
  void provesNothingAfterGuardWasLeft() {
    check(
        "ok; each",
        """
        kernel k(%x in x: view<f64, [n]>, %k in k: i64, %w in w: bool) {
          %zero = const i64 0
          %n = size n
          %low = ge %k, %zero
          if %low {
            %high = lt %k, %n
            if %high {
              %value = load %x[%k]
            }
          }
          if %w {
            %other = load %x[%k]
          }
        }
        """);
  }

  @Test
  void checksDataDependentIndexOnce() {
    check(
        "ok; each; ok",
        """
        kernel k(%bin in bin: view<i64, [n]>, %hist inout hist: view<f64, [b]>) {
          %zero = const i64 0
          %n = size n
          for seq %i in %zero..%n {
            %at = load %bin[%i]
            %old = load %hist[%at]
            store %hist[%at], %old
          }
        }
        """);
  }

  @Test
  void boundsNarrowTypes() {
    check(
        "ok; ok",
        """
        kernel k(%bin in bin: view<u8, [n]>, %hist inout hist: view<f64, [256]>, %v in v: f64) {
          %zero = const i64 0
          %n = size n
          for seq %i in %zero..%n {
            %byte = load %bin[%i]
            %at = cast i64 %byte
            store %hist[%at], %v
          }
        }
        """);
  }

  @Test
  void learnsNothingFromNumbersThatWereCut() {
    // The guard sees the low byte of k alone.
    check(
        "each",
        """
        kernel k(%x in x: view<f64, [n]>, %k in k: i64) {
          %n = size n
          %byte = cast u8 %k
          %wide = cast i64 %byte
          %inside = lt %wide, %n
          if %inside {
            %value = load %x[%k]
          }
        }
        """);
  }

  @Test
  void provesMaskedIndex() {
    check(
        "ok",
        """
        kernel k(%x in x: view<f64, [64]>, %key in key: i64) {
          %mask = const i64 63
          %at = and %key, %mask
          %value = load %x[%at]
        }
        """);
  }

  @Test
  void usesAssertsAndEarlierChecks() {
    check(
        "ok",
        """
        kernel k(%x in x: view<f64, [n]>, %k in k: i64) {
          %zero = const i64 0
          %n = size n
          %low = le %zero, %k
          assert %low, "k"
          %high = lt %k, %n
          assert %high, "k"
          %value = load %x[%k]
        }
        """);
    check(
        "ok",
        """
        kernel k(%x in x: view<f64, [n]>, %k in k: i64) {
          %n = size n
          %at = check_index %k, %n
          %value = load %x[%k]
        }
        """);
  }

  @Test
  void provesTriangularLoops() {
    check(
        "ok ok; ok ok",
        """
        kernel k(%a inout a: view<f64, [n, n]>) {
          %zero = const i64 0
          %one = const i64 1
          %n = size n
          for seq %k in %zero..%n {
            %next = add %k, %one
            for par %j in %next..%n {
              %value = load %a[%k, %j]
              store %a[%j, %k], %value
            }
          }
        }
        """);
  }

  @Test
  void provesFlattenedIndices() {
    check(
        "ok",
        """
        kernel k(%x in x: view<f64, [((a * b) * c)]>, %p in p: view<u8, [a, b, c]>) {
          %zero = const i64 0
          %a = size a
          %b = size b
          %c = size c
          for par %i in %zero..%a {
            for par %j in %zero..%b {
              for par %k in %zero..%c {
                %rows = mul %i, %b
                %row = add %rows, %j
                %columns = mul %row, %c
                %at = add %columns, %k
                %value = load %x[%at]
              }
            }
          }
        }
        """);
  }

  @Test
  void provesUnflattenedIndices() {
    check(
        "ok ok",
        """
        kernel k(%x in x: view<f64, [a, b]>) {
          %zero = const i64 0
          %count = size (a * b)
          %b = size b
          for par %i in %zero..%count {
            %row = div %i, %b
            %column = rem %i, %b
            %value = load %x[%row, %column]
          }
        }
        """);
  }

  @Test
  void provesNothingUnderLoopsOfUnknownLength() {
    check(
        "each",
        """
        kernel k(%x in x: view<f64, [n]>, %m in m: i32) {
          %zero = const i64 0
          %m64 = cast i64 %m
          for par %i in %zero..%m64 {
            %value = load %x[%i]
          }
        }
        """);
  }

  @Test
  void checksPerElementUnderBranchesAndWhile() {
    check(
        "each; each",
        """
        kernel k(%x in x: view<bool, [n]>, %k in k: i64, %w in w: bool) {
          if %w {
            %value = load %x[%k]
          }
          while {
            %more = load %x[%k]
            yield %more
          } do {
          }
        }
        """);
  }

  @Test
  void provesBodyOfWhileByItsCondition() {
    check(
        "ok",
        """
        kernel k(%x in x: view<f64, [n]>) {
          %zero = const i64 0
          %one = const i64 1
          %n = size n
          %end = while carry (%k = %zero) {
            %low = ge %k, %zero
            %high = lt %k, %n
            %inside = and %low, %high
            yield %inside
          } do (%now) {
            %value = load %x[%now]
            %next = add %now, %one
            yield %next
          }
        }
        """);
  }

  @Test
  void checksOppositeSignsPerElement() {
    // n - 1 - i + i * m has no corner where i is smallest or largest alone.
    check(
        "each",
        """
        kernel k(%x in x: view<f64, [n]>, %p in p: view<u8, [m]>) {
          %zero = const i64 0
          %n = size n
          %m = size m
          for par %i in %zero..%n {
            %scaled = mul %i, %m
            %at = sub %scaled, %i
            %value = load %x[%at]
          }
        }
        """);
  }

  @Test
  void checksProductsOfSizesAtLaunch() {
    check(
        "0..=((n * m) - m)",
        """
        kernel k(%x in x: view<f64, [s]>, %p in p: view<u8, [n, m]>) {
          %zero = const i64 0
          %n = size n
          %m = size m
          for par %i in %zero..%n {
            %at = mul %i, %m
            %value = load %x[%at]
          }
        }
        """);
  }

  @Test
  void provesNoOverflowOfCoefficients() {
    checkLoad(
        "each",
        "const i64 0",
        "size n",
        """
        %big = const i64 4611686018427387904
        %one_more = mul %i, %big
        %four = const i64 4
        %at = mul %one_more, %four
        """);
  }

  @Test
  void knowsReductionsThatAreNeverEmpty() {
    assertEquals(List.of(true, false), nonEmpty("where n gt 0"));
    assertEquals(List.of(false, false), nonEmpty(""));
  }

  private static List<Boolean> nonEmpty(String where) {
    var kernel =
        NamedIr.parse(
                """
                kernel k(%%x in x: view<f64, [n, m]>) %s {
                  %%zero = const i64 0
                  %%n = size n
                  %%m = size m
                  %%a = reduce max free %%i in %%zero..%%n {
                    %%v = load %%x[%%i, %%zero]
                    yield %%v
                  }
                  %%b = reduce max free %%j in %%zero..%%m {
                    %%w = load %%x[%%zero, %%j]
                    yield %%w
                  }
                }
                """
                    .formatted(where))
            .kernels()
            .getFirst();
    var prover = RangeProver.of(kernel);
    return kernel.body().ops().stream()
        .filter(Op.Reduce.class::isInstance)
        .map(op -> prover.provesNonEmpty((Op.Reduce) op))
        .toList();
  }
}
