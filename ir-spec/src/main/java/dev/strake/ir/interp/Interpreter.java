package dev.strake.ir.interp;

import dev.strake.ir.Combine;
import dev.strake.ir.Func;
import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.ReduceOrder;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.diag.CompilerError;
import dev.strake.ir.launch.FailureKind;
import dev.strake.ir.launch.LaunchRecord;
import dev.strake.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/// Runs kernels of every form, one op after the other, in iteration order: the definition of what a
/// program means. Slow, obvious and right.
///
/// It touches memory only through the bounded segments of the record, and checks every index.
public final class Interpreter {
  /// Who answers for the indices of loads and stores.
  public enum Indices {
    /// Nobody: one out of range is a failure of the kernel. For programs as written.
    UNPROVED,
    /// The passes before: one out of range is their bug. For every later form.
    PROVED,
    /// Nobody, and nobody is told: the nearest element is taken, an empty view is left alone. For
    /// kernels that are wrong on purpose.
    CLAMPED
  }

  private final List<Func> functions;
  private final Indices trust;
  private final LaunchRecord launch;
  private final ViewMemory memory;
  private final long maxSteps;
  private long steps;

  private Interpreter(List<Func> functions, Indices trust, long maxSteps, LaunchRecord launch) {
    this.functions = functions;
    this.trust = trust;
    this.maxSteps = maxSteps;
    this.launch = launch;
    this.memory = new ViewMemory(launch);
  }

  /// Runs `kernel` on a record of its layout and leaves the outcome in the status slot. `functions`
  /// are those it may call.
  ///
  /// @throws CompilerError BUG if the kernel is not legal, or if a proved index is out of range
  public static void run(Kernel kernel, List<Func> functions, Indices trust, LaunchRecord launch) {
    run(kernel, functions, trust, Long.MAX_VALUE, launch);
  }

  /// The same.
  ///
  /// @throws CompilerError BUG if the kernel is not legal, or if a proved index is out of range;
  ///   LIMIT after `maxSteps` ops
  static void run(
      Kernel kernel, List<Func> functions, Indices trust, long maxSteps, LaunchRecord launch) {
    var interpreter = new Interpreter(functions, trust, maxSteps, launch);
    var frame = new Frame();
    for (var parameter : kernel.parameters()) {
      if (!parameter.isView()) {
        var value = parameter.value();
        frame.set(value, launch.get(launch.layout().scalar(value)));
      }
    }
    try {
      interpreter.run(kernel.body(), frame);
    } catch (Failure failure) {
      launch.fail(failure.kind, failure.site, failure.index, failure.extent);
    }
  }

  /// The region's results.
  private long[] run(Region region, Frame frame) {
    steps += 1 + region.ops().size();
    if (steps > maxSteps) {
      throw CompilerError.limit("interpreter", "more than " + maxSteps + " steps");
    }
    for (var op : region.ops()) {
      run(op, frame);
    }
    return frame.get(region.results());
  }

  private void run(Op op, Frame frame) {
    switch (op) {
      case Op.Constant(var result, var bits) -> frame.set(result, bits);
      case Op.Unary unary -> frame.set(unary.result(), unary(unary, frame));
      case Op.Binary binary -> frame.set(binary.result(), binary(binary, frame));
      case Op.Compare compare -> frame.set(compare.result(), compare(compare, frame));
      case Op.Select(var result, var condition, var whenTrue, var whenFalse) ->
          frame.set(result, frame.get(frame.isTrue(condition) ? whenTrue : whenFalse));
      case Op.Fma fma -> frame.set(fma.result(), fma(fma, frame));
      case Op.Cast(var result, var operand) ->
          frame.set(
              result, ScalarSemantics.cast(operand.scalar(), result.scalar(), frame.get(operand)));
      case Op.Bitcast(var result, var operand) ->
          frame.set(
              result,
              ScalarSemantics.bitcast(operand.scalar(), result.scalar(), frame.get(operand)));
      case Op.Call call -> frame.set(call.result(), call(call, frame));
      case Op.SizeOf(var result, var size) ->
          frame.set(result, launch.get(launch.layout().size(size)));
      case Op.Local(var result, _) -> memory.scramble(result);
      case Op.Load load -> frame.set(load.result(), load(load, frame));
      case Op.Store store -> store(store, frame);
      case Op.CheckIndex check -> frame.set(check.result(), checkIndex(check, frame));
      case Op.CheckNonEmpty check -> checkNonEmpty(check, frame);
      case Op.Assert check -> runAssert(check, frame);
      case Op.If(var results, var condition, var whenTrue, var whenFalse) ->
          frame.set(results, run(frame.isTrue(condition) ? whenTrue : whenFalse, frame));
      case Op.While loop -> runWhile(loop, frame);
      case Op.For loop -> runFor(loop, frame);
      case Op.Reduce reduce -> frame.set(reduce.results(), reduce(reduce, frame));
      case Op.Scan scan -> runScan(scan, frame);
      case Op.Scatter scatter -> runScatter(scatter, frame);
    }
  }

