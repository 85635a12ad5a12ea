package dev.strake.ir.ranges;

import dev.strake.ir.Kernel;
import dev.strake.ir.LoopKind;
import dev.strake.ir.Op;
import dev.strake.ir.OutOfBounds;
import dev.strake.ir.Region;
import dev.strake.ir.ScalarType;
import dev.strake.ir.Value;
import dev.strake.ir.interp.ScalarSemantics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a kernel for small sizes and writes down every access: what the provers' claims are held
/// against. Every access is checked; a failure ends its iteration of the parallel loop around it,
/// the other iterations go on, as they may on other threads.
final class Enumeration {
  /// One iteration of one run of a loop.
  record Iteration(int run, long index, boolean isParallel) {}

  /// `ordinal` counts loads and stores in program order, `array` is a view or one life of a local
  /// array.
  record Event(
      int ordinal, String array, List<Long> element, boolean isStore, List<Iteration> iterations) {}

  /// An index out of range; `axis` -1 stands for any other failure.
  record Failure(int ordinal, int axis) {}

  /// The ordinal of what scatters do.
  static final int SCATTER = -1;

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// The run is too long to be looked at.
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final List<Event> events = new ArrayList<>();
  final List<Failure> failures = new ArrayList<>();
  final List<Value> emptyReductions = new ArrayList<>();
  private final Map<String, Long> symbols;
  private final long data;
  private final Map<Op, Integer> ordinals = new IdentityHashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, String> arrays = new HashMap<>();
  private final List<Iteration> iterations = new ArrayList<>();
  private int runs;
  private int steps;

  /// `data` seeds the contents of arrays.
  Enumeration(Kernel kernel, Map<String, Long> symbols, long data) {
    this.symbols = symbols;
    this.data = data;
    number(kernel.body());
    for (var parameter : kernel.parameters()) {
      if (parameter.isView()) {
        arrays.put(parameter.value().id(), parameter.name());
      } else {
        values.put(parameter.value().id(), symbols.get(parameter.name()));
      }
    }
    try {
      run(kernel.body());
    } catch (Stop _) {
      // The failure is on the list.
      steps++;
    }
  }

  private void number(Region region) {
    for (var op : region.ops()) {
      if (op instanceof Op.Load || op instanceof Op.Store) {
        ordinals.put(op, ordinals.size());
      }
      op.regions().forEach(this::number);
    }
  }

  private long get(Value value) {
    return values.get(value.id());
  }

  private void set(Value value, long bits) {
    values.put(value.id(), bits);
  }

  private void set(List<Value> to, List<Value> from) {
    var copied = from.stream().map(this::get).toList();
    for (var k = 0; k < to.size(); k++) {
      set(to.get(k), copied.get(k));
    }
  }

  private void run(Region region) {
    count();
    for (var op : region.ops()) {
      count();
      step(op);
    }
  }

  private void count() {
    if (++steps > 20_000) {
      throw new TooLong();
    }
  }

  private void step(Op op) {
    switch (op) {
      case Op.Constant(var result, var bits) -> set(result, bits);
      case Op.Unary(var result, var kind, var a) ->
          set(result, ScalarSemantics.unary(kind, a.scalar(), get(a)));
      case Op.Binary binary -> binary(binary);
      case Op.Compare(var result, var kind, var a, var b) ->
          set(result, ScalarSemantics.compare(kind, a.scalar(), get(a), get(b)) ? 1 : 0);
      case Op.Select(var result, var c, var a, var b) -> set(result, get(c) != 0 ? get(a) : get(b));
      case Op.Cast(var result, var a) ->
          set(result, ScalarSemantics.cast(a.scalar(), result.scalar(), get(a)));
      case Op.SizeOf(var result, var size) -> set(result, size.evaluate(symbols));
      case Op.Local(var result, _) -> arrays.put(result.id(), "local " + result + " " + runs++);
      case Op.Load(var result, var view, var indices, _) -> {
        var element = access(op, view, indices);
        set(result, contents(arrays.get(view.id()), element, result.scalar()));
      }
      case Op.Store(var view, var indices, _, _) -> access(op, view, indices);
      case Op.Assert(var condition, _, _) -> failUnless(get(condition) != 0);
      case Op.Print _ -> {}
      case Op.If branch -> {
        var region = get(branch.condition()) != 0 ? branch.whenTrue() : branch.whenFalse();
        run(region);
        set(branch.results(), region.results());
      }
      case Op.While loop -> repeat(loop);
      case Op.For loop -> loop(loop);
      case Op.Reduce reduce -> reduce(reduce);
      case Op.Fma _, Op.Bitcast _, Op.Complex _, Op.Part _, Op.Call _ ->
          throw new IllegalArgumentException("not generated: " + op);
      case Op.Scan totals -> scan(totals);
      case Op.Scatter scatter -> scatter(scatter);
      case Op.CheckIndex _, Op.CheckNonEmpty _ ->
          throw new IllegalArgumentException("not generated: " + op);
    }
  }

  private void failUnless(boolean holds) {
    if (!holds) {
      failures.add(new Failure(0, -1));
      throw new Stop();
    }
  }

