package dev.strake.codegen.vector;

import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;

/// Where the values of one method live: each scalar in a JVM local of its own, literals nowhere.
/// Slot 0 holds the address of the launch record.
final class Locals {
  static final int RECORD = 0;

  private final CodeBuilder code;
  private final Map<Integer, Op.Constant> literals;
  private final Map<Integer, Integer> slots = new HashMap<>();

  Locals(CodeBuilder code, Map<Integer, Op.Constant> literals) {
    this.code = code;
    this.literals = literals;
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
    if (literal == null) {
      code.loadLocal(JvmTypes.kind(value.scalar()), slots.get(value.id()));
    } else {
      pushLiteral(value.scalar(), literal.bits());
    }
  }

  /// Pops the top of the stack into the value's local.
  void pop(Value value) {
    var kind = JvmTypes.kind(value.scalar());
    var slot = slots.computeIfAbsent(value.id(), _ -> code.allocateLocal(kind));
    code.storeLocal(kind, slot);
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
