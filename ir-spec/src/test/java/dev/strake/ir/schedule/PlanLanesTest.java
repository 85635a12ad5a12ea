package dev.strake.ir.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.pass.Definitions;
import dev.strake.ir.pass.EliminateDeadCode;
import dev.strake.ir.pass.Evaluation;
import dev.strake.ir.pass.FoldConstants;
import dev.strake.ir.pass.Rewrites;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanLanesTest {
  /// A loop over %6 in %3..%5 with x, y: f64, z: i64 contiguous, s strided, b: bytes, and %4 = 1.
  private static String loop(String body) {
    return """
    kernel k(%0 in x: view<f64, [n] unit>, %1 inout y: view<f64, [n] unit>, %2 inout z: view<i64, [n] unit>, \
    %20 in s: view<f64, [n]>, %21 inout b: view<u8, [n] unit>, %22 inout f: view<f32, [n] unit>) {
      %3 = const i64 0
      %4 = const i64 1
      %5 = size n
      for par %6 in %3..%5 {
    """
        + body.indent(4)
        + "  }\n}";
  }

  private static Program planned(String text, int bits) {
    var program = IrParser.parse(text);
    var planned = Rewrites.run(List.of(PlanLanes.pass(CompileOptions.vectors(bits))), program);
    Rewrites.assertSameResults(program, planned);
    return planned;
  }

  /// The lanes of every lanes loop, in program order.
  private static List<Integer> lanes(Region region) {
    var lanes = new ArrayList<Integer>();
    for (var op : region.ops()) {
      if (op instanceof Op.For loop && loop.kind() instanceof LoopKind.Lanes(var count)) {
        lanes.add(count);
      }
      op.regions().forEach(inner -> lanes.addAll(lanes(inner)));
    }
    return lanes;
  }

  private static void checkLanes(String text, Integer... lanes) {
    var planned = planned(text, 512);
    assertEquals(List.of(lanes), lanes(planned.kernels().getFirst().body()));
  }

  /// The loop stays as it is, for this reason.
  private static void checkObstacle(String body, String reason) {
    var kernel = IrParser.parse(loop(body)).kernels().getFirst();
    var loops = kernel.body().ops().stream().filter(Op.For.class::isInstance).toList();
    var obstacles = LanePlan.obstacles((Op.For) loops.getFirst(), Definitions.of(kernel));
    assertEquals(List.of(new LanePlan.Obstacle(reason, 7)), obstacles);
    assertEquals(kernel, planned(loop(body), 512).kernels().getFirst());
  }

  @Test
  void cutsALoopIntoLanesAndATail() {
    var before =
        """
        kernel k(%0 in x: view<f64, [n] unit>, %1 out y: view<f64, [n] unit>) {
          %2 = const i64 0
          %3 = size n
          for par %4 in %2..%3 !1 {
            %5 = load %0[%4] !2
            store %1[%4], %5 !3
          }
        }
        """;
    var after =
        """
        kernel k(%0 in x: view<f64, [n] unit>, %1 out y: view<f64, [n] unit>) {
          %2 = const i64 0
          %3 = size n
          %7 = lt %2, %3
          %8 = const i64 0
          %9 = select %7, %3, %8
          %10 = const i64 -4
          %11 = and %9, %10
          %12 = add %2, %11
          for lanes(4) %4 in %2..%12 !1 {
            %5 = load %0[%4] !2
            store %1[%4], %5 !3
          }
          for par %13 in %12..%3 !1 {
            %14 = load %0[%13] !2
            store %1[%13], %14 !3
          }
        }
        """
            .replace("%12 = add %2, %11\n", "")
            .replace("%12", "%11");
    var passes =
        List.of(
            PlanLanes.pass(CompileOptions.vectors(256)),
            FoldConstants.pass(),
            EliminateDeadCode.pass());
    Rewrites.check(passes, before, after);
  }

  @ParameterizedTest
  @CsvSource({"128, 2", "256, 4", "512, 8"})
  void fitsTheWidestValueIntoARegister(int bits, int lanes) {
    var planned = planned(loop("%7 = load %22[%6]\n%8 = cast f64 %7\nstore %1[%6], %8"), bits);
    assertEquals(List.of(lanes), lanes(planned.kernels().getFirst().body()));
  }

  @Test
  void countsOnlyWhatVaries() {
    checkLanes(
        loop("%7 = load %22[%6]\n%8 = load %22[%3]\n%9 = add %7, %8\nstore %22[%6], %7"), 16);
    checkLanes(
        loop("%7 = load %1[%3]\n%8 = cast f32 %7\nstore %22[%6], %8").replace("%1[%3]", "%0[%3]"),
        16);
    checkLanes(loop("%7 = cast f32 %6\nstore %22[%6], %7"), 8);
    checkLanes(loop("store %2[%6], %6"), 8);
  }

  @Test
  void holdsBytesIn32Bits() {
    checkLanes(loop("%7 = load %21[%6]\n%8 = add %7, %7\nstore %21[%6], %8"), 16);
  }

  @Test
  void readsNeighboursAndRunsInnerLoops() {
    checkLanes(
        loop(
            """
            %7 = sub %6, %3
            %8 = load %0[%7]
            %9 = for seq %10 in %3..%5 carry (%11 = %8) {
              %12 = load %20[%10]
              %13 = fma %12, %8, %11
              yield %13
            }
            store %1[%6], %9
            """),
        // Two registers where something is accumulated, then one.
        16,
        8);
  }

  @Test
  void namesWhatIsInTheWay() {
    checkObstacle("%7 = load %20[%6] !7", "loads elements that are not neighbours in memory");
    checkObstacle("%7 = load %2[%6]\n%8 = div %6, %7 !7", "may divide by zero");
    checkObstacle(
        "%7 = const i64 3\n%8 = floordiv %6, %7 !7\nstore %2[%6], %8", "divides integers");
    checkObstacle("%7 = check_index %6, %5 !7", "checks an index");
    checkObstacle("%7 = local view<f64, [4] dense> !7", "has a local array");
    checkObstacle("%7 = const bool true\nassert %7, \"\" !7", "has an assert");
    checkObstacle(
        "%7 = const f64 0.0\nstore %1[%3], %7 !7",
        "stores elements that are not neighbours in memory");
    checkObstacle("for seq %7 in %3..%6 !7 {\n}", "loops a different number of times");
    checkObstacle("for lanes(4) %7 in %3..%3 !7 {\n}", "has lanes inside already");
  }

  @Test
  void runsBranchesThatDivergeWithoutMemory() {
    checkLanes(
        loop(
            """
            %7 = eq %6, %4
            %8 = load %0[%6]
            %9 = if %7 {
              %10 = gt %8, %8
              for seq %13 in %3..%5 {
              }
              %11 = if %10 {
                %12 = neg %8
                yield %12
              } else {
                yield %8
              }
              yield %11
            } else {
              yield %8
            }
            store %1[%6], %9
            """),
        8);
  }

  @Test
  void leavesBranchesThatDivergeWithMemoryAlone() {
    checkLanes(loop("%7 = eq %6, %4\nif %7 {\n%8 = load %0[%6]\nstore %1[%6], %8\n}"));
    checkLanes(loop("%7 = eq %5, %4\nif %7 {\n%8 = load %0[%6]\nstore %1[%6], %8\n}"), 8);
  }

  @Test
  void leavesShortLoopsAlone() {
    var text = loop("%7 = load %0[%6]\nstore %1[%6], %7").replace("[n]", "[7]");
    checkLanes(text.replace("size n", "const i64 7"));
    checkLanes(text.replace("[7]", "[8]").replace("size n", "const i64 8"), 8);
  }

  @Test
  void triesTheLoopAroundOneThatCannot() {
    var text =
        """
        kernel k(%0 in x: view<f64, [h, w] unit>, %1 inout y: view<f64, [h, w] unit>) {
          %2 = const i64 0
          %3 = size h
          %4 = size w
          for par %5 in %2..%4 {
            for par %6 in %2..%3 {
              %7 = load %0[%6, %5]
              store %1[%6, %5], %7
            }
          }
        }
        """;
    checkLanes(text, 8);
    var kernel = planned(text, 512).kernels().getFirst();
    assertEquals(1, IrPrinter.print(kernel).split("for seq", -1).length - 1);
  }

  @Test
  void runsNothingWhereTheLengthOfAnEmptyRangeOverflows() {
    var text =
        """
        kernel k(%0 in a: i64, %1 in b: i64, %2 inout y: view<i64, [8] unit>) {
          for par %3 in %0..%1 {
            store %2[%3], %3
          }
        }
        """;
    var program = IrParser.parse(text);
    var planned = planned(text, 512);
    for (var lower : List.of(-9L, -1L, 0L, 7L, Long.MAX_VALUE)) {
      for (var upper : List.of(Long.MIN_VALUE, Long.MIN_VALUE + 10, -9L, 0L)) {
        Evaluation.assertSame(program, planned, Map.of("a", lower, "b", Math.min(upper, lower)));
      }
    }
  }

  @Test
  void doesNothingWithoutVectors() {
    Rewrites.checkUnchanged(
        PlanLanes.pass(CompileOptions.scalar()), loop("%7 = load %0[%6]\nstore %1[%6], %7"));
  }
}
