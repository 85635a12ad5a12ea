package dev.strake.ir.ranges;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Value;
import dev.strake.ir.diag.Diagnostic;
import dev.strake.ir.diag.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Says what is wrong with a store that races, where, and what was probably meant.
final class RaceReport {
  private final Program program;
  private final KernelScan scan;
  private final KernelText text;
  private final ExampleSearch examples;

  RaceReport(Program program, KernelScan scan, Function<SourceSpan, String> textOf) {
    this.program = program;
    this.scan = scan;
    text = new KernelText(program, scan.kernel(), textOf);
    examples = new ExampleSearch(scan);
  }

  /// A race that stands for the others of its store, with an example if there is one.
  private record Shown(RaceProver.Race race, Optional<Example> example) {}

  /// One error about one store; writes by several iterations come before reads.
  Diagnostic diagnostic(List<RaceProver.Race> races) {
    var writes = races.stream().filter(race -> race.other().isStore()).toList();
    return writes.isEmpty() ? readAndWritten(races) : writtenTwice(writes);
  }

  private Shown shown(List<RaceProver.Race> races) {
    var best = new Shown(races.getFirst(), Optional.empty());
    for (var race : races) {
      var example = examples.meeting(race);
      if (example.filter(Example::isCertain).isPresent()) {
        return new Shown(race, example);
      }
      if (best.example().isEmpty() && example.isPresent()) {
        best = new Shown(race, example);
      }
    }
    return best;
  }

  private Diagnostic writtenTwice(List<RaceProver.Race> races) {
    var store = races.getFirst().store();
    var shown = shown(races);
    var loops = loops(races);
    var absent = loops.stream().filter(loop -> !appears(loop, store)).toList();
    var labels = new ArrayList<Diagnostic.Label>();
    if (absent.isEmpty()) {
      labelWrites(labels, shown);
    } else {
      addLabel(labels, store.site(), "written by every " + names(absent));
    }
    for (var loop : absent) {
      addLabel(labels, loop.site(), text.name(loop) + " does not appear in the subscript");
    }
    for (var race : races) {
      if (race.other() != store) {
        addLabel(labels, race.other().site(), "and here");
      }
    }
    return new Diagnostic(
        "K0207",
        Diagnostic.Severity.ERROR,
        "iterations of this parallel loop write the same element",
        labels,
        "in kernel " + scan.kernel().name() + ", " + writesNote(shown, absent),
        help(store, loops, absent));
  }

  private void labelWrites(List<Diagnostic.Label> labels, Shown shown) {
    var store = shown.race().store();
    var other = shown.race().other();
    if (shown.example().isEmpty()) {
      addLabel(labels, store.site(), "another iteration may write this element");
      return;
    }
    var first = iteration(store, shown.example().get(), 0);
    var second = iteration(other, shown.example().get(), 1);
    if (store.site() == other.site()) {
      addLabel(labels, store.site(), "written by " + first + " and by " + second);
    } else {
      addLabel(labels, store.site(), "written by " + first);
      addLabel(labels, other.site(), "and by " + second);
    }
  }

  private Diagnostic readAndWritten(List<RaceProver.Race> races) {
    var shown = shown(races);
    var store = shown.race().store();
    var load = shown.race().other();
    var labels = new ArrayList<Diagnostic.Label>();
    var example = shown.example();
    addLabel(
        labels,
        load.site(),
        example.map(e -> "read by " + iteration(load, e, 1)).orElse("read here"));
    addLabel(
        labels,
        store.site(),
        example
            .map(e -> "written by " + iteration(store, e, 0))
            .orElse("written here by another iteration"));
    races.forEach(race -> addLabel(labels, race.other().site(), "also read here"));
    return new Diagnostic(
        "K0208",
        Diagnostic.Severity.ERROR,
        "an iteration of this parallel loop reads what another writes",
        labels,
        "in kernel " + scan.kernel().name() + ", " + readNote(shown),
        "store into another array, or " + ordered(loops(races)));
  }

  private String iteration(Access access, Example example, int which) {
    return text.iteration(access.loops(), example.iterations().get(which).indices());
  }

  private static List<Scope.Loop> loops(List<RaceProver.Race> races) {
    var loops = new LinkedHashSet<Scope.Loop>();
    races.forEach(race -> loops.add(race.loop()));
    return List.copyOf(loops);
  }

