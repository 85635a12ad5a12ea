package dev.strake.codegen.vector;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// The table from IR ops to operators of the Vector API, and how they are called. Registers are on
/// the stack; the result replaces them.
final class VectorOps {
  private static final String OPERATORS = "jdk.incubator.vector.VectorOperators";
  private static final ClassDesc OWNER = ClassDesc.of(OPERATORS);
  private static final ClassDesc UNARY = ClassDesc.of(OPERATORS + "$Unary");
  private static final ClassDesc BINARY = ClassDesc.of(OPERATORS + "$Binary");
  private static final ClassDesc ASSOCIATIVE = ClassDesc.of(OPERATORS + "$Associative");
  private static final ClassDesc COMPARISON = ClassDesc.of(OPERATORS + "$Comparison");
  private static final ClassDesc CONVERSION = ClassDesc.of(OPERATORS + "$Conversion");

  private VectorOps() {}

  static void unary(CodeBuilder code, VectorClass type, UnaryOp op) {
    var operator =
        switch (op) {
          case NEG -> "NEG";
          case ABS -> "ABS";
          case SQRT -> "SQRT";
          case NOT -> "NOT";
        };
    code.getstatic(OWNER, operator, UNARY);
    code.invokevirtual(type.descriptor(), "lanewise", MethodTypeDesc.of(type.descriptor(), UNARY));
  }

  /// `type` says whether the top bit of the registers is a sign.
  static void binary(CodeBuilder code, VectorClass register, BinaryOp op, ScalarType type) {
    switch (op) {
      case ADD -> operator(code, "ADD", ASSOCIATIVE);
      case SUB -> operator(code, "SUB", BINARY);
      case MUL -> operator(code, "MUL", ASSOCIATIVE);
      case DIV -> operator(code, "DIV", BINARY);
      case MIN -> operator(code, type.isUnsigned() ? "UMIN" : "MIN", ASSOCIATIVE);
      case MAX -> operator(code, type.isUnsigned() ? "UMAX" : "MAX", ASSOCIATIVE);
      case AND -> operator(code, "AND", ASSOCIATIVE);
      case OR -> operator(code, "OR", ASSOCIATIVE);
      case XOR -> operator(code, "XOR", ASSOCIATIVE);
      case SHL -> operator(code, "LSHL", BINARY);
      case SHR -> operator(code, type.isUnsigned() ? "LSHR" : "ASHR", BINARY);
      case USHR -> operator(code, "LSHR", BINARY);
      case REM, FLOORDIV, FLOORMOD ->
          throw new IllegalArgumentException(op.mnemonic() + " can fail and is not run in lanes");
    }
    // Stack: left, right, operator; the call wants left, operator, right.
    code.swap();
    code.invokevirtual(
        register.descriptor(),
        "lanewise",
        MethodTypeDesc.of(register.descriptor(), BINARY, VectorClass.VECTOR));
  }

  private static void operator(CodeBuilder code, String name, ClassDesc type) {
    code.getstatic(OWNER, name, type);
  }

  static void fma(CodeBuilder code, VectorClass type) {
    code.invokevirtual(
        type.descriptor(),
        "fma",
        MethodTypeDesc.of(type.descriptor(), VectorClass.VECTOR, VectorClass.VECTOR));
  }

  /// Leaves the mask of the lanes where the comparison of two numbers of `type` holds.
  static void compare(CodeBuilder code, VectorClass register, CompareOp op, ScalarType type) {
    var isOrder = op != CompareOp.EQ && op != CompareOp.NE;
    var name = isOrder && type.isUnsigned() ? "U" + op.name() : op.name();
    code.getstatic(OWNER, name, COMPARISON).swap();
    code.invokevirtual(
        register.descriptor(),
        "compare",
        MethodTypeDesc.of(VectorClass.MASK, COMPARISON, VectorClass.VECTOR));
  }

  /// Stack: whenFalse, whenTrue, mask of the same species -> blended.
  static void blend(CodeBuilder code, VectorClass type) {
    code.invokevirtual(
        type.descriptor(),
        "blend",
        MethodTypeDesc.of(type.descriptor(), VectorClass.VECTOR, VectorClass.MASK));
  }

  /// Makes the mask on the stack one of `type`'s species.
  static void castMask(CodeBuilder code, VectorClass type) {
    type.pushSpecies(code);
    code.invokevirtual(
        VectorClass.MASK, "cast", MethodTypeDesc.of(VectorClass.MASK, VectorClass.SPECIES));
  }

  static void maskAnd(CodeBuilder code) {
    maskBinary(code, "and");
  }

  static void maskOr(CodeBuilder code) {
    maskBinary(code, "or");
  }

  static void maskXor(CodeBuilder code) {
    maskBinary(code, "xor");
  }

  private static void maskBinary(CodeBuilder code, String name) {
    code.invokevirtual(
        VectorClass.MASK, name, MethodTypeDesc.of(VectorClass.MASK, VectorClass.MASK));
  }

  static void maskNot(CodeBuilder code) {
    code.invokevirtual(VectorClass.MASK, "not", MethodTypeDesc.of(VectorClass.MASK));
  }

  /// Stack: mask -> 1 if any lane is set, else 0.
  static void maskAny(CodeBuilder code) {
    code.invokevirtual(VectorClass.MASK, "anyTrue", MethodTypeDesc.of(ConstantDescs.CD_boolean));
  }

  /// Converts the register on the stack lane by lane; `name` is a conversion of the Vector API.
  static void convert(CodeBuilder code, String name, VectorClass from, VectorClass to) {
    code.getstatic(OWNER, name, CONVERSION);
    to.pushSpecies(code);
    code.iconst_0();
    code.invokevirtual(
        from.descriptor(),
        "convertShape",
        MethodTypeDesc.of(
            VectorClass.VECTOR, CONVERSION, VectorClass.SPECIES, ConstantDescs.CD_int));
    to.cast(code);
  }

  /// The letter of a type in the names of conversions: `I2D`.
  static String letter(ScalarType type) {
    return switch (type) {
      case BOOL, I8, U8 -> "B";
      case I16, U16 -> "S";
      case I32, U32 -> "I";
      case I64, U64 -> "L";
      case F32 -> "F";
      case F64 -> "D";
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    };
  }

  /// Reads a register of another type's bits: `reinterpretAsLongs` and its like.
  static void reinterpret(CodeBuilder code, VectorClass from, VectorClass to) {
    var suffix =
        switch (to.element()) {
          case BOOL, I8, U8 -> "Bytes";
          case I16, U16 -> "Shorts";
          case I32, U32 -> "Ints";
          case I64, U64 -> "Longs";
          case F32 -> "Floats";
          case F64 -> "Doubles";
          case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(to.element());
        };
    code.invokevirtual(
        from.descriptor(), "reinterpretAs" + suffix, MethodTypeDesc.of(to.descriptor()));
  }
}
