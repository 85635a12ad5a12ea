package dev.strake.ir.ranges;

import dev.strake.ir.Kernel;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.interp.ScalarSemantics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the values of a kernel are for certain sizes and in certain iterations, computed as the
/// kernel computes them. What depends on memory, or takes a loop to compute, is not known.
final class SampleValues {
  /// Values that take a longer chain of ops are not known.
  private static final int MAX_DEPTH = 64;

  /// So many ops are evaluated for one kernel.
  private static final int MAX_WORK = 400_000;

  private final Map<Value, Op> definitions = new HashMap<>();
  private final Map<Value, Bounds> bounds = new HashMap<>();
  private final Map<Value, Value> aliases = new HashMap<>();
  private final Map<Value, String> symbols = new HashMap<>();
  private final Set<String> used = new TreeSet<>();
  private int work;

  /// Sizes, and the index of each loop around the point.
  record Point(Map<String, Long> sizes, Map<Value, Long> indices) {
    Point {
      sizes = Map.copyOf(sizes);
      indices = Map.copyOf(indices);
    }

    Point with(Value index, long number) {
      var extended = new HashMap<>(indices);
      extended.put(index, number);
      return new Point(sizes, extended);
    }
  }

  /// What a loop or binder runs over, the upper bound not included.
  record Bounds(Value lower, Value upper) {}

  SampleValues(Kernel kernel) {
    for (var parameter : kernel.parameters()) {
      if (parameter.value().type() == ScalarType.I64) {
        symbols.put(parameter.value(), parameter.name());
      }
    }
    collect(kernel.body());
  }

  private void collect(Region region) {
    for (var op : region.ops()) {
      op.results().forEach(result -> definitions.put(result, op));
      switch (op) {
        case Op.For loop -> bounds.put(loop.index(), new Bounds(loop.lower(), loop.upper()));
        case Op.Reduce reduce -> bind(reduce.body(), reduce.lowers(), reduce.uppers());
        case Op.Scatter scatter -> bind(scatter.body(), scatter.lowers(), scatter.uppers());
        case Op.Scan scan -> {
          bind(scan.body(), scan.lowers(), scan.uppers());
          for (var axis = 0; axis < scan.lowers().size(); axis++) {
            aliases.put(scan.sink().parameters().get(axis), scan.body().parameters().get(axis));
          }
        }
        case Op.Scalar _, Op.Call _, Op.SizeOf _ -> {}
        case Op.Local _, Op.Load _, Op.Store _, Op.CheckIndex _, Op.CheckNonEmpty _ -> {}
        case Op.Assert _, Op.Print _, Op.If _, Op.While _ -> {}
      }
      op.regions().forEach(this::collect);
    }
  }

  private void bind(Region body, List<Value> lowers, List<Value> uppers) {
    for (var axis = 0; axis < lowers.size(); axis++) {
      bounds.put(body.parameters().get(axis), new Bounds(lowers.get(axis), uppers.get(axis)));
    }
  }

  Bounds bounds(Value index) {
    return bounds.get(index);
  }

  /// Whether so much was asked that nothing is known any more.
  boolean isExhausted() {
    return work > MAX_WORK;
  }

  /// The size symbols that the values asked for since the last call depend on.
  Set<String> takeUsed() {
    var taken = Set.copyOf(used);
    used.clear();
    return taken;
  }

  Optional<Long> size(Size size, Point point) {
    try {
      return Optional.of(size.evaluate(point.sizes()));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /// The raw bits of a scalar value.
  Optional<Long> value(Value value, Point point) {
    return value(value, point, 0);
  }

  private Optional<Long> value(Value value, Point point, int depth) {
    if (depth > MAX_DEPTH || isExhausted()) {
      return Optional.empty();
    }
    work++;
    if (symbols.containsKey(value)) {
      used.add(symbols.get(value));
      return size(Size.of(symbols.get(value)), point);
    }
    var index = Optional.ofNullable(point.indices().get(aliases.getOrDefault(value, value)));
    var definition = Optional.ofNullable(definitions.get(value));
    return index.or(() -> definition.flatMap(op -> result(op, value, point, depth + 1)));
  }

  private Optional<Long> result(Op op, Value value, Point point, int depth) {
    return switch (op) {
      case Op.Constant(_, var bits) -> Optional.of(bits);
      case Op.SizeOf(_, var size) -> {
        used.addAll(size.symbols());
        yield size(size, point);
      }
      case Op.Unary(_, var kind, var operand) when !isComplex(operand) ->
          value(operand, point, depth)
              .map(bits -> ScalarSemantics.unary(kind, operand.scalar(), bits));
      case Op.Binary binary when !isComplex(binary.left()) -> binary(binary, point, depth);
      case Op.Compare(_, var kind, var left, var right) when !isComplex(left) ->
          value(left, point, depth)
              .flatMap(
                  a ->
                      value(right, point, depth)
                          .map(b -> ScalarSemantics.compare(kind, left.scalar(), a, b) ? 1L : 0L));
      case Op.Select(_, var condition, var left, var right) ->
          value(condition, point, depth).flatMap(c -> value(c != 0 ? left : right, point, depth));
      case Op.Cast(var result, var operand) when !isComplex(result) ->
          value(operand, point, depth)
              .map(bits -> ScalarSemantics.cast(operand.scalar(), result.scalar(), bits));
      case Op.CheckIndex(_, var index, _, _) -> value(index, point, depth);
      case Op.If(var results, var condition, var whenTrue, var whenFalse) ->
          value(condition, point, depth)
              .map(c -> c != 0 ? whenTrue : whenFalse)
              .flatMap(arm -> value(arm.results().get(results.indexOf(value)), point, depth));
      case Op.Unary _, Op.Binary _, Op.Compare _, Op.Cast _, Op.Fma _, Op.Bitcast _ ->
          Optional.empty();
      case Op.Complex _, Op.Part _, Op.Call _, Op.Local _, Op.Load _, Op.Store _ ->
          Optional.empty();
      case Op.CheckNonEmpty _, Op.Assert _, Op.Print _, Op.While _, Op.For _ -> Optional.empty();
      case Op.Reduce _, Op.Scan _, Op.Scatter _ -> Optional.empty();
    };
  }

  private Optional<Long> binary(Op.Binary op, Point point, int depth) {
    var type = op.result().scalar();
    return value(op.left(), point, depth)
        .flatMap(
            a ->
                value(op.right(), point, depth)
                    .filter(b -> !ScalarSemantics.fails(op.op(), type, b))
                    .map(b -> ScalarSemantics.binary(op.op(), type, a, b)));
  }

  private static boolean isComplex(Value value) {
    return value.scalar().isComplex();
  }
}
