package dev.strake.ir.schedule;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.CompareOp;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Type;
import dev.strake.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Appends loops whose bodies are written as functions, for passes that make them.
///
/// ```java
/// var sum = Loops.seq(at, lower, upper, List.of(zero), site,
///     (body, i, carried) -> List.of(body.binary(ADD, carried.getFirst(), element(body, i))));
/// ```
final class Loops {
  private Loops() {}

  /// The body of a loop that carries values: from index and carried values to the next ones.
  interface CarryingBody {
    List<Value> append(RegionBuilder body, Value index, List<Value> carried);
  }

  /// The body of a loop that carries nothing.
  interface PlainBody {
    void append(RegionBuilder body, Value index);
  }

  static List<Value> seq(
      RegionBuilder at,
      Value lower,
      Value upper,
      List<Value> initial,
      int site,
      CarryingBody body) {
    var types = new ArrayList<Type>(List.of(ScalarType.I64));
    initial.forEach(value -> types.add(value.type()));
    var inner = at.child(types);
    var parameters = inner.parameters();
    var next = body.append(inner, parameters.getFirst(), parameters.subList(1, types.size()));
    return at.loop(LoopKind.SEQ, lower, upper, initial, inner.end(next), site);
  }

  /// A loop of any kind without carried values.
  static void plain(
      RegionBuilder at, LoopKind kind, Value lower, Value upper, int site, PlainBody body) {
    var inner = at.child(List.of(ScalarType.I64));
    body.append(inner, inner.parameters().getFirst());
    at.loop(kind, lower, upper, List.of(), inner.end(List.of()), site);
  }

  /// What runs for a block of iterations, `count` of them from `first` on.
  interface BlockBody {
    void append(RegionBuilder body, Value first, Value count);
  }

  /// A parallel loop over blocks of at most `size` iterations of `loop`, which must be countable
  /// ([IndexForms#isCountable]).
  static void inBlocks(RegionBuilder at, Op.For loop, long size, BlockBody block) {
    var trip = tripCount(at, loop.lower(), loop.upper());
    plain(
        at,
        LoopKind.PAR,
        at.index(0),
        groups(at, trip, size),
        loop.site(),
        (body, group) -> {
          var done = body.binary(BinaryOp.MUL, group, body.index(size));
          var rest = body.binary(BinaryOp.SUB, trip, done);
          var count = body.binary(BinaryOp.MIN, rest, body.index(size));
          block.append(body, body.binary(BinaryOp.ADD, loop.lower(), done), count);
        });
  }

  /// The condition of a while loop over its carried values.
  interface Condition {
    Value append(RegionBuilder condition, List<Value> carried);
  }

  /// The body of a while loop: from carried values to the next ones.
  interface WhileBody {
    List<Value> append(RegionBuilder body, List<Value> carried);
  }

  static List<Value> whileLoop(
      RegionBuilder at, List<Value> initial, int site, Condition condition, WhileBody body) {
    var types = initial.stream().map(Value::type).toList();
    var tested = at.child(types);
    var holds = condition.append(tested, tested.parameters());
    var inner = at.child(types);
    var next = body.append(inner, inner.parameters());
    return at.whileLoop(initial, tested.end(List.of(holds)), inner.end(next), site);
  }

  /// What is done in the innermost of several loops.
  interface NestBody {
    List<Value> append(RegionBuilder body, List<Value> indices, List<Value> carried);
  }

  /// `seq` loops one in the other, the first bounds outermost, that carry values through all.
  static List<Value> nest(
      RegionBuilder at,
      List<Value> lowers,
      List<Value> uppers,
      List<Value> initial,
      int site,
      NestBody body) {
    return nest(at, lowers, uppers, List.of(), initial, site, body);
  }

  private static List<Value> nest(
      RegionBuilder at,
      List<Value> lowers,
      List<Value> uppers,
      List<Value> indices,
      List<Value> carried,
      int site,
      NestBody body) {
    var axis = indices.size();
    if (axis == lowers.size()) {
      return body.append(at, indices, carried);
    }
    return seq(
        at,
        lowers.get(axis),
        uppers.get(axis),
        carried,
        site,
        (inside, index, inner) -> {
          var longer = new ArrayList<>(indices);
          longer.add(index);
          return nest(inside, lowers, uppers, longer, inner, site, body);
        });
  }

  /// `condition ? whenTrue : whenFalse`, where only one of the two runs.
  static List<Value> branch(
      RegionBuilder at,
      Value condition,
      Function<RegionBuilder, List<Value>> whenTrue,
      Function<RegionBuilder, List<Value>> whenFalse) {
    var first = at.child(List.of());
    var second = at.child(List.of());
    var whenTrueRegion = first.end(whenTrue.apply(first));
    var whenFalseRegion = second.end(whenFalse.apply(second));
    return at.ifElse(condition, whenTrueRegion, whenFalseRegion);
  }

  /// The number of iterations from `lower` to `upper`: 0 where `upper <= lower`, whatever their
  /// difference wraps to.
  static Value tripCount(RegionBuilder at, Value lower, Value upper) {
    var difference = at.binary(BinaryOp.SUB, upper, lower);
    return at.select(at.compare(CompareOp.LT, lower, upper), difference, at.index(0));
  }

  /// How many groups of `size` iterations cover `trip`, 0 or more: the last may be shorter.
  static Value groups(RegionBuilder at, Value trip, long size) {
    var last = at.binary(BinaryOp.SUB, trip, at.index(1));
    return at.binary(BinaryOp.ADD, quotient(at, last, size), at.index(1));
  }

  /// `value / divisor` rounded down, by a shift where that will do.
  static Value quotient(RegionBuilder at, Value value, long divisor) {
    return Long.bitCount(divisor) == 1
        ? at.binary(BinaryOp.SHR, value, at.index(Long.numberOfTrailingZeros(divisor)))
        : at.binary(BinaryOp.FLOORDIV, value, at.index(divisor));
  }
}
