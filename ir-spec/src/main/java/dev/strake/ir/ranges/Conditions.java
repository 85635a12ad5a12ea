package dev.strake.ir.ranges;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Op;
import dev.strake.ir.ScalarType;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a `bool` value being true, or false, says about integers.
///
/// Comparisons of integers are looked through, joined by `and`, `or`, `not`, `select` and by `if`
/// ops that yield a `bool` (short-circuit operators). Anything else says nothing.
final class Conditions {
  /// Deeper conditions say nothing: a graph of shared values is expanded into a tree here.
  private static final int MAX_DEPTH = 12;

  private final Function<Value, AffineForm> exact;
  private final Map<Integer, Op> definitions = new HashMap<>();

  /// `exact` gives the form of an integer value.
  Conditions(Function<Value, AffineForm> exact) {
    this.exact = exact;
  }

  /// Remembers how the `bool` results of an op come about.
  void define(Op op) {
    op.results().stream()
        .filter(result -> result.type() == ScalarType.BOOL)
        .forEach(result -> definitions.put(result.id(), op));
  }

  Fact whenTrue(Value condition) {
    return fact(condition, true, 0);
  }

  Fact whenFalse(Value condition) {
    return fact(condition, false, 0);
  }

  private Fact fact(Value condition, boolean holds, int depth) {
    var definition = Optional.ofNullable(definitions.get(condition.id()));
    if (definition.isEmpty() || depth > MAX_DEPTH) {
      return Fact.TRUE;
    }
    return switch (definition.get()) {
      case Op.Constant(_, var bits) -> (bits != 0) == holds ? Fact.TRUE : Fact.FALSE;
      case Op.Compare(_, var op, var left, var right) -> compared(op, left, right, holds);
      case Op.Unary(_, var op, var operand) ->
          op == UnaryOp.NOT ? fact(operand, !holds, depth + 1) : Fact.TRUE;
      case Op.Binary(_, var op, var left, var right, _) ->
          joined(op, fact(left, holds, depth + 1), fact(right, holds, depth + 1), holds);
      case Op.Select(_, var choice, var left, var right) ->
          chosen(choice, left, right, holds, depth + 1);
      case Op.If branch -> {
        var k = branch.results().indexOf(condition);
        var left = branch.whenTrue().results().get(k);
        var right = branch.whenFalse().results().get(k);
        yield chosen(branch.condition(), left, right, holds, depth + 1);
      }
      case Op.Flat _, Op.Structured _ -> Fact.TRUE;
    };
  }

  private Fact compared(CompareOp op, Value left, Value right, boolean holds) {
    if (!ValueForms.isInteger(left)) {
      return Fact.TRUE;
    }
    return compared(holds ? op : op.negated(), exact.apply(left), exact.apply(right));
  }

  /// `left op right` as a fact.
  static Fact compared(CompareOp op, AffineForm left, AffineForm right) {
    return switch (op) {
      case EQ -> Fact.equal(left, right);
      case NE -> Fact.different(left, right);
      case LT -> Fact.less(left, right);
      case LE -> Fact.atMost(left, right);
      case GT -> Fact.less(right, left);
      case GE -> Fact.atMost(right, left);
    };
  }

  private static Fact joined(BinaryOp op, Fact left, Fact right, boolean holds) {
    return switch (op) {
      case AND, MIN -> holds ? Fact.all(left, right) : Fact.any(left, right);
      case OR, MAX -> holds ? Fact.any(left, right) : Fact.all(left, right);
      case ADD, SUB, MUL, DIV, REM, FLOORDIV, FLOORMOD, XOR, SHL, SHR, USHR -> Fact.TRUE;
    };
  }

  private Fact chosen(Value condition, Value left, Value right, boolean holds, int depth) {
    return Fact.any(
        under(condition, true, fact(left, holds, depth), depth),
        under(condition, false, fact(right, holds, depth), depth));
  }

  private Fact under(Value condition, boolean holds, Fact fact, int depth) {
    return fact.equals(Fact.FALSE) ? Fact.FALSE : Fact.all(fact(condition, holds, depth), fact);
  }
}
