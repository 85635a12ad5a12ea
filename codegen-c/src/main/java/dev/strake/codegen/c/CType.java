package dev.strake.codegen.c;

import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompilerError;

/// How the IR's scalar types are called in C; `prelude.h` defines the names.
final class CType {
  private CType() {}

  /// The type of a local variable.
  static String ofValue(ScalarType type) {
    return switch (type.kind()) {
      case BOOL, SIGNED, UNSIGNED, FLOAT -> type.mnemonic();
      case HALF, COMPLEX -> throw notScheduled(type);
    };
  }

  /// The type of an element in memory. It differs for `bool`, since C's own `bool` may not hold
  /// anything but 0 and 1 and memory may.
  static String inMemory(ScalarType type) {
    return type.isBool() ? "bool8" : ofValue(type);
  }

  /// The value of a scalar parameter from its slot, which holds the raw bits.
  static String fromSlot(ScalarType type, String slot) {
    return switch (type) {
      case BOOL -> slot + " != 0";
      case I8, I16, I32, U8, U16, U32, U64 -> "(" + ofValue(type) + ")" + slot;
      case I64 -> slot;
      case F32 -> "f32_of_bits((i32)" + slot + ")";
      case F64 -> "f64_of_bits(" + slot + ")";
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw notScheduled(type);
    };
  }

  /// Scheduling has made other types of it.
  static CompilerError notScheduled(ScalarType type) {
    return CompilerError.bug("codegen-c", "a value of " + type);
  }
}
