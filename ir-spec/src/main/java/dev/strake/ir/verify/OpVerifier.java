package dev.strake.ir.verify;

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
import java.util.ArrayList;
import java.util.List;

/// Looks at the operand types and regions of single ops: R4, R6, R7, R8, R9, R14, R15, R21.
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
      case Op.Fma(_, var a, var b, var c) ->
          accepts(same(a, b) && same(b, c) && isScalar(a) && a.scalar().isFloat(), op);
      case Op.Cast(var result, var operand) -> accepts(isScalar(result) && isScalar(operand), op);
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
      case Op.If branch -> branch(branch);
      case Op.While loop -> whileLoop(loop);
      case Op.For loop -> forLoop(loop);
      case Op.Reduce reduce -> reduce(reduce);
      case Op.SizeOf _ -> {}
    }
  }

  /// Views serve as the operand that a load or store goes to, nowhere else.
  private void requireScalars(Op op) {
    var isAccess = op instanceof Op.Load || op instanceof Op.Store;
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

  private static boolean isBitcast(Value result, Value operand) {
    return result.type() instanceof ScalarType to
        && operand.type() instanceof ScalarType from
        && to.bits() == from.bits()
        && to.isBool() == from.isBool();
  }

  private void constant(Op.Constant op) {
    if (!(op.result().type() instanceof ScalarType type)) {
      return;
    }
    var bits = op.bits();
    var fits = bits == type.wrap(bits);
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
    accepts(op.operands().stream().allMatch(bound -> bound.type() == ScalarType.I64), op);
    var binders = op.body().parameters();
    findings.require(
        !binders.isEmpty()
            && binders.size() == op.lowers().size()
            && binders.size() == op.uppers().size()
            && binders.stream().allMatch(binder -> binder.type() == ScalarType.I64),
        Rule.R15,
        "%d binders, %d lower and %d upper bounds"
            .formatted(binders.size(), op.lowers().size(), op.uppers().size()),
        op);
    var yielded = Findings.types(op.body().results());
    var count = op.order() == ReduceOrder.CHAIN ? 2 : 1;
    findings.require(
        yielded.size() == count && yielded.stream().distinct().count() == 1,
        Rule.R7,
        "the body yields " + Findings.show(yielded),
        op);
    if (!yielded.isEmpty() && yielded.getFirst() instanceof ScalarType type) {
      findings.require(
          isLegal(op.op(), op.order(), type),
          Rule.R15,
          "%s of %s in the order %s".formatted(op.op().mnemonic(), type, op.order().mnemonic()),
          op);
    }
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
