package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.EliminateDeadCode;
import dev.strake.ir.pass.FoldConstants;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SplitInteriorTest {
  private static final List<Pass> SPLIT =
      List.of(SplitInterior.pass(), FoldConstants.pass(), EliminateDeadCode.pass());

  /// A loop over `range` that marks where `condition`, an op that defines %9, holds.
  private static String loop(String range, String condition) {
    return """
    kernel k(%%0 in x: view<i64, [n]>, %%1 out y: view<i64, [n]>) {
      %%2 = const i64 0
      %%3 = const i64 1
      %%4 = size n
      %%5 = sub %%4, %%3
      %%6 = const i64 3
      for par %%7 in %s {
        %%8 = add %%7, %%3
        %s
        %%10 = if %%9 {
          yield %%6
        } else {
          %%11 = load %%0[%%7]
          yield %%11
        }
        store %%1[%%7], %%10
      }
    }
    """
        .formatted(range, condition);
  }

  private static String checked(String text) {
    var program = IrParser.parse(text);
    var split = Rewrites.run(SPLIT, program);
    Rewrites.assertSameResults(program, split);
    return IrPrinter.print(split);
  }

  @Test
  void splitsTheFirstIterationOff() {
    var before = loop("%2..%4", "%9 = eq %7, %2");
    var after =
        """
        kernel k(%0 in x: view<i64, [n]>, %1 out y: view<i64, [n]>) {
          %2 = const i64 0
          %4 = size n
          %6 = const i64 3
          %12 = const i64 1
          %14 = min %12, %4
          %15 = max %2, %14
          for seq %16 in %2..%15 {
            %18 = eq %16, %2
            %20 = if %18 {
              yield %6
            } else {
              %19 = load %0[%16]
              yield %19
            }
            store %1[%16], %20
          }
          for par %7 in %15..%4 {
            %11 = load %0[%7]
            store %1[%7], %11
          }
        }
        """;
    assertEquals(normal(after), normal(checked(before)));
  }

  private static String normal(String text) {
    return IrPrinter.print(IrParser.parse(text)).replaceAll("%\\d+", "%");
  }

  @ParameterizedTest
  @CsvSource({
    "eq, %2", "ne, %2", "lt, %3", "le, %3", "gt, %2", "ge, %6", "lt, %6", "eq, %6", "ne, %6",
    "eq, %5", "ne, %5", "lt, %5", "le, %5", "gt, %5", "ge, %5", "lt, %4", "le, %4", "eq, %4"
  })
  void decidesComparisonsWithEitherEnd(String op, String bound) {
    for (var condition :
        List.of("%9 = {op} %7, {to}", "%9 = {op} {to}, %7", "%9 = {op} %8, {to}")) {
      var text = loop("%2..%4", condition.replace("{op}", op).replace("{to}", bound));
      var split = checked(text);
      var interior = split.substring(split.indexOf("for par"));
      assertFalse(interior.substring(0, interior.indexOf("}")).contains("if"), split);
    }
  }

  @Test
  void splitsLoopsThatStartLaterOrEndEarlier() {
    for (var range : List.of("%3..%5", "%3..%4", "%2..%5", "%2..%6", "%6..%4", "%5..%3")) {
      checked(loop(range, "%9 = eq %7, %2"));
      checked(loop(range, "%9 = eq %7, %3"));
      checked(loop(range, "%9 = lt %7, %5"));
    }
  }

  @Test
  void decidesClampsInside() {
    var text =
        """
        kernel k(%0 in x: view<f64, [n]>, %1 out y: view<f64, [n]>) {
          %2 = const i64 0
          %3 = const i64 1
          %4 = size n
          %5 = sub %4, %3
          for par %6 in %2..%4 {
            %7 = sub %6, %3
            %8 = max %7, %2
            %9 = min %8, %5
            %10 = add %6, %3
            %11 = min %5, %10
            %12 = load %0[%9]
            %13 = load %0[%11]
            %14 = add %12, %13
            store %1[%6], %14
          }
        }
        """;
    var split = checked(text);
    var interior = split.substring(split.indexOf("for par"));
    var body = interior.substring(0, interior.indexOf("}"));
    assertFalse(body.contains("min") || body.contains("max"), split);
  }

  @Test
  void leavesConditionsThatMayOverflowAlone() {
    var text =
        """
        kernel k(%0 in n: i64, %1 inout y: view<i64, [8]>) {
          %2 = const i64 0
          %3 = const i64 7
          for par %4 in %2..%0 {
            %5 = eq %4, %2
            %6 = select %5, %3, %2
            %7 = and %4, %3
            store %1[%7], %6
          }
        }
        """;
    Rewrites.checkUnchanged(SplitInterior.pass(), text);
  }

  @Test
  void leavesTruthValuesThatAreOnlyStoredAlone() {
    var text =
        """
        kernel k(%0 out y: view<bool, [n]>) {
          %1 = const i64 0
          %2 = size n
          for par %3 in %1..%2 {
            %4 = eq %3, %1
            store %0[%3], %4
          }
        }
        """;
    Rewrites.checkUnchanged(
        SplitInterior.pass(), text.replace("[n]", "[4]").replace("size n", "const i64 4"));
  }

  @Test
  void givesJacobiAnInteriorWithoutBranches() {
    var program = IrParser.parse(JACOBI);
    var checked = Rewrites.run(Pipelines.checked(), program);
    var scheduled = Rewrites.run(Pipelines.scheduled(CompileOptions.vectors(256)), checked);
    Rewrites.assertSameResults(program, scheduled);
    var text = IrPrinter.print(scheduled);
    var lanes = text.substring(text.indexOf("for lanes(4)"));
    var body = lanes.substring(0, lanes.indexOf("}"));
    assertFalse(body.contains("if") || body.contains("select"), text);
    assertTrue(body.contains("mul"), text);
  }

  private static final String JACOBI =
      """
      kernel jacobi(%0 in u: view<f64, [h, w] unit>, %1 out v: view<f64, [h, w] unit>) {
        %2 = const i64 0
        %3 = size h
        %4 = size w
        %5 = const i64 1
        %6 = const f64 0.25
        for par %7 in %2..%3 {
          for par %8 in %2..%4 {
            %9 = eq %7, %2
            %10 = if %9 {
              %11 = const bool true
              yield %11
            } else {
              %12 = eq %8, %2
              yield %12
            }
            %13 = if %10 {
              %14 = const bool true
              yield %14
            } else {
              %15 = sub %3, %5
              %16 = eq %7, %15
              yield %16
            }
            %17 = if %13 {
              %18 = const bool true
              yield %18
            } else {
              %19 = sub %4, %5
              %20 = eq %8, %19
              yield %20
            }
            %21 = if %17 {
              %22 = load %0[%7, %8]
              yield %22
            } else {
              %23 = sub %7, %5
              %24 = load %0[%23, %8]
              %25 = add %7, %5
              %26 = load %0[%25, %8]
              %27 = sub %8, %5
              %28 = load %0[%7, %27]
              %29 = add %8, %5
              %30 = load %0[%7, %29]
              %31 = add %24, %26
              %32 = add %31, %28
              %33 = add %32, %30
              %34 = mul %33, %6
              yield %34
            }
            store %1[%7, %8], %21
          }
        }
      }
      """;
}
