package dev.strake.ir.ranges;

import dev.strake.ir.LaunchCheck;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.Value;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Says which indices are always out of range, and which are checked while a kernel runs.
public final class RangeReport {
  private final Program program;
  private final KernelScan scan;
  private final KernelText text;
  private final ExampleSearch examples;

  RangeReport(Program program, KernelScan scan, Function<SourceSpan, String> textOf) {
    this.program = program;
    this.scan = scan;
    text = new KernelText(program, scan.kernel(), textOf);
    examples = new ExampleSearch(scan);
  }

  /// A note (K0211) for every load and store of the program that is checked each time it runs, with
  /// the reason why no proof was found. `textOf` gives the text of a span, empty where there is
  /// none.
  public static List<Diagnostic> checks(Program program, Function<SourceSpan, String> textOf) {
    var notes = new ArrayList<Diagnostic>();
    for (var kernel : program.kernels()) {
      var report = new RangeReport(program, KernelScan.of(kernel), textOf);
      report.checks().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    }
    return notes;
  }

  private List<Diagnostic> checks() {
    var notes = new ArrayList<Diagnostic>();
    for (var access : scan.accesses()) {
      for (var axis = 0; axis < access.indices().size(); axis++) {
        if (access.indices().get(axis).range() instanceof Range.PerElement) {
          notes.add(check(access, axis));
        }
      }
    }
    return notes;
  }

  private Diagnostic check(Access access, int axis) {
    var index = access.indexValues().get(axis);
    var data = text.source(index);
    var example = examples.outside(access, axis);
    var reason =
        data.map(source -> source + " comes from data")
            .or(() -> example.map(found -> outside(access, axis, found)))
            .orElse("no proof was found that it stays in range");
    return new Diagnostic(
        "K0211",
        Diagnostic.Severity.NOTE,
        "index %s of %s is checked each time".formatted(name(index, axis), element(access)),
        labels(access, ""),
        "in kernel " + scan.kernel().name() + ", " + reason,
        data.isPresent() || example.isPresent()
            ? "a condition around it, or `assert`, can say what is known of it"
            : "`where` can say how sizes are related");
  }

  private String name(Value index, int axis) {
    var words = text.sum(index);
    return words.contains(KernelText.UNKNOWN) ? "number " + (axis + 1) : words;
  }

  /// Warnings (K0210) about indices that are out of range in every launch that gets to them.
  List<Diagnostic> failures() {
    var warnings = new ArrayList<Diagnostic>();
    for (var access : scan.accesses()) {
      for (var axis = 0; axis < access.indices().size(); axis++) {
        if (access.indices().get(axis).range() instanceof Range.AtLaunch(var check)
            && alwaysFails(check)) {
          failure(access, axis).filter(found -> !warnings.contains(found)).ifPresent(warnings::add);
        }
      }
    }
    return warnings;
  }

  private Optional<Diagnostic> failure(Access access, int axis) {
    return examples
        .outside(access, axis)
        .filter(Example::isCertain)
        .map(
            example ->
                new Diagnostic(
                    "K0210",
                    Diagnostic.Severity.WARNING,
                    "%s is out of range in every launch that gets here".formatted(element(access)),
                    labels(
                        access, text.element(access.view(), element(example)) + " does not exist"),
                    "in kernel " + scan.kernel().name() + ", " + outside(access, axis, example),
                    "let the loop end earlier or start later, or put a condition around it"));
  }

  private static List<Long> element(Example example) {
    return example.iterations().getFirst().element();
  }

  /// Whether the lowest or the highest value of an index, both of which it takes if no loop is
  /// empty, is outside whatever the sizes are.
  private boolean alwaysFails(LaunchCheck check) {
    var facts = scan.launched();
    for (var span : check.loops()) {
      var lower = scan.sizes().form(span.lower());
      facts = facts.and(Fact.less(lower, scan.sizes().form(span.upper())));
    }
    try {
      var lowest = scan.sizes().form(check.lowest());
      var highest = scan.sizes().form(check.highest());
      return scan.prover().proves(facts, highest.minus(scan.sizes().form(check.extent())))
          || scan.prover().proves(facts, lowest.negated().plus(-1));
    } catch (ArithmeticException _) {
      return false;
    }
  }

  /// `for n = 1: i = 0 goes to x[1], but x has the shape [1]`.
  private String outside(Access access, int axis, Example example) {
    var point = new SampleValues.Point(example.launch(), example.iterations().getFirst().indices());
    var dims = access.view().view().dims();
    var shape =
        dims.stream()
            .map(dim -> examples.extent(dim, point))
            .collect(Collectors.joining(", ", "[", "]"));
    var loops = access.loops();
    var iteration =
        loops.isEmpty()
            ? "it"
            : "iteration " + text.iteration(loops, example.iterations().getFirst().indices());
    return "%s%s %s %s of an array of shape %s"
        .formatted(
            RaceReport.sizes(example),
            iteration,
            access.op() instanceof Op.Load ? "reads" : "writes",
            text.element(access.view(), element(example)),
            shape);
  }

  private List<Diagnostic.Label> labels(Access access, String words) {
    return program.span(access.site()).map(span -> new Diagnostic.Label(span, words)).stream()
        .toList();
  }

  private String element(Access access) {
    return text.element(access.view(), access.indexValues(), access.site());
  }
}
