package dev.strake.ir.pass;

import dev.strake.ir.Combine;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/// Rebuilds an op from mapped parts: the values it defines, the values it reads, the regions it
/// holds. The one place that takes every op apart and puts it together again.
public record OpMapping(
    UnaryOperator<Value> results, UnaryOperator<Value> operands, UnaryOperator<Region> regions) {

  /// The same kind of op over mapped parts.
  public Op apply(Op op) {
    return switch (op) {
      case Op.Constant(var result, var bits) -> new Op.Constant(define(result), bits);
      case Op.Unary(var result, var kind, var operand) ->
          new Op.Unary(define(result), kind, read(operand));
      case Op.Binary(var result, var kind, var left, var right, var site) ->
          new Op.Binary(define(result), kind, read(left), read(right), site);
      case Op.Compare(var result, var kind, var left, var right) ->
          new Op.Compare(define(result), kind, read(left), read(right));
      case Op.Select(var result, var condition, var whenTrue, var whenFalse) ->
          new Op.Select(define(result), read(condition), read(whenTrue), read(whenFalse));
      case Op.Fma(var result, var a, var b, var c) ->
          new Op.Fma(define(result), read(a), read(b), read(c));
      case Op.Cast(var result, var operand) -> new Op.Cast(define(result), read(operand));
      case Op.Bitcast(var result, var operand) -> new Op.Bitcast(define(result), read(operand));
      case Op.Complex(var result, var real, var imaginary) ->
          new Op.Complex(define(result), read(real), read(imaginary));
      case Op.Part(var result, var part, var operand) ->
          new Op.Part(define(result), part, read(operand));
      case Op.Call(var result, var function, var arguments) ->
          new Op.Call(define(result), function, read(arguments));
      case Op.SizeOf(var result, var size) -> new Op.SizeOf(define(result), size);
      case Op.Local(var result, var site) -> new Op.Local(define(result), site);
      case Op.Load(var result, var view, var indices, var site) ->
          new Op.Load(define(result), read(view), read(indices), site);
      case Op.Store(var view, var indices, var value, var site) ->
          new Op.Store(read(view), read(indices), read(value), site);
      case Op.CheckIndex(var result, var index, var extent, var site) ->
          new Op.CheckIndex(define(result), read(index), read(extent), site);
      case Op.CheckNonEmpty(var lower, var upper, var site) ->
          new Op.CheckNonEmpty(read(lower), read(upper), site);
      case Op.Assert(var condition, var message, var site) ->
          new Op.Assert(read(condition), message, site);
      case Op.Print(var texts, var values, var site) -> new Op.Print(texts, read(values), site);
      case Op.If(var results, var condition, var whenTrue, var whenFalse) ->
          new Op.If(define(results), read(condition), map(whenTrue), map(whenFalse));
      case Op.While(var results, var initial, var condition, var body, var site) ->
          new Op.While(define(results), read(initial), map(condition), map(body), site);
      case Op.For(var results, var kind, var lower, var upper, var initial, var body, var site) ->
          new Op.For(
              define(results), kind, read(lower), read(upper), read(initial), map(body), site);
      case Op.Reduce(var results, var kind, var order, var from, var to, var body, var site) -> {
        var lowers = read(from);
        var uppers = read(to);
        var mapped = map(body);
        yield new Op.Reduce(define(results), map(kind), order, lowers, uppers, mapped, site);
      }
      case Op.Scan(var kind, var from, var to, var body, var sink, var site) -> {
        var lowers = read(from);
        var uppers = read(to);
        var mapped = map(body);
        yield new Op.Scan(map(kind), lowers, uppers, mapped, map(sink), site);
      }
      case Op.Scatter(var view, var kind, var mode, var from, var to, var body, var site) ->
          new Op.Scatter(read(view), kind, mode, read(from), read(to), map(body), site);
    };
  }

  private Value define(Value value) {
    return results.apply(value);
  }

  private List<Value> define(List<Value> values) {
    return values.stream().map(results).toList();
  }

  private Value read(Value value) {
    return operands.apply(value);
  }

  private List<Value> read(List<Value> values) {
    return values.stream().map(operands).toList();
  }

  private Combine map(Combine combine) {
    return switch (combine) {
      case Combine.Builtin _ -> combine;
      case Combine.Custom(var region, var empty) -> new Combine.Custom(map(region), read(empty));
    };
  }

  private Region map(Region region) {
    return regions.apply(region);
  }
}
