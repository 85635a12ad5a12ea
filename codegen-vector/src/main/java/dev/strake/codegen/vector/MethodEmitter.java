package dev.strake.codegen.vector;

import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.FailureKind;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Prints one method: memory accesses, checks and calls of other methods; scalar ops go to
/// [ScalarEmitter], loops and branches to [ControlEmitter], what differs between lanes to
/// [LaneEmitter].
///
/// A method returns 1 if a check failed, having written the record, and 0 otherwise.
final class MethodEmitter implements OpEmitter {
  private static final ClassDesc ADDRESS_SPACE = ClassDesc.of(AddressSpace.class.getName());

  private final KernelEmitter kernel;
  private final CodeBuilder code;
  private final Locals locals;
  private final ViewLocals views;
  private final ScalarEmitter scalars;
  private final ControlEmitter control;
  private final LineNumbers lines;

  /// @param array the local that holds the array of kept values
  /// @param pieces what the method consists of
  private MethodEmitter(KernelEmitter kernel, CodeBuilder code, int array, List<Piece> pieces) {
    this.kernel = kernel;
    this.code = code;
    this.lines = kernel.lines(code);
    this.locals = new Locals(code, kernel.literals(), kernel.crossings().kept(), array);
    at(firstSite(pieces));
    this.views = new ViewLocals(code, kernel.layout(), viewsOf(kernel, pieces));
    this.scalars = new ScalarEmitter(code, locals, kernel.unseenNans());
    this.control = new ControlEmitter(code, locals, this);
  }

  /// Prints the kernel's entry: scalar parameters come from the record, kept values begin here.
  static void emitEntry(KernelEmitter kernel, CodeBuilder code) {
    var count = kernel.crossings().kept().size();
    var array = 0;
    if (count > 0) {
      array = code.allocateLocal(TypeKind.REFERENCE);
      code.loadConstant(count).newarray(TypeKind.LONG).astore(array);
    }
    var pieces = kernel.pieces(kernel.body());
    var method = new MethodEmitter(kernel, code, array, pieces);
    kernel.scalarParameters().forEach(method::loadParameter);
    method.emit(pieces);
    code.iconst_0().ireturn();
  }

  /// Prints a part as a method that takes the record, the array of kept values if there is one, and
  /// the part's parameters.
  static void emitPart(KernelEmitter kernel, CodeBuilder code, Piece.Part part) {
    var crossings = kernel.crossings();
    var first = crossings.kept().isEmpty() ? 1 : 2;
    var method = new MethodEmitter(kernel, code, code.parameterSlot(first - 1), part.pieces());
    var parameters = crossings.parameters(part);
    for (var k = 0; k < parameters.size(); k++) {
      method.locals.bind(parameters.get(k), code.parameterSlot(first + k));
    }
    crossings.loaded(part).forEach(method.locals::load);
    method.emit(part.pieces());
    code.iconst_0().ireturn();
  }

  private static int firstSite(List<Piece> pieces) {
    return pieces.stream()
        .flatMap(Piece::ops)
        .mapToInt(Op::site)
        .filter(site -> site > 0)
        .findFirst()
        .orElse(0);
  }

  /// The views that a method touches, without those of the methods it calls.
  private static Set<Value> viewsOf(KernelEmitter kernel, List<Piece> pieces) {
    var used = new LinkedHashSet<Value>();
    for (var piece : pieces) {
      if (piece instanceof Piece.Inline(var op)) {
        op.operands().stream().filter(value -> value.type() instanceof ViewType).forEach(used::add);
        op.regions().forEach(inner -> used.addAll(viewsOf(kernel, kernel.pieces(inner))));
      }
    }
    return used;
  }

  private void loadParameter(Value parameter) {
    views.pushSlot(kernel.layout().scalar(parameter));
    RawBits.decode(code, parameter.scalar());
    locals.pop(parameter);
  }

  @Override
  public void push(Value source, Value target) {
    locals.push(source);
  }

  @Override
  public void pop(Value target) {
    locals.pop(target);
  }

  @Override
  public void at(int site) {
    lines.at(site);
  }

  @Override
  public void emit(Region region) {
    emit(kernel.pieces(region));
  }

  private void emit(List<Piece> pieces) {
    for (var piece : pieces) {
      switch (piece) {
        case Piece.Inline(var op) -> emit(op);
        case Piece.Part part -> {
          at(firstSite(List.of(part)));
          call(part);
        }
      }
    }
  }

