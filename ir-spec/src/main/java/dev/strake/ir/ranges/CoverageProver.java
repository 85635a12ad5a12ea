package dev.strake.ir.ranges;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Value;
import dev.strake.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which results a kernel writes wholly, so that they need not be zeroed first.
///
/// Each store that runs in every iteration of loops known at launch fills a box, with one loop
/// index (plus or minus a constant) or one size per axis; boxes that meet on one axis and agree on
/// the others are joined until one fills the view.
public final class CoverageProver {
  /// Each round extends every box by every other; more are not tried.
  private static final int MAX_ROUNDS = 8;

  private final KernelScan scan;

  /// Half-open on one axis.
  private record Span(AffineForm lower, AffineForm upper) {}

  private CoverageProver(KernelScan scan) {
    this.scan = scan;
  }

  public static CoverageProver of(Kernel kernel) {
    return new CoverageProver(KernelScan.of(kernel));
  }

  /// Warnings (K0209) about results that are zeroed first because not every element is provably
  /// written.
  public static List<Diagnostic> check(Program program) {
    var warnings = new ArrayList<Diagnostic>();
    for (var kernel : program.kernels()) {
      warnings.addAll(warnings(program, KernelScan.of(kernel)));
    }
    return warnings;
  }

  static List<Diagnostic> warnings(Program program, KernelScan scan) {
    var prover = new CoverageProver(scan);
    return scan.kernel().results().stream()
        .filter(result -> !prover.isWhollyWritten(result))
        .map(result -> prover.warning(program, result))
        .toList();
  }

  private Diagnostic warning(Program program, Parameter result) {
    var labels =
        stores(result.value()).stream()
            .flatMap(store -> program.span(store.site()).stream())
            .map(span -> new Diagnostic.Label(span, "writes part of it, as far as is known"))
            .limit(1)
            .toList();
    var message =
        "result %s of kernel %s is zeroed first, as not every element is provably written"
            .formatted(result.name(), scan.kernel().name());
    return new Diagnostic(
        "K0209",
        Diagnostic.Severity.WARNING,
        message,
        labels,
        "",
        "write every element in loops over the whole extents, or leave it if zeros are meant");
  }

  /// Whether every element of a result is written, whatever the sizes are.
  public boolean isWhollyWritten(Parameter result) {
    var boxes = new ArrayList<List<Span>>();
    for (var store : unconditional(stores(result.value()))) {
      box(store).filter(box -> !boxes.contains(box)).ifPresent(boxes::add);
    }
    var rounds = Math.min(boxes.size(), MAX_ROUNDS);
    for (var round = 0; round < rounds; round++) {
      for (var box : List.copyOf(boxes)) {
        boxes.replaceAll(other -> extended(other, box));
      }
    }
    return boxes.stream().anyMatch(box -> fills(box, result.value()));
  }

  /// Whether a result comes out the same whatever its elements were before: every one is written,
  /// and none is read.
  public boolean isIndependentOfContents(Parameter result) {
    var isRead =
        scan.accesses().stream()
            .anyMatch(
                access -> access.op() instanceof Op.Load && access.view().equals(result.value()));
    return !isRead && isWhollyWritten(result);
  }

  private List<Access> stores(Value view) {
    return scan.accesses().stream()
        .filter(access -> access.op() instanceof Op.Store && access.view().equals(view))
        .toList();
  }

  /// The stores that always run; two equal ones in both arms of a branch make one.
  private static List<Access> unconditional(List<Access> stores) {
    var always = new ArrayList<Access>();
    var open = new ArrayList<>(stores);
    while (!open.isEmpty()) {
      open.sort(Comparator.comparingInt(store -> store.scopes().size()));
      var store = open.removeLast();
      if (store.isUnconditional()) {
        always.add(store);
      } else if (store.scopes().getLast() instanceof Scope.Arm arm) {
        open.stream()
            .filter(other -> isCounterpart(store, arm, other))
            .findFirst()
            .ifPresent(_ -> open.add(store.outside()));
      }
    }
    return always;
  }

