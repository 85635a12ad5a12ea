package dev.strake.ir.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.strake.ir.ScalarType;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.SourceLines;
import dev.strake.ir.interp.InterpreterBackend;
import dev.strake.ir.text.IrParser;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What failures tell, and when they can't.
final class FailureTextTest {
  private static final String SOURCE =
      """
      par for i in 0..n { y[i] = x[k, idx[i]]; }
      let s = sum[j in 0..n, k in 0..2] x[j, k];
      assert s > 0, "positive";
      scatter y[idx[i]] += 1 for i in 0..n;
      """;

  private static final String SITES =
      """
      sites {
        !1 = "a/stats.strake" 1:9-1:10
        !2 = "a/stats.strake" 1:28-1:40
        !3 = "a/stats.strake" 2:9-2:42
        !4 = "a/stats.strake" 3:1-3:26
        !5 = "a/stats.strake" 4:1-4:37
      }
      """;

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  private Argument.View vector(long... elements) {
    return view(elements, elements.length);
  }

  private Argument.View view(long[] elements, long... extents) {
    var strides = extents.length == 1 ? new long[] {1} : new long[] {extents[1], 1};
    var memory = arena.allocateFrom(ValueLayout.JAVA_LONG, elements);
    return Argument.View.of(ScalarType.I64, memory, 0, extents, strides);
  }

  private KernelException failure(String text, Map<String, Argument> arguments) {
    var program =
        IrParser.parse(text + SITES).withSources(SourceLines.of("a/stats.strake", SOURCE));
    var name = program.kernels().getFirst().name();
    // What backends run, and so that what is replayed is something else.
    var backend = InterpreterBackend.ofScheduled();
    try (var launcher = Launcher.of(program, name, backend, CompileOptions.vectors(256))) {
      return assertThrows(KernelException.class, () -> launcher.launch(arguments, arena));
    }
  }

  private void check(String problem, String text, Map<String, Argument> arguments) {
    assertEquals(problem, failure(text, arguments).problem());
  }

  private static final String GATHER =
      """
      kernel gather(%0 in x: view<i64, [h, w]>, %1 in idx: view<i64, [n]>, %2 in k: i64,
          %3 out y: view<i64, [n]>) {
        %4 = const i64 0
        %5 = size n
        for par %6 in %4..%5 !1 {
          %7 = load %1[%6] !1
          %8 = load %0[%2, %7] !2
          store %3[%6], %8 !1
        }
      }
      """;

  private Map<String, Argument> gatherArguments(long row, long... columns) {
    return Map.of(
        "x", view(new long[6], 2, 3),
        "idx", vector(columns),
        "k", new Argument.Scalar(ScalarType.I64, row),
        "y", vector(new long[columns.length]));
  }

  @Test
  void namesAxisViewAndIteration() {
    check(
        "gather: index 3 is outside 0..3 (axis 1 of x) at i = 2",
        GATHER,
        gatherArguments(1, 0, 2, 3, -1));
  }

  @Test
  void showsTheLineAndBeginsTheTraceWithIt() {
    var failure = failure(GATHER, gatherArguments(1, 7));
    assertEquals(
        """
        gather: index 7 is outside 0..3 (axis 1 of x) at i = 0 (a/stats.strake:1:28)
        1 | par for i in 0..n { y[i] = x[k, idx[i]]; }
          |                            ^^^^^^^^^^^^\
        """,
        failure.getMessage());
    assertEquals("stats.gather(stats.strake:1)", failure.getStackTrace()[0].toString());
  }

  @Test
  void tellsWhatAnAssertCompared() {
    var text =
        """
        kernel positive(%0 in x: view<i64, [n, 2]>, %1 inout y: view<i64, [n]>) {
          %2 = const i64 0
          %3 = size n
          %4 = const i64 2
          %5 = reduce sum free %6 in %2..%3, %7 in %2..%4 !3 {
            %8 = load %0[%6, %7] !3
            yield %8
          }
          for par %9 in %2..%3 !1 {
            store %1[%9], %5 !1
          }
          %10 = gt %5, %2
          %11 = le %5, %4
          %12 = and %10, %11
          assert %12, "positive" !4
        }
        """;
    check(
        "positive: assertion failed: positive (-5 > 0 && -5 <= 2 is false)",
        text,
        Map.of("x", view(new long[] {1, -6}, 1, 2), "y", vector(0)));
  }

