package dev.strake.ir.verify;

import dev.strake.ir.Combine;
import dev.strake.ir.Layout;
import dev.strake.ir.Op;
import dev.strake.ir.Program;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// Looks at the operand types and regions of single ops: R4, R6, R7, R8, R9, R14, R15, R21, R22.
final class OpVerifier {
  private final Program program;
  private final Findings findings;

  OpVerifier(Program program, Findings findings) {
    this.program = program;
    this.findings = findings;
  }

  void verify(Op op) {
    requireScalars(op);
    switch (op) {
      case Op.Constant constant -> constant(constant);
      case Op.Unary(_, var word, var operand) ->
          accepts(isScalar(operand) && word.accepts(operand.scalar()), op);
      case Op.Binary(_, var word, var left, var right, _) ->
          accepts(same(left, right) && isScalar(left) && word.accepts(left.scalar()), op);
      case Op.Compare(_, var word, var left, var right) ->
          accepts(same(left, right) && isScalar(left) && word.accepts(left.scalar()), op);
      case Op.Select(_, var condition, var whenTrue, var whenFalse) ->
          accepts(condition.type() == ScalarType.BOOL && same(whenTrue, whenFalse), op);
      case Op.Fma(_, var a, var b, var c) -> accepts(same(a, b) && same(b, c) && isFused(a), op);
      case Op.Cast(var result, var operand) -> accepts(isCast(result, operand), op);
      case Op.Complex(_, var real, var imaginary) ->
          accepts(same(real, imaginary) && isScalar(real) && real.scalar().isFloat(), op);
      case Op.Part(_, _, var operand) ->
          accepts(isScalar(operand) && operand.scalar().isComplex(), op);
      case Op.Bitcast(var result, var operand) -> accepts(isBitcast(result, operand), op);
      case Op.Call call -> call(call);
      case Op.Local(var result, _) -> local(result, op);
      case Op.Load(_, var view, var indices, _) -> access(view, indices, op);
      case Op.Store(var view, var indices, var value, _) -> store(view, indices, value, op);
      case Op.CheckIndex(_, var index, var extent, _) ->
          accepts(index.type() == ScalarType.I64 && extent.type() == ScalarType.I64, op);
      case Op.CheckNonEmpty(var lower, var upper, _) ->
          accepts(lower.type() == ScalarType.I64 && upper.type() == ScalarType.I64, op);
      case Op.Assert(var condition, _, _) -> accepts(condition.type() == ScalarType.BOOL, op);
      case Op.Print(var texts, var values, _) -> accepts(texts.size() == values.size() + 1, op);
      case Op.If branch -> branch(branch);
      case Op.While loop -> whileLoop(loop);
      case Op.For loop -> forLoop(loop);
      case Op.Reduce reduce -> reduce(reduce);
      case Op.Scan scan -> scan(scan);
      case Op.Scatter scatter -> scatter(scatter);
      case Op.SizeOf _ -> {}
    }
  }

  /// Views serve as the operand that a load or store goes to, nowhere else.
  private void requireScalars(Op op) {
    var isAccess = op instanceof Op.Load || op instanceof Op.Store || op instanceof Op.Scatter;
    for (var operand : op.operands().subList(isAccess ? 1 : 0, op.operands().size())) {
      findings.require(isScalar(operand), Rule.R8, operand + " is a view", op);
    }
  }

  private void accepts(boolean holds, Op op) {
    findings.require(
        holds, Rule.R4, "operands are " + Findings.show(Findings.types(op.operands())), op);
  }

  private static boolean isScalar(Value value) {
    return value.type() instanceof ScalarType;
  }

  private static boolean same(Value left, Value right) {
    return left.type().equals(right.type());
  }

  private static boolean isFused(Value value) {
    return isScalar(value) && (value.scalar().isFloat() || value.scalar().isComplex());
  }

  /// A complex number is cast to complex ones only.
  private static boolean isCast(Value result, Value operand) {
    return isScalar(result)
        && isScalar(operand)
        && (!operand.scalar().isComplex() || result.scalar().isComplex());
  }

  private static boolean isBitcast(Value result, Value operand) {
    return result.type() instanceof ScalarType to
        && operand.type() instanceof ScalarType from
        && to.bits() == from.bits()
        && to.isBool() == from.isBool()
        && !to.isComplex()
        && !from.isComplex();
  }

  private void constant(Op.Constant op) {
    if (!(op.result().type() instanceof ScalarType type)) {
      return;
    }
    var bits = op.bits();
    var fits = !type.isComplex() && bits == type.wrap(bits);
    findings.require(fits, Rule.R6, "no " + type + " has the bits " + Long.toHexString(bits), op);
  }

