package dev.strake.ir.phase;

import dev.strake.ir.Ids;
import dev.strake.ir.Kernel;
import dev.strake.ir.Layout;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.pass.Definitions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Cuts a scheduled kernel into phases.
///
/// What one phase needs of another goes through a cell, except what can be computed again from
/// literals, sizes and scalar parameters. In the code of a phase a cell is read once, before all
/// else, and written last; so values keep their names.
public final class CutPhases {
  private final Kernel kernel;
  private final Ids ids;
  private final Definitions definitions;
  private final Map<Value, Parameter> parameters = new LinkedHashMap<>();
  private final Map<Value, Op.Local> cells = new LinkedHashMap<>();
  private final Map<Value, Op.Local> sharedArrays = new LinkedHashMap<>();
  private int codes;

  private CutPhases(Kernel kernel) {
    this.kernel = kernel;
    this.ids = Ids.after(kernel);
    this.definitions = Definitions.of(kernel);
    kernel.parameters().forEach(parameter -> parameters.put(parameter.value(), parameter));
  }

  /// The phases of a kernel; empty if none of its loops is worth pieces.
  public static Optional<PhasedKernel> of(Kernel scheduled) {
    return new CutPhases(scheduled).cut();
  }

  private Optional<PhasedKernel> cut() {
    var nodes = new BodyCutter(definitions, ids).cut(kernel.body());
    if (nodes.stream().allMatch(Node.Straight.class::isInstance)) {
      return Optional.empty();
    }
    nodes.forEach(this::findCrossings);
    var phases = phases(nodes);
    var shared = new ArrayList<>(sharedArrays.values());
    shared.addAll(cells.values());
    return Optional.of(new PhasedKernel(kernel, shared, phases));
  }

  private void findCrossings(Node node) {
    switch (node) {
      case Node.Straight straight -> findCrossings(straight);
      case Node.Split split -> {
        List.of(split.lower(), split.upper()).forEach(this::addCell);
        freeIn(split.loop().body()).forEach(this::cross);
      }
      case Node.Repeated loop -> {
        List.of(loop.index(), loop.lower(), loop.upper()).forEach(this::addCell);
        loop.body().forEach(this::findCrossings);
      }
      case Node.While loop -> {
        addCell(loop.holds());
        findCrossings(loop.condition());
        loop.body().forEach(this::findCrossings);
      }
      case Node.Choice choice -> {
        addCell(choice.condition());
        choice.whenTrue().forEach(this::findCrossings);
        choice.whenFalse().forEach(this::findCrossings);
      }
    }
  }

  private void findCrossings(Node.Straight straight) {
    free(straight).forEach(this::cross);
    straight.assignments().forEach(assignment -> addCell(assignment.variable()));
  }

  private void addCell(Value value) {
    cells.computeIfAbsent(
        value,
        _ -> {
          var type = new ViewType(value.scalar(), List.of(), Layout.ROW_MAJOR);
          return new Op.Local(ids.fresh(type), 0);
        });
  }

  /// `value` is read by a phase that does not define it.
  private void cross(Value value) {
    if (parameters.containsKey(value)) {
      return;
    }
    if (definitions.op(value).orElse(null) instanceof Op.Local local) {
      sharedArrays.put(value, local);
    } else if (!isRepeatable(value)) {
      addCell(value);
    }
  }

  /// Whether a phase may compute it again: from literals, sizes and parameters alone.
  private boolean isRepeatable(Value value) {
    if (parameters.containsKey(value)) {
      return true;
    }
    var op = definitions.op(value);
    var isPure =
        op.map(made -> made instanceof Op.Scalar || made instanceof Op.SizeOf).orElse(false);
    return isPure
        && !definitions.canFail(op.get())
        && op.get().operands().stream().allMatch(this::isRepeatable);
  }

  /// The values read in a node but not defined in it.
  private static Set<Value> free(Node.Straight straight) {
    var free = freeIn(straight.ops());
    var defined = defined(straight);
    for (var assignment : straight.assignments()) {
      if (!defined.contains(assignment.source())) {
        free.add(assignment.source());
      }
    }
    return free;
  }

  private static Set<Value> defined(Node.Straight straight) {
    return straight.ops().stream().flatMap(op -> op.results().stream()).collect(Collectors.toSet());
  }

