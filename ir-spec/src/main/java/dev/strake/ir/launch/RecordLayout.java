package dev.strake.ir.launch;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The launch ABI: which 64-bit slot of a launch's record holds what. Bytecode, C, the interpreter
/// and the launcher all number slots by this class.
///
/// ```
/// 0 status   0, or the code of a FailureKind; whoever fails writes slots 0-3 and returns at once
/// 1 site     where in the source
/// 2 index    the offending index (or number of the assert's message)
/// 3 extent   what the index must be below
/// 4 ..       one slot per size symbol, in alphabetical order
///            per parameter: a scalar is one slot of raw bits;
///            a view is address, extents[rank], strides[rank] (strides in elements)
///            per local array, in program order: as a view
/// ```
public final class RecordLayout {
  public static final int STATUS = 0;
  public static final int SITE = 1;
  public static final int INDEX = 2;
  public static final int EXTENT = 3;
  private static final int HEADER_SLOTS = 4;

  private final Map<String, Integer> symbolSlots = new HashMap<>();
  private final Map<Integer, Integer> valueSlots = new HashMap<>();
  private final List<Op.Local> locals = new ArrayList<>();
  private final List<Op.Assert> asserts = new ArrayList<>();
  private final int slots;

  private RecordLayout(Kernel kernel) {
    var next = HEADER_SLOTS;
    for (var symbol : symbolsOf(kernel)) {
      symbolSlots.put(symbol, next++);
    }
    for (var parameter : kernel.parameters()) {
      valueSlots.put(parameter.value().id(), next);
      next += slotsOf(parameter.value());
    }
    collect(kernel.body());
    for (var local : locals) {
      valueSlots.put(local.result().id(), next);
      next += slotsOf(local.result());
    }
    slots = next;
  }

  /// The layout of a scheduled kernel.
  public static RecordLayout of(Kernel kernel) {
    return new RecordLayout(kernel);
  }

  private static int slotsOf(Value value) {
    return value.type() instanceof ViewType view ? 1 + 2 * view.rank() : 1;
  }

  private void collect(Region region) {
    for (var op : region.ops()) {
      if (op instanceof Op.Local local) {
        locals.add(local);
      } else if (op instanceof Op.Assert check) {
        asserts.add(check);
      }
      op.regions().forEach(this::collect);
    }
  }

  /// Number of 64-bit slots.
  public int slots() {
    return slots;
  }

  /// The slot of a size symbol's value.
  public int symbol(String name) {
    return symbolSlots.get(name);
  }

  /// The names with a symbol slot.
  public Set<String> symbols() {
    return new TreeSet<>(symbolSlots.keySet());
  }

  /// The slot of a scalar parameter's bits.
  public int scalar(Value parameter) {
    return valueSlots.get(parameter.id());
  }

  /// The slot of the address of a view parameter's or local array's first element.
  public int address(Value view) {
    return valueSlots.get(view.id());
  }

  public int extent(Value view, int axis) {
    return valueSlots.get(view.id()) + 1 + axis;
  }

  /// In elements.
  public int stride(Value view, int axis) {
    return valueSlots.get(view.id()) + 1 + view.view().rank() + axis;
  }

  /// Every local array, in program order.
  public List<Op.Local> locals() {
    return List.copyOf(locals);
  }

  /// Every assert, in program order: a failing one puts its position here into the index slot.
  public List<Op.Assert> asserts() {
    return List.copyOf(asserts);
  }

  private static Set<String> symbolsOf(Kernel kernel) {
    var names = new TreeSet<String>();
    kernel.parameters().forEach(parameter -> names.addAll(symbolsOf(parameter)));
    for (var condition : kernel.where()) {
      names.addAll(condition.left().symbols());
      names.addAll(condition.right().symbols());
    }
    for (var check : kernel.launchChecks()) {
      names.addAll(check.lowest().symbols());
      names.addAll(check.highest().symbols());
      names.addAll(check.extent().symbols());
      check.loops().forEach(span -> names.addAll(span.lower().symbols()));
      check.loops().forEach(span -> names.addAll(span.upper().symbols()));
    }
    addSymbols(kernel.body(), names);
    return names;
  }

  private static Set<String> symbolsOf(Parameter parameter) {
    return parameter.value().type() instanceof ViewType view ? symbolsOf(view) : Set.of();
  }

  private static Set<String> symbolsOf(ViewType view) {
    var names = new TreeSet<String>();
    view.dims().stream().map(Size::symbols).forEach(names::addAll);
    return names;
  }

  private static void addSymbols(Region region, Set<String> names) {
    for (var op : region.ops()) {
      if (op instanceof Op.SizeOf(_, var size)) {
        names.addAll(size.symbols());
      } else if (op instanceof Op.Local(var result, _)) {
        names.addAll(symbolsOf(result.view()));
      }
      op.regions().forEach(inner -> addSymbols(inner, names));
    }
  }
}
