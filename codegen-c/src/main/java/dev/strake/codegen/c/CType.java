package dev.strake.codegen.c;

import dev.strake.ir.ScalarType;

/// How the IR's scalar types are called in C; `prelude.h` defines the names.
final class CType {
  private CType() {}

  /// The type of a local variable.
  static String ofValue(ScalarType type) {
    return switch (type) {
      case BOOL -> "bool";
      case U8 -> "u8";
      case I32 -> "i32";
      case I64 -> "i64";
      case F32 -> "f32";
      case F64 -> "f64";
    };
  }

  /// The type of an element in memory. It differs for `bool`, since C's own `bool` may not hold
  /// anything but 0 and 1 and memory may.
  static String inMemory(ScalarType type) {
    return switch (type) {
      case BOOL -> "bool8";
      case U8, I32, I64, F32, F64 -> ofValue(type);
    };
  }

  /// The value of a scalar parameter from its slot, which holds the raw bits.
  static String fromSlot(ScalarType type, String slot) {
    return switch (type) {
      case BOOL -> slot + " != 0";
      case U8, I32 -> "(" + ofValue(type) + ")" + slot;
      case I64 -> slot;
      case F32 -> "f32_of_bits((i32)" + slot + ")";
      case F64 -> "f64_of_bits(" + slot + ")";
    };
  }
}