  @Override
  public void emit(Op op) {
    at(op.site());
    switch (op) {
      case Op.Constant _, Op.Local _ -> {}
      case Op.Unary unary -> scalars.unary(unary);
      case Op.Binary binary -> {
        checkDivisor(binary);
        scalars.binary(binary);
      }
      case Op.Compare compare -> scalars.compare(compare);
      case Op.Select select -> scalars.select(select);
      case Op.Fma fma -> scalars.fma(fma);
      case Op.Cast cast -> scalars.cast(cast);
      case Op.Bitcast bitcast -> scalars.bitcast(bitcast);
      case Op.SizeOf(_, var size) -> views.pushSlot(kernel.layout().size(size));
      case Op.Load load -> load(load);
      case Op.Store store -> store(store);
      case Op.CheckIndex check -> check(check);
      case Op.CheckNonEmpty check -> check(check);
      case Op.Assert check -> check(check);
      case Op.If branch -> control.emitIf(branch);
      case Op.While loop -> control.emitWhile(loop);
      case Op.For loop -> emitFor(loop);
      case Op.Call _, Op.Print _, Op.Bulk _, Op.Complex _, Op.Part _ ->
          throw CompilerError.bug("MethodEmitter", "not a scheduled op: " + op);
    }
    if (leavesResultOnStack(op)) {
      locals.pop(op.results().getFirst());
    }
  }

  private void emitFor(Op.For loop) {
    if (loop.kind() instanceof LoopKind.Lanes(var lanes) && kernel.isInLanes(loop)) {
      var shape = LaneLoop.of(loop, lanes, kernel.vectorBits());
      new LaneEmitter(code, locals, views, this, shape, kernel.unseenNans()).emitLoop(loop);
    } else {
      control.emitFor(loop, 1);
    }
  }

  private static boolean leavesResultOnStack(Op op) {
    return switch (op) {
      case Op.Constant _, Op.Local _, Op.Store _, Op.CheckNonEmpty _, Op.Assert _ -> false;
      case Op.Scalar _, Op.SizeOf _, Op.Load _, Op.CheckIndex _ -> true;
      case Op.Call _, Op.Print _, Op.Structured _ -> false;
    };
  }

  private void load(Op.Load load) {
    var type = load.result().scalar();
    views.pushAddress(load.view(), load.indices(), locals);
    code.invokestatic(
        ADDRESS_SPACE,
        "load" + JvmTypes.loader(type),
        MethodTypeDesc.of(JvmTypes.descriptor(type), ConstantDescs.CD_long));
    if (type.isBool()) {
      code.invokestatic(
          ADDRESS_SPACE, "truth", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int));
    }
  }

  private void store(Op.Store store) {
    var type = store.value().scalar();
    views.pushAddress(store.view(), store.indices(), locals);
    locals.push(store.value());
    code.invokestatic(
        ADDRESS_SPACE,
        "store" + JvmTypes.storer(type),
        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, JvmTypes.descriptor(type)));
  }

  private void checkDivisor(Op.Binary op) {
    if (!op.canFail()) {
      return;
    }
    var fine = code.newLabel();
    locals.push(op.right());
    if (JvmTypes.kind(op.result().scalar()) == TypeKind.LONG) {
      code.lconst_0().lcmp();
    }
    code.ifne(fine);
    fail(FailureKind.DIVISION_BY_ZERO, op.site(), () -> code.lconst_0().lconst_0());
    code.labelBinding(fine);
  }

  /// Leaves the checked index on the stack.
  private void check(Op.CheckIndex op) {
    var outside = code.newLabel();
    var fine = code.newLabel();
    locals.push(op.index());
    code.lconst_0().lcmp().iflt(outside);
    locals.push(op.index());
    locals.push(op.extent());
    code.lcmp().iflt(fine).labelBinding(outside);
    fail(
        FailureKind.INDEX_OUT_OF_RANGE,
        op.site(),
        () -> {
          locals.push(op.index());
          locals.push(op.extent());
        });
    code.labelBinding(fine);
    locals.push(op.index());
  }

  private void check(Op.CheckNonEmpty op) {
    var fine = code.newLabel();
    locals.push(op.lower());
    locals.push(op.upper());
    code.lcmp().iflt(fine);
    fail(FailureKind.EMPTY_REDUCTION, op.site(), () -> code.lconst_0().lconst_0());
    code.labelBinding(fine);
  }

  private void check(Op.Assert op) {
    Label fine = code.newLabel();
    locals.push(op.condition());
    code.ifne(fine);
    long number = kernel.assertNumber(op);
    fail(FailureKind.ASSERTION_FAILED, op.site(), () -> code.loadConstant(number).lconst_0());
    code.labelBinding(fine);
  }

  private void fail(FailureKind kind, int site, Runnable pushIndexAndExtent) {
    code.lload(Locals.RECORD).loadConstant(kind.code()).loadConstant(site);
    pushIndexAndExtent.run();
    code.invokestatic(
        ADDRESS_SPACE,
        "fail",
        MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_long,
            ConstantDescs.CD_int,
            ConstantDescs.CD_int,
            ConstantDescs.CD_long,
            ConstantDescs.CD_long));
    code.iconst_1().ireturn();
  }

  /// Calls the method of a part and passes its failure on.
  private void call(Piece.Part part) {
    var fine = code.newLabel();
    code.lload(Locals.RECORD);
    if (!kernel.crossings().kept().isEmpty()) {
      locals.pushArray();
    }
    kernel.crossings().parameters(part).forEach(locals::push);
    kernel.invoke(code, part);
    code.ifeq(fine).iconst_1().ireturn().labelBinding(fine);
  }
}
