package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;

/// Where the values of one method live: each scalar in a JVM local of its own, literals nowhere;
/// what goes from one method to another may also live in the launch's array of kept values. Slot 0
/// holds the address of the launch record.
final class Locals {
  static final int RECORD = 0;

  private final CodeBuilder code;
  private final Map<Integer, Op.Constant> literals;
  private final Map<Integer, Integer> slots = new HashMap<>();
  private final Map<Value, Integer> kept;
  private final int array;

  /// @param kept places of values in the array that the local `array` holds
  Locals(
      CodeBuilder code, Map<Integer, Op.Constant> literals, Map<Value, Integer> kept, int array) {
    this.code = code;
    this.literals = literals;
    this.kept = kept;
    this.array = array;
  }

  /// Makes an incoming parameter known.
  void bind(Value value, int slot) {
    slots.put(value.id(), slot);
  }

  /// A fresh local that belongs to no value.
  int allocate(TypeKind kind) {
    return code.allocateLocal(kind);
  }

  void push(Value value) {
    var literal = literals.get(value.id());
    if (literal != null) {
      pushLiteral(value.scalar(), literal.bits());
    } else if (slots.containsKey(value.id())) {
      code.loadLocal(JvmTypes.kind(value.scalar()), slots.get(value.id()));
    } else {
      pushKept(value);
    }
  }

  private void pushKept(Value value) {
    code.aload(array).loadConstant(kept.get(value)).laload();
    RawBits.decode(code, value.scalar());
  }

  /// Copies a kept value to a local, for code that reads it more than once.
  void load(Value value) {
    pushKept(value);
    var slot = code.allocateLocal(JvmTypes.kind(value.scalar()));
    code.storeLocal(JvmTypes.kind(value.scalar()), slot);
    bind(value, slot);
  }

  /// Pushes the array of kept values.
  void pushArray() {
    code.aload(array);
  }

  /// Pops the top of the stack into the value's local, and keeps it if others need it.
  void pop(Value value) {
    var kind = JvmTypes.kind(value.scalar());
    var slot = slots.computeIfAbsent(value.id(), _ -> code.allocateLocal(kind));
    code.storeLocal(kind, slot);
    if (kept.containsKey(value)) {
      code.aload(array).loadConstant(kept.get(value)).loadLocal(kind, slot);
      RawBits.encode(code, value.scalar());
      code.lastore();
    }
  }

  private void pushLiteral(ScalarType type, long bits) {
    switch (type) {
      case BOOL, I8, I16, I32, U8, U16, U32 -> code.loadConstant((int) bits);
      case I64, U64 -> code.loadConstant(bits);
      case F32 -> code.loadConstant(Float.intBitsToFloat((int) bits));
      case F64 -> code.loadConstant(Double.longBitsToDouble(bits));
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    }
  }
}
