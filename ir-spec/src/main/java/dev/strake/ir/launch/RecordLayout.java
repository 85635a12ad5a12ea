package dev.strake.ir.launch;

import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The launch ABI: which 64-bit slot of a launch's record holds what. Bytecode, C, the interpreter
/// and the launcher all number slots by this class.
///
/// ```
/// 0 status   0, or the code of a FailureKind; whoever fails writes slots 0-3 and returns at once
/// 1 site     where in the source
/// 2 index    the offending index (or number of the assert's message)
/// 3 extent   what the index must be below
/// 4 ..       one slot per size that the body reads, in order of first use
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

  private final Map<Size, Integer> sizeSlots = new LinkedHashMap<>();
  private final Map<Integer, Integer> valueSlots = new HashMap<>();
  private final List<Op.Local> locals = new ArrayList<>();
  private final List<Op.Assert> asserts = new ArrayList<>();
  private final int slots;

  private RecordLayout(Kernel kernel, List<Func> functions) {
    collect(kernel.body());
    functions.forEach(function -> collect(function.body()));
    var next = HEADER_SLOTS + sizeSlots.size();
    for (var parameter : kernel.parameters()) {
      valueSlots.put(parameter.value().id(), next);
      next += slotsOf(parameter.value());
    }
    for (var local : locals) {
      valueSlots.put(local.result().id(), next);
      next += slotsOf(local.result());
    }
    slots = next;
  }

  /// The layout of a scheduled kernel.
  public static RecordLayout of(Kernel kernel) {
    return new RecordLayout(kernel, List.of());
  }

  /// The layout of a kernel that may call `functions`: their asserts follow those of the kernel.
  public static RecordLayout of(Kernel kernel, List<Func> functions) {
    return new RecordLayout(kernel, functions);
  }

  private static int slotsOf(Value value) {
    return value.type() instanceof ViewType view ? 1 + 2 * view.rank() : 1;
  }

  private void collect(Region region) {
    for (var op : region.ops()) {
      if (op instanceof Op.SizeOf(_, var size)) {
        sizeSlots.putIfAbsent(size, HEADER_SLOTS + sizeSlots.size());
      } else if (op instanceof Op.Local local) {
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

  /// The slot of the value of a size that some [Op.SizeOf] of the body names.
  public int size(Size size) {
    return sizeSlots.get(size);
  }

  /// The sizes with a slot; the launch evaluates each once, in checked arithmetic.
  public Set<Size> sizes() {
    return Collections.unmodifiableSet(sizeSlots.keySet());
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
}