  private static Set<Value> freeIn(List<Op> ops) {
    return freeIn(new Region(List.of(), ops, List.of()));
  }

  private static Set<Value> freeIn(Region region) {
    var free = new LinkedHashSet<Value>();
    collectFree(region, new LinkedHashSet<>(), free);
    return free;
  }

  private static void collectFree(Region region, Set<Value> defined, Set<Value> free) {
    defined.addAll(region.parameters());
    for (var op : region.ops()) {
      op.operands().stream().filter(value -> !defined.contains(value)).forEach(free::add);
      op.regions().forEach(inner -> collectFree(inner, defined, free));
      defined.addAll(op.results());
    }
    region.results().stream().filter(value -> !defined.contains(value)).forEach(free::add);
  }

  private List<Phase> phases(List<Node> nodes) {
    return nodes.stream().map(this::phase).toList();
  }

  private Phase phase(Node node) {
    return switch (node) {
      case Node.Straight straight -> serial(straight);
      case Node.Split split -> parallel(split);
      case Node.Repeated loop ->
          new Phase.Repeated(
              cell(loop.index()), cell(loop.lower()), cell(loop.upper()), phases(loop.body()));
      case Node.While loop ->
          new Phase.While(serial(loop.condition()), cell(loop.holds()), phases(loop.body()));
      case Node.Choice choice ->
          new Phase.Choice(
              cell(choice.condition()), phases(choice.whenTrue()), phases(choice.whenFalse()));
    };
  }

  private Value cell(Value variable) {
    return cells.get(variable).result();
  }

  private Phase.Serial serial(Node.Straight straight) {
    var code = new ArrayList<Op>();
    free(straight).forEach(value -> supply(value, code));
    for (var op : straight.ops()) {
      if (!(op instanceof Op.Local local && sharedArrays.containsKey(local.result()))) {
        code.add(op);
      }
    }
    for (var value : defined(straight)) {
      if (cells.containsKey(value)) {
        code.add(new Op.Store(cell(value), List.of(), value, 0));
      }
    }
    for (var assignment : straight.assignments()) {
      code.add(new Op.Store(cell(assignment.variable()), List.of(), assignment.source(), 0));
    }
    return new Phase.Serial(code(code, List.of()));
  }

  private Phase.Parallel parallel(Node.Split split) {
    var loop = split.loop();
    var low = new Parameter(PieceBounds.LOW, Parameter.Role.IN, ids.fresh(ScalarType.I64));
    var high = new Parameter(PieceBounds.HIGH, Parameter.Role.IN, ids.fresh(ScalarType.I64));
    var code = new ArrayList<Op>();
    var part = loop.withBounds(low.value(), high.value());
    freeIn(loop.body()).forEach(value -> supply(value, code));
    code.add(part);
    var kernel = code(code, List.of(low, high));
    return new Phase.Parallel(
        kernel,
        PieceBounds.of(kernel).orElseThrow(),
        cell(split.lower()),
        cell(split.upper()),
        loop.index());
  }

  /// Adds what makes `value` known to a phase that does not define it.
  private void supply(Value value, List<Op> code) {
    var isKnown =
        parameters.containsKey(value)
            || sharedArrays.containsKey(value)
            || code.stream().anyMatch(op -> op.results().contains(value));
    if (isKnown) {
      return;
    }
    if (cells.containsKey(value)) {
      code.add(new Op.Load(value, cell(value), List.of(), 0));
      return;
    }
    var op = definitions.op(value).orElseThrow();
    op.operands().forEach(operand -> supply(operand, code));
    code.add(op);
  }

  /// A kernel of these ops, with the shared arrays that they read or write and `more`.
  private Kernel code(List<Op> ops, List<Parameter> more) {
    var used = freeIn(ops);
    // All of the kernel's: sizes are bound by them.
    var taken = new ArrayList<>(kernel.parameters());
    for (var value : used) {
      if (value.type() instanceof ViewType && !parameters.containsKey(value)) {
        taken.add(new Parameter(PhasedKernel.nameOf(value), Parameter.Role.INOUT, value));
      }
    }
    taken.addAll(more);
    var body = new Region(List.of(), ops, List.of());
    return Kernel.of(kernel.name() + "." + codes++, taken, List.of(), body);
  }
}
