package dev.strake.ir.verify;

import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Program;
import dev.strake.ir.Region;
import dev.strake.ir.ResultTypes;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.backend.Backend;
import dev.strake.ir.text.IrPrinter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Walks over one definition with the values in scope: R2, R3, R5, R8, R10, R11, R16 to R18, R20
/// and what R13 says of bodies. [OpVerifier] looks at single ops.
final class RegionVerifier {
  /// What an op is inside of.
  private enum Within {
    FUNCTION,
    REDUCTION,
    LANES
  }

  /// Ids are places in tables; passes take those after the largest.
  private static final int END_OF_IDS = 1_000_000;

  private final Program program;
  private final Backend.Form form;
  private final Set<String> symbols;
  private final Findings findings;
  private final OpVerifier opVerifier;
  private final Set<Integer> ids = new HashSet<>();
  private final Set<Value> writable = new HashSet<>();

  private RegionVerifier(
      Program program, Backend.Form form, Set<String> symbols, Findings findings) {
    this.program = program;
    this.form = form;
    this.symbols = symbols;
    this.findings = findings;
    this.opVerifier = new OpVerifier(program, findings);
  }

  static void function(Program program, Backend.Form form, Func function, Findings findings) {
    var verifier = new RegionVerifier(program, form, Set.of(), findings);
    verifier.region(function.body(), Map.of(), EnumSet.of(Within.FUNCTION), findings::definition);
  }

  /// `symbols` are those that sizes may name.
  static void kernel(
      Program program, Backend.Form form, Kernel kernel, Set<String> symbols, Findings findings) {
    var verifier = new RegionVerifier(program, form, symbols, findings);
    var scope = new HashMap<Integer, Value>();
    for (var parameter : kernel.parameters()) {
      verifier.define(parameter.value(), scope, findings::definition);
      if (parameter.role() != Parameter.Role.IN) {
        verifier.writable.add(parameter.value());
      }
    }
    if (!kernel.body().parameters().isEmpty() || !kernel.body().results().isEmpty()) {
      findings.add(Rule.R7, "the body of a kernel takes and yields nothing");
    }
    verifier.region(kernel.body(), scope, EnumSet.noneOf(Within.class), findings::definition);
  }

  /// `line` is the header that the region's parameters stand in.
  private void region(
      Region region, Map<Integer, Value> around, EnumSet<Within> within, Supplier<String> line) {
    var scope = new HashMap<>(around);
    region.parameters().forEach(value -> define(value, scope, line));
    for (var op : region.ops()) {
      op(op, scope, within);
      op.results().forEach(result -> define(result, scope, () -> IrPrinter.firstLine(op)));
    }
    region.results().forEach(value -> yielded(value, region, scope));
  }

  private void define(Value value, Map<Integer, Value> scope, Supplier<String> line) {
    if (!ids.add(value.id())) {
      findings.addAt(Rule.R2, value + " is defined already", line.get());
    }
    if (form == Backend.Form.SCHEDULED && isExpanded(value.type())) {
      findings.addAt(Rule.R18, value + " is of type " + value.type(), line.get());
    }
    var isTooLarge = form == Backend.Form.WRITTEN && value.id() >= END_OF_IDS;
    if (value.id() < 0 || isTooLarge) {
      findings.addAt(Rule.R2, value + " has an id out of range", line.get());
    }
    scope.put(value.id(), value);
  }

  /// Whether scheduling makes other types of it.
  private static boolean isExpanded(Type type) {
    return switch (type) {
      case ScalarType scalar -> scalar.isHalf() || scalar.isComplex();
      case ViewType view -> isExpanded(view.element());
    };
  }

  private void yielded(Value value, Region region, Map<Integer, Value> scope) {
    var values = region.results().stream().map(Value::toString).collect(Collectors.joining(", "));
    if (!value.equals(scope.get(value.id()))) {
      findings.addAt(Rule.R3, undefined(value, scope), "yield " + values);
    }
    if (value.type() instanceof ViewType) {
      findings.addAt(Rule.R8, value + " is a view", "yield " + values);
    }
  }

  private static String undefined(Value value, Map<Integer, Value> scope) {
    var known = scope.get(value.id());
    return known == null
        ? value + " is not defined here"
        : "%s is a %s, defined as a %s".formatted(value, value.type(), known.type());
  }

  private void op(Op op, Map<Integer, Value> scope, EnumSet<Within> within) {
    for (var operand : op.operands()) {
      if (!operand.equals(scope.get(operand.id()))) {
        findings.add(Rule.R3, undefined(operand, scope), op);
      }
    }
    results(op);
    opVerifier.verify(op);
    place(op, within);
    for (var region : op.regions()) {
      region(region, scope, inside(op, region, within), () -> IrPrinter.firstLine(op));
    }
  }

