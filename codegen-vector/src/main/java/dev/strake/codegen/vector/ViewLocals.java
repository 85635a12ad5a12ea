package dev.strake.codegen.vector;

import dev.strake.ir.Layout;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.launch.RecordLayout;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// The views of one method: addresses and strides are read from the record once, at its start.
final class ViewLocals {
  private static final ClassDesc ADDRESS_SPACE = ClassDesc.of(AddressSpace.class.getName());
  private static final MethodTypeDesc LOAD_LONG =
      MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long);

  /// Larger strides are read from the record.
  private static final long MOST = 1L << 40;

  private final CodeBuilder code;
  private final RecordLayout layout;
  private final Map<Integer, Integer> addresses = new HashMap<>();
  private final Map<Integer, int[]> strides = new HashMap<>();

  /// Emits the loads of everything `views` need.
  ViewLocals(CodeBuilder code, RecordLayout layout, Set<Value> views) {
    this.code = code;
    this.layout = layout;
    views.forEach(this::load);
  }

  private void load(Value view) {
    addresses.put(view.id(), loadSlot(layout.address(view), 0));
    var slots = new int[view.view().rank()];
    for (var axis = 0; axis < slots.length; axis++) {
      if (!isUnit(view, axis) && knownStride(view, axis).isEmpty()) {
        slots[axis] = loadSlot(layout.stride(view, axis), JvmTypes.shift(view.view().element()));
      }
    }
    strides.put(view.id(), slots);
  }

  /// Loads a slot of the record, shifted left, into a fresh local.
  private int loadSlot(int slot, int shift) {
    pushSlot(slot);
    if (shift > 0) {
      code.loadConstant(shift).lshl();
    }
    var local = code.allocateLocal(TypeKind.LONG);
    code.lstore(local);
    return local;
  }

  /// Pushes the `long` in a slot of the record.
  void pushSlot(int slot) {
    code.lload(Locals.RECORD).loadConstant(8L * slot).ladd();
    code.invokestatic(ADDRESS_SPACE, "loadLong", LOAD_LONG);
  }

  /// Pushes the byte address of an element. Outer axes come first, so that in an inner loop all but
  /// the last term is invariant.
  void pushAddress(Value view, List<Value> indices, Locals locals) {
    code.lload(addresses.get(view.id()));
    for (var axis = 0; axis < indices.size(); axis++) {
      locals.push(indices.get(axis));
      if (isUnit(view, axis)) {
        var shift = JvmTypes.shift(view.view().element());
        if (shift > 0) {
          code.loadConstant(shift).lshl();
        }
      } else {
        pushStride(view, axis);
        code.lmul();
      }
      code.ladd();
    }
  }

  private void pushStride(Value view, int axis) {
    var known = knownStride(view, axis);
    if (known.isPresent()) {
      code.loadConstant(known.getAsLong() << JvmTypes.shift(view.view().element()));
    } else {
      code.lload(strides.get(view.id())[axis]);
    }
  }

  /// The elements from one index to the next where the type tells: rows of literal length that lie
  /// one behind the other. A JVM then computes addresses without multiplying.
  private static OptionalLong knownStride(Value view, int axis) {
    if (view.view().layout() != Layout.ROW_MAJOR) {
      return OptionalLong.empty();
    }
    var stride = 1L;
    for (var dim : view.view().dims().subList(axis + 1, view.view().rank())) {
      if (!(dim instanceof Size.Constant(var extent)) || extent < 1 || stride > MOST / extent) {
        return OptionalLong.empty();
      }
      stride *= extent;
    }
    return OptionalLong.of(stride);
  }

  private static boolean isUnit(Value view, int axis) {
    return axis == view.view().rank() - 1 && view.view().layout().hasUnitInnerStride();
  }
}