  @Test
  void namesTheIndicesOfReductionsAndScatters() {
    check(
        "divided: integer division by zero (6 / 0) at j = 1, k = 0",
        """
        kernel divided(%0 in x: view<i64, [n, 2]>, %1 out y: view<i64, []>) {
          %2 = const i64 0
          %3 = size n
          %4 = const i64 2
          %5 = const i64 6
          %6 = reduce sum seq %7 in %2..%3, %8 in %2..%4 !3 {
            %9 = load %0[%7, %8] !3
            %10 = div %5, %9 !3
            yield %10
          }
          store %1[], %6 !3
        }
        """,
        Map.of("x", view(new long[] {1, 2, 0, 4}, 2, 2), "y", scalarResult()));
    check(
        "histogram: index 4 is outside 0..2 (axis 0 of y) at i = 1",
        """
        kernel histogram(%0 in idx: view<i64, [n]>, %1 inout y: view<i64, [m]>) {
          %2 = const i64 0
          %3 = size n
          %4 = const i64 1
          scatter add error %1 for %5 in %2..%3 !5 {
            %6 = load %0[%5] !5
            yield %6, %4
          }
        }
        """,
        Map.of("idx", vector(1, 4), "y", vector(0, 0)));
  }

  private Argument.View scalarResult() {
    var memory = arena.allocate(8, 8);
    return Argument.View.of(ScalarType.I64, memory, 0, new long[0], new long[0]);
  }

  @Test
  void saysNothingOfDataThatTheKernelHasOverwritten() {
    var text =
        """
        kernel chase(%0 inout y: view<i64, [n]>) {
          %1 = const i64 0
          %2 = size n
          %3 = const i64 2
          for seq %4 in %1..%2 !1 {
            %5 = load %0[%4] !1
            %6 = load %0[%5] !2
            %7 = mul %6, %3
            store %0[%4], %7 !1
          }
        }
        """;
    check("chase: index 9 is outside 0..3", text, Map.of("y", vector(1, 0, 9)));
  }

  @Test
  void aFailureOfPiecesHasThoseOfTheOthers() {
    var first = failure(GATHER, gatherArguments(1, 7));
    var second = failure(GATHER, gatherArguments(1, 8));
    var third = failure(GATHER, gatherArguments(1, 9));
    var merged = PieceFailures.merged(List.of(first, second, third)).orElseThrow();
    assertSame(first, merged);
    assertEquals(List.of(second, third), Arrays.asList(merged.getSuppressed()));
    assertEquals(0, PieceFailures.merged(List.of()).stream().count());
  }

  @Test
  void cutsLongTexts() {
    var message = "x".repeat(400);
    var text =
        """
        kernel claim(%0 in k: i64) {
          %1 = const i64 0
          %2 = eq %0, %1
          assert %2, "MESSAGE" !4
        }
        """
            .replace("MESSAGE", message);
    check(
        "claim: assertion failed: " + "x".repeat(300) + "... (1 == 0 is false)",
        text,
        Map.of("k", new Argument.Scalar(ScalarType.I64, 1)));
  }

  @Test
  void sizesComeWithWhereTheyAreFrom() {
    var text =
        """
        kernel halves(%0 in x: view<i64, [n]>, %1 in k: i64, %2 inout z: view<i64, [n / 2]>)
            where (n - k) gt 0
            where k ge 0 {
        }
        """;
    refuse(
        "halves: axis 0 of z must have (n / 2) = 2 elements, got 3; n is 5 by axis 0 of x",
        text,
        Map.of("x", vector(1, 2, 3, 4, 5), "k", number(1), "z", vector(1, 2, 3)));
    refuse(
        "halves: needs (n - k) > 0, but (n - k) is -2; k is 6, n is 4 by axis 0 of x",
        text,
        Map.of("x", vector(1, 2, 3, 4), "k", number(6), "z", vector(1, 2)));
    refuse(
        "halves: needs k >= 0, but k is -1",
        text,
        Map.of("x", vector(1, 2, 3, 4), "k", number(-1), "z", vector(1, 2)));
  }

  private static Argument.Scalar number(long value) {
    return new Argument.Scalar(ScalarType.I64, value);
  }

  private void refuse(String message, String text, Map<String, Argument> arguments) {
    var program = IrParser.parse(text);
    var backend = new InterpreterBackend();
    try (var launcher = Launcher.of(program, "halves", backend, CompileOptions.scalar())) {
      var refused = assertThrows(LaunchException.class, () -> launcher.launch(arguments, arena));
      assertEquals(message, refused.getMessage());
    }
  }
}
