package dev.strake.ir.interp;

import dev.strake.ir.Combine;
import dev.strake.ir.ComplexPart;
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
import dev.strake.ir.text.ScalarText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final PrintListener listener;
  private long steps;

  private Interpreter(
      List<Func> functions,
      Indices trust,
      long maxSteps,
      PrintListener listener,
      LaunchRecord launch) {
    this.functions = functions;
    this.trust = trust;
    this.maxSteps = maxSteps;
    this.listener = listener;
    this.launch = launch;
    this.memory = new ViewMemory(launch);
  }

  /// Runs `kernel` on a record of its layout and leaves the outcome in the status slot. `functions`
  /// are those it may call.
  ///
  /// @throws CompilerError BUG if the kernel is not legal, or if a proved index is out of range
  public static void run(Kernel kernel, List<Func> functions, Indices trust, LaunchRecord launch) {
    run(kernel, functions, trust, Long.MAX_VALUE, PrintListener.SILENT, launch);
  }

  /// The same, with somebody who hears what it prints.
  ///
  /// @throws CompilerError BUG if the kernel is not legal, or if a proved index is out of range;
  ///   LIMIT after `maxSteps` ops
  static void run(
      Kernel kernel,
      List<Func> functions,
      Indices trust,
      long maxSteps,
      PrintListener listener,
      LaunchRecord launch) {
    stop(kernel, functions, trust, maxSteps, listener, launch)
        .ifPresent(stop -> launch.fail(stop.kind(), stop.site(), stop.index(), stop.extent()));
  }

  /// The same for a checked kernel; where it fails, not only which failure it is.
  ///
  /// @throws CompilerError BUG if a proved index is out of range; LIMIT after `maxSteps` ops
  public static Optional<Stop> stop(Kernel kernel, long maxSteps, LaunchRecord launch) {
    return stop(kernel, List.of(), Indices.PROVED, maxSteps, PrintListener.SILENT, launch);
  }

  private static Optional<Stop> stop(
      Kernel kernel,
      List<Func> functions,
      Indices trust,
      long maxSteps,
      PrintListener listener,
      LaunchRecord launch) {
    var interpreter = new Interpreter(functions, trust, maxSteps, listener, launch);
    var frame = new Frame();
    for (var parameter : kernel.parameters()) {
      if (!parameter.isView()) {
        var value = parameter.value();
        frame.set(value, launch.get(launch.layout().scalar(value)));
      }
    }
    try {
      interpreter.run(kernel.body(), frame);
      return Optional.empty();
    } catch (Failure failure) {
      return Optional.of(new Stop(failure, frame));
    }
  }

  /// The region's results.
  private long[] run(Region region, Frame frame) {
    steps += 1 + region.ops().size();
    if (steps > maxSteps) {
      throw CompilerError.limit("interpreter", "more than " + maxSteps + " steps");
    }
    for (var op : region.ops()) {
      try {
        run(op, frame);
      } catch (Failure failure) {
        failure.trail.add(op);
        throw failure;
      }
    }
    return frame.tuple(region.results());
  }

  private void run(Op op, Frame frame) {
    switch (op) {
      case Op.Constant(var result, var bits) -> frame.set(result, bits);
      case Op.Unary unary -> unary(unary, frame);
      case Op.Binary binary -> binary(binary, frame);
      case Op.Compare compare -> frame.set(compare.result(), compare(compare, frame) ? 1 : 0);
      case Op.Select(var result, var condition, var whenTrue, var whenFalse) ->
          frame.copy(result, frame.isTrue(condition) ? whenTrue : whenFalse);
      case Op.Fma fma -> fma(fma, frame);
      case Op.Cast cast -> cast(cast, frame);
      case Op.Bitcast(var result, var operand) ->
          frame.set(
              result,
              ScalarSemantics.bitcast(operand.scalar(), result.scalar(), frame.get(operand)));
      case Op.Complex(var result, var real, var imaginary) ->
          frame.set(result, frame.get(real), frame.get(imaginary));
      case Op.Part(var result, var part, var operand) -> {
        var number = frame.complex(operand);
        frame.set(result, part == ComplexPart.REAL ? number.real() : number.imaginary());
      }
      case Op.Call call -> call(call, frame);
      case Op.SizeOf(var result, var size) ->
          frame.set(result, launch.get(launch.layout().size(size)));
      case Op.Local(var result, _) -> memory.scramble(result);
      case Op.Load load -> load(load, frame);
      case Op.Store store -> store(store, frame);
      case Op.CheckIndex check -> frame.set(check.result(), checkIndex(check, frame));
      case Op.CheckNonEmpty check -> checkNonEmpty(check, frame);
      case Op.Assert check -> runAssert(check, frame);
      case Op.Print print -> listener.print(print.site(), shown(print, frame));
      case Op.If(var results, var condition, var whenTrue, var whenFalse) ->
          frame.setTuple(results, run(frame.isTrue(condition) ? whenTrue : whenFalse, frame));
      case Op.While loop -> runWhile(loop, frame);
      case Op.For loop -> runFor(loop, frame);
      case Op.Reduce reduce -> frame.setTuple(reduce.results(), reduce(reduce, frame));
      case Op.Scan scan -> runScan(scan, frame);
      case Op.Scatter scatter -> runScatter(scatter, frame);
    }
  }

  private static void unary(Op.Unary op, Frame frame) {
    var type = op.result().scalar();
    if (type.isComplex()) {
      var operand = frame.complex(op.operand());
      frame.set(op.result(), ComplexSemantics.unary(op.op(), type.component(), operand));
    } else {
      frame.set(op.result(), ScalarSemantics.unary(op.op(), type, frame.get(op.operand())));
    }
  }

  private static void binary(Op.Binary op, Frame frame) {
    var type = op.result().scalar();
    if (type.isComplex()) {
      var left = frame.complex(op.left());
      var right = frame.complex(op.right());
      frame.set(op.result(), ComplexSemantics.binary(op.op(), type.component(), left, right));
      return;
    }
    var right = frame.get(op.right());
    if (ScalarSemantics.fails(op.op(), type, right)) {
      throw new Failure(FailureKind.DIVISION_BY_ZERO, op.site());
    }
    frame.set(op.result(), ScalarSemantics.binary(op.op(), type, frame.get(op.left()), right));
  }

  private static boolean compare(Op.Compare op, Frame frame) {
    var type = op.left().scalar();
    return type.isComplex()
        ? ComplexSemantics.compare(
            op.op(), type.component(), frame.complex(op.left()), frame.complex(op.right()))
        : ScalarSemantics.compare(op.op(), type, frame.get(op.left()), frame.get(op.right()));
  }

  private static void fma(Op.Fma op, Frame frame) {
    var type = op.result().scalar();
    if (type.isComplex()) {
      var a = frame.complex(op.a());
      var b = frame.complex(op.b());
      frame.set(op.result(), ComplexSemantics.fma(type.component(), a, b, frame.complex(op.c())));
    } else {
      frame.set(
          op.result(),
          ScalarSemantics.fma(type, frame.get(op.a()), frame.get(op.b()), frame.get(op.c())));
    }
  }

  private static void cast(Op.Cast op, Frame frame) {
    var from = op.operand().scalar();
    var to = op.result().scalar();
    if (to.isComplex()) {
      frame.set(op.result(), ComplexSemantics.cast(from, to, frame.complex(op.operand())));
    } else {
      frame.set(op.result(), ScalarSemantics.cast(from, to, frame.get(op.operand())));
    }
  }

  private void call(Op.Call op, Frame caller) {
    for (var function : functions) {
      if (function.name().equals(op.function())) {
        var frame = new Frame();
        frame.setTuple(function.parameters(), caller.tuple(op.arguments()));
        caller.setTuple(op.results(), run(function.body(), frame));
        return;
      }
    }
    throw CompilerError.bug("interpreter", "there is no function " + op.function());
  }

  private void load(Op.Load op, Frame frame) {
    if (isLeftAlone(op.view())) {
      frame.set(op.result(), 0);
      return;
    }
    var indices = indices(op, op.view(), op.indices(), op.site(), frame);
    if (op.result().scalar().isComplex()) {
      frame.set(op.result(), memory.loadComplex(op.view(), indices));
    } else {
      frame.set(op.result(), memory.load(op.view(), indices));
    }
  }

  private void store(Op.Store op, Frame frame) {
    if (isLeftAlone(op.view())) {
      return;
    }
    var indices = indices(op, op.view(), op.indices(), op.site(), frame);
    if (op.value().scalar().isComplex()) {
      memory.store(op.view(), indices, frame.complex(op.value()));
    } else {
      memory.store(op.view(), indices, frame.get(op.value()));
    }
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

  private static String shown(Op.Print op, Frame frame) {
    var text = new StringBuilder();
    for (var i = 0; i < op.values().size(); i++) {
      text.append(op.texts().get(i)).append(shown(op.values().get(i), frame));
    }
    return text.append(op.texts().getLast()).toString();
  }

  private static String shown(Value value, Frame frame) {
    var type = value.scalar();
    if (!type.isComplex()) {
      return ScalarText.decimal(type, frame.get(value));
    }
    var number = frame.complex(value);
    return "(%s, %s)"
        .formatted(
            ScalarText.decimal(type, number.real()), ScalarText.decimal(type, number.imaginary()));
  }

  private void runWhile(Op.While op, Frame frame) {
    var carried = frame.tuple(op.initial());
    while (true) {
      frame.setTuple(op.condition().parameters(), carried);
      if (run(op.condition(), frame)[0] == 0) {
        frame.setTuple(op.results(), carried);
        return;
      }
      frame.setTuple(op.body().parameters(), carried);
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
    var carried = frame.tuple(op.initial());
    for (var index = lower; index < upper; index++) {
      frame.set(parameters.getFirst(), index);
      frame.setTuple(parameters.subList(1, parameters.size()), carried);
      carried = run(op.body(), frame);
    }
    frame.setTuple(op.results(), carried);
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
      return ReduceSemantics.chain(op.results().getFirst().scalar(), elements);
    }
    if (!elements.isEmpty()) {
      var types = op.results().stream().map(Value::scalar).toList();
      return ReduceSemantics.combine(
          op.order(), types, elements, combining(op.combine(), types, frame));
    }
    return switch (op.combine()) {
      case Combine.Builtin(var builtin) when !builtin.failsWhenEmpty() ->
          new long[] {builtin.emptyValue(op.results().getFirst().scalar().component()), 0};
      case Combine.Custom(_, var empty) when !empty.isEmpty() -> frame.tuple(empty);
      case Combine.Builtin _, Combine.Custom _ ->
          throw new Failure(FailureKind.EMPTY_REDUCTION, op.site());
    };
  }

  /// What makes one element of two.
  private BinaryOperator<long[]> combining(Combine combine, List<ScalarType> types, Frame frame) {
    return switch (combine) {
      case Combine.Builtin(var op) ->
          (earlier, later) ->
              ReduceSemantics.binary(op.combine(), types.getFirst(), earlier, later);
      case Combine.Custom(var region, _) ->
          (earlier, later) -> {
            var half = region.parameters().size() / 2;
            frame.setTuple(region.parameters().subList(0, half), earlier);
            frame.setTuple(region.parameters().subList(half, 2 * half), later);
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
          frame.setTuple(inSink.subList(rank, inSink.size()), total[0]);
          run(op.sink(), frame);
        });
  }

  private void runScatter(Op.Scatter op, Frame frame) {
    eachTuple(
        frame.get(op.lowers()),
        frame.get(op.uppers()),
        tuple -> {
          frame.set(op.body().parameters(), tuple);
          run(op.body(), frame);
          scatter(op, frame);
        });
  }

  /// One update by what the body has yielded.
  private void scatter(Op.Scatter op, Frame frame) {
    var yielded = op.body().results();
    var indices = frame.get(yielded.subList(0, yielded.size() - 1));
    for (var axis = 0; axis < indices.length; axis++) {
      var extent = memory.extent(op.target(), axis);
      var index = ScatterSemantics.inside(op.outside(), indices[axis], extent, op.site());
      if (index.isEmpty()) {
        return;
      }
      indices[axis] = index.getAsLong();
    }
    update(op, indices, frame, yielded.getLast());
  }

  private void update(Op.Scatter op, long[] indices, Frame frame, Value value) {
    var type = op.target().view().element();
    var combine = op.op().combine();
    if (type.isComplex()) {
      var number = frame.complex(value);
      var updated =
          combine.map(
              by ->
                  ComplexSemantics.binary(
                      by, type.component(), memory.loadComplex(op.target(), indices), number));
      memory.store(op.target(), indices, updated.orElse(number));
    } else {
      var bits = frame.get(value);
      var updated =
          combine.map(
              by -> ScalarSemantics.binary(by, type, memory.load(op.target(), indices), bits));
      memory.store(op.target(), indices, updated.orElse(bits));
    }
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
