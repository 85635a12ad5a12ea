package dev.strake.ir.ranges;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Combine;
import dev.strake.ir.CompareOp;
import dev.strake.ir.Condition;
import dev.strake.ir.Kernel;
import dev.strake.ir.KernelBuilder;
import dev.strake.ir.LoopKind;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Parameter;
import dev.strake.ir.ReduceOp;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.RegionBuilder;
import dev.strake.ir.ScalarType;
import dev.strake.ir.ScatterOp;
import dev.strake.ir.Size;
import dev.strake.ir.UnaryOp;
import dev.strake.ir.Value;
import dev.strake.ir.ViewType;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A random legal kernel full of index arithmetic: loops over sizes, guards, clamps, remainders,
/// indices from memory, numbers close to overflow.
final class RandomKernel {
  private static final List<Size> DIMS =
      List.of(
          Size.of("n"),
          Size.of("m"),
          Size.of(Size.Operator.SUB, Size.of("n"), Size.of(1)),
          Size.of(Size.Operator.FLOORDIV, Size.of("n"), Size.of(2)),
          Size.of(Size.Operator.MUL, Size.of("n"), Size.of("m")),
          Size.of(3));

  private final RandomGenerator random;
  private final KernelBuilder kernel = KernelBuilder.named("random");
  private final List<Value> views = new ArrayList<>();

  /// The indices of the loops around the current op.
  private final List<Value> loops = new ArrayList<>();

  private int budget = 14;

  private RandomKernel(RandomGenerator random) {
    this.random = random;
  }

  static Kernel of(RandomGenerator random) {
    return new RandomKernel(random).build();
  }