  private static long unary(Op.Unary op, Frame frame) {
    return ScalarSemantics.unary(op.op(), op.result().scalar(), frame.get(op.operand()));
  }

  private static long binary(Op.Binary op, Frame frame) {
    var type = op.result().scalar();
    var right = frame.get(op.right());
    if (ScalarSemantics.fails(op.op(), type, right)) {
      throw new Failure(FailureKind.DIVISION_BY_ZERO, op.site());
    }
    return ScalarSemantics.binary(op.op(), type, frame.get(op.left()), right);
  }

  private static long compare(Op.Compare op, Frame frame) {
    var type = op.left().scalar();
    var left = frame.get(op.left());
    return ScalarSemantics.compare(op.op(), type, left, frame.get(op.right())) ? 1 : 0;
  }

  private static long fma(Op.Fma op, Frame frame) {
    return ScalarSemantics.fma(
        op.result().scalar(), frame.get(op.a()), frame.get(op.b()), frame.get(op.c()));
  }

  private long call(Op.Call op, Frame caller) {
    for (var function : functions) {
      if (function.name().equals(op.function())) {
        var frame = new Frame();
        frame.set(function.parameters(), caller.get(op.arguments()));
        return run(function.body(), frame)[0];
      }
    }
    throw CompilerError.bug("interpreter", "there is no function " + op.function());
  }

  private long load(Op.Load op, Frame frame) {
    if (isLeftAlone(op.view())) {
      return 0;
    }
    return memory.load(op.view(), indices(op, op.view(), op.indices(), op.site(), frame));
  }

  private void store(Op.Store op, Frame frame) {
    if (isLeftAlone(op.view())) {
      return;
    }
    var indices = indices(op, op.view(), op.indices(), op.site(), frame);
    memory.store(op.view(), indices, frame.get(op.value()));
  }

  private static long checkIndex(Op.CheckIndex op, Frame frame) {
    var index = frame.get(op.index());
    Failure.requireInside(index, frame.get(op.extent()), op.site());
    return index;
  }

  private static void checkNonEmpty(Op.CheckNonEmpty op, Frame frame) {
    if (frame.get(op.lower()) >= frame.get(op.upper())) {
      throw new Failure(FailureKind.EMPTY_REDUCTION, op.site());
    }
  }

  /// Whether there is no element that a clamped index could mean.
  private boolean isLeftAlone(Value view) {
    if (trust != Indices.CLAMPED) {
      return false;
    }
    for (var axis = 0; axis < view.view().rank(); axis++) {
      if (memory.extent(view, axis) == 0) {
        return true;
      }
    }
    return false;
  }

  /// The indices of an access, each of them checked.
  private long[] indices(Op access, Value view, List<Value> operands, int site, Frame frame) {
    var indices = frame.get(operands);
    for (var axis = 0; axis < indices.length; axis++) {
      var extent = memory.extent(view, axis);
      if (trust == Indices.CLAMPED) {
        indices[axis] = Math.clamp(indices[axis], 0, extent - 1);
      }
      if (trust == Indices.PROVED && (indices[axis] < 0 || indices[axis] >= extent)) {
        throw CompilerError.bug(
            "interpreter",
            "index %d of axis %d was let through into %d elements at %s"
                .formatted(indices[axis], axis, extent, IrPrinter.firstLine(access)));
      }
      Failure.requireInside(indices[axis], extent, site);
    }
    return indices;
  }

  private void runAssert(Op.Assert op, Frame frame) {
    if (!frame.isTrue(op.condition())) {
      // An assert that was tampered with has no number of its own.
      var number = Math.max(launch.layout().asserts().indexOf(op), 0);
      throw new Failure(FailureKind.ASSERTION_FAILED, op.site(), number, 0);
    }
  }

  private void runWhile(Op.While op, Frame frame) {
    var carried = frame.get(op.initial());
    while (true) {
      frame.set(op.condition().parameters(), carried);
      if (run(op.condition(), frame)[0] == 0) {
        frame.set(op.results(), carried);
        return;
      }
      frame.set(op.body().parameters(), carried);
      carried = run(op.body(), frame);
    }
  }