  private void call(Op.Call op) {
    var function = program.function(op.function());
    if (function.isEmpty()) {
      findings.add(Rule.R14, "there is no function " + op.function(), op);
      return;
    }
    var takes = Findings.types(function.get().parameters());
    var passed = Findings.types(op.arguments());
    findings.require(
        takes.equals(passed),
        Rule.R14,
        "takes %s, is passed %s".formatted(Findings.show(takes), Findings.show(passed)),
        op);
    var gives = Findings.types(function.get().body().results());
    var result = op.result().type();
    findings.require(
        gives.equals(List.of(result)),
        Rule.R14,
        "gives %s, not %s".formatted(Findings.show(gives), result),
        op);
  }

  private void local(Value result, Op op) {
    var isDense = result.type() instanceof ViewType view && view.layout() == Layout.ROW_MAJOR;
    findings.require(isDense, Rule.R21, "it is a " + result.type(), op);
  }

  private void store(Value view, List<Value> indices, Value value, Op op) {
    access(view, indices, op);
    if (view.type() instanceof ViewType type) {
      findings.require(
          value.type() == type.element(),
          Rule.R9,
          "a " + value.type() + " into " + view.type(),
          op);
    }
  }

  private void access(Value view, List<Value> indices, Op op) {
    if (!(view.type() instanceof ViewType type)) {
      findings.add(Rule.R8, view + " is no view", op);
      return;
    }
    var areIndices = indices.stream().allMatch(index -> index.type() == ScalarType.I64);
    findings.require(
        areIndices && indices.size() == type.rank(),
        Rule.R9,
        "%s by %s".formatted(type, Findings.show(Findings.types(indices))),
        op);
  }

  private void takes(Region region, List<Type> expected, Op op) {
    var found = Findings.types(region.parameters());
    findings.require(
        found.equals(expected),
        Rule.R7,
        "a region takes %s, not %s".formatted(Findings.show(found), Findings.show(expected)),
        op);
  }

  private void yields(Region region, List<Type> expected, Op op) {
    var found = Findings.types(region.results());
    findings.require(
        found.equals(expected),
        Rule.R7,
        "a region yields %s, not %s".formatted(Findings.show(found), Findings.show(expected)),
        op);
  }

  private void branch(Op.If op) {
    accepts(op.condition().type() == ScalarType.BOOL, op);
    takes(op.whenTrue(), List.of(), op);
    takes(op.whenFalse(), List.of(), op);
    yields(op.whenFalse(), Findings.types(op.whenTrue().results()), op);
  }

  private void whileLoop(Op.While op) {
    var carried = Findings.types(op.initial());
    takes(op.condition(), carried, op);
    yields(op.condition(), List.of(ScalarType.BOOL), op);
    takes(op.body(), carried, op);
    yields(op.body(), carried, op);
  }

  private void forLoop(Op.For op) {
    accepts(op.lower().type() == ScalarType.I64 && op.upper().type() == ScalarType.I64, op);
    var carried = Findings.types(op.initial());
    var parameters = new ArrayList<Type>(List.of(ScalarType.I64));
    parameters.addAll(carried);
    takes(op.body(), parameters, op);
    yields(op.body(), carried, op);
  }

  private void reduce(Op.Reduce op) {
    bounds(op.body().parameters(), op.lowers(), op.uppers(), op);
    var yielded = Findings.types(op.body().results());
    combine(op.combine(), yielded, op);
    if (op.combine() instanceof Combine.Custom) {
      var isOrdered = op.order() == ReduceOrder.LANES || op.order() == ReduceOrder.SEQ;
      findings.require(isOrdered, Rule.R15, "custom in the order " + op.order().mnemonic(), op);
      return;
    }
    var count = op.order() == ReduceOrder.CHAIN ? 2 : 1;
    findings.require(
        yielded.size() == count && yielded.stream().distinct().count() == 1,
        Rule.R7,
        "the body yields " + Findings.show(yielded),
        op);
    if (op.combine() instanceof Combine.Builtin(var builtin)
        && !yielded.isEmpty()
        && yielded.getFirst() instanceof ScalarType type) {
      findings.require(
          isLegal(builtin, op.order(), type),
          Rule.R15,
          "%s of %s in the order %s".formatted(builtin.mnemonic(), type, op.order().mnemonic()),
          op);
    }
  }

