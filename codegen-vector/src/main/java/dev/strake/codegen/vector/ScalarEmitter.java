package dev.strake.codegen.vector;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;

/// Prints scalar ops as JVM instructions. Every method takes its operands from the locals and
/// leaves the result on the stack. Integer division by zero has been checked before.
final class ScalarEmitter {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
  private static final ClassDesc CASTS = ClassDesc.of(ScalarCasts.class.getName());

  private final CodeBuilder code;
  private final Locals locals;

  ScalarEmitter(CodeBuilder code, Locals locals) {
    this.code = code;
    this.locals = locals;
  }

  void unary(Op.Unary op) {
    var type = op.operand().scalar();
    locals.push(op.operand());
    switch (op.op()) {
      case NEG -> negate(type);
      case ABS -> {
        if (type != ScalarType.U8) {
          callMath("abs", type, 1);
        }
      }
      case SQRT -> squareRoot(type);
      case NOT -> invert(type);
    }
  }

  private void negate(ScalarType type) {
    switch (type) {
      case U8 -> {
        code.ineg();
        wrap(type);
      }
      case I32 -> code.ineg();
      case I64 -> code.lneg();
      case F32 -> code.fneg();
      case F64 -> code.dneg();
      case BOOL -> throw rejected(UnaryOp.NEG.mnemonic(), type);
    }
  }

  private void squareRoot(ScalarType type) {
    // The double root of a float, rounded to float, is the correctly rounded float root.
    if (type == ScalarType.F32) {
      code.f2d();
    }
    callMath("sqrt", ScalarType.F64, 1);
    if (type == ScalarType.F32) {
      code.d2f();
    }
  }

  private void invert(ScalarType type) {
    switch (type) {
      case BOOL -> code.iconst_1().ixor();
      case U8 -> code.loadConstant(0xff).ixor();
      case I32 -> code.iconst_m1().ixor();
      case I64 -> code.loadConstant(-1L).lxor();
      case F32, F64 -> throw rejected(UnaryOp.NOT.mnemonic(), type);
    }
  }

  void binary(Op.Binary op) {
    var type = op.left().scalar();
    locals.push(op.left());
    locals.push(op.right());
    switch (op.op()) {
      case ADD -> arithmetic(type, Opcode.IADD);
      case SUB -> arithmetic(type, Opcode.ISUB);
      case MUL -> arithmetic(type, Opcode.IMUL);
      case DIV -> arithmetic(type, Opcode.IDIV);
      case REM -> arithmetic(type, Opcode.IREM);
      case FLOORDIV -> callMath("floorDiv", type, 2);
      case FLOORMOD -> callMath("floorMod", type, 2);
      case MIN -> callMath("min", type, 2);
      case MAX -> callMath("max", type, 2);
      case AND -> arithmetic(type, Opcode.IAND);
      case OR -> arithmetic(type, Opcode.IOR);
      case XOR -> arithmetic(type, Opcode.IXOR);
      case SHL -> shift(type, Opcode.ISHL);
      case SHR -> shift(type, type == ScalarType.U8 ? Opcode.IUSHR : Opcode.ISHR);
      case USHR -> shift(type, Opcode.IUSHR);
    }
  }

  /// The instruction of this type in the family of an `int` instruction.
  private void arithmetic(ScalarType type, Opcode intOpcode) {
    code.with(OperatorInstruction.of(JvmOpcodes.of(intOpcode, JvmTypes.kind(type))));
    wrap(type);
  }

  /// The count is on top of the stack with the value's type; the JVM masks it by 31 or 63.
  private void shift(ScalarType type, Opcode intOpcode) {
    switch (type) {
      case U8 -> code.loadConstant(7).iand();
      case I64 -> code.l2i();
      case BOOL, I32, F32, F64 -> {}
    }
    code.with(OperatorInstruction.of(JvmOpcodes.of(intOpcode, JvmTypes.kind(type))));
    wrap(type);
  }

  private void wrap(ScalarType type) {
    if (type == ScalarType.U8) {
      code.loadConstant(0xff).iand();
    }
  }

  void fma(Op.Fma op) {
    locals.push(op.a());
    locals.push(op.b());
    locals.push(op.c());
    callMath("fma", op.a().scalar(), 3);
  }