  private void binary(Op.Binary op) {
    var type = op.result().scalar();
    failUnless(!ScalarSemantics.fails(op.op(), type, get(op.right())));
    set(op.result(), ScalarSemantics.binary(op.op(), type, get(op.left()), get(op.right())));
  }

  private List<Long> access(Op op, Value view, List<Value> indices) {
    var ordinal = ordinals.get(op);
    var element = indices.stream().map(this::get).toList();
    for (var axis = 0; axis < element.size(); axis++) {
      var extent = view.view().dims().get(axis).evaluate(symbols);
      if (element.get(axis) < 0 || element.get(axis) >= extent) {
        failures.add(new Failure(ordinal, axis));
        throw new Stop();
      }
    }
    var array = arrays.get(view.id());
    events.add(new Event(ordinal, array, element, op instanceof Op.Store, List.copyOf(iterations)));
    return element;
  }

  private long contents(String array, List<Long> element, ScalarType type) {
    var mixed = (data * 31 + array.hashCode()) * 31 + element.hashCode();
    mixed = (mixed ^ (mixed >>> 17)) * 0x9E3779B97F4A7C15L;
    var small = (mixed >>> 40) % 8;
    return switch (type) {
      case BOOL -> small & 1;
      case U8, U16, U32, U64 -> small == 7 ? type.largest() : small;
      case I8, I16, I32 -> small - 1;
      case I64 -> small == 7 ? mixed : small - 1;
      case F16, BF16, F32, F64, COMPLEX64, COMPLEX128 -> 0;
    };
  }

  private void repeat(Op.While loop) {
    set(loop.results(), loop.initial());
    while (true) {
      set(loop.condition().parameters(), loop.results());
      run(loop.condition());
      if (get(loop.condition().results().getFirst()) == 0) {
        return;
      }
      set(loop.body().parameters(), loop.results());
      run(loop.body());
      set(loop.results(), loop.body().results());
    }
  }

  private void loop(Op.For loop) {
    var isParallel = loop.kind() instanceof LoopKind.Par;
    var run = runs++;
    var stopped = false;
    var depth = iterations.size();
    var parameters = loop.body().parameters();
    set(loop.results(), loop.initial());
    var end = get(loop.upper());
    for (var index = get(loop.lower()); index < end; index++) {
      iterations.add(new Iteration(run, index, isParallel));
      set(loop.index(), index);
      set(parameters.subList(1, parameters.size()), loop.results());
      try {
        run(loop.body());
        set(loop.results(), loop.body().results());
      } catch (Stop stop) {
        if (!isParallel) {
          throw stop;
        }
        stopped = true;
      }
      iterations.subList(depth, iterations.size()).clear();
    }
    if (stopped) {
      throw new Stop();
    }
  }

  private void reduce(Op.Reduce reduce) {
    var lower = get(reduce.lowers().getFirst());
    var upper = get(reduce.uppers().getFirst());
    if (lower >= upper) {
      emptyReductions.add(reduce.results().getFirst());
      failUnless(false);
    }
    var total = Long.MIN_VALUE;
    for (var index = lower; index < upper; index++) {
      set(reduce.body().parameters().getFirst(), index);
      run(reduce.body());
      total = Math.max(total, get(reduce.body().results().getFirst()));
    }
    set(reduce.results().getFirst(), total);
  }

  private void scan(Op.Scan totals) {
    var total = Long.MIN_VALUE;
    var end = get(totals.uppers().getFirst());
    for (var index = get(totals.lowers().getFirst()); index < end; index++) {
      set(totals.body().parameters().getFirst(), index);
      run(totals.body());
      total = Math.max(total, get(totals.body().results().getFirst()));
      set(totals.sink().parameters().get(0), index);
      set(totals.sink().parameters().get(1), total);
      run(totals.sink());
    }
  }

  private void scatter(Op.Scatter scatter) {
    var rank = scatter.target().view().rank();
    var array = arrays.get(scatter.target().id());
    var end = get(scatter.uppers().getFirst());
    for (var index = get(scatter.lowers().getFirst()); index < end; index++) {
      set(scatter.body().parameters().getFirst(), index);
      run(scatter.body());
      var indices = scatter.body().results().subList(0, rank);
      var element = new ArrayList<Long>();
      for (var axis = 0; axis < rank; axis++) {
        var extent = scatter.target().view().dims().get(axis).evaluate(symbols);
        updated(scatter.outside(), get(indices.get(axis)), extent).ifPresent(element::add);
      }
      if (element.size() == rank) {
        events.add(new Event(SCATTER, array, List.copyOf(element), true, List.copyOf(iterations)));
      }
    }
  }

  private Optional<Long> updated(OutOfBounds outside, long index, long extent) {
    if (0 <= index && index < extent) {
      return Optional.of(index);
    }
    failUnless(outside == OutOfBounds.DROP || outside != OutOfBounds.ERROR && extent > 0);
    return switch (outside) {
      case ERROR, DROP -> Optional.empty();
      case CLAMP -> Optional.of(Math.max(0, Math.min(extent - 1, index)));
      case WRAP -> Optional.of(Math.floorMod(index, extent));
    };
  }
}