  private Kernel build() {
    var k = kernel.parameter("k", Parameter.Role.IN, ScalarType.I64);
    views.add(view("x", Parameter.Role.IN, ScalarType.F64, List.of(Size.of("n"))));
    views.add(view("z", Parameter.Role.IN, ScalarType.F64, List.of(Size.of("n"), Size.of("m"))));
    views.add(view("b", Parameter.Role.IN, ScalarType.U8, List.of(Size.of("m"))));
    views.add(view("t", Parameter.Role.IN, ScalarType.I64, List.of(Size.of("n"))));
    views.add(view("y", Parameter.Role.INOUT, ScalarType.F64, randomDims()));
    views.add(view("o", Parameter.Role.OUT, ScalarType.F64, randomDims()));
    for (var count = random.nextInt(3); count > 0; count--) {
      var left = random.nextBoolean() ? Size.of("k") : Size.of("n");
      var right = random.nextBoolean() ? Size.of(random.nextInt(3)) : Size.of("m");
      kernel.where(new Condition(left, pick(List.of(CompareOp.values())), right, 0));
    }
    var body = kernel.body();
    var values = new ArrayList<Value>();
    values.add(k);
    values.add(body.index(0));
    values.add(body.index(1));
    values.add(body.index(2));
    values.add(body.size(Size.of("n")));
    values.add(body.size(Size.of("m")));
    values.add(body.size(dim()));
    if (random.nextInt(4) == 0) {
      values.add(
          body.index(pick(List.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1L << 32, -1L))));
    }
    switch (random.nextInt(3)) {
      case 0 -> nest(body, values, 0);
      case 1 -> counter(body, values, 0);
      default -> block(body, values, views, 0);
    }
    return kernel.build();
  }

  /// One to three loops in each other around a few accesses: what races are made of.
  private void nest(RegionBuilder into, List<Value> values, int depth) {
    if (depth > 0 && random.nextBoolean() || depth > 2) {
      var y = views.get(4);
      var element = indices(into, values, y);
      into.store(y, element, into.constant(ScalarType.F64, 0), 0);
      for (var count = random.nextInt(3); count > 0; count--) {
        var near = element.stream().map(index -> shifted(into, index)).toList();
        var other = random.nextInt(3) > 0 ? near : indices(into, values, y);
        if (random.nextBoolean()) {
          into.load(y, other, 0);
        } else {
          into.store(y, other, into.constant(ScalarType.F64, 0), 0);
        }
      }
      return;
    }
    var lower = random.nextBoolean() ? values.get(1) : ofLoops(into, values);
    var upper = random.nextInt(3) > 0 ? values.get(4 + random.nextInt(3)) : into.index(2);
    var body = into.child(List.of(ScalarType.I64));
    loops.add(body.parameters().getFirst());
    nest(body, values, depth + 1);
    loops.removeLast();
    var kind = random.nextInt(4) > 0 ? LoopKind.PAR : LoopKind.SEQ;
    into.loop(kind, lower, upper, List.of(), body.end(List.of()), 0);
  }

  /// A loop in order, or as long as a condition holds, whose counter chooses elements; what it has
  /// counted to chooses one after it.
  private void counter(RegionBuilder into, List<Value> values, int depth) {
    var start = random.nextInt(3) > 0 ? values.get(1 + random.nextInt(4)) : index(into, values);
    var isWhile = random.nextBoolean();
    var head = into.child(List.of(ScalarType.I64));
    var body = isWhile ? into.child(List.of(ScalarType.I64)) : child(into);
    var count = body.parameters().getLast();
    var inside = new ArrayList<>(values);
    inside.addAll(body.parameters());
    element(body, inside, count);
    if (depth == 0 && random.nextInt(3) == 0) {
      counter(body, inside, depth + 1);
    }
    var last = values.get(4 + random.nextInt(2));
    var next = random.nextInt(3) > 0 ? step(body, inside, count) : next(body, inside, count);
    List<Value> counted;
    if (isWhile) {
      var op = pick(List.of(CompareOp.LT, CompareOp.LT, CompareOp.GE, CompareOp.NE, CompareOp.LE));
      var bound = op == CompareOp.GE ? values.get(1) : last;
      var more = head.compare(op, head.parameters().getFirst(), bound);
      counted = into.whileLoop(List.of(start), head.end(List.of(more)), body.end(List.of(next)), 0);
    } else {
      var lower = values.get(1 + random.nextInt(2));
      counted = into.loop(LoopKind.SEQ, lower, last, List.of(start), body.end(List.of(next)), 0);
    }
    values.addAll(counted);
    if (random.nextBoolean()) {
      element(into, values, counted.getFirst());
    }
  }

  private static RegionBuilder child(RegionBuilder into) {
    return into.child(List.of(ScalarType.I64, ScalarType.I64));
  }

  private Value step(RegionBuilder into, List<Value> values, Value count) {
    var moved = shifted(into, count);
    return random.nextInt(3) > 0
        ? moved
        : into.select(
            condition(into, values, 1), moved, random.nextBoolean() ? count : values.get(1));
  }

  private void element(RegionBuilder into, List<Value> values, Value count) {
    for (var accesses = 1 + random.nextInt(2); accesses > 0; accesses--) {
      var at = random.nextBoolean() ? count : shifted(into, count);
      if (random.nextInt(3) == 0) {
        at = into.binary(BinaryOp.SUB, into.binary(BinaryOp.SUB, values.get(4), values.get(2)), at);
      }
      values.add(into.load(views.get(3), List.of(at), 0));
    }
  }

  private Value shifted(RegionBuilder into, Value index) {
    var op = pick(List.of(BinaryOp.ADD, BinaryOp.SUB));
    return into.binary(op, index, into.index(random.nextInt(3)));
  }

  private Value view(String name, Parameter.Role role, ScalarType type, List<Size> dims) {
    return kernel.parameter(name, role, ViewType.of(type, dims));
  }

  private List<Size> randomDims() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextBoolean() ? List.of() : List.of(dim());
      case 1 -> List.of(dim(), dim());
      default -> List.of(dim());
    };
  }

  private Size dim() {
    return pick(DIMS);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// The latest values are the most interesting ones: loop indices and what was made of them.
  private Value recent(List<Value> values) {
    var back = Math.min(random.nextInt(values.size()), random.nextInt(values.size()));
    return values.get(values.size() - 1 - back);
  }

  private void block(RegionBuilder into, List<Value> outer, List<Value> outerViews, int depth) {
    var values = new ArrayList<>(outer);
    var here = new ArrayList<>(outerViews);
    var count = 1 + random.nextInt(3);
    for (var k = 0; k < count && budget > 0; k++) {
      budget--;
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> {
          if (depth < 3) {
            loop(into, values, here, depth);
          } else {
            store(into, values, here);
          }
        }
        case 3, 4, 5 -> store(into, values, here);
        case 6, 7 -> load(into, values, here);
        case 8, 9 -> branch(into, values, here, depth);
        case 10 -> other(into, values, here, depth);
        default -> values.add(index(into, values));
      }
    }
  }

  private void other(RegionBuilder into, List<Value> values, List<Value> here, int depth) {
    switch (random.nextInt(8)) {
      case 0 -> into.assertThat(condition(into, values, 0), "holds", 0);
      case 1 -> {
        here.add(into.local(ScalarType.F64, List.of(dim()), 0));
        store(into, values, here.subList(here.size() - 1, here.size()));
      }
      case 2 -> reduce(into, values, here);
      case 3 -> scan(into, values, here);
      case 4 -> scatter(into, values, here);
      case 5, 6 -> {
        if (depth < 3) {
          carryingLoop(into, values, here, depth);
        }
      }
      default -> {
        if (depth < 3) {
          whileLoop(into, values, here, depth);
        }
      }
    }
  }

  private void loop(RegionBuilder into, List<Value> values, List<Value> here, int depth) {
    var lower = random.nextInt(3) > 0 ? values.get(1) : index(into, values);
    var upper = random.nextInt(2) > 0 ? values.get(4 + random.nextInt(3)) : index(into, values);
    var body = into.child(List.of(ScalarType.I64));
    var inside = new ArrayList<>(values);
    inside.add(body.parameters().getFirst());
    loops.add(body.parameters().getFirst());
    block(body, inside, here, depth + 1);
    loops.removeLast();
    var kind = random.nextInt(4) > 0 ? LoopKind.PAR : LoopKind.SEQ;
    into.loop(kind, lower, upper, List.of(), body.end(List.of()), 0);
  }

  /// A loop in order that carries one or two numbers, most of which count.
  private void carryingLoop(RegionBuilder into, List<Value> values, List<Value> here, int depth) {
    var count = 1 + random.nextInt(2);
    var types = new ArrayList<ScalarType>();
    var initial = new ArrayList<Value>();
    for (var k = 0; k < count; k++) {
      types.add(ScalarType.I64);
      initial.add(random.nextBoolean() ? values.get(1 + random.nextInt(4)) : recent(values));
    }
    types.add(ScalarType.I64);
    var body = into.child(types);
    var inside = new ArrayList<>(values);
    inside.addAll(body.parameters());
    loops.addAll(body.parameters());
    block(body, inside, here, depth + 1);
    loops.subList(loops.size() - types.size(), loops.size()).clear();
    var next = body.parameters().subList(1, types.size()).stream().map(c -> next(body, inside, c));
    var yields = next.toList();
    var lower = random.nextInt(3) > 0 ? values.get(1) : recent(values);
    var upper = random.nextInt(2) > 0 ? values.get(4 + random.nextInt(3)) : recent(values);
    values.addAll(into.loop(LoopKind.SEQ, lower, upper, initial, body.end(yields), 0));
  }

  /// What a carried number is in the next iteration.
  private Value next(RegionBuilder into, List<Value> values, Value carried) {
    var step = random.nextInt(6) > 0 ? into.index(random.nextInt(4) - 1) : recent(values);
    var moved = into.binary(BinaryOp.ADD, carried, step);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> moved;
      case 3 -> into.select(condition(into, values, 1), moved, carried);
      case 4 -> {
        var whenTrue = into.child(List.of());
        var other = whenTrue.binary(BinaryOp.SUB, carried, values.get(2));
        var whenFalse = into.child(List.of());
        var same = random.nextBoolean() ? carried : values.get(1);
        yield into.ifElse(
                condition(into, values, 1),
                whenTrue.end(List.of(other)),
                whenFalse.end(List.of(same)))
            .getFirst();
      }
      case 5 -> {
        var end = random.nextBoolean() ? values.get(4) : recent(values);
        var isLast = into.compare(CompareOp.EQ, moved, end);
        yield into.select(isLast, values.get(1), moved);
      }
      case 6 -> into.binary(pick(List.of(BinaryOp.MIN, BinaryOp.MAX)), moved, recent(values));
      default -> index(into, values);
    };
  }

  private void scan(RegionBuilder into, List<Value> values, List<Value> here) {
    var body = into.child(List.of(ScalarType.I64));
    var inBody = new ArrayList<>(values);
    inBody.add(body.parameters().getFirst());
    loops.add(body.parameters().getFirst());
    load(body, inBody, here);
    loops.removeLast();
    var sink = into.child(List.of(ScalarType.I64, ScalarType.I64));
    var inSink = new ArrayList<>(values);
    inSink.addAll(sink.parameters());
    loops.add(sink.parameters().getFirst());
    store(sink, inSink, here);
    loops.removeLast();
    var lower = List.of(random.nextBoolean() ? values.get(1) : recent(values));
    var upper = List.of(random.nextBoolean() ? values.get(4) : recent(values));
    var element = body.end(List.of(recent(inBody)));
    into.scan(Combine.of(ReduceOp.MAX), lower, upper, element, sink.end(List.of()), 0);
  }

  private void scatter(RegionBuilder into, List<Value> values, List<Value> here) {
    var target = views.get(4);
    var body = into.child(List.of(ScalarType.I64));
    var inside = new ArrayList<>(values);
    inside.add(body.parameters().getFirst());
    loops.add(body.parameters().getFirst());
    if (random.nextBoolean()) {
      load(body, inside, here);
    }
    var yields = new ArrayList<>(indices(body, inside, target));
    loops.removeLast();
    yields.add(body.constant(ScalarType.F64, 0));
    var outside = pick(List.of(OutOfBounds.values()));
    var lower = List.of(random.nextBoolean() ? values.get(1) : recent(values));
    var upper = List.of(random.nextBoolean() ? values.get(4) : recent(values));
    var update = random.nextBoolean() ? ScatterOp.ADD : ScatterOp.SET;
    into.scatter(target, update, outside, lower, upper, body.end(yields), 0);
  }

  private void whileLoop(RegionBuilder into, List<Value> values, List<Value> here, int depth) {
    var condition = into.child(List.of(ScalarType.I64));
    var inCondition = new ArrayList<>(values);
    inCondition.add(condition.parameters().getFirst());
    var more = condition(condition, inCondition, 0);
    var body = into.child(List.of(ScalarType.I64));
    var inBody = new ArrayList<>(values);
    inBody.add(body.parameters().getFirst());
    block(body, inBody, here, depth + 1);
    var next =
        random.nextBoolean()
            ? body.binary(BinaryOp.ADD, body.parameters().getFirst(), values.get(2))
            : next(body, inBody, body.parameters().getFirst());
    var initial = random.nextBoolean() ? values.get(1 + random.nextInt(4)) : recent(values);
    values.addAll(
        into.whileLoop(List.of(initial), condition.end(List.of(more)), body.end(List.of(next)), 0));
  }

  private void branch(RegionBuilder into, List<Value> values, List<Value> here, int depth) {
    var condition = condition(into, values, 0);
    var whenTrue = into.child(List.of());
    block(whenTrue, values, here, depth + 1);
    var left = index(whenTrue, values);
    var whenFalse = into.child(List.of());
    block(whenFalse, values, here, depth + 1);
    var right = index(whenFalse, values);
    values.addAll(
        into.ifElse(condition, whenTrue.end(List.of(left)), whenFalse.end(List.of(right))));
  }

  private void reduce(RegionBuilder into, List<Value> values, List<Value> here) {
    var body = into.child(List.of(ScalarType.I64));
    var inside = new ArrayList<>(values);
    inside.add(body.parameters().getFirst());
    load(body, inside, here);
    var result = body.end(List.of(recent(inside)));
    var lower = List.of(recent(values));
    var upper = List.of(recent(values));
    values.add(into.reduce(ReduceOp.MAX, ReduceOrder.FREE, lower, upper, result, 0));
  }

  private void store(RegionBuilder into, List<Value> values, List<Value> here) {
    var written =
        here.stream()
            .filter(view -> view.view().element() == ScalarType.F64)
            .filter(view -> !view.equals(views.get(0)) && !view.equals(views.get(1)))
            .toList();
    var view = pick(written);
    var number = into.constant(ScalarType.F64, 0);
    into.store(view, indices(into, values, view), number, 0);
  }

  private void load(RegionBuilder into, List<Value> values, List<Value> here) {
    var view = pick(here);
    var loaded = into.load(view, indices(into, values, view), 0);
    if (loaded.scalar() == ScalarType.U8) {
      values.add(into.cast(ScalarType.I64, loaded));
    } else if (loaded.scalar() == ScalarType.I64) {
      values.add(loaded);
    }
  }

  private List<Value> indices(RegionBuilder into, List<Value> values, Value view) {
    var indices = new ArrayList<Value>();
    for (var axis = 0; axis < view.view().rank(); axis++) {
      indices.add(
          switch (random.nextInt(6)) {
            case 0 -> recent(values);
            case 1, 2, 3 -> ofLoops(into, values);
            default -> index(into, values);
          });
    }
    return indices;
  }

  /// What real subscripts look like: an index, its neighbour, its mirror image, a sum of two, a
  /// quotient or remainder.
  private Value ofLoops(RegionBuilder into, List<Value> values) {
    if (loops.isEmpty()) {
      return index(into, values);
    }
    var i = pick(loops);
    var j = pick(loops);
    var small = into.index(random.nextInt(4));
    var step = into.index(1 + random.nextInt(3));
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> i;
      case 3 -> into.binary(BinaryOp.ADD, i, small);
      case 4 -> into.binary(BinaryOp.SUB, i, small);
      case 5 -> into.binary(BinaryOp.SUB, into.binary(BinaryOp.SUB, values.get(4), step), i);
      case 6 -> into.binary(BinaryOp.ADD, into.binary(BinaryOp.MUL, i, step), small);
      case 7 -> into.binary(pick(List.of(BinaryOp.ADD, BinaryOp.SUB)), i, j);
      case 8, 12, 13 -> into.binary(BinaryOp.ADD, into.binary(BinaryOp.MUL, i, values.get(5)), j);
      case 9 -> into.binary(BinaryOp.SUB, into.binary(BinaryOp.MUL, i, values.get(5)), j);
      case 10 -> into.binary(pick(List.of(BinaryOp.DIV, BinaryOp.SHR)), i, step);
      default -> {
        var from = random.nextBoolean() ? i : into.binary(BinaryOp.SUB, i, small);
        var divisor = random.nextBoolean() ? values.get(5) : step;
        yield into.binary(pick(List.of(BinaryOp.REM, BinaryOp.FLOORMOD)), from, divisor);
      }
    };
  }

  /// An `i64` computed from what there is.
  private Value index(RegionBuilder into, List<Value> values) {
    var a = recent(values);
    var b = random.nextBoolean() ? recent(values) : values.get(random.nextInt(4));
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> a;
      case 3, 4 -> into.binary(BinaryOp.ADD, a, b);
      case 5, 6 -> into.binary(BinaryOp.SUB, a, b);
      case 7 -> into.binary(BinaryOp.SUB, into.binary(BinaryOp.SUB, b, values.get(2)), a);
      case 8 -> into.binary(BinaryOp.MUL, a, b);
      case 9 -> into.binary(pick(List.of(BinaryOp.MIN, BinaryOp.MAX)), a, b);
      case 10 -> {
        var low = into.binary(BinaryOp.MAX, a, values.get(1));
        yield into.binary(BinaryOp.MIN, low, b);
      }
      case 11 ->
          into.binary(
              pick(List.of(BinaryOp.DIV, BinaryOp.FLOORDIV)), a, into.index(1 + random.nextInt(3)));
      case 12 -> {
        var op = pick(List.of(BinaryOp.REM, BinaryOp.FLOORMOD, BinaryOp.DIV, BinaryOp.FLOORDIV));
        yield into.binary(op, a, random.nextBoolean() ? b : into.index(1 + random.nextInt(3)));
      }
      case 13 -> into.select(condition(into, values, 1), a, b);
      case 14 -> strange(into, a, b);
      default -> {
        var scaled = into.binary(BinaryOp.MUL, a, into.index(random.nextInt(4)));
        yield into.binary(BinaryOp.ADD, scaled, b);
      }
    };
  }

  private Value strange(RegionBuilder into, Value a, Value b) {
    return switch (random.nextInt(9)) {
      case 7 -> wide(into, a, b);
      case 8 -> into.binary(BinaryOp.ADD, wide(into, a, b), wide(into, b, a));
      case 0 -> into.binary(BinaryOp.AND, a, into.index(random.nextInt(8)));
      case 1 -> into.binary(BinaryOp.SHR, a, into.index(random.nextInt(4)));
      case 2 -> into.binary(BinaryOp.SHL, a, into.index(random.nextInt(4)));
      case 3 -> into.binary(BinaryOp.USHR, a, into.index(random.nextInt(64)));
      case 4 -> into.unary(pick(List.of(UnaryOp.NEG, UnaryOp.ABS, UnaryOp.NOT)), a);
      case 5 -> into.cast(ScalarType.I64, into.cast(ScalarType.I32, a));
      default -> {
        var narrow = into.cast(ScalarType.U8, a);
        var sum = into.binary(BinaryOp.ADD, narrow, into.cast(ScalarType.U8, b));
        yield into.cast(ScalarType.I64, sum);
      }
    };
  }

  /// By way of `u64`.
  private Value wide(RegionBuilder into, Value a, Value b) {
    var left = into.cast(ScalarType.U64, a);
    var right =
        random.nextBoolean()
            ? into.constant(ScalarType.U64, random.nextInt(5))
            : into.cast(ScalarType.U64, b);
    var ops = new ArrayList<>(List.of(BinaryOp.AND, BinaryOp.REM, BinaryOp.USHR, BinaryOp.SHR));
    ops.addAll(List.of(BinaryOp.MIN, BinaryOp.DIV, BinaryOp.FLOORMOD, BinaryOp.ADD, BinaryOp.MAX));
    return into.cast(ScalarType.I64, into.binary(pick(ops), left, right));
  }

  private Value condition(RegionBuilder into, List<Value> values, int depth) {
    if (depth < 2 && random.nextInt(3) == 0) {
      var left = condition(into, values, depth + 1);
      var right = condition(into, values, depth + 1);
      return switch (random.nextInt(4)) {
        case 0 -> into.binary(BinaryOp.AND, left, right);
        case 1 -> into.binary(BinaryOp.OR, left, right);
        case 2 -> into.unary(UnaryOp.NOT, left);
        default -> {
          var whenTrue = into.child(List.of());
          var whenFalse = into.child(List.of());
          var constant = whenFalse.constant(ScalarType.BOOL, random.nextInt(2));
          yield into.ifElse(left, whenTrue.end(List.of(right)), whenFalse.end(List.of(constant)))
              .getFirst();
        }
      };
    }
    return into.compare(
        pick(List.of(CompareOp.values())), index(into, values), index(into, values));
  }
}
