package dev.strake.codegen.vector;

import dev.strake.ir.ScalarType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// One class of the Vector API at one width, by name only: nothing here loads it.
record VectorClass(ScalarType element, int bits) {
  private static final String PACKAGE = "jdk.incubator.vector.";
  static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
  static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
  static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
  static final ClassDesc BYTES = ClassDesc.of(PACKAGE + "ByteVector");

  /// `DoubleVector` and its like.
  ClassDesc descriptor() {
    return switch (element) {
      case BOOL, I8, U8 -> BYTES;
      case I16, U16 -> ClassDesc.of(PACKAGE + "ShortVector");
      case I32, U32 -> ClassDesc.of(PACKAGE + "IntVector");
      case I64, U64 -> ClassDesc.of(PACKAGE + "LongVector");
      case F32 -> ClassDesc.of(PACKAGE + "FloatVector");
      case F64 -> ClassDesc.of(PACKAGE + "DoubleVector");
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(element);
    };
  }

  /// The type the Vector API uses for one element.
  ClassDesc elementDescriptor() {
    return switch (element) {
      case BOOL, I8, U8 -> ConstantDescs.CD_byte;
      case I16, U16 -> ConstantDescs.CD_short;
      case I32, I64, U32, U64, F32, F64 -> JvmTypes.descriptor(element);
      case F16, BF16, COMPLEX64, COMPLEX128 -> throw JvmTypes.notScheduled(element);
    };
  }

  /// Pushes the species, a constant to C2.
  void pushSpecies(CodeBuilder code) {
    code.getstatic(descriptor(), "SPECIES_" + bits, SPECIES);
  }

  /// species-less: turns the element on the stack into a register of copies of it.
  ///
  /// Stack: species, element -> vector.
  void broadcast(CodeBuilder code) {
    code.invokestatic(
        descriptor(), "broadcast", MethodTypeDesc.of(descriptor(), SPECIES, elementDescriptor()));
  }

  /// Casts the `Vector` on the stack to this class.
  void cast(CodeBuilder code) {
    code.checkcast(descriptor());
  }
}
