package dev.strake.codegen.vector;

import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompilerError;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/// How scalar types appear in JVM locals: `bool` and integers of up to 32 bits as int, extended as
/// their type says; a `u32` as the int of its bits, a `u64` as the long of its bits.
final class JvmTypes {
  private JvmTypes() {}

  static TypeKind kind(ScalarType type) {
    return switch (type) {
      case BOOL, I8, I16, I32, U8, U16, U32 -> TypeKind.INT;
      case I64, U64 -> TypeKind.LONG;
      case F32 -> TypeKind.FLOAT;
      case F64 -> TypeKind.DOUBLE;
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw notScheduled(type);
    };
  }

  /// Scheduling has made other types of it.
  static CompilerError notScheduled(ScalarType type) {
    return CompilerError.bug("codegen-vector", "a value of " + type);
  }

  static ClassDesc descriptor(ScalarType type) {
    return kind(type).upperBound();
  }

  /// The part of the name of an [AddressSpace] method that reads: `load` + this.
  static String loader(ScalarType type) {
    return switch (type) {
      case BOOL -> "Bool";
      case U8 -> "UnsignedByte";
      case U16 -> "UnsignedShort";
      case I8, I16, I32, I64, U32, U64, F32, F64 -> storer(type);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw notScheduled(type);
    };
  }

  /// The part of the name of an [AddressSpace] method that writes: `store` + this.
  static String storer(ScalarType type) {
    return switch (type) {
      case BOOL, I8, U8 -> "Byte";
      case I16, U16 -> "Short";
      case I32, U32 -> "Int";
      case I64, U64 -> "Long";
      case F32 -> "Float";
      case F64 -> "Double";
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw notScheduled(type);
    };
  }

  /// log2 of the bytes of an element.
  static int shift(ScalarType type) {
    return Integer.numberOfTrailingZeros(type.sizeBytes());
  }
}
