package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.conformance.ConformanceSuite;
import dev.strake.ir.schedule.Plan;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every pass, under random plans, on every conformance program and on the programs of the folder
/// `passes`: verified, evaluated before and after, and read back from its text.
///
/// `-Dseed=` gives other plans, `-Dplans=` more of them.
final class EveryPassTest {
  private static final long SEED = Long.getLong("seed", 1);
  private static final int PLANS = Integer.getInteger("plans", 1);
  private static final List<Integer> WIDTHS = List.of(0, 128, 256, 512);

  /// The first symbol, and how much larger the next ones are; also larger than most tiles.
  private record Sizes(long first, long step, Evaluation.Values values) {}

  private static final List<Sizes> SIZES =
      List.of(
          new Sizes(0, 1, Evaluation.Values.ORDINARY),
          new Sizes(1, 1, Evaluation.Values.SPECIAL),
          new Sizes(5, 0, Evaluation.Values.ORDINARY),
          new Sizes(17, 2, Evaluation.Values.SPECIAL));

  private record Named(String name, Program program) {}

  @TestFactory
  Stream<DynamicTest> keepsTheResultsOfConformancePrograms() {
    var programs =
        ConformanceSuite.cases().stream().map(one -> new Named(one.name(), one.program())).toList();
    return tests(programs);
  }

  @TestFactory
  Stream<DynamicTest> keepsTheResultsOfNests() throws IOException {
    var programs = new ArrayList<Named>();
    try (var files = Files.list(Path.of("src/test/resources/passes"))) {
      for (var file : files.sorted().toList()) {
        programs.add(
            new Named(file.getFileName().toString(), IrParser.parse(Files.readString(file))));
      }
    }
    return tests(programs);
  }

  private static Stream<DynamicTest> tests(List<Named> programs) {
    return programs.stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one.program(), one.name())));
  }

  private static void check(Program program, String name) {
    var random = new SplittableRandom(SEED ^ name.hashCode());
    for (var number = 0; number < PLANS; number++) {
      var plan = Plan.random(random.nextLong(), WIDTHS.get(random.nextInt(WIDTHS.size())));
      check(program, CompileOptions.of(plan));
    }
  }

  /// Starts from the checked form: what of an index out of range is a refused launch, and what a
  /// failure, is decided there.
  private static void check(Program program, CompileOptions options) {
    var checked = Pipeline.run(Pipelines.checked(), program);
    var passes = Pipelines.scheduled(options);
    // Where parameters change their types, arguments made from a seed are others.
    var first = firstPassWithTheLastTypes(program, passes);
    var start = Pipeline.run(passes.subList(0, first), checked);
    var last = new Program[] {start};
    var expected = results(start);
    Pipeline.run(
        passes.subList(first, passes.size()),
        start,
        (pass, after) -> {
          if (!after.equals(last[0])) {
            Rewrites.verify(pass, after);
            assertEquals(after, IrParser.parse(IrPrinter.print(after)), pass.name());
            assertEquals(expected, results(after), () -> report(pass, options, last[0], after));
          }
          last[0] = after;
        });
  }

  private static int firstPassWithTheLastTypes(Program program, List<Pass> passes) {
    var names = passes.stream().map(Pass::name).toList();
    var text = IrPrinter.print(program);
    if (text.contains("complex")) {
      return names.indexOf("split-complex") + 1;
    }
    return text.contains("f16") ? names.indexOf("expand-halves") + 1 : 0;
  }

  private static String report(Pass pass, CompileOptions options, Program before, Program after) {
    return "%s with %s made of%n%sthis:%n%s"
        .formatted(pass.name(), options.plan(), IrPrinter.print(before), IrPrinter.print(after));
  }

  private static List<String> results(Program program) {
    var results = new ArrayList<String>();
    for (var size : SIZES) {
      var sizes = Rewrites.sizes(program, size.first(), size.step());
      if (arePossible(program, sizes)) {
        results.add(sizes + " " + Evaluation.run(program, sizes, size.values()));
      }
    }
    return results;
  }

  /// Whether no extent is negative.
  private static boolean arePossible(Program program, Map<String, Long> sizes) {
    return program.kernels().stream()
        .flatMap(kernel -> kernel.parameters().stream())
        .filter(Parameter::isView)
        .flatMap(parameter -> parameter.value().view().dims().stream())
        .allMatch(dim -> dim.evaluate(sizes) >= 0);
  }
}
