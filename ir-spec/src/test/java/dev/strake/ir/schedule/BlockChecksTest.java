package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.EliminateCommonSubexpressions;
import dev.strake.ir.pass.EliminateDeadCode;
import dev.strake.ir.pass.FoldConstants;
import dev.strake.ir.pass.Pass;
import dev.strake.ir.pass.Pipelines;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlockChecksTest {
  private static Plan blocksOf(int iterations) {
    var contraction = new Plan.Contraction(0, 0, 1, 1, Plan.Packing.COLUMNS);
    return new Plan(
        256, 1, List.of(), contraction, new Plan.Rows(0, 1, 1), 0, 0, iterations, 400, 0);
  }

  private static Pass pass(int iterations) {
    return BlockChecks.pass(blocksOf(iterations));
  }

  /// A loop over %6 in %4..%5 that checks an index %8 and goes on as `rest` says, which stores.
  private static String kernel(String rest) {
    return """
    kernel k(%0 in x: view<f64, [m]>, %1 in index: view<i64, [n]>, %2 inout y: view<f64, [n] unit>) {
      %3 = size m
      %4 = const i64 0
      %5 = size n
      for par %6 in %4..%5 {
        %7 = load %1[%6]
        %8 = check_index %7, %3 !9
    """
        + rest.indent(4)
        + "  }\n}\n";
  }

  private static final String ARITHMETIC =
      """
      %10 = load %0[%8]
      %11 = load %2[%6]
      %12 = sqrt %10
      %13 = div %12, %11
      store %2[%6], %13
      """;

  @Test
  void checksAndGathersABlockAhead() {
    var after =
        """
        kernel k(%0 in x: view<f64, [m]>, %1 in index: view<i64, [n]>, %2 inout y: view<f64, [n] unit>) {
          %3 = size m
          %4 = const i64 0
          %5 = size n
          %20 = lt %4, %5
          %22 = select %20, %5, %4
          %24 = const i64 1
          %25 = sub %22, %24
          %26 = const i64 2
          %27 = shr %25, %26
          %29 = add %27, %24
          for par %30 in %4..%29 {
            %31 = const i64 4
            %32 = mul %30, %31
            %33 = sub %22, %32
            %35 = min %33, %31
            %37 = local view<f64, [4] dense>
            for seq %39 in %4..%35 {
              %40 = add %32, %39
              %41 = load %1[%40]
              %42 = check_index %41, %3 !9
              %43 = load %0[%42]
              store %37[%39], %43
            }
            for par %45 in %4..%35 {
              %46 = add %32, %45
              %47 = load %37[%45]
              %48 = load %2[%46]
              %49 = sqrt %47
              %50 = div %49, %48
              store %2[%46], %50
            }
          }
        }
        """;
    var passes =
        List.of(
            pass(4),
            FoldConstants.pass(),
            EliminateCommonSubexpressions.pass(),
            EliminateDeadCode.pass());
    Rewrites.check(passes, kernel(ARITHMETIC), after);
  }

  @Test
  void theArithmeticRunsInLanes() {
    var program = IrParser.parse(kernel(ARITHMETIC));
    var options = CompileOptions.of(blocksOf(64));
    var text = IrPrinter.print(Rewrites.run(Pipelines.scheduled(options), program));
    assertTrue(text.contains("for lanes(4)"), text);
    Rewrites.checkUnchanged(pass(0), kernel(ARITHMETIC));
  }

  @Test
  void leavesWhatIsNotWorthACopy() {
    Rewrites.checkUnchanged(pass(4), kernel("%10 = load %0[%8]\nstore %2[%6], %10"));
  }

  @Test
  void leavesWhatCanFailOtherwise() {
    var divides = "%14 = rem %8, %7\n%15 = cast f64 %14\n";
    Rewrites.checkUnchanged(pass(4), kernel(divides + ARITHMETIC));
  }

  @Test
  void leavesWhatCanNotRunInLanes() {
    Rewrites.checkUnchanged(
        pass(4),
        kernel(
            ARITHMETIC
                .replace("load %2[%6]", "load %2[%4]")
                .replace("store %2[%6]", "store %2[%8]")));
  }

  /// The number of iterations is no i64 for some bounds.
  @Test
  void leavesLoopsWithBoundsOfAnySize() {
    Rewrites.checkUnchanged(
        pass(4),
        """
        kernel k(%0 in x: view<f64, [m]>, %1 in a: i64, %2 in b: i64, %3 inout y: view<f64, [m]>) {
          %4 = size m
          for par %5 in %1..%2 {
            %6 = check_index %5, %4
            %7 = load %0[%6]
            %8 = sqrt %7
            %9 = div %8, %7
            store %3[%6], %9
          }
        }
        """);
  }
}
