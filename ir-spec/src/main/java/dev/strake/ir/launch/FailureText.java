package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Value;
import dev.strake.ir.diag.SourceLines;
import dev.strake.ir.interp.Stop;
import dev.strake.ir.pass.Definitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says what failed, with the values that a [Replay] has found: `index 7 is outside 0..5 (axis 0 of
/// x) at i = 3`.
///
/// Names of indices and local arrays are those of the source text, where it is known; parameters
/// have theirs always.
final class FailureText {
  /// Longer texts of asserts are cut.
  private static final int LONGEST = 300;

  private static final Pattern BINDER = Pattern.compile("\\b([\\p{L}_][\\p{L}\\p{N}_]*)\\s+in\\b");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Pattern LOCAL = Pattern.compile("let\\s+([\\p{L}_][\\p{L}\\p{N}_]*).*");

  private final Program program;
  private final SourceLines sources;

  FailureText(Program program) {
    this.program = program;
    this.sources = program.sources();
  }

  /// Without values: what every run of this kernel on this data says.
  static String plain(FailureRecord failure, List<Op.Assert> asserts) {
    return switch (failure.kind()) {
      case INDEX_OUT_OF_RANGE ->
          "index %d is outside 0..%d".formatted(failure.index(), failure.extent());
      case DIVISION_BY_ZERO -> "integer division by zero";
      case ASSERTION_FAILED ->
          "assertion failed: " + cut(asserts.get((int) failure.index()).message());
      case EMPTY_REDUCTION -> "a reduction of nothing";
    };
  }

  /// `text`, or its beginning if it is long.
  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /// What comes behind the plain text.
  String values(Replay.Found found) {
    var indices = indices(found.stop());
    return subject(found) + (indices.isEmpty() ? "" : " at " + String.join(", ", indices));
  }

  /// What exactly was wrong.
  private String subject(Replay.Found found) {
    var stop = found.stop();
    var condition = new ConditionText(Definitions.of(found.kernel()), stop);
    return switch (stop.kind()) {
      case INDEX_OUT_OF_RANGE -> axis(found).map(" (%s)"::formatted).orElse("");
      case DIVISION_BY_ZERO ->
          stop.op() instanceof Op.Binary division
              ? " (%s / 0)".formatted(condition.number(division.left()))
              : "";
      case ASSERTION_FAILED ->
          stop.op() instanceof Op.Assert check
              ? condition.of(check.condition()).map(" (%s is false)"::formatted).orElse("")
              : "";
      case EMPTY_REDUCTION ->
          stop.op() instanceof Op.Reduce reduce ? " (" + ranges(reduce, condition) + ")" : "";
    };
  }

  private Optional<String> axis(Replay.Found found) {
    return found.stop().op().results().stream()
        .map(found.checkedAxes()::get)
        .findFirst()
        .map(axis -> "axis %d of %s".formatted(axis.number(), name(axis.view(), found.kernel())));
  }

  private String name(Value view, Kernel kernel) {
    for (var parameter : kernel.parameters()) {
      if (parameter.value().equals(view)) {
        return parameter.name();
      }
    }
    return Definitions.of(kernel)
        .op(view)
        .flatMap(op -> op instanceof Op.Local local ? text(local.site()) : Optional.empty())
        .map(LOCAL::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .orElse("a local array");
  }

  private String ranges(Op.Reduce reduce, ConditionText values) {
    var names = names(reduce.site());
    var ranges = new ArrayList<String>();
    for (var k = 0; k < reduce.lowers().size(); k++) {
      var range =
          values.number(reduce.lowers().get(k)) + ".." + values.number(reduce.uppers().get(k));
      ranges.add(k < names.size() ? names.get(k) + " in " + range : range);
    }
    return String.join(", ", ranges);
  }

  /// `i = 3` for every loop around that the source has a name for, outermost first.
  private List<String> indices(Stop stop) {
    var indices = new ArrayList<String>();
    var taken = new HashMap<Integer, Integer>();
    for (var op : stop.around()) {
      var site = op.site();
      var names = names(site);
      for (var binder : binders(op)) {
        // Loops of one statement with several binders may have its place in common.
        var number = taken.merge(site, 1, Integer::sum) - 1;
        if (number < names.size()) {
          indices.add(names.get(number) + " = " + stop.bits(binder));
        }
      }
    }
    return indices;
  }

  private static List<Value> binders(Op op) {
    return switch (op) {
      case Op.For loop -> List.of(loop.index());
      case Op.Bulk bulk -> bulk.body().parameters();
      case Op.If _, Op.While _, Op.Flat _ -> List.of();
    };
  }

  /// The indices that the text of a loop or reduction introduces.
  private List<String> names(int site) {
    var text = text(site).orElse("");
    if (NAME.matcher(text).matches()) {
      return List.of(text);
    }
    var updates = text.startsWith("scatter") ? Math.max(text.lastIndexOf(" for "), 0) : 0;
    return BINDER.matcher(text.substring(updates)).results().map(each -> each.group(1)).toList();
  }

  private Optional<String> text(int site) {
    return program.span(site).flatMap(sources::textOf);
  }
}
