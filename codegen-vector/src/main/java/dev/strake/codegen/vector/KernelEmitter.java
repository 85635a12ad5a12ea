package dev.strake.codegen.vector;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.RecordLayout;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Prints a scheduled kernel as a class with one static entry, `int kernelName(long record)`, and a
/// method for every outlined loop.
final class KernelEmitter {
  /// HotSpot compiles no method with more bytes of code (`HugeMethodLimit`).
  private static final int MAX_METHOD_BYTES = 8000;

  /// The JVM's limit on parameters, in slots.
  private static final int MAX_PARAMETER_SLOTS = 255;

  /// Of the part of a class name that the kernel's name decides.
  private static final int MAX_NAME_LENGTH = 100;

  private final Kernel kernel;
  private final int vectorBits;
  private final CompileOptions options;
  private final String file;
  private final ClassDesc owner;
  private final RecordLayout layout;
  private final Map<Integer, Op.Constant> literals;
  private final Outlining outlining;
  private final Map<Op.For, Method> methods = new IdentityHashMap<>();
  private final List<Method> pending = new ArrayList<>();

  /// A loop that became a method.
  private record Method(String name, Op.For loop, List<Value> free) {
    MethodTypeDesc descriptor() {
      var parameters = new ArrayList<ClassDesc>();
      parameters.add(ConstantDescs.CD_long);
      free.forEach(value -> parameters.add(JvmTypes.descriptor(value.scalar())));
      return MethodTypeDesc.of(ConstantDescs.CD_int, parameters);
    }
  }

  private KernelEmitter(Kernel kernel, int vectorBits, CompileOptions options) {
    this.kernel = kernel;
    this.vectorBits = vectorBits;
    this.options = options;
    this.file = LineNumbers.file(kernel, options);
    this.owner = ClassDesc.of(KernelEmitter.class.getPackageName(), className(kernel));
    this.layout = RecordLayout.of(kernel);
    this.literals = FreeValues.literals(kernel.body());
    this.outlining = Outlining.of(kernel.body());
  }

  private static String className(Kernel kernel) {
    return "Kernel_" + entryName(kernel);
  }

  /// The name of the method that runs the kernel. A kernel may have any name, a method not.
  static String entryName(Kernel kernel) {
    var letters = kernel.name().replaceAll("[^\\p{javaUnicodeIdentifierPart}]", "_");
    return letters.substring(0, Math.min(letters.length(), MAX_NAME_LENGTH));
  }

  /// The bytes of the class; `vectorBits` 0 prints lanes loops as ordinary ones. The source file
  /// and lines are those of the options' sites.
  ///
  /// @throws CompilerError LIMIT if a method is larger than the JVM compiles
  static byte[] emit(Kernel kernel, int vectorBits, CompileOptions options) {
    var emitter = new KernelEmitter(kernel, vectorBits, options);
    var bytes = ClassFile.of().build(emitter.owner, emitter::emitClass);
    emitter.requireCompilable(bytes);
    return bytes;
  }

  private void emitClass(ClassBuilder builder) {
    builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    options.sites().stream()
        .filter(place -> place.source().equals(file))
        .findFirst()
        .ifPresent(place -> builder.with(SourceFileAttribute.of(place.fileName())));
    var entry = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_long);
    var name = entryName(kernel);
    emitMethod(builder, name, entry, code -> MethodEmitter.emitEntry(this, code));
    while (!pending.isEmpty()) {
      var method = pending.removeFirst();
      emitMethod(
          builder,
          method.name,
          method.descriptor(),
          code -> MethodEmitter.emitLoop(this, code, method.loop, method.free));
    }
  }

  private static void emitMethod(
      ClassBuilder builder, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
    builder.withMethodBody(name, type, ClassFile.ACC_STATIC, body::accept);
  }

  private void requireCompilable(byte[] bytes) {
    for (var method : ClassFile.of().parse(bytes).methods()) {
      method
          .findAttribute(Attributes.code())
          .map(CodeAttribute::codeLength)
          .filter(length -> length > MAX_METHOD_BYTES)
          .ifPresent(
              length -> {
                throw CompilerError.limit(
                    "bytecode",
                    "kernel %s has a loop of %d bytes of code; the JVM compiles at most %d"
                        .formatted(kernel.name(), length, MAX_METHOD_BYTES));
              });
    }
  }

  Region body() {
    return kernel.body();
  }

  List<Value> scalarParameters() {
    return kernel.parameters().stream()
        .filter(parameter -> !parameter.isView())
        .map(Parameter::value)
        .toList();
  }

  LineNumbers lines(CodeBuilder code) {
    return new LineNumbers(code, options, file);
  }

  int vectorBits() {
    return vectorBits;
  }

  RecordLayout layout() {
    return layout;
  }

  Map<Integer, Op.Constant> literals() {
    return literals;
  }

  /// The position of an assert among the kernel's, which the record reports.
  int assertNumber(Op.Assert op) {
    var asserts = layout.asserts();
    for (var k = 0; k < asserts.size(); k++) {
      if (asserts.get(k) == op) {
        return k;
      }
    }
    throw CompilerError.bug("KernelEmitter", "an assert of another kernel");
  }

  boolean isOutlined(Op.For loop) {
    return outlining.isOutlined(loop);
  }

  /// What the method of an outlined loop takes after the record.
  List<Value> freeValues(Op.For loop) {
    return method(loop).free;
  }

  void invoke(CodeBuilder code, Op.For loop) {
    var method = method(loop);
    code.invokestatic(owner, method.name, method.descriptor());
  }

  private Method method(Op.For loop) {
    var known = methods.get(loop);
    if (known != null) {
      return known;
    }
    var kind = loop.kind().mnemonic().replaceAll("\\W", "");
    var name = entryName(kernel) + "_" + kind + "_" + methods.size();
    var method = new Method(name, loop, FreeValues.of(loop, literals));
    requireFewParameters(method);
    methods.put(loop, method);
    pending.add(method);
    return method;
  }

  private void requireFewParameters(Method method) {
    var slots = 2;
    for (var value : method.free) {
      slots += JvmTypes.kind(value.scalar()).slotSize();
    }
    if (slots > MAX_PARAMETER_SLOTS) {
      throw CompilerError.limit(
          "bytecode",
          "a loop of kernel %s uses %d values from outside; the JVM passes at most %d slots"
              .formatted(kernel.name(), method.free.size(), MAX_PARAMETER_SLOTS));
    }
  }
}