  private void runFor(Op.For op, Frame frame) {
    var lower = frame.get(op.lower());
    var upper = frame.get(op.upper());
    if (trust != Indices.CLAMPED
        && op.kind() instanceof LoopKind.Lanes(var count)
        && (upper - lower) % count != 0) {
      throw CompilerError.bug(
          "interpreter", "%d..%d in lanes of %d".formatted(lower, upper, count));
    }
    var parameters = op.body().parameters();
    var carried = frame.get(op.initial());
    for (var index = lower; index < upper; index++) {
      frame.set(parameters.getFirst(), index);
      frame.set(parameters.subList(1, parameters.size()), carried);
      carried = run(op.body(), frame);
    }
    frame.set(op.results(), carried);
  }

  private long[] reduce(Op.Reduce op, Frame frame) {
    var elements = new ArrayList<long[]>();
    eachTuple(
        frame.get(op.lowers()),
        frame.get(op.uppers()),
        tuple -> {
          frame.set(op.body().parameters(), tuple);
          elements.add(run(op.body(), frame));
        });
    if (op.order() == ReduceOrder.CHAIN) {
      return new long[] {ReduceSemantics.chain(op.results().getFirst().scalar(), elements)};
    }
    if (!elements.isEmpty()) {
      var types = op.results().stream().map(Value::scalar).toList();
      return ReduceSemantics.combine(
          op.order(), types, elements, combining(op.combine(), types, frame));
    }
    return switch (op.combine()) {
      case Combine.Builtin(var builtin) when !builtin.failsWhenEmpty() ->
          new long[] {builtin.emptyValue(op.results().getFirst().scalar())};
      case Combine.Custom(_, var empty) when !empty.isEmpty() -> frame.get(empty);
      case Combine.Builtin _, Combine.Custom _ ->
          throw new Failure(FailureKind.EMPTY_REDUCTION, op.site());
    };
  }

  /// What makes one element of two.
  private BinaryOperator<long[]> combining(Combine combine, List<ScalarType> types, Frame frame) {
    return switch (combine) {
      case Combine.Builtin(var op) -> {
        var type = types.getFirst();
        yield (earlier, later) ->
            new long[] {ScalarSemantics.binary(op.combine(), type, earlier[0], later[0])};
      }
      case Combine.Custom(var region, _) ->
          (earlier, later) -> {
            var half = earlier.length;
            frame.set(region.parameters().subList(0, half), earlier);
            frame.set(region.parameters().subList(half, 2 * half), later);
            return run(region, frame);
          };
    };
  }

  private void runScan(Op.Scan op, Frame frame) {
    var rank = op.lowers().size();
    var inSink = op.sink().parameters();
    var types = op.body().results().stream().map(Value::scalar).toList();
    var combining = combining(op.combine(), types, frame);
    var total = new long[1][];
    eachTuple(
        frame.get(op.lowers()),
        frame.get(op.uppers()),
        tuple -> {
          frame.set(op.body().parameters(), tuple);
          var element = run(op.body(), frame);
          total[0] = total[0] == null ? element : combining.apply(total[0], element);
          frame.set(inSink.subList(0, rank), tuple);
          frame.set(inSink.subList(rank, inSink.size()), total[0]);
          run(op.sink(), frame);
        });
  }

  private void runScatter(Op.Scatter op, Frame frame) {
    eachTuple(
        frame.get(op.lowers()),
        frame.get(op.uppers()),
        tuple -> {
          frame.set(op.body().parameters(), tuple);
          var yielded = run(op.body(), frame);
          var rank = yielded.length - 1;
          scatter(op, Arrays.copyOf(yielded, rank), yielded[rank]);
        });
  }

  private void scatter(Op.Scatter op, long[] indices, long value) {
    for (var axis = 0; axis < indices.length; axis++) {
      var extent = memory.extent(op.target(), axis);
      var index = ScatterSemantics.inside(op.outside(), indices[axis], extent, op.site());
      if (index.isEmpty()) {
        return;
      }
      indices[axis] = index.getAsLong();
    }
    var type = op.target().view().element();
    var updated =
        op.op()
            .combine()
            .map(by -> ScalarSemantics.binary(by, type, memory.load(op.target(), indices), value))
            .orElse(value);
    memory.store(op.target(), indices, updated);
  }

  /// Every tuple of indices, row-major: the last axis fastest.
  private static void eachTuple(long[] lowers, long[] uppers, Consumer<long[]> body) {
    for (var axis = 0; axis < lowers.length; axis++) {
      if (lowers[axis] >= uppers[axis]) {
        return;
      }
    }
    var tuple = lowers.clone();
    do {
      body.accept(tuple);
    } while (advance(tuple, lowers, uppers));
  }

  /// To the next index tuple, if there is one.
  private static boolean advance(long[] tuple, long[] lowers, long[] uppers) {
    for (var axis = tuple.length - 1; axis >= 0; axis--) {
      if (++tuple[axis] < uppers[axis]) {
        return true;
      }
      tuple[axis] = lowers[axis];
    }
    return false;
  }
}
