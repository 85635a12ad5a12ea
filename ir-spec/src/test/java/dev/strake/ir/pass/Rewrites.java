package dev.strake.ir.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ViewType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.text.IrParser;
import dev.strake.ir.text.IrPrinter;
import dev.strake.ir.verify.Rule;
import dev.strake.ir.verify.Verifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Checks rewrites twice: the text they give, and that the program computes what it did.
public final class Rewrites {
  private static final List<Long> SMALL_SIZES = List.of(0L, 1L, 2L, 3L, 8L, 19L);

  private Rewrites() {}

  /// The pass, and what removes its scaffolding.
  public static List<Pass> tidied(Pass pass) {
    return List.of(
        pass, FoldConstants.pass(), EliminateCommonSubexpressions.pass(), EliminateDeadCode.pass());
  }

  /// `passes` turn `before` into `after`.
  public static void check(List<Pass> passes, String before, String after) {
    var written = IrParser.parse(before);
    var rewritten = run(passes, written);
    assertEquals(IrPrinter.print(IrParser.parse(after)), IrPrinter.print(rewritten));
    assertSameResults(written, rewritten);
  }

  /// The result of `passes`, verified after each of them.
  public static Program run(List<Pass> passes, Program program) {
    return Pipeline.run(passes, program, Rewrites::verify);
  }

  /// The program is legal in the furthest form it can be in.
  static void verify(Pass pass, Program program) {
    var violations =
        Verifier.verify(program, form(program)).stream()
            // Texts of tests name sites without a table of them.
            .filter(violation -> violation.rule() != Rule.R20)
            .toList();
    assertEquals(List.of(), violations, () -> "after " + pass.name());
  }

  /// The furthest form the program can be in.
  private static Backend.Form form(Program program) {
    var text = IrPrinter.print(program);
    if (text.contains(" = call ")) {
      return Backend.Form.WRITTEN;
    }
    return text.contains(" = reduce ")
            || text.contains("  scan ")
            || text.contains("f16")
            || text.contains("complex")
        ? Backend.Form.CHECKED
        : Backend.Form.SCHEDULED;
  }

  /// `pass` leaves the program as it is.
  public static void checkUnchanged(Pass pass, String text) {
    check(List.of(pass), text, text);
  }

  /// Both programs give the same results where all sizes are equal, and where they differ by one.
  public static void assertSameResults(Program before, Program after) {
    for (var size : SMALL_SIZES) {
      Evaluation.assertSame(before, after, sizes(before, size, 0));
      Evaluation.assertSame(before, after, sizes(before, size, 1));
    }
  }

  /// The symbols of a program in alphabetical order, the first of `size`, each by `step` larger
  /// than the one before.
  static Map<String, Long> sizes(Program program, long size, long step) {
    var sizes = new TreeMap<String, Long>();
    program.kernels().stream()
        .flatMap(kernel -> kernel.parameters().stream())
        .forEach(parameter -> addSymbols(parameter, sizes));
    var next = size;
    for (var entry : sizes.entrySet()) {
      entry.setValue(next);
      next += step;
    }
    return sizes;
  }

  private static void addSymbols(Parameter parameter, Map<String, Long> into) {
    switch (parameter.value().type()) {
      case ViewType view ->
          view.dims().stream()
              .flatMap(dim -> dim.symbols().stream())
              .forEach(symbol -> into.put(symbol, 0L));
      case ScalarType type -> {
        if (type == ScalarType.I64) {
          into.put(parameter.name(), 0L);
        }
      }
    }
  }
}
