package dev.strake.codegen.vector;

import dev.strake.ir.ScalarType;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/// How scalar types appear in JVM locals: `bool`, `u8` and `i32` as int.
final class JvmTypes {
  private JvmTypes() {}

  static TypeKind kind(ScalarType type) {
    return switch (type) {
      case BOOL, U8, I32 -> TypeKind.INT;
      case I64 -> TypeKind.LONG;
      case F32 -> TypeKind.FLOAT;
      case F64 -> TypeKind.DOUBLE;
    };
  }

  static ClassDesc descriptor(ScalarType type) {
    return switch (type) {
      case BOOL, U8, I32 -> ConstantDescs.CD_int;
      case I64 -> ConstantDescs.CD_long;
      case F32 -> ConstantDescs.CD_float;
      case F64 -> ConstantDescs.CD_double;
    };
  }

  /// The part of an [AddressSpace] accessor's name: `load` + this.
  static String accessor(ScalarType type) {
    return switch (type) {
      case BOOL, U8 -> "Byte";
      case I32 -> "Int";
      case I64 -> "Long";
      case F32 -> "Float";
      case F64 -> "Double";
    };
  }

  /// log2 of the bytes of an element.
  static int shift(ScalarType type) {
    return Integer.numberOfTrailingZeros(type.sizeBytes());
  }
}
