package dev.strake.codegen.vector;

import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Parameter;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.backend.CompileOptions;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.RecordLayout;
import dev.strake.ir.schedule.UnseenNans;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Prints a scheduled kernel as a class with one static entry, `int kernelName(long record)`, and a
/// method for every part of its code.
final class KernelEmitter {
  /// HotSpot compiles no method with more bytes of code (`HugeMethodLimit`).
  private static final int MAX_BYTES_IN_LANES = 8000;

  /// An operand, a call of the Vector API and a result.
  private static final int LEAST_BYTES_PER_REGISTER = 7;

  /// What other methods should stay below: code divided into more of them is no slower.
  private static final int MAX_BYTES = 6000;

  /// Of the part of a class name that the kernel's name decides.
  private static final int MAX_NAME_LENGTH = 100;

  private final Kernel kernel;
  private final int vectorBits;
  private final CompileOptions options;
  private final Division division;
  private final String file;
  private final ClassDesc owner;
  private final RecordLayout layout;
  private final Map<Integer, Op.Constant> literals;
  private final Outlining outlining;
  private final Crossings crossings;
  private final Set<Value> unseenNans;
  private final Map<Integer, Piece.Part> called = new HashMap<>();
  private final List<Piece.Part> pending = new ArrayList<>();

  private KernelEmitter(Kernel kernel, int vectorBits, CompileOptions options, Division division) {
    this.kernel = kernel;
    this.vectorBits = vectorBits;
    this.options = options;
    this.division = division;
    this.file = LineNumbers.file(kernel, options);
    this.owner = ClassDesc.of(KernelEmitter.class.getPackageName(), className(kernel));
    this.layout = RecordLayout.of(kernel);
    this.literals = Crossings.literals(kernel.body());
    this.outlining = Outlining.of(kernel.body(), division.limit(), this::isInLanes);
    this.crossings = Crossings.of(kernel.body(), outlining, literals);
    this.unseenNans = UnseenNans.of(kernel);
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
  /// @throws CompilerError LIMIT if a single op is larger than the JVM allows methods to be
  static byte[] emit(Kernel kernel, int vectorBits, CompileOptions options) {
    var division = new Division(options.plan().methodOps());
    while (true) {
      var emitter = new KernelEmitter(kernel, vectorBits, options, division);
      var bytes = emitter.build();
      var tooLarge = emitter.tooLarge(bytes);
      var isFinal = true;
      for (var loop : tooLarge) {
        isFinal &= !division.refine(loop);
      }
      if (isFinal) {
        return bytes;
      }
    }
  }

  private byte[] build() {
    try {
      return ClassFile.of().build(owner, this::emitClass);
    } catch (IllegalArgumentException failure) {
      throw CompilerError.limit(
          "bytecode", "kernel " + kernel.name() + ": " + failure.getMessage());
    }
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
      var part = pending.removeFirst();
      emitMethod(
          builder, name(part), descriptor(part), code -> MethodEmitter.emitPart(this, code, part));
    }
  }

  private static void emitMethod(
      ClassBuilder builder, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
    builder.withMethodBody(name, type, ClassFile.ACC_STATIC, body::accept);
  }

  private String name(Piece.Part part) {
    var what = soleLoop(part).map(loop -> loop.kind().mnemonic().replaceAll("\\W", ""));
    return entryName(kernel) + "_" + what.orElse("part") + "_" + part.number();
  }

  private static Optional<Op.For> soleLoop(Piece.Part part) {
    return part.pieces().size() == 1
            && part.pieces().getFirst() instanceof Piece.Inline(Op.For loop)
        ? Optional.of(loop)
        : Optional.empty();
  }

  private MethodTypeDesc descriptor(Piece.Part part) {
    var parameters = new ArrayList<ClassDesc>();
    parameters.add(ConstantDescs.CD_long);
    if (!crossings.kept().isEmpty()) {
      parameters.add(ConstantDescs.CD_long.arrayType());
    }
    for (var value : crossings.parameters(part)) {
      parameters.add(JvmTypes.descriptor(value.scalar()));
    }
    return MethodTypeDesc.of(ConstantDescs.CD_int, parameters);
  }

  /// For every method that is too large the loop in lanes it consists of, if it does.
  private List<Optional<Op.For>> tooLarge(byte[] bytes) {
    var lanesLoops = new HashMap<String, Optional<Op.For>>();
    for (var part : called.values()) {
      lanesLoops.put(name(part), soleLoop(part).filter(this::isInLanes));
    }
    var found = new ArrayList<Optional<Op.For>>();
    for (var method : ClassFile.of().parse(bytes).methods()) {
      var loop = lanesLoops.getOrDefault(method.methodName().stringValue(), Optional.empty());
      var limit = loop.isPresent() ? MAX_BYTES_IN_LANES : MAX_BYTES;
      if (method.findAttribute(Attributes.code()).orElseThrow().codeLength() > limit) {
        found.add(loop);
      }
    }
    return found;
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

  Crossings crossings() {
    return crossings;
  }

  /// Bitcasts that need not look for NaNs.
  Set<Value> unseenNans() {
    return unseenNans;
  }

  List<Piece> pieces(Region region) {
    return outlining.pieces(region);
  }

  /// Whether the lanes of a loop are printed as registers.
  boolean isInLanes(Op.For loop) {
    return loop.kind() instanceof LoopKind.Lanes(var lanes)
        && vectorBits > 0
        && !division.isAsScalars(loop)
        && mayFit(loop, LaneLoop.of(loop, lanes, vectorBits).registers());
  }

  /// Whether the code of a loop in lanes is not sure to be too large for a method.
  private static boolean mayFit(Op.For loop, int registers) {
    return size(loop.body()) * registers * LEAST_BYTES_PER_REGISTER <= MAX_BYTES_IN_LANES;
  }

  private static long size(Region region) {
    var size = 0L;
    for (var op : region.ops()) {
      size += op instanceof Op.Constant ? 0 : 1;
      for (var inner : op.regions()) {
        size += size(inner);
      }
    }
    return size;
  }

  void invoke(CodeBuilder code, Piece.Part part) {
    if (called.putIfAbsent(part.number(), part) == null) {
      pending.add(part);
    }
    code.invokestatic(owner, name(part), descriptor(part));
  }
}
