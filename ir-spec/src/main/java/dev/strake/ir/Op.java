package dev.strake.ir;

import java.util.List;
import java.util.stream.Stream;

/// The whole instruction set.
///
/// An op that can fail, touch memory or loop carries its `site`: a row of the program's table of
/// source places, 0 where none is known. Sites never change a meaning. IR.md is the normative text;
/// the scalar tables are [UnaryOp], [BinaryOp], [CompareOp], [ReduceOp] and [ScatterOp].
///
/// The families [Flat], [Scalar], [Check], [Structured] and [Bulk] say what ops have in common, so
/// that a `switch` names only those that it treats apart.
public sealed interface Op {
  /// An op without regions.
  sealed interface Flat extends Op {}

  /// Makes one scalar of scalars. Only [Binary] can fail.
  sealed interface Scalar extends Flat {
    Value result();
  }

  /// Does nothing but fail where a condition does not hold.
  sealed interface Check extends Flat {}

  /// An op that holds regions.
  sealed interface Structured extends Op {}

  /// Runs its body for every index tuple in `lowers..uppers`, one pair for each of the body's
  /// parameters. A scheduled kernel holds none.
  sealed interface Bulk extends Structured {
    List<Value> lowers();

    List<Value> uppers();

    Region body();

    /// The same over other index tuples.
    Bulk withBounds(List<Value> lowers, List<Value> uppers);
  }

  /// A literal; `bits` are raw bits as [ScalarType] describes.
  record Constant(Value result, long bits) implements Scalar {}

  record Unary(Value result, UnaryOp op, Value operand) implements Scalar {}

  record Binary(Value result, BinaryOp op, Value left, Value right, int site) implements Scalar {
    public boolean canFail() {
      return op.canFail(result.scalar());
    }
  }

  record Compare(Value result, CompareOp op, Value left, Value right) implements Scalar {}

  /// `condition ? whenTrue : whenFalse`, both evaluated.
  record Select(Value result, Value condition, Value whenTrue, Value whenFalse) implements Scalar {}

  /// `a * b + c` rounded once; floats only.
  record Fma(Value result, Value a, Value b, Value c) implements Scalar {}

  /// Conversion by value to the result's type. Float to integer saturates, NaN gives 0; to a
  /// narrower integer wraps; to `bool` is `!= 0`; to float rounds to nearest even.
  record Cast(Value result, Value operand) implements Scalar {}

  /// The same bits as another type of the same width; a float operand's NaN reads as canonical.
  record Bitcast(Value result, Value operand) implements Scalar {}

  /// The complex number with these components, of one float type.
  record Complex(Value result, Value real, Value imaginary) implements Scalar {}

  /// One component of a complex number.
  record Part(Value result, ComplexPart part, Value operand) implements Scalar {}

  /// The result of a pure function of the program. Gone after inlining.
  record Call(Value result, String function, List<Value> arguments) implements Flat {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// The `i64` value of a size, evaluated at launch.
  record SizeOf(Value result, Size size) implements Flat {}

  /// A local array: the view `result` over scratch memory, with undefined contents. Its extents are
  /// sizes, so the launch can reserve it. Private to the iteration of the innermost loop around it.
  record Local(Value result, int site) implements Flat {}

  /// One element. The indices are in range: by proof, by a launch check, or as results of
  /// [CheckIndex].
  record Load(Value result, Value view, List<Value> indices, int site) implements Flat {
    public Load {
      indices = List.copyOf(indices);
    }
  }

  record Store(Value view, List<Value> indices, Value value, int site) implements Flat {
    public Store {
      indices = List.copyOf(indices);
    }
  }

  /// `index` where `0 <= index < extent`; fails otherwise. Placed by the pass `CheckBounds`.
  record CheckIndex(Value result, Value index, Value extent, int site) implements Check {}

  /// Fails where `lower..upper` is empty: an empty reduction by min or max. Made by the lowering of
  /// reductions, one for each binder.
  record CheckNonEmpty(Value lower, Value upper, int site) implements Check {}

  /// Fails with `message` where the condition is false.
  record Assert(Value condition, String message, int site) implements Check {}

  /// Shows the values, each after its text, and the last text: `texts` has one more. Only the
  /// interpreter of the written and checked forms shows anything; a scheduled kernel holds none.
  record Print(List<String> texts, List<Value> values, int site) implements Flat {
    public Print {
      texts = List.copyOf(texts);
      values = List.copyOf(values);
    }
  }

  /// One of two regions; both yield the results' types.
  record If(List<Value> results, Value condition, Region whenTrue, Region whenFalse)
      implements Structured {
    public If {
      results = List.copyOf(results);
    }
  }

  /// Repeats `body` while `condition` yields true. Both regions take the carried values as
  /// parameters; `condition` yields one `bool`, `body` the next carried values; the last carried
  /// values are the results.
  record While(List<Value> results, List<Value> initial, Region condition, Region body, int site)
      implements Structured {
    public While {
      results = List.copyOf(results);
      initial = List.copyOf(initial);
    }
  }

  /// `body` for every `i64` index in `lower..upper`, empty if `upper <= lower`. The body's first
  /// parameter is the index, the others are the carried values of a `seq` loop: `initial`, then
  /// what the body yielded; the last ones are the results.
  record For(
      List<Value> results,
      LoopKind kind,
      Value lower,
      Value upper,
      List<Value> initial,
      Region body,
      int site)
      implements Structured {
    public For {
      results = List.copyOf(results);
      initial = List.copyOf(initial);
      if (!kind.carriesValues() && !initial.isEmpty()) {
        throw new IllegalArgumentException("only a seq loop carries values");
      }
    }

    public Value index() {
      return body.parameters().getFirst();
    }

    public For withKind(LoopKind other) {
      return new For(results, other, lower, upper, initial, body, site);
    }

    public For withBounds(Value otherLower, Value otherUpper) {
      return new For(results, kind, otherLower, otherUpper, initial, body, site);
    }

    public For withBody(Region other) {
      return new For(results, kind, lower, upper, initial, other, site);
    }
  }

