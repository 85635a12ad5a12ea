package dev.strake.codegen.vector;

import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.schedule.LaneAnalysis;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Loads and stores of registers. Numbers of less than 32 bits, and `bool`, are `i32` lanes in
/// registers; few of them travel as one short or int, since no vector is narrower than 64 bits.
final class LaneMemory {
  private static final ClassDesc ADDRESS_SPACE = ClassDesc.of(AddressSpace.class.getName());
  private static final ClassDesc SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");
  private static final ClassDesc ORDER = ClassDesc.of("java.nio.ByteOrder");
  private static final VectorClass INTS_64 = new VectorClass(ScalarType.I32, 64);

  private final CodeBuilder code;
  private final Locals locals;
  private final ViewLocals views;
  private final LaneLoop shape;

  LaneMemory(CodeBuilder code, Locals locals, ViewLocals views, LaneLoop shape) {
    this.code = code;
    this.locals = locals;
    this.views = views;
    this.shape = shape;
  }

  /// Pushes one register of contiguous elements.
  void load(Op.Load load, int register) {
    var type = load.result().scalar();
    var access = shape.analysis().access(load.view(), load.indices());
    if (access != LaneAnalysis.Access.CONTIGUOUS) {
      throw CompilerError.bug("LaneMemory", "lanes are not contiguous: " + load);
    }
    switch (type) {
      case I8, I16, U8, U16 -> loadNarrow(load, register);
      case BOOL -> {
        loadNarrow(load, register);
        bytesToMask();
      }
      case I32, I64, U32, U64, F32, F64 -> loadVector(shape.vectorOf(type), load, register);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    }
  }

  private void loadVector(VectorClass vector, Op.Load load, int register) {
    vector.pushSpecies(code);
    code.getstatic(ADDRESS_SPACE, "ALL", SEGMENT);
    pushAddress(load, register);
    code.getstatic(ADDRESS_SPACE, "ORDER", ORDER);
    code.invokestatic(
        vector.descriptor(),
        "fromMemorySegment",
        MethodTypeDesc.of(
            vector.descriptor(), VectorClass.SPECIES, SEGMENT, ConstantDescs.CD_long, ORDER));
  }

  private void pushAddress(Op.Load load, int register) {
    views.pushAddress(load.view(), load.indices(), locals);
    pushOffset(load.result().scalar(), register);
  }

  private void pushOffset(ScalarType type, int register) {
    if (register > 0) {
      code.loadConstant((long) register * shape.lanesPerRegister() * type.sizeBytes()).ladd();
    }
  }

  /// Leaves the elements, extended as their type says, in `i32` lanes.
  private void loadNarrow(Op.Load load, int register) {
    var type = load.result().scalar();
    var narrow = narrow(type);
    if (sizeBits(type) >= narrow.bits()) {
      loadVector(narrow, load, register);
    } else {
      INTS_64.pushSpecies(code);
      pushAddress(load, register);
      code.invokestatic(
          ADDRESS_SPACE,
          "load" + word(type),
          MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_long));
      INTS_64.broadcast(code);
      VectorOps.reinterpret(code, INTS_64, narrow);
    }
    var isSigned = type.kind() == ScalarType.Kind.SIGNED;
    var name = (isSigned ? "" : "ZERO_EXTEND_") + VectorOps.letter(type) + "2I";
    VectorOps.convert(code, name, narrow, shape.vectorOf(ScalarType.I32));
  }

  /// The vector whose first lanes are the elements of one register in memory.
  private VectorClass narrow(ScalarType type) {
    return new VectorClass(type, Math.max(64, sizeBits(type)));
  }

  /// The bits in memory of the elements of one register.
  private int sizeBits(ScalarType type) {
    return type.bits() * shape.lanesPerRegister();
  }

  /// The [AddressSpace] accessor for elements that are less than a vector together.
  private String word(ScalarType type) {
    return sizeBits(type) == Integer.SIZE ? "Int" : "Short";
  }

  private void bytesToMask() {
    var ints = shape.vectorOf(ScalarType.I32);
    ints.pushSpecies(code);
    code.iconst_0();
    ints.broadcast(code);
    VectorOps.compare(code, ints, CompareOp.NE, ScalarType.I32);
    if (shape.widest() != ScalarType.I32) {
      VectorOps.castMask(code, shape.vectorOf(ScalarType.BOOL));
    }
  }

  /// Stores the register on the stack; `bool` comes as `i32` lanes.
  void store(Op.Store store, int register) {
    var type = store.value().scalar();
    if (shape.analysis().access(store.view(), store.indices()) != LaneAnalysis.Access.CONTIGUOUS) {
      throw CompilerError.bug("LaneMemory", "lanes are not contiguous: " + store);
    }
    switch (type) {
      case BOOL, I8, I16, U8, U16 -> storeNarrow(store, register);
      case I32, I64, U32, U64, F32, F64 -> storeVector(shape.vectorOf(type), store, register);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(type);
    }
  }

  private void storeVector(VectorClass vector, Op.Store store, int register) {
    code.getstatic(ADDRESS_SPACE, "ALL", SEGMENT);
    views.pushAddress(store.view(), store.indices(), locals);
    pushOffset(store.value().scalar(), register);
    code.getstatic(ADDRESS_SPACE, "ORDER", ORDER);
    code.invokevirtual(
        vector.descriptor(),
        "intoMemorySegment",
        MethodTypeDesc.of(ConstantDescs.CD_void, SEGMENT, ConstantDescs.CD_long, ORDER));
  }

  private void storeNarrow(Op.Store store, int register) {
    var type = store.value().scalar();
    var narrow = narrow(type);
    var conversion = "I2" + VectorOps.letter(type);
    VectorOps.convert(code, conversion, shape.vectorOf(ScalarType.I32), narrow);
    if (sizeBits(type) >= narrow.bits()) {
      storeVector(narrow, store, register);
      return;
    }
    VectorOps.reinterpret(code, narrow, INTS_64);
    code.iconst_0();
    code.invokevirtual(
        INTS_64.descriptor(),
        "lane",
        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int));
    var value = locals.allocate(TypeKind.INT);
    code.istore(value);
    views.pushAddress(store.view(), store.indices(), locals);
    pushOffset(type, register);
    code.iload(value);
    code.invokestatic(
        ADDRESS_SPACE,
        "store" + word(type),
        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, ConstantDescs.CD_int));
  }
}