  /// What the ops of a region are inside of.
  private static EnumSet<Within> inside(Op op, Region region, EnumSet<Within> within) {
    var inner = EnumSet.copyOf(within);
    if (op instanceof Op.For loop && loop.kind() instanceof LoopKind.Lanes) {
      inner.add(Within.LANES);
    }
    var isElement = op instanceof Op.Reduce || op instanceof Op.Scatter;
    if (isElement || op instanceof Op.Scan scan && region != scan.sink()) {
      inner.add(Within.REDUCTION);
    }
    return inner;
  }

  private void results(Op op) {
    var found = Findings.types(op.results());
    var given = ResultTypes.of(op);
    if (given.isPresent() && !given.get().equals(found)) {
      var message = "gives %s, has %s".formatted(Findings.show(given.get()), Findings.show(found));
      findings.add(Rule.R5, message, op);
    }
    var isLocal = op instanceof Op.Local;
    if (!isLocal && found.stream().anyMatch(ViewType.class::isInstance)) {
      findings.add(Rule.R8, "its result is a view", op);
    }
  }

  /// What is allowed where.
  private void place(Op op, EnumSet<Within> within) {
    var site = op.site();
    var isRow = site >= 0 && site <= program.sites().size();
    findings.require(isRow, Rule.R20, "there is no row " + site, op);
    if (isMemory(op)) {
      requireNot(within, Within.FUNCTION, Rule.R13, "memory or a size", op);
    }
    if (canFail(op)) {
      requireNot(within, Within.LANES, Rule.R17, "an op that can fail", op);
    }
    switch (op) {
      case Op.Local(var result, _) -> {
        requireNot(within, Within.LANES, Rule.R17, "a local array", op);
        requireNot(within, Within.REDUCTION, Rule.R16, "a local array", op);
        if (result.type() instanceof ViewType view) {
          view.dims().forEach(dim -> symbols(dim.symbols(), op));
        }
        writable.add(result);
      }
      case Op.Store(var view, _, _, _) -> {
        requireNot(within, Within.REDUCTION, Rule.R16, "a store", op);
        findings.require(writable.contains(view), Rule.R10, view + " is not written", op);
      }
      case Op.SizeOf(_, var size) -> symbols(size.symbols(), op);
      case Op.Print _ -> notScheduled("a print", op, within);
      case Op.Call _ ->
          findings.require(form == Backend.Form.WRITTEN, Rule.R18, "a call is left", op);
      case Op.For loop -> loop(loop, within);
      case Op.Reduce _ -> notScheduled("a reduction", op, within);
      case Op.Scan _ -> notScheduled("a scan", op, within);
      case Op.Scatter scatter -> {
        notScheduled("a scatter", op, within);
        requireNot(within, Within.REDUCTION, Rule.R16, "a scatter", op);
        var target = scatter.target();
        findings.require(writable.contains(target), Rule.R10, target + " is not written", op);
      }
      case Op.Scalar _, Op.Load _, Op.Check _, Op.If _, Op.While _ -> {}
    }
  }

  private void notScheduled(String what, Op op, EnumSet<Within> within) {
    findings.require(form != Backend.Form.SCHEDULED, Rule.R18, what + " is left", op);
    requireNot(within, Within.LANES, Rule.R17, what, op);
  }

  private static boolean isMemory(Op op) {
    return switch (op) {
      case Op.SizeOf _, Op.Local _, Op.Load _, Op.Store _, Op.Scatter _ -> true;
      case Op.Scalar _, Op.Check _, Op.Call _, Op.Print _ -> false;
      case Op.If _, Op.While _, Op.For _, Op.Reduce _, Op.Scan _ -> false;
    };
  }

  /// Whether an op of a checked program can fail, reductions aside.
  private static boolean canFail(Op op) {
    return switch (op) {
      case Op.Check _ -> true;
      case Op.Binary binary -> binary.result().type() instanceof ScalarType && binary.canFail();
      case Op.Flat _, Op.Structured _ -> false;
    };
  }

  private void loop(Op.For loop, EnumSet<Within> within) {
    switch (loop.kind()) {
      case LoopKind.Seq _ -> {}
      case LoopKind.Par _ -> {
        requireNot(within, Within.FUNCTION, Rule.R13, "a parallel loop", loop);
        requireNot(within, Within.REDUCTION, Rule.R16, "a parallel loop", loop);
        requireNot(within, Within.LANES, Rule.R17, "a parallel loop", loop);
      }
      case LoopKind.Lanes _ -> {
        requireNot(within, Within.FUNCTION, Rule.R13, "a lanes loop", loop);
        requireNot(within, Within.LANES, Rule.R17, "a lanes loop", loop);
        var isScheduled = form == Backend.Form.SCHEDULED;
        findings.require(isScheduled, Rule.R17, "this is the form " + form, loop);
      }
    }
  }

  private void requireNot(EnumSet<Within> within, Within place, Rule rule, String what, Op op) {
    if (within.contains(place)) {
      findings.add(rule, what + " inside a " + place.name().toLowerCase(Locale.ROOT), op);
    }
  }

  private void symbols(Set<String> names, Op op) {
    for (var name : names) {
      findings.require(symbols.contains(name), Rule.R11, "nothing binds " + name, op);
    }
  }
}