  private void scan(Op.Scan op) {
    bounds(op.body().parameters(), op.lowers(), op.uppers(), op);
    var yielded = Findings.types(op.body().results());
    combine(op.combine(), yielded, op);
    switch (op.combine()) {
      case Combine.Builtin(var builtin) -> {
        var isElement = yielded.size() == 1 && yielded.getFirst() instanceof ScalarType;
        findings.require(isElement, Rule.R7, "the body yields " + Findings.show(yielded), op);
        if (isElement) {
          var type = (ScalarType) yielded.getFirst();
          var what = builtin.mnemonic() + " of " + type;
          findings.require(builtin.accepts(type), Rule.R15, what, op);
        }
      }
      case Combine.Custom(_, var empty) ->
          findings.require(empty.isEmpty(), Rule.R15, "a scan of nothing gives nothing", op);
    }
    var taken = new ArrayList<Type>(Collections.nCopies(op.lowers().size(), ScalarType.I64));
    taken.addAll(yielded);
    takes(op.sink(), taken, op);
    yields(op.sink(), List.of(), op);
  }

  private void scatter(Op.Scatter op) {
    bounds(op.body().parameters(), op.lowers(), op.uppers(), op);
    if (!(op.target().type() instanceof ViewType type)) {
      findings.add(Rule.R8, op.target() + " is no view", op);
      return;
    }
    var expected = new ArrayList<Type>(Collections.nCopies(type.rank(), ScalarType.I64));
    expected.add(type.element());
    var found = Findings.types(op.body().results());
    findings.require(
        found.equals(expected), Rule.R9, "%s by %s".formatted(type, Findings.show(found)), op);
    findings.require(
        op.op().accepts(type.element()),
        Rule.R4,
        "%s of %s".formatted(op.op().mnemonic(), type.element()),
        op);
  }

  private void bounds(List<Value> binders, List<Value> lowers, List<Value> uppers, Op op) {
    accepts(
        Stream.concat(lowers.stream(), uppers.stream())
            .allMatch(bound -> bound.type() == ScalarType.I64),
        op);
    findings.require(
        !binders.isEmpty()
            && binders.size() == lowers.size()
            && binders.size() == uppers.size()
            && binders.stream().allMatch(binder -> binder.type() == ScalarType.I64),
        Rule.R15,
        "%d binders, %d lower and %d upper bounds"
            .formatted(binders.size(), lowers.size(), uppers.size()),
        op);
  }

  /// A combining region takes two elements and yields one.
  private void combine(Combine combine, List<Type> element, Op op) {
    if (!(combine instanceof Combine.Custom(var region, var empty))) {
      return;
    }
    var pair = new ArrayList<>(element);
    pair.addAll(element);
    takes(region, pair, op);
    yields(region, element, op);
    findings.require(!element.isEmpty(), Rule.R7, "the body yields nothing", op);
    findings.require(
        empty.isEmpty() || Findings.types(empty).equals(element),
        Rule.R15,
        "nothing is " + Findings.show(Findings.types(empty)),
        op);
    findings.require(
        isTotal(region), Rule.R22, "the combination can fail, loop or touch memory", op);
  }

  /// Whether nothing in it can fail, loop or touch memory, nor in the functions it calls. Each is
  /// looked at once, however often and from however deep it is called.
  private boolean isTotal(Region region) {
    var entered = new HashSet<String>();
    var pending = new ArrayDeque<Region>(List.of(region));
    while (!pending.isEmpty()) {
      for (var op : pending.remove().ops()) {
        if (!isTotal(op)) {
          return false;
        }
        pending.addAll(op.regions());
        if (op instanceof Op.Call(_, var callee, _) && entered.add(callee)) {
          program.function(callee).ifPresent(function -> pending.add(function.body()));
        }
      }
    }
    return true;
  }

  /// The op itself, without its regions and what it calls.
  private static boolean isTotal(Op op) {
    return switch (op) {
      case Op.Binary binary -> isScalar(binary.result()) && !binary.canFail();
      case Op.Scalar _, Op.Call _, Op.If _ -> true;
      case Op.SizeOf _, Op.Local _, Op.Load _, Op.Store _, Op.Check _, Op.Print _ -> false;
      case Op.While _, Op.For _, Op.Bulk _ -> false;
    };
  }

  private static boolean isLegal(ReduceOp op, ReduceOrder order, ScalarType type) {
    if (!op.accepts(type)) {
      return false;
    }
    return switch (order) {
      case LANES, SEQ -> true;
      case FREE -> ReduceOrder.isFreeLegal(op, type);
      case CHAIN -> op == ReduceOp.ADD;
    };
  }
}
