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
import java.util.function.Function;
import java.util.stream.Collectors;

/// Says what is wrong with a store that races, where, and what was probably meant.
final class RaceReport {
  private final Program program;
  private final KernelScan scan;
  private final KernelText text;

  RaceReport(Program program, KernelScan scan, Function<SourceSpan, String> textOf) {
    this.program = program;
    this.scan = scan;
    text = new KernelText(program, scan.kernel(), textOf);
  }

  /// One error about one store; writes by several iterations come before reads.
  Diagnostic diagnostic(List<RaceProver.Race> races) {
    var writes = races.stream().filter(race -> race.other().isStore()).toList();
    return writes.isEmpty() ? readAndWritten(races) : writtenTwice(writes);
  }

  private Diagnostic writtenTwice(List<RaceProver.Race> races) {
    var store = races.getFirst().store();
    var loops = loops(races);
    var absent = loops.stream().filter(loop -> !appears(loop, store)).toList();
    var labels = new ArrayList<Diagnostic.Label>();
    if (absent.isEmpty()) {
      addLabel(labels, store.site(), "another iteration may write this element");
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
        note(races, absent),
        help(store, loops, absent));
  }

  private Diagnostic readAndWritten(List<RaceProver.Race> races) {
    var store = races.getFirst().store();
    var labels = new ArrayList<Diagnostic.Label>();
    addLabel(labels, races.getFirst().other().site(), "read here");
    addLabel(labels, store.site(), "written here by another iteration");
    races.stream().skip(1).forEach(race -> addLabel(labels, race.other().site(), "also read here"));
    return new Diagnostic(
        "K0208",
        Diagnostic.Severity.ERROR,
        "an iteration of this parallel loop reads what another writes",
        labels,
        note(races, List.of()),
        "store into another array, or " + ordered(loops(races)));
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

  /// Names the elements of the first race, which stands for the others.
  private String note(List<RaceProver.Race> races, List<Scope.Loop> absent) {
    var race = races.getFirst();
    var kernel = scan.kernel().name();
    var store = element(race.store());
    if (!absent.isEmpty()) {
      return "in kernel %s, %s is the same element for every %s"
          .formatted(kernel, store, names(absent));
    }
    var other = element(race.other());
    var elements = other.equals(store) ? store : other + " and " + store;
    return "in kernel %s, %s may be the same element for different %s%s"
        .formatted(kernel, elements, text.name(race.loop()), reservation());
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
    return absent.isEmpty()
        ? ordered(loops)
        : "let the element depend on %s, or %s".formatted(names(absent), ordered(absent));
  }

  private String ordered(List<Scope.Loop> loops) {
    var word = loops.size() == 1 ? "loop" : "loops";
    return "make the %s over %s `seq for`".formatted(word, names(loops));
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
  private record Accumulation(String word, String update, Value operand) {
    static Optional<Accumulation> of(BinaryOp op, Value operand) {
      return switch (op) {
        case ADD -> Optional.of(new Accumulation("sum", "%s += %s", operand));
        case MUL -> Optional.of(new Accumulation("prod", "%s *= %s", operand));
        case MIN -> Optional.of(new Accumulation("min", "%1$s = min(%1$s, %2$s)", operand));
        case MAX -> Optional.of(new Accumulation("max", "%1$s = max(%1$s, %2$s)", operand));
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