  /// `i`, `i and j`.
  private String names(List<Scope.Loop> loops) {
    return loops.stream().map(text::name).collect(Collectors.joining(" and "));
  }

  private void addLabel(List<Diagnostic.Label> labels, int site, String words) {
    program
        .span(site)
        .map(span -> new Diagnostic.Label(span, words))
        .filter(label -> labels.stream().noneMatch(known -> known.span().equals(label.span())))
        .ifPresent(labels::add);
  }

  private String writesNote(Shown shown, List<Scope.Loop> absent) {
    var race = shown.race();
    var store = element(race.store());
    if (shown.example().isPresent()) {
      var example = shown.example().get();
      return "%siterations %s and %s %s %s"
          .formatted(
              sizes(example),
              iteration(race.store(), example, 0),
              iteration(race.other(), example, 1),
              example.isCertain() ? "both write" : "may both write",
              text.element(race.store().view(), example.iterations().getFirst().element()));
    }
    if (!absent.isEmpty()) {
      return "%s is the same element for every %s".formatted(store, names(absent));
    }
    var data = source(race.store());
    if (data.isPresent()) {
      return "%s depends on data: iterations with the same %s write the same element"
          .formatted(store, data.get());
    }
    return mayMeet(race);
  }

  private String readNote(Shown shown) {
    var race = shown.race();
    if (shown.example().isPresent()) {
      var example = shown.example().get();
      return "%siteration %s %s %s, which iteration %s %s"
          .formatted(
              sizes(example),
              iteration(race.other(), example, 1),
              example.isCertain() ? "reads" : "may read",
              text.element(race.store().view(), example.iterations().getFirst().element()),
              iteration(race.store(), example, 0),
              example.isCertain() ? "writes" : "may write");
    }
    if (source(race.store()).isPresent() || source(race.other()).isPresent()) {
      return "it depends on data whether %s and %s are the same element for different %s"
          .formatted(element(race.other()), element(race.store()), text.name(race.loop()));
    }
    return mayMeet(race);
  }

  /// `for n = 2: `, or nothing where no size matters.
  static String sizes(Example example) {
    var sizes =
        new TreeMap<>(example.sizes())
            .entrySet().stream()
                .map(size -> size.getKey() + " = " + size.getValue())
                .collect(Collectors.joining(", "));
    return sizes.isEmpty() ? "" : "for " + sizes + ": ";
  }

  private String mayMeet(RaceProver.Race race) {
    var store = element(race.store());
    var other = element(race.other());
    var elements = other.equals(store) ? store : other + " and " + store;
    return "%s may be the same element for different %s%s"
        .formatted(elements, text.name(race.loop()), reservation());
  }

  /// The data that choose the element, if data do.
  private Optional<String> source(Access access) {
    return access.indexValues().stream().flatMap(index -> text.source(index).stream()).findFirst();
  }

  private String reservation() {
    return scan.prover().isExhausted()
        ? "; the kernel is too large for a longer search for a proof"
        : "";
  }

  private String element(Access access) {
    return text.element(access.view(), access.indexValues(), access.site());
  }

  /// Whether a loop's index takes part in the subscript, directly or through what is computed from
  /// it; the indices of loops inside it don't count as computed.
  private boolean appears(Scope.Loop loop, Access access) {
    var indices = access.loops().stream().map(Scope.Loop::atom).collect(Collectors.toSet());
    return access.forms().stream()
        .anyMatch(form -> appears(loop.atom(), form.congruent(), indices));
  }

  private boolean appears(int index, AffineForm form, Set<Integer> indices) {
    for (var term = 0; term < form.terms(); term++) {
      if (appears(index, form.atomAt(term), indices)) {
        return true;
      }
    }
    return false;
  }

  private boolean appears(int index, int atom, Set<Integer> indices) {
    return switch (scan.atoms().kind(atom)) {
      case Atom.Symbol _, Atom.Residual _, Atom.Copy _ -> false;
      case Atom.Opaque _ -> atom == index || atom > index && !indices.contains(atom);
      case Atom.Quotient(var a, var b) -> appears(index, a, indices) || appears(index, b, indices);
      case Atom.Minimum(var a, var b) -> appears(index, a, indices) || appears(index, b, indices);
      case Atom.Maximum(var a, var b) -> appears(index, a, indices) || appears(index, b, indices);
      case Atom.Product(var factors) ->
          factors.stream().anyMatch(factor -> appears(index, (int) factor, indices));
    };
  }

