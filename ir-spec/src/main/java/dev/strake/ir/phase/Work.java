package dev.strake.ir.phase;

import dev.strake.ir.BinaryOp;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Size;
import dev.strake.ir.Value;
import dev.strake.ir.pass.OpCosts;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/// How much there is to do in the loops of a scheduled kernel, estimated from sizes alone: in
/// additions of scalars, some 0.3 ns each.
///
/// A loop whose bounds depend on the index of another counts as for the middle one, and one whose
/// bounds depend on data counts [#UNKNOWN_TRIPS] times.
public final class Work {
  private static final double UNKNOWN_TRIPS = 16;

  /// How many ops lanes do at a time, apart from loads and stores: a cautious number, since wider
  /// registers are not that much faster.
  private static final double LANES = 4;

  private final ToLongFunction<Size> sizes;
  private final Map<Value, Double> numbers = new HashMap<>();
  private final Map<Value, Loop> loops = new HashMap<>();

  /// A loop's iterations, and the work of one.
  private record Loop(double trips, double perTrip) {}

  private Work(ToLongFunction<Size> sizes) {
    this.sizes = sizes;
  }

  /// The work of one launch.
  ///
  /// @param scalars the `i64` parameters and their values
  /// @param sizes the value of each size in that launch
  public static Work of(Kernel kernel, Map<Value, Long> scalars, ToLongFunction<Size> sizes) {
    var work = new Work(sizes);
    scalars.forEach((value, number) -> work.numbers.put(value, (double) number));
    work.of(kernel.body(), 1);
    return work;
  }

  /// The work of one iteration of a parallel loop, which is known by its index.
  public double perIteration(Value index) {
    return loops.get(index).perTrip;
  }

  /// The work of a parallel loop from start to end, each time that it runs.
  public double ofLoop(Value index) {
    return loops.get(index).trips * loops.get(index).perTrip;
  }

  private double of(Region region, double lanes) {
    var sum = 0.0;
    for (var op : region.ops()) {
      sum += of(op, lanes);
    }
    return sum;
  }

  private double of(Op op, double lanes) {
    return switch (op) {
      case Op.For loop -> ofLoop(loop, lanes);
      case Op.While loop -> UNKNOWN_TRIPS * (of(loop.condition(), lanes) + of(loop.body(), lanes));
      case Op.If branch ->
          1 + Math.max(of(branch.whenTrue(), lanes), of(branch.whenFalse(), lanes));
      case Op.Load _, Op.Store _ -> 1;
      case Op.Bulk _ -> throw new IllegalArgumentException("not a scheduled kernel: " + op);
      case Op.Flat flat -> {
        number(flat).ifPresent(number -> numbers.put(flat.results().getFirst(), number));
        yield OpCosts.of(flat) / lanes;
      }
    };
  }

  private double ofLoop(Op.For loop, double lanes) {
    var lower = known(loop.lower());
    var upper = known(loop.upper());
    var trips = UNKNOWN_TRIPS;
    if (lower.isPresent() && upper.isPresent()) {
      trips = Math.max(0, upper.getAsDouble() - lower.getAsDouble());
      numbers.put(loop.index(), (lower.getAsDouble() + upper.getAsDouble()) / 2);
    }
    var inner = loop.kind() instanceof LoopKind.Lanes ? LANES : lanes;
    var perTrip = 1 / inner + of(loop.body(), inner);
    loops.put(loop.index(), new Loop(trips, perTrip));
    return trips * perTrip;
  }

  private OptionalDouble known(Value value) {
    var number = numbers.get(value);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  /// The number an op computes of known ones, if it is one of those that bounds are made of.
  private OptionalDouble number(Op.Flat op) {
    return switch (op) {
      case Op.Constant(var result, var bits) when result.type() == ScalarType.I64 ->
          OptionalDouble.of(bits);
      case Op.SizeOf(_, var size) -> OptionalDouble.of(sizes.applyAsLong(size));
      case Op.Binary binary when binary.result().type() == ScalarType.I64 -> number(binary);
      case Op.Select select when select.result().type() == ScalarType.I64 -> larger(select);
      case Op.Flat _ -> OptionalDouble.empty();
    };
  }

  /// A number of iterations is mostly chosen between itself and none.
  private OptionalDouble larger(Op.Select select) {
    var first = known(select.whenTrue());
    var second = known(select.whenFalse());
    return first.isPresent() && second.isPresent()
        ? OptionalDouble.of(Math.max(first.getAsDouble(), second.getAsDouble()))
        : OptionalDouble.empty();
  }

  private OptionalDouble number(Op.Binary op) {
    var left = known(op.left());
    var right = known(op.right());
    if (left.isEmpty() || right.isEmpty()) {
      return OptionalDouble.empty();
    }
    return number(op.op(), left.getAsDouble(), right.getAsDouble());
  }

  private static OptionalDouble number(BinaryOp op, double left, double right) {
    return switch (op) {
      case ADD -> OptionalDouble.of(left + right);
      case SUB -> OptionalDouble.of(left - right);
      case MUL -> OptionalDouble.of(left * right);
      case MIN -> OptionalDouble.of(Math.min(left, right));
      case MAX -> OptionalDouble.of(Math.max(left, right));
      case DIV, FLOORDIV ->
          right == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.floor(left / right));
      case SHR, USHR -> OptionalDouble.of(Math.floor(left / Math.pow(2, right)));
      case SHL -> OptionalDouble.of(left * Math.pow(2, right));
      // A mask such as -8 rounds down to whole lanes.
      case AND -> right < 0 ? OptionalDouble.of(left) : OptionalDouble.empty();
      case REM, FLOORMOD, OR, XOR -> OptionalDouble.empty();
    };
  }
}
