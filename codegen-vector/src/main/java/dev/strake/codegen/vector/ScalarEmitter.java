package dev.strake.codegen.vector;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.schedule.UnseenNans;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.Set;

/// Prints scalar ops as JVM instructions. Every method takes its operands from the locals and
/// leaves the result on the stack. Integer division by zero has been checked before.
final class ScalarEmitter {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
  private static final ClassDesc INTEGER = ClassDesc.of("java.lang.Integer");
  private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
  private static final ClassDesc UNSIGNED = ClassDesc.of(UnsignedNumbers.class.getName());
  private static final ClassDesc CASTS = ClassDesc.of(ScalarCasts.class.getName());

  private final CodeBuilder code;
  private final Locals locals;
  private final Set<Value> unseenNans;

  /// `unseenNans` as [UnseenNans] says.
  ScalarEmitter(CodeBuilder code, Locals locals, Set<Value> unseenNans) {
    this.code = code;
    this.locals = locals;
    this.unseenNans = unseenNans;
  }

  void unary(Op.Unary op) {
    var type = op.operand().scalar();
    locals.push(op.operand());
    switch (op.op()) {
      case NEG -> negate(type);
      case ABS -> {
        if (!type.isUnsigned()) {
          callMath("abs", type, 1);
          wrap(type);
        }
      }
      case SQRT -> squareRoot(type);
      case NOT -> invert(type);
    }
  }

  private void negate(ScalarType type) {
    code.with(OperatorInstruction.of(JvmOpcodes.of(Opcode.INEG, JvmTypes.kind(type))));
    wrap(type);
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
    if (JvmTypes.kind(type) == TypeKind.LONG) {
      code.loadConstant(-1L).lxor();
    } else {
      code.loadConstant((int) type.allOnes()).ixor();
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
      case DIV -> divide(type, "divideUnsigned", Opcode.IDIV);
      case REM -> divide(type, "remainderUnsigned", Opcode.IREM);
      case FLOORDIV -> divideFlooring(type, "divideUnsigned", "floorDiv");
      case FLOORMOD -> divideFlooring(type, "remainderUnsigned", "floorMod");
      case MIN -> call(usesTopBit(type) ? UNSIGNED : MATH, "min", type, 2);
      case MAX -> call(usesTopBit(type) ? UNSIGNED : MATH, "max", type, 2);
      case AND -> arithmetic(type, Opcode.IAND);
      case OR -> arithmetic(type, Opcode.IOR);
      case XOR -> arithmetic(type, Opcode.IXOR);
      case SHL -> shift(type, Opcode.ISHL);
      case SHR -> shift(type, type.isUnsigned() ? Opcode.IUSHR : Opcode.ISHR);
      case USHR -> {
        forgetSign(type);
        shift(type, Opcode.IUSHR);
      }
    }
  }

  /// Whether a JVM instruction would take a digit for the sign.
  private static boolean usesTopBit(ScalarType type) {
    return type == ScalarType.U32 || type == ScalarType.U64;
  }

  private void divide(ScalarType type, String unsigned, Opcode intOpcode) {
    if (usesTopBit(type)) {
      call(owner(type), unsigned, type, 2);
    } else {
      arithmetic(type, intOpcode);
    }
  }

  private void divideFlooring(ScalarType type, String unsigned, String flooring) {
    call(usesTopBit(type) ? owner(type) : MATH, usesTopBit(type) ? unsigned : flooring, type, 2);
    wrap(type);
  }

  /// The class of static methods for the type's JVM type.
  private static ClassDesc owner(ScalarType type) {
    return JvmTypes.kind(type) == TypeKind.LONG ? LONG : INTEGER;
  }

  /// The instruction of this type in the family of an `int` instruction.
  private void arithmetic(ScalarType type, Opcode intOpcode) {
    code.with(OperatorInstruction.of(JvmOpcodes.of(intOpcode, JvmTypes.kind(type))));
    wrap(type);
  }

  /// The count is on top of the stack with the value's type; the JVM masks it by 31 or 63.
  private void shift(ScalarType type, Opcode intOpcode) {
    if (JvmTypes.kind(type) == TypeKind.LONG) {
      code.l2i();
    } else if (type.bits() < Integer.SIZE) {
      code.loadConstant(type.bits() - 1).iand();
    }
    code.with(OperatorInstruction.of(JvmOpcodes.of(intOpcode, JvmTypes.kind(type))));
    wrap(type);
  }

  /// Makes the copies of the sign bit of a narrow number below the top of the stack zeros.
  private void forgetSign(ScalarType type) {
    if (!type.isUnsigned() && type.bits() < Integer.SIZE) {
      code.swap().loadConstant((1 << type.bits()) - 1).iand().swap();
    }
  }