  private String help(Access store, List<Scope.Loop> loops, List<Scope.Loop> absent) {
    var reduction = absent.equals(loops) ? reduction(store, loops) : Optional.<String>empty();
    if (reduction.isPresent()) {
      return "make it a reduction:   " + reduction.get();
    }
    if (source(store).isPresent()) {
      return scatter(store, loops);
    }
    return absent.isEmpty()
        ? ordered(loops)
        : "let the element depend on %s, or %s".formatted(names(absent), ordered(absent));
  }

  private String ordered(List<Scope.Loop> loops) {
    var word = loops.size() == 1 ? "loop" : "loops";
    return "make the %s over %s `seq for`".formatted(word, names(loops));
  }

  /// `scatter y[at[i]] += x[i] for i in 0..n;` for a store to where data say.
  private String scatter(Access store, List<Scope.Loop> loops) {
    var accumulation = accumulation(store);
    var value =
        accumulation
            .map(Accumulation::operand)
            .or(() -> store.op() instanceof Op.Store s ? Optional.of(s.value()) : Optional.empty())
            .map(text::sum)
            .orElse(KernelText.UNKNOWN);
    if (value.contains(KernelText.UNKNOWN)) {
      return "use `scatter`, which updates in order, or " + ordered(loops);
    }
    var update = accumulation.map(Accumulation::operator).orElse("=");
    var binders = loops.stream().map(text::binder).collect(Collectors.joining(", "));
    return "make it a scatter:   scatter %s %s %s for %s;"
        .formatted(element(store), update, value, binders);
  }

  /// `s[i] = sum[j in 0..m] x[i, j];` for a store that combines an element with something new.
  private Optional<String> reduction(Access store, List<Scope.Loop> loops) {
    return accumulation(store)
        .map(
            found -> {
              var binders = loops.stream().map(text::binder).collect(Collectors.joining(", "));
              var element = element(store);
              var total =
                  "%s[%s] %s".formatted(found.word(), binders, text.primary(found.operand()));
              return isResult(store.view())
                  ? "%s = %s;".formatted(element, total)
                  : found.update().formatted(element, total) + ";";
            });
  }

  private boolean isResult(Value view) {
    return scan.kernel().results().stream().map(Parameter::value).anyMatch(view::equals);
  }

  /// `element op= operand`: the reduction's word, and how its result joins what is there.
  private record Accumulation(String word, String operator, String update, Value operand) {
    static Optional<Accumulation> of(BinaryOp op, Value operand) {
      return switch (op) {
        case ADD -> Optional.of(new Accumulation("sum", "+=", "%s += %s", operand));
        case MUL -> Optional.of(new Accumulation("prod", "*=", "%s *= %s", operand));
        case MIN -> Optional.of(new Accumulation("min", "min=", "%1$s = min(%1$s, %2$s)", operand));
        case MAX -> Optional.of(new Accumulation("max", "max=", "%1$s = max(%1$s, %2$s)", operand));
        case SUB, DIV, REM, FLOORDIV, FLOORMOD -> Optional.empty();
        case AND, OR, XOR, SHL, SHR, USHR -> Optional.empty();
      };
    }
  }

  /// Looks for `store v[i], (load v[i]) op operand`.
  private Optional<Accumulation> accumulation(Access store) {
    if (!(store.op() instanceof Op.Store(_, _, var value, _))
        || !(text.definition(value).orElse(store.op())
            instanceof Op.Binary(_, var op, var left, var right, _))) {
      return Optional.empty();
    }
    if (isSameElement(store, left)) {
      return Accumulation.of(op, right);
    }
    return op.isCommutative() && isSameElement(store, right)
        ? Accumulation.of(op, left)
        : Optional.empty();
  }

  private boolean isSameElement(Access store, Value loaded) {
    return scan.accesses().stream()
        .anyMatch(
            access ->
                access.op().results().contains(loaded)
                    && access.view().equals(store.view())
                    && access.forms().equals(store.forms()));
  }
}