  void select(Op.Select op) {
    var otherwise = code.newLabel();
    var end = code.newLabel();
    locals.push(op.condition());
    code.ifeq(otherwise);
    locals.push(op.whenTrue());
    code.goto_(end).labelBinding(otherwise);
    locals.push(op.whenFalse());
    code.labelBinding(end);
  }

  void compare(Op.Compare op) {
    var type = op.left().scalar();
    locals.push(op.left());
    locals.push(op.right());
    var isTrue = code.newLabel();
    var end = code.newLabel();
    if (JvmTypes.kind(type) == TypeKind.INT) {
      code.branch(JvmOpcodes.intBranch(op.op()), isTrue);
    } else {
      compareToInt(type, op.op());
      code.branch(JvmOpcodes.zeroBranch(op.op()), isTrue);
    }
    code.iconst_0().goto_(end).labelBinding(isTrue).iconst_1().labelBinding(end);
  }

  /// Leaves -1, 0 or 1; a NaN becomes the number for which `comparison` is false.
  private void compareToInt(ScalarType type, CompareOp comparison) {
    var isLess = comparison == CompareOp.LT || comparison == CompareOp.LE;
    switch (type) {
      case I64 -> code.lcmp();
      case F32 -> {
        if (isLess) {
          code.fcmpg();
        } else {
          code.fcmpl();
        }
      }
      case F64 -> {
        if (isLess) {
          code.dcmpg();
        } else {
          code.dcmpl();
        }
      }
      case BOOL, U8, I32 -> throw rejected(comparison.mnemonic(), type);
    }
  }

  void bitcast(Op.Bitcast op) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    locals.push(op.operand());
    if (from.isFloat() && to.isInteger()) {
      var owner = from == ScalarType.F64 ? DOUBLE : FLOAT;
      var name = from == ScalarType.F64 ? "doubleToLongBits" : "floatToIntBits";
      code.invokestatic(owner, name, signature(to, from));
    } else if (from.isInteger() && to.isFloat()) {
      var owner = to == ScalarType.F64 ? DOUBLE : FLOAT;
      var name = to == ScalarType.F64 ? "longBitsToDouble" : "intBitsToFloat";
      code.invokestatic(owner, name, signature(to, from));
    }
  }

  void cast(Op.Cast op) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    locals.push(op.operand());
    switch (to) {
      case BOOL -> castToBool(from);
      case U8 -> castToByte(from);
      case I32, I64, F32, F64 -> convert(JvmTypes.kind(from), JvmTypes.kind(to));
    }
  }

  private void castToBool(ScalarType from) {
    if (from == ScalarType.BOOL) {
      return;
    }
    var name =
        switch (from) {
          case BOOL, U8, I32 -> "intToBool";
          case I64 -> "longToBool";
          case F32 -> "floatToBool";
          case F64 -> "doubleToBool";
        };
    code.invokestatic(CASTS, name, signature(ScalarType.BOOL, from));
  }

  private void castToByte(ScalarType from) {
    switch (from) {
      case BOOL, U8 -> {}
      case I32 -> wrap(ScalarType.U8);
      case I64 -> {
        code.l2i();
        wrap(ScalarType.U8);
      }
      case F32 -> code.invokestatic(CASTS, "floatToU8", signature(ScalarType.U8, from));
      case F64 -> code.invokestatic(CASTS, "doubleToU8", signature(ScalarType.U8, from));
    }
  }

  /// Java's own conversions saturate and send NaN to 0, as the IR's do.
  private void convert(TypeKind from, TypeKind to) {
    if (from != to) {
      code.conversion(from, to);
    }
  }

  private void callMath(String name, ScalarType type, int operands) {
    var descriptor = JvmTypes.descriptor(type);
    var parameters = Collections.nCopies(operands, descriptor);
    code.invokestatic(MATH, name, MethodTypeDesc.of(descriptor, parameters));
  }

  private static MethodTypeDesc signature(ScalarType result, ScalarType parameter) {
    return MethodTypeDesc.of(JvmTypes.descriptor(result), JvmTypes.descriptor(parameter));
  }

  private static IllegalArgumentException rejected(String op, ScalarType type) {
    return new IllegalArgumentException(op + " of " + type);
  }
}