  /// Extends the low bits of the int on the stack as the type has it.
  private void wrap(ScalarType type) {
    switch (type) {
      case I8 -> code.i2b();
      case I16 -> code.i2s();
      case U8 -> code.loadConstant(0xff).iand();
      case U16 -> code.i2c();
      case BOOL, I32, I64, U32, U64, F32, F64 -> {}
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
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
    if (JvmTypes.kind(type) == TypeKind.INT && type != ScalarType.U32) {
      code.branch(JvmOpcodes.intBranch(op.op()), isTrue);
    } else {
      compareToInt(type, op.op());
      code.branch(JvmOpcodes.zeroBranch(op.op()), isTrue);
    }
    code.iconst_0().goto_(end).labelBinding(isTrue).iconst_1().labelBinding(end);
  }

  /// Leaves a number below, at or above 0; a NaN becomes one for which `comparison` is false.
  private void compareToInt(ScalarType type, CompareOp comparison) {
    var isLess = comparison == CompareOp.LT || comparison == CompareOp.LE;
    switch (type) {
      case I64 -> code.lcmp();
      case U32, U64 -> {
        var jvmType = JvmTypes.descriptor(type);
        code.invokestatic(
            owner(type),
            "compareUnsigned",
            MethodTypeDesc.of(ConstantDescs.CD_int, jvmType, jvmType));
      }
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
      case BOOL, I8, I16, I32, U8, U16, F16, BF16, COMPLEX64, COMPLEX128 ->
          throw rejected(comparison.mnemonic(), type);
    }
  }

  void bitcast(Op.Bitcast op) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    locals.push(op.operand());
    if (from.isFloat() && to.isInteger()) {
      var owner = from == ScalarType.F64 ? DOUBLE : FLOAT;
      var raw = unseenNans.contains(op.result()) ? "Raw" : "";
      var name =
          from == ScalarType.F64 ? "doubleTo" + raw + "LongBits" : "floatTo" + raw + "IntBits";
      code.invokestatic(owner, name, signature(to, from));
    } else if (from.isInteger() && to.isFloat()) {
      var owner = to == ScalarType.F64 ? DOUBLE : FLOAT;
      var name = to == ScalarType.F64 ? "longBitsToDouble" : "intBitsToFloat";
      code.invokestatic(owner, name, signature(to, from));
    } else {
      wrap(to);
    }
  }

  void cast(Op.Cast op) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    locals.push(op.operand());
    switch (to) {
      case BOOL -> castToBool(from);
      case I8, I16, I32, U8, U16, U32 -> castToInt(from, to);
      case I64 -> extend(from);
      case U64 -> {
        if (from.isFloat()) {
          convert(JvmTypes.kind(from), TypeKind.DOUBLE);
          code.invokestatic(UNSIGNED, "ofDouble", signature(to, ScalarType.F64));
        } else {
          extend(from);
        }
      }
      case F32, F64 -> castToFloat(from, to);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(to);
    }
  }

  private void castToBool(ScalarType from) {
    if (from == ScalarType.BOOL) {
      return;
    }
    var name =
        switch (from) {
          case BOOL, I8, I16, I32, U8, U16, U32 -> "intToBool";
          case I64, U64 -> "longToBool";
          case F32 -> "floatToBool";
          case F64 -> "doubleToBool";
          case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(from);
        };
    code.invokestatic(CASTS, name, signature(ScalarType.BOOL, from));
  }

  private void castToInt(ScalarType from, ScalarType to) {
    if (from.isFloat() && to != ScalarType.I32) {
      clamp(JvmTypes.kind(from), to);
      return;
    }
    convert(JvmTypes.kind(from), TypeKind.INT);
    wrap(to);
  }

  /// Every value of the type is a long, into which Java converts as the IR does.
  private void clamp(TypeKind from, ScalarType to) {
    convert(from, TypeKind.LONG);
    code.loadConstant(to.smallest()).loadConstant(to.largest());
    var longs = Collections.nCopies(3, ConstantDescs.CD_long);
    code.invokestatic(MATH, "clamp", MethodTypeDesc.of(ConstantDescs.CD_long, longs));
    code.l2i();
  }

  private void castToFloat(ScalarType from, ScalarType to) {
    if (from == ScalarType.U64) {
      var name = to == ScalarType.F64 ? "toDouble" : "toFloat";
      code.invokestatic(UNSIGNED, name, signature(to, from));
    } else if (from == ScalarType.U32) {
      extend(from);
      convert(TypeKind.LONG, JvmTypes.kind(to));
    } else {
      convert(JvmTypes.kind(from), JvmTypes.kind(to));
    }
  }

  private void extend(ScalarType from) {
    if (from == ScalarType.U32) {
      code.invokestatic(INTEGER, "toUnsignedLong", signature(ScalarType.I64, from));
    } else {
      convert(JvmTypes.kind(from), TypeKind.LONG);
    }
  }

  /// Java's own conversions saturate and send NaN to 0, as the IR's do.
  private void convert(TypeKind from, TypeKind to) {
    if (from != to) {
      code.conversion(from, to);
    }
  }

  private void callMath(String name, ScalarType type, int operands) {
    call(MATH, name, type, operands);
  }

  private void call(ClassDesc owner, String name, ScalarType type, int operands) {
    var descriptor = JvmTypes.descriptor(type);
    var parameters = Collections.nCopies(operands, descriptor);
    code.invokestatic(owner, name, MethodTypeDesc.of(descriptor, parameters));
  }

  private static MethodTypeDesc signature(ScalarType result, ScalarType parameter) {
    return MethodTypeDesc.of(JvmTypes.descriptor(result), JvmTypes.descriptor(parameter));
  }

  private static IllegalArgumentException rejected(String op, ScalarType type) {
    return new IllegalArgumentException(op + " of " + type);
  }
}