  private static boolean isCounterpart(Access store, Scope.Arm arm, Access other) {
    return !other.scopes().isEmpty()
        && other.scopes().getLast() instanceof Scope.Arm counter
        && counter.id() == arm.id()
        && counter.region() != arm.region()
        && other.forms().equals(store.forms());
  }

  /// The elements a store fills. Loops whose index it does not use must not be empty.
  private Optional<List<Span>> box(Access store) {
    var unused = new ArrayList<>(store.loops());
    var box = new ArrayList<Span>();
    for (var form : store.forms()) {
      var span = span(form.exact(), unused);
      if (span.isEmpty()) {
        return Optional.empty();
      }
      box.add(span.get());
    }
    return unused.stream().allMatch(this::isEntered) ? Optional.of(box) : Optional.empty();
  }

  /// What one index runs over; the loop it uses is taken from `unused`.
  private Optional<Span> span(AffineForm index, List<Scope.Loop> unused) {
    try {
      if (scan.atoms().isSize(index)) {
        return Optional.of(new Span(index, index.plus(1)));
      }
      for (var loop : List.copyOf(unused)) {
        var sign = index.coefficient(loop.atom());
        var offset = index.minus(AffineForm.atom(loop.atom()).times(sign));
        if (Math.absExact(sign) == 1 && scan.atoms().isSize(offset) && isFixed(loop)) {
          unused.remove(loop);
          var lower = loop.lower().exact();
          var upper = loop.upper().exact();
          return Optional.of(
              sign > 0
                  ? new Span(offset.plus(lower), offset.plus(upper))
                  : new Span(offset.minus(upper).plus(1), offset.minus(lower).plus(1)));
        }
      }
      return Optional.empty();
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  private boolean isFixed(Scope.Loop loop) {
    return scan.atoms().isSize(loop.lower().exact()) && scan.atoms().isSize(loop.upper().exact());
  }

  /// `box` extended on each axis where `other` meets it, while `other` holds all of it on the rest.
  private List<Span> extended(List<Span> box, List<Span> other) {
    for (var axis = 0; axis < box.size(); axis++) {
      var mine = box.get(axis);
      var theirs = other.get(axis);
      if (mine.equals(theirs) || !holdsOnOthers(other, box, axis)) {
        continue;
      }
      var wider = new ArrayList<>(box);
      if (isAtMost(theirs.lower(), mine.upper()) && isAtMost(mine.upper(), theirs.upper())) {
        wider.set(axis, new Span(mine.lower(), theirs.upper()));
        return wider;
      }
      if (isAtMost(mine.lower(), theirs.upper()) && isAtMost(theirs.lower(), mine.lower())) {
        wider.set(axis, new Span(theirs.lower(), mine.upper()));
        return wider;
      }
    }
    return box;
  }

  private boolean holdsOnOthers(List<Span> outer, List<Span> inner, int but) {
    for (var axis = 0; axis < inner.size(); axis++) {
      if (axis != but
          && !(isAtMost(outer.get(axis).lower(), inner.get(axis).lower())
              && isAtMost(inner.get(axis).upper(), outer.get(axis).upper()))) {
        return false;
      }
    }
    return true;
  }

  private boolean fills(List<Span> box, Value view) {
    for (var axis = 0; axis < box.size(); axis++) {
      var extent = scan.sizes().form(view.view().dims().get(axis));
      if (!isAtMost(box.get(axis).lower(), AffineForm.ZERO)
          || !isAtMost(extent, box.get(axis).upper())) {
        return false;
      }
    }
    return true;
  }

  private boolean isAtMost(AffineForm left, AffineForm right) {
    try {
      return scan.prover().proves(scan.launched(), right.minus(left));
    } catch (ArithmeticException _) {
      return false;
    }
  }

  private boolean isEntered(Scope.Loop loop) {
    try {
      var trips = loop.upper().exact().minus(loop.lower().exact());
      return scan.prover().proves(loop.outside(), trips.plus(-1));
    } catch (ArithmeticException _) {
      return false;
    }
  }
}
