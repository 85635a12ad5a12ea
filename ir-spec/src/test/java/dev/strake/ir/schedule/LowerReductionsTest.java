package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LowerReductionsTest {
  private static final List<CompileOptions> WIDTHS =
      List.of(CompileOptions.scalar(), CompileOptions.vectors(128), CompileOptions.vectors(512));

  /// Lowered, and scheduled as a whole, the program computes the same.
  private static void check(String text, List<Map<String, Long>> sizes) {
    var written = IrParser.parse(text);
    for (var options : WIDTHS) {
      var lowered = Rewrites.run(List.of(LowerReductions.pass(options)), written);
      var scheduled = Rewrites.run(schedule(options), written);
      for (var some : sizes) {
        Evaluation.assertSame(written, lowered, some);
        Evaluation.assertSame(written, scheduled, some);
      }
    }
  }

  /// The same for values of n.
  private static void check(String text, long... sizes) {
    check(text, Arrays.stream(sizes).mapToObj(n -> Map.of("n", n)).toList());
  }

  private static List<Pass> schedule(CompileOptions options) {
    var passes = new ArrayList<>(Pipelines.checked());
    passes.addAll(Pipelines.scheduled(options));
    return passes;
  }

  private static String lowered(String text, CompileOptions options) {
    var program = IrParser.parse(text);
    return IrPrinter.print(Rewrites.run(List.of(LowerReductions.pass(options)), program));
  }

  private static String overRow(String type, String reduction) {
    return """
    kernel row(%%0 in x: view<%1$s, [n] unit>, %%1 out y: view<%1$s, []>) {
      %%2 = const i64 0
      %%3 = size n
      %%4 = reduce %2$s %%5 in %%2..%%3 !1 {
        %%6 = load %%0[%%5]
        yield %%6
      }
      store %%1[], %%4
    }
    """
        .formatted(type, reduction);
  }

  @ParameterizedTest
  @CsvSource({
    "f64, sum lanes", "f32, prod lanes", "i32, sum lanes", "f32, sum seq", "f64, prod seq",
    "i64, sum free", "u8, sum free", "f64, max free", "f32, min lanes", "f64, min seq",
    "bool, any free", "bool, all seq", "u8, max free"
  })
  void keepsEveryBitOfARow(String type, String reduction) {
    check(overRow(type, reduction), 0, 1, 2, 15, 16, 17, 31, 33, 65);
  }

  @ParameterizedTest
  @ValueSource(longs = {4095, 4096, 4097, 10007, 12289})
  void keepsEveryBitOfManyChunks(long n) {
    for (var type : List.of("f64", "f32")) {
      var written = IrParser.parse(overRow(type, "sum lanes"));
      for (var options : List.of(CompileOptions.scalar(), CompileOptions.vectors(256))) {
        var scheduled = Rewrites.run(schedule(options), written);
        Evaluation.assertSame(written, scheduled, Map.of("n", n));
      }
    }
  }

  private static String dot(String type) {
    return """
    kernel dot(%%0 in x: view<%1$s, [n]>, %%1 in y: view<%1$s, [n]>, %%2 out r: view<%1$s, []>) {
      %%3 = const i64 0
      %%4 = size n
      %%5 = reduce sum chain %%6 in %%3..%%4 {
        %%7 = load %%0[%%6]
        %%8 = load %%1[%%6]
        yield %%7, %%8
      }
      store %%2[], %%5
    }
    """
        .formatted(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f64", "f32", "i32"})
  void keepsEveryBitOfAChain(String type) {
    check(dot(type), 0, 1, 2, 255, 256, 257, 511, 513);
  }

  private static String overPlane(String reduction, String yielded) {
    return """
    kernel plane(%%0 in x: view<f64, [h, w] unit>, %%1 out y: view<f64, []>) {
      %%2 = const i64 0
      %%3 = size h
      %%4 = size w
      %%5 = reduce %s %%6 in %%2..%%3, %%7 in %%2..%%4 {
        %%8 = load %%0[%%6, %%7]
        yield %s
      }
      store %%1[], %%5
    }
    """
        .formatted(reduction, yielded);
  }

  private static Map<String, Long> shape(long h, long w) {
    return Map.of("h", h, "w", w);
  }

  @Test
  void numbersElementsOfSeveralBindersRowMajor() {
    var shapes =
        List.of(shape(0, 5), shape(5, 0), shape(1, 1), shape(3, 5), shape(3, 33), shape(65, 67));
    check(overPlane("sum lanes", "%8"), shapes);
    check(overPlane("sum seq", "%8"), shapes);
    check(overPlane("max free", "%8"), shapes);
    check(overPlane("sum chain", "%8, %8"), shapes);
  }

  @Test
  void keepsEveryBitOfColumnsAndRows() {
    var text =
        """
        kernel sums(%0 in x: view<f64, [h, w] unit>, %1 out r: view<f64, [h] unit>, %2 out c: view<f64, [w] unit>) {
          %3 = const i64 0
          %4 = size h
          %5 = size w
          for par %6 in %3..%4 {
            %7 = reduce sum lanes %8 in %3..%5 {
              %9 = load %0[%6, %8]
              yield %9
            }
            store %1[%6], %7
          }
          for par %10 in %3..%5 {
            %11 = reduce sum lanes %12 in %3..%4 {
              %13 = load %0[%12, %10]
              %14 = reduce max free %15 in %3..%4 {
                %16 = load %0[%15, %10]
                yield %16
              }
              %17 = sub %13, %14
              yield %17
            }
            store %2[%10], %11
          }
        }
        """;
    check(text, List.of(shape(1, 1), shape(3, 4), shape(17, 4), shape(33, 20), shape(5, 65)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 15, 16, 17, 100, 1000})
  void keepsEveryBitOfAKnownNumberOfElements(long count) {
    for (var reduction : List.of("sum lanes", "sum seq", "min free", "prod lanes")) {
      var text =
          overRow("f64", reduction)
              .replace("[n]", "[" + count + "]")
              .replace("size n", "const i64 " + count);
      check(text, 0);
      assertFalse(lowered(text, CompileOptions.vectors(256)).contains("[64]"), "needs no stack");
    }
    check(dot("f32").replace("[n]", "[9]").replace("size n", "const i64 9"), 0);
  }

  @Test
  void writesFewElementsOut() {
    var before =
        """
        kernel three(%0 in x: view<f64, [3]>, %1 out y: view<f64, []>) {
          %2 = const i64 0
          %3 = const i64 3
          %4 = reduce sum lanes %5 in %2..%3 {
            %6 = load %0[%5]
            yield %6
          }
          store %1[], %4
        }
        """;
    var after =
        """
        kernel three(%0 in x: view<f64, [3]>, %1 out y: view<f64, []>) {
          %2 = const i64 0
          %3 = const i64 3
          %7 = const i64 0
          %8 = load %0[%7]
          %9 = const i64 1
          %10 = load %0[%9]
          %11 = const i64 2
          %12 = load %0[%11]
          %13 = add %8, %12
          %14 = add %13, %10
          store %1[], %14
        }
        """;
    Rewrites.check(List.of(LowerReductions.pass(CompileOptions.vectors(256))), before, after);
  }

  @Test
  void failsWithTheFirstElementInOrder() {
    var text =
        """
        kernel quotients(%0 in x: view<i64, [n] unit>, %1 out y: view<i64, []>, %2 out z: view<f64, []>) {
          %3 = const i64 0
          %4 = const i64 1000
          %5 = const i64 1
          %6 = size n
          %7 = reduce sum free %8 in %3..%6 {
            %9 = load %0[%8]
            %10 = floormod %9, %4
            %11 = div %8, %10 !1
            yield %11
          }
          store %1[], %7
          %12 = reduce sum lanes %13 in %3..%6 {
            %14 = load %0[%13]
            %15 = and %14, %4
            %16 = check_index %15, %4 !2
            %17 = and %14, %5
            %18 = ne %17, %3
            assert %18, "odd" !3
            %19 = cast f64 %16
            yield %19
          }
          store %2[], %12
        }
        """;
    check(text, 0, 1, 2, 3, 17, 100);
    assertFalse(lowered(text, CompileOptions.vectors(256)).contains("for lanes"));
  }

  @Test
  void failsOnAnEmptyMinUnlessRuledOut() {
    var text = overRow("f64", "min free");
    check(text, 0);
    assertTrue(lowered(text, CompileOptions.scalar()).contains("check_nonempty %2..%3 !1"));
    for (var condition : List.of("n gt 0", "0 lt n", "n ge 1", "n eq 4")) {
      var ruledOut = text.replace(" {\n  %2", " where " + condition + " {\n  %2");
      assertFalse(lowered(ruledOut, CompileOptions.scalar()).contains("check_nonempty"), condition);
    }
    var notRuledOut = text.replace(" {\n  %2", " where n ge 0 {\n  %2");
    assertTrue(lowered(notRuledOut, CompileOptions.scalar()).contains("check_nonempty"));
  }

  @Test
  void leavesMatmulToTheLanesOfItsColumns() {
    var text =
        """
        kernel matmul(%0 in a: view<f64, [m, k] unit>, %1 in b: view<f64, [k, n] unit>, %2 out c: view<f64, [m, n] unit>) {
          %3 = const i64 0
          %4 = size m
          %5 = size k
          %6 = size n
          for par %7 in %3..%4 {
            for par %8 in %3..%6 {
              %9 = reduce sum chain %10 in %3..%5 {
                %11 = load %0[%7, %10]
                %12 = load %1[%10, %8]
                yield %11, %12
              }
              store %2[%7, %8], %9
            }
          }
        }
        """;
    check(text, List.of(Map.of("m", 2L, "k", 259L, "n", 11L)));
    var scheduled = Rewrites.run(schedule(CompileOptions.vectors(256)), IrParser.parse(text));
    assertTrue(IrPrinter.print(scheduled).contains("for lanes(8)"), "two registers of columns");
  }
}