  /// Combines what the body yields over all index tuples in row-major order of the binders, in the
  /// given order. Order `CHAIN` takes two body results a, b and sums their products; the others
  /// take one element of one or several components. An empty min or max fails, and so does an empty
  /// custom reduction that declares nothing.
  record Reduce(
      List<Value> results,
      Combine combine,
      ReduceOrder order,
      List<Value> lowers,
      List<Value> uppers,
      Region body,
      int site)
      implements Bulk {
    public Reduce {
      results = List.copyOf(results);
      lowers = List.copyOf(lowers);
      uppers = List.copyOf(uppers);
    }

    public Reduce withCombine(Combine other) {
      return new Reduce(results, other, order, lowers, uppers, body, site);
    }

    public Reduce withOrder(ReduceOrder other) {
      return new Reduce(results, combine, other, lowers, uppers, body, site);
    }

    @Override
    public Reduce withBounds(List<Value> otherLowers, List<Value> otherUppers) {
      return new Reduce(results, combine, order, otherLowers, otherUppers, body, site);
    }

    public Reduce withBody(Region other) {
      return new Reduce(results, combine, order, lowers, uppers, other, site);
    }
  }

  /// For every index tuple, ascending in row-major order: the body yields an element, the total so
  /// far takes it in (the first element is the first total), and `sink` runs on the indices and the
  /// components of the total. So the sink sees the inclusive totals one after the other.
  record Scan(
      Combine combine, List<Value> lowers, List<Value> uppers, Region body, Region sink, int site)
      implements Bulk {
    public Scan {
      lowers = List.copyOf(lowers);
      uppers = List.copyOf(uppers);
    }

    @Override
    public Scan withBounds(List<Value> otherLowers, List<Value> otherUppers) {
      return new Scan(combine, otherLowers, otherUppers, body, sink, site);
    }

    public Scan withSink(Region other) {
      return new Scan(combine, lowers, uppers, body, other, site);
    }
  }

  /// Updates elements of `target` that the data choose: for every index tuple, ascending in
  /// row-major order, the body yields one index per axis and a value. In every form it is the
  /// scatter itself that looks whether the indices are inside, and `outside` says what if not.
  record Scatter(
      Value target,
      ScatterOp op,
      OutOfBounds outside,
      List<Value> lowers,
      List<Value> uppers,
      Region body,
      int site)
      implements Bulk {
    public Scatter {
      lowers = List.copyOf(lowers);
      uppers = List.copyOf(uppers);
    }

    @Override
    public Scatter withBounds(List<Value> otherLowers, List<Value> otherUppers) {
      return new Scatter(target, op, outside, otherLowers, otherUppers, body, site);
    }

    public Scatter withBody(Region other) {
      return new Scatter(target, op, outside, lowers, uppers, other, site);
    }
  }

  /// The row of the program's table of source places, 0 where it has none.
  default int site() {
    return 0;
  }

  /// The values it defines for the ops after it.
  default List<Value> results() {
    return switch (this) {
      case Scalar op -> List.of(op.result());
      case Call op -> List.of(op.result);
      case SizeOf op -> List.of(op.result);
      case Local op -> List.of(op.result);
      case Load op -> List.of(op.result);
      case Store _, CheckNonEmpty _, Assert _, Print _, Scan _, Scatter _ -> List.of();
      case CheckIndex op -> List.of(op.result);
      case If op -> op.results;
      case While op -> op.results;
      case For op -> op.results;
      case Reduce op -> op.results;
    };
  }

  /// The values it reads directly, not those its regions read.
  default List<Value> operands() {
    return switch (this) {
      case Constant _, SizeOf _, Local _ -> List.of();
      case Unary op -> List.of(op.operand);
      case Binary op -> List.of(op.left, op.right);
      case Compare op -> List.of(op.left, op.right);
      case Select op -> List.of(op.condition, op.whenTrue, op.whenFalse);
      case Fma op -> List.of(op.a, op.b, op.c);
      case Cast op -> List.of(op.operand);
      case Bitcast op -> List.of(op.operand);
      case Complex op -> List.of(op.real, op.imaginary);
      case Part op -> List.of(op.operand);
      case Call op -> op.arguments;
      case Load op -> concat(List.of(op.view), op.indices);
      case Store op -> concat(concat(List.of(op.view), op.indices), List.of(op.value));
      case CheckIndex op -> List.of(op.index, op.extent);
      case CheckNonEmpty op -> List.of(op.lower, op.upper);
      case Assert op -> List.of(op.condition);
      case Print op -> op.values;
      case If op -> List.of(op.condition);
      case While op -> op.initial;
      case For op -> concat(List.of(op.lower, op.upper), op.initial);
      case Reduce op -> concat(concat(op.lowers, op.uppers), op.combine.operands());
      case Scan op -> concat(concat(op.lowers, op.uppers), op.combine.operands());
      case Scatter op -> concat(List.of(op.target), concat(op.lowers, op.uppers));
    };
  }

  /// The regions it holds.
  default List<Region> regions() {
    return switch (this) {
      case Flat _ -> List.of();
      case If op -> List.of(op.whenTrue, op.whenFalse);
      case While op -> List.of(op.condition, op.body);
      case For op -> List.of(op.body);
      case Reduce op -> concat(List.of(op.body), op.combine.regions());
      case Scan op -> concat(concat(List.of(op.body), op.combine.regions()), List.of(op.sink));
      case Scatter op -> List.of(op.body);
    };
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
