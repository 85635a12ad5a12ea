package dev.strake.ir.text;

import dev.strake.ir.Condition;
import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes programs in the text form that [IrParser] reads.
///
/// Broken programs can be written too: a value whose type can't be told from the text before it is
/// followed by its type, a missing loop operand is `_`.
public final class IrPrinter {
  private final OpPrinter out;

  private IrPrinter(OpPrinter.Style style) {
    this.out = new OpPrinter(style);
  }

  /// The whole program with its places in the source; parses back to an equal program.
  public static String print(Program program) {
    var printer = new IrPrinter(OpPrinter.Style.COMPLETE);
    printer.program(program);
    printer.sites(program);
    return printer.out.text();
  }

  /// The program without places in the source: what it means and nothing else.
  public static String printWithoutPositions(Program program) {
    var printer = new IrPrinter(OpPrinter.Style.PLACELESS);
    printer.program(program);
    return printer.out.text();
  }

  /// One kernel without places.
  public static String print(Kernel kernel) {
    var printer = new IrPrinter(OpPrinter.Style.PLACELESS);
    printer.kernel(kernel);
    return printer.out.text();
  }

  /// The line an op begins with, for messages: `%6 = load %1[%5]`, `for par %5 in %3..%4 {`.
  public static String firstLine(Op op) {
    var printer = new OpPrinter(OpPrinter.Style.BRIEF);
    printer.op(op);
    return printer.text().lines().findFirst().orElse("");
  }

  /// `where n ge 2`.
  public static String line(Condition condition) {
    return new IrPrinter(OpPrinter.Style.BRIEF).condition(condition);
  }

  /// `check u axis 0 0..=(n - 1) below n for 0..n`.
  public static String line(LaunchCheck check) {
    return new IrPrinter(OpPrinter.Style.BRIEF).launchCheck(check);
  }

  private void program(Program program) {
    program.functions().forEach(this::function);
    program.kernels().forEach(this::kernel);
  }

  private void function(Func function) {
    out.startDefinition();
    var parameters =
        join(function.parameters(), value -> out.define(value) + ": " + OpPrinter.typed(value));
    var types = join(function.body().results(), OpPrinter::typed);
    out.open("func " + TypeText.name(function.name()) + "(" + parameters + ") -> " + types + " {");
    out.contents(function.body());
    out.close("}");
  }

  private void kernel(Kernel kernel) {
    out.startDefinition();
    var parameters =
        join(
            kernel.parameters(),
            p ->
                out.define(p.value())
                    + (" " + p.role().mnemonic())
                    + (" " + TypeText.name(p.name()))
                    + (": " + OpPrinter.typed(p.value())));
    var header = "kernel " + TypeText.name(kernel.name()) + "(" + parameters + ")";
    if (kernel.where().isEmpty() && kernel.launchChecks().isEmpty()) {
      out.open(header + " {");
    } else {
      out.open(header);
      kernel.where().forEach(condition -> out.line(condition(condition)));
      kernel.launchChecks().forEach(check -> out.line(launchCheck(check)));
      out.close("{");
      out.indent();
    }
    out.contents(kernel.body());
    out.close("}");
  }

  private String condition(Condition condition) {
    return "where %s %s %s%s"
        .formatted(
            TypeText.print(condition.left()),
            condition.op().mnemonic(),
            TypeText.print(condition.right()),
            out.site(condition.site()));
  }

  private String launchCheck(LaunchCheck check) {
    var spans =
        join(
            check.loops(),
            span -> TypeText.print(span.lower()) + ".." + TypeText.print(span.upper()));
    return "check %s axis %d %s..=%s below %s%s%s"
        .formatted(
            TypeText.name(check.view()),
            check.axis(),
            TypeText.print(check.lowest()),
            TypeText.print(check.highest()),
            TypeText.print(check.extent()),
            spans.isEmpty() ? "" : " for " + spans,
            out.site(check.site()));
  }

  private void sites(Program program) {
    if (program.sites().isEmpty()) {
      return;
    }
    out.startDefinition();
    out.open("sites {");
    for (var row = 0; row < program.sites().size(); row++) {
      var span = program.sites().get(row);
      out.line(
          "!%d = %s %d:%d-%d:%d"
              .formatted(
                  row + 1,
                  TypeText.quoted(span.source()),
                  span.line(),
                  span.column(),
                  span.endLine(),
                  span.endColumn()));
    }
    out.close("}");
  }

  private static <T> String join(List<T> items, Function<T, String> print) {
    return items.stream().map(print).collect(Collectors.joining(", "));
  }
}
