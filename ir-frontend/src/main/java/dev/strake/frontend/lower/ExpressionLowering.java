package dev.strake.frontend.lower;

import dev.strake.frontend.check.Typed.Expr;
import dev.strake.ir.BinaryOp;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import java.util.List;
import java.util.stream.IntStream;

/// Lowers expressions, their parts in the order of the text.
final class ExpressionLowering {
  private final Sites sites;
  private final Callees callees;
  private final CombinationLowering combinations;
  private final ReductionLowering reductions;
  private final SeveralLowering several;

  ExpressionLowering(Sites sites, Callees callees) {
    this.sites = sites;
    this.callees = callees;
    this.combinations = new CombinationLowering(this, callees);
    this.reductions = new ReductionLowering(sites, this, combinations);
    this.several = new SeveralLowering(sites, callees, this, reductions);
  }

  /// What lowers places where several values may stand.
  SeveralLowering several() {
    return several;
  }

  CombinationLowering combinations() {
    return combinations;
  }

  List<Value> lower(List<Expr> expressions, RegionBuilder into, Environment values) {
    return expressions.stream().map(expression -> lower(expression, into, values)).toList();
  }

  Value lower(Expr expression, RegionBuilder into, Environment values) {
    return switch (expression) {
      case Expr.Literal(var type, var bits) -> into.constant(type, bits);
      case Expr.Use(var variable) -> values.get(variable);
      case Expr.Extent(var symbol) -> values.extent(symbol).in(into);
      case Expr.Element element -> element(element, into, values);
      case Expr.Slice _ -> throw CompilerError.bug("Lowering", "a slice is no value");
      case Expr.Unary(var op, var operand) -> into.unary(op, lower(operand, into, values));
      case Expr.Chain chain -> chain(chain, into, values);
      case Expr.Compare(var op, var left, var right) ->
          into.compare(op, lower(left, into, values), lower(right, into, values));
      case Expr.Logical logical -> logical(logical, into, values);
      case Expr.Cast(var type, var operand) -> into.cast(type, lower(operand, into, values));
      case Expr.Bitcast(var type, var operand) -> into.bitcast(type, lower(operand, into, values));
      case Expr.Select(var condition, var whenTrue, var whenFalse) ->
          into.select(
              lower(condition, into, values),
              lower(whenTrue, into, values),
              lower(whenFalse, into, values));
      case Expr.Fma(var a, var b, var c) ->
          into.fma(lower(a, into, values), lower(b, into, values), lower(c, into, values));
      case Expr.Complex(var real, var imaginary) ->
          into.complex(lower(real, into, values), lower(imaginary, into, values));
      case Expr.Part(var part, var operand) -> into.part(part, lower(operand, into, values));
      case Expr.Call(var function, _, var arguments) when function.function().hasArrays() ->
          several.expandCall(function, arguments, into, values).getFirst();
      case Expr.Call(var function, var type, var arguments) ->
          into.call(callees.name(function), type, lower(arguments, into, values));
      case Expr.If choice -> choice(choice.arms(), choice.otherwise(), into, values);
      case Expr.Reduce(var reduction, var component) ->
          reductions.lower(reduction, into, values).get(component);
    };
  }

  private Value element(Expr.Element element, RegionBuilder into, Environment values) {
    var part = values.part(element.array());
    var site = sites.of(element.span());
    var dims = element.array().dims();
    var within =
        IntStream.range(0, dims.size())
            .mapToObj(axis -> values.isWithin(element.indices().get(axis), dims.get(axis)))
            .toList();
    var indices = lower(element.indices(), into, values);
    return into.load(part.view(), part.indices(indices, within, site, into), site);
  }

  private Value chain(Expr.Chain chain, RegionBuilder into, Environment values) {
    var value = lower(chain.first(), into, values);
    for (var link : chain.links()) {
      var right = lower(link.operand(), into, values);
      var site = link.op().canFail(chain.type()) ? sites.of(link.span()) : 0;
      value = into.binary(link.op(), value, right, site);
    }
    return value;
  }

  /// ```
  /// a && b      ->  a and b                            where b can't fail
  /// a && x[i]   ->  if a { load x[i] } else { false }
  /// a || x[i]   ->  if a { true } else { load x[i] }
  /// ```
  private Value logical(Expr.Logical logical, RegionBuilder into, Environment values) {
    var op = logical.op();
    var value = lower(logical.operands().getFirst(), into, values);
    for (var operand : logical.operands().subList(1, logical.operands().size())) {
      value =
          Failing.canFail(operand)
              ? onlyIfUndecided(op, value, operand, into, values)
              : into.binary(op, value, lower(operand, into, values));
    }
    return value;
  }

  private Value onlyIfUndecided(
      BinaryOp op, Value left, Expr right, RegionBuilder into, Environment values) {
    var evaluated = into.child(List.of());
    var evaluates = evaluated.end(List.of(lower(right, evaluated, values)));
    var decided = into.child(List.of());
    var isAnd = op == BinaryOp.AND;
    var yields = decided.end(List.of(decided.constant(ScalarType.BOOL, isAnd ? 0 : 1)));
    var results =
        isAnd ? into.ifElse(left, evaluates, yields) : into.ifElse(left, yields, evaluates);
    return results.getFirst();
  }

  /// `if a { x } else if b { y } else { z }` is an `if` in the `else` of another.
  private Value choice(
      List<Expr.Arm> arms, Expr otherwise, RegionBuilder into, Environment values) {
    if (arms.isEmpty()) {
      return lower(otherwise, into, values);
    }
    var condition = lower(arms.getFirst().condition(), into, values);
    var first = into.child(List.of());
    var whenTrue = first.end(List.of(lower(arms.getFirst().value(), first, values)));
    var rest = into.child(List.of());
    var remaining = arms.subList(1, arms.size());
    var whenFalse = rest.end(List.of(choice(remaining, otherwise, rest, values)));
    return into.ifElse(condition, whenTrue, whenFalse).getFirst();
  }
}
