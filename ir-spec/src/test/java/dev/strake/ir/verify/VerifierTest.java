package dev.strake.ir.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Combine;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.text.IrParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Case files hold `; error: R4` on every offending line, and `; form: SCHEDULED` if they are not
/// as written.
final class VerifierTest {
  private static List<Path> files() throws IOException, URISyntaxException {
    var folder = Path.of(VerifierTest.class.getResource("/verify").toURI());
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCaseIsRejectedWhereItSays() throws IOException, URISyntaxException {
    return files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    var text = Files.readString(file);
    var form =
        text.lines()
            .filter(line -> line.startsWith("; form: "))
            .map(line -> Backend.Form.valueOf(line.substring(8)))
            .findFirst()
            .orElse(Backend.Form.WRITTEN);
    var found = new ArrayList<String>();
    var violations = Verifier.verify(IrParser.parse(file.toString(), text), form);
    violations.forEach(violation -> found.add(violation.rule() + " " + violation.line()));
    var expected = text.lines().flatMap(VerifierTest::expected).sorted().toList();
    assertEquals(expected, found.stream().sorted().toList(), violations.toString());
  }

  /// The violations that a line of a case file announces.
  private static Stream<String> expected(String line) {
    var mark = line.indexOf("; error: ");
    if (mark < 0) {
      return Stream.of();
    }
    var code = line.substring(0, mark).strip();
    var isHeader = code.startsWith("kernel ") || code.startsWith("func ");
    var shown =
        isHeader
            ? code.substring(0, code.indexOf('('))
            : code.replaceAll("(%\\d+): (view<[^>]*>|\\w+)", "$1").replaceAll(" !\\d+", "");
    return Arrays.stream(line.substring(mark + 9).split(" ")).map(rule -> rule + " " + shown);
  }

  @Test
  void everyRuleHasACase() throws IOException, URISyntaxException {
    var covered = new TreeSet<Rule>();
    for (var file : files()) {
      for (var rule : Rule.values()) {
        if (Files.readString(file).matches("(?s).*; error: [R0-9 ]*\\b" + rule + "\\b.*")) {
          covered.add(rule);
        }
      }
    }
    assertEquals(new TreeSet<>(List.of(Rule.values())), covered);
  }

  @Test
  void rejectsRegionsWithOtherParametersThanTheirOps() {
    var zero = new Value(0, ScalarType.I64);
    var constant = new Op.Constant(zero, 0);
    var loop =
        new Op.For(
            List.of(),
            LoopKind.PAR,
            zero,
            zero,
            List.of(),
            new Region(List.of(), List.of(), List.of()),
            0);
    var reduce =
        new Op.Reduce(
            List.of(new Value(1, ScalarType.I64)),
            Combine.of(ReduceOp.ADD),
            ReduceOrder.SEQ,
            List.of(zero),
            List.of(),
            new Region(List.of(), List.of(), List.of(zero)),
            0);
    var body = new Region(List.of(), List.of(constant, loop, reduce), List.of());
    var kernel = Kernel.of("k", List.of(), List.of(), body);
    var program = new Program(List.of(), List.of(kernel), List.of());
    assertEquals(
        "[R7 in kernel k at `for par _ in %0..%0 {`: a region takes (), not (i64),"
            + " R15 in kernel k at `%1 = reduce sum seq _ in %0.._ {`:"
            + " 0 binders, 1 lower and 0 upper bounds]",
        Verifier.verify(program, Backend.Form.WRITTEN).toString());
  }

  @Test
  void rejectsFunctionsOfViews() {
    var program =
        IrParser.parse(
            "func f(%0: view<f64, [n]>) ->  {} func g(%0: f64) -> f64, f64 { yield %0, %0 }");
    var rules = Verifier.verify(program, Backend.Form.WRITTEN).stream().map(Violation::rule);
    assertEquals(List.of(Rule.R13, Rule.R13, Rule.R13), rules.toList());
  }

  /// Chains of calls that are long, and that double with every link.
  @Test
  void callsAreFollowedOnceAndNotByRecursion() {
    var text = new StringBuilder();
    for (var link = 0; link < 1000; link++) {
      var call = "call i64 f%d(%%0)".formatted(link + 1);
      text.append(
          "func f%d(%%0: i64) -> i64 { %%1 = %s %%2 = %s yield %%2 }\n"
              .formatted(link, call, call));
    }
    text.append(
        """
        func f1000(%0: i64) -> i64 { yield %0 }
        kernel k(%0 in n: i64) {
          %1 = reduce custom seq %2 in %0..%0 {
            yield %2
          } by (%3, %4) {
            %5 = call i64 f0(%3)
            yield %5
          }
        }
        """);
    var program = IrParser.parse(text.toString());
    assertEquals(List.of(), Verifier.verify(program, Backend.Form.WRITTEN));
  }
}
