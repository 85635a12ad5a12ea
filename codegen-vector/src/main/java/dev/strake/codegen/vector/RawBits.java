package dev.strake.codegen.vector;

import dev.strake.ir.ScalarType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Turns the scalar on the stack into a `long` of raw bits and back.
final class RawBits {
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");

  private RawBits() {}

  /// Stack: raw bits -> scalar.
  static void decode(CodeBuilder code, ScalarType type) {
    switch (type) {
      case BOOL, I8, I16, I32, U8, U16, U32 -> code.l2i();
      case I64, U64 -> {}
      case F32 -> {
        code.l2i();
        call(code, FLOAT, "intBitsToFloat", ConstantDescs.CD_float, ConstantDescs.CD_int);
      }
      case F64 ->
          call(code, DOUBLE, "longBitsToDouble", ConstantDescs.CD_double, ConstantDescs.CD_long);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    }
  }

  /// Stack: scalar -> bits that [#decode] turns into it again. Those above the type's width are
  /// any.
  static void encode(CodeBuilder code, ScalarType type) {
    switch (type) {
      case BOOL, I8, I16, I32, U8, U16, U32 -> code.i2l();
      case I64, U64 -> {}
      case F32 -> {
        call(code, FLOAT, "floatToRawIntBits", ConstantDescs.CD_int, ConstantDescs.CD_float);
        code.i2l();
      }
      case F64 ->
          call(code, DOUBLE, "doubleToRawLongBits", ConstantDescs.CD_long, ConstantDescs.CD_double);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    }
  }

  private static void call(
      CodeBuilder code, ClassDesc owner, String name, ClassDesc result, ClassDesc parameter) {
    code.invokestatic(owner, name, MethodTypeDesc.of(result, parameter));
  }
}
