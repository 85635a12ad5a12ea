package dev.strake.ir;

import dev.strake.ir.diag.CompilerError;
import java.util.ArrayList;
import java.util.List;

/// Appends ops to one region, checking types as it goes. With [KernelBuilder] the only mutable
/// classes of the IR: a builder stays inside the method that made it.
///
/// ```java
/// var body = region.child(List.of(ScalarType.I64));          // a loop body and its index
/// var i = body.parameters().getFirst();
/// body.store(y, List.of(i), body.load(x, List.of(i), 0), 0);
/// region.loop(LoopKind.PAR, zero, n, List.of(), body.end(List.of()), 0);
/// ```
public final class RegionBuilder {
  private final Ids ids;
  private final List<Value> parameters;
  private final List<Op> ops = new ArrayList<>();

  private RegionBuilder(Ids ids, List<Value> parameters) {
    this.ids = ids;
    this.parameters = List.copyOf(parameters);
  }

  /// A region with its own parameters; ids come from `ids`.
  public static RegionBuilder of(Ids ids, List<Value> parameters) {
    return new RegionBuilder(ids, parameters);
  }

  /// A builder for a region inside this one, with fresh parameters of the given types.
  public RegionBuilder child(List<? extends Type> parameterTypes) {
    return new RegionBuilder(ids, parameterTypes.stream().map(ids::fresh).toList());
  }

  public List<Value> parameters() {
    return parameters;
  }

  /// The finished region.
  public Region end(List<Value> results) {
    return new Region(parameters, ops, results);
  }

  /// Appends a finished op; for passes that carry ops over.
  public void append(Op op) {
    ops.add(op);
  }

  public Value constant(ScalarType type, long bits) {
    var result = ids.fresh(type);
    ops.add(new Op.Constant(result, bits));
    return result;
  }

  /// An `i64` literal.
  public Value index(long value) {
    return constant(ScalarType.I64, value);
  }

  public Value unary(UnaryOp op, Value operand) {
    require(op.accepts(operand.scalar()), op.mnemonic() + " of " + operand.type());
    var result = ids.fresh(operand.type());
    ops.add(new Op.Unary(result, op, operand));
    return result;
  }

  /// An op that can't fail on its type.
  public Value binary(BinaryOp op, Value left, Value right) {
    return binary(op, left, right, 0);
  }

  public Value binary(BinaryOp op, Value left, Value right, int site) {
    requireSame(op.mnemonic(), left, right);
    require(op.accepts(left.scalar()), op.mnemonic() + " of " + left.type());
    var result = ids.fresh(left.type());
    ops.add(new Op.Binary(result, op, left, right, site));
    return result;
  }

  public Value compare(CompareOp op, Value left, Value right) {
    requireSame(op.mnemonic(), left, right);
    require(op.accepts(left.scalar()), op.mnemonic() + " of " + left.type());
    var result = ids.fresh(ScalarType.BOOL);
    ops.add(new Op.Compare(result, op, left, right));
    return result;
  }

  public Value select(Value condition, Value whenTrue, Value whenFalse) {
    require(condition.type() == ScalarType.BOOL, "select on " + condition.type());
    requireSame("select", whenTrue, whenFalse);
    var result = ids.fresh(whenTrue.type());
    ops.add(new Op.Select(result, condition, whenTrue, whenFalse));
    return result;
  }

  public Value fma(Value a, Value b, Value c) {
    requireSame("fma", a, b);
    requireSame("fma", b, c);
    require(a.scalar().isFloat() || a.scalar().isComplex(), "fma of " + a.type());
    var result = ids.fresh(a.type());
    ops.add(new Op.Fma(result, a, b, c));
    return result;
  }

  public Value cast(ScalarType type, Value operand) {
    var result = ids.fresh(type);
    ops.add(new Op.Cast(result, operand));
    return result;
  }

  public Value bitcast(ScalarType type, Value operand) {
    require(type.bits() == operand.scalar().bits(), "bitcast of " + operand.type() + " to " + type);
    var result = ids.fresh(type);
    ops.add(new Op.Bitcast(result, operand));
    return result;
  }

  public Value complex(Value real, Value imaginary) {
    requireSame("complex", real, imaginary);
    require(real.scalar().isFloat(), "complex of " + real.type());
    var result = ids.fresh(real.scalar().complex());
    ops.add(new Op.Complex(result, real, imaginary));
    return result;
  }

  public Value part(ComplexPart part, Value operand) {
    require(operand.scalar().isComplex(), part.mnemonic() + " of " + operand.type());
    var result = ids.fresh(operand.scalar().component());
    ops.add(new Op.Part(result, part, operand));
    return result;
  }

  /// The value whose raw bits are `bits`; for a complex type, those of both components.
  public Value filled(ScalarType type, long bits) {
    if (!type.isComplex()) {
      return constant(type, bits);
    }
    var component = constant(type.component(), bits);
    return complex(component, component);
  }

  public Value call(String function, ScalarType type, List<Value> arguments) {
    var result = ids.fresh(type);
    ops.add(new Op.Call(result, function, arguments));
    return result;
  }

  public Value size(Size size) {
    var result = ids.fresh(ScalarType.I64);
    ops.add(new Op.SizeOf(result, size));
    return result;
  }

  /// A row-major local array.
  public Value local(ScalarType element, List<Size> dims, int site) {
    var result = ids.fresh(new ViewType(element, dims, Layout.ROW_MAJOR));
    ops.add(new Op.Local(result, site));
    return result;
  }

  public Value load(Value view, List<Value> indices, int site) {
    requireIndices(view, indices);
    var result = ids.fresh(view.view().element());
    ops.add(new Op.Load(result, view, indices, site));
    return result;
  }

  public void store(Value view, List<Value> indices, Value value, int site) {
    requireIndices(view, indices);
    require(
        value.type() == view.view().element(), "store of " + value.type() + " into " + view.type());
    ops.add(new Op.Store(view, indices, value, site));
  }

  public Value checkIndex(Value index, Value extent, int site) {
    requireSame("check_index", index, extent);
    var result = ids.fresh(ScalarType.I64);
    ops.add(new Op.CheckIndex(result, index, extent, site));
    return result;
  }

  public void checkNonEmpty(Value lower, Value upper, int site) {
    requireSame("check_nonempty", lower, upper);
    ops.add(new Op.CheckNonEmpty(lower, upper, site));
  }

  public void assertThat(Value condition, String message, int site) {
    require(condition.type() == ScalarType.BOOL, "assert of " + condition.type());
    ops.add(new Op.Assert(condition, message, site));
  }

  /// Shows the values between the texts, of which there is one more.
  public void print(List<String> texts, List<Value> values, int site) {
    require(texts.size() == values.size() + 1, "print needs a text before and after each value");
    ops.add(new Op.Print(texts, values, site));
  }

  /// Both regions yield values of the same types, which become the results.
  public List<Value> ifElse(Value condition, Region whenTrue, Region whenFalse) {
    require(condition.type() == ScalarType.BOOL, "if on " + condition.type());
    require(typesOf(whenTrue.results()).equals(typesOf(whenFalse.results())), "if arms differ");
    var results = freshLike(whenTrue.results());
    ops.add(new Op.If(results, condition, whenTrue, whenFalse));
    return results;
  }

  public List<Value> whileLoop(List<Value> initial, Region condition, Region body, int site) {
    require(typesOf(body.results()).equals(typesOf(initial)), "while carries other types");
    var results = freshLike(initial);
    ops.add(new Op.While(results, initial, condition, body, site));
    return results;
  }

  public List<Value> loop(
      LoopKind kind, Value lower, Value upper, List<Value> initial, Region body, int site) {
    require(lower.type() == ScalarType.I64 && upper.type() == ScalarType.I64, "loop bounds");
    require(typesOf(body.results()).equals(typesOf(initial)), "for carries other types");
    var results = freshLike(initial);
    ops.add(new Op.For(results, kind, lower, upper, initial, body, site));
    return results;
  }

  /// A reduction by a scalar op.
  public Value reduce(
      ReduceOp op,
      ReduceOrder order,
      List<Value> lowers,
      List<Value> uppers,
      Region body,
      int site) {
    var type = body.results().getFirst().scalar();
    require(op.accepts(type), op.mnemonic() + " of " + type);
    var result = ids.fresh(type);
    var combine = Combine.of(op);
    ops.add(new Op.Reduce(List.of(result), combine, order, lowers, uppers, body, site));
    return result;
  }

  /// A reduction with one result per component of the body's elements.
  public List<Value> reduce(
      Combine.Custom combine,
      ReduceOrder order,
      List<Value> lowers,
      List<Value> uppers,
      Region body,
      int site) {
    requireCombines(combine, body);
    var results = freshLike(body.results());
    ops.add(new Op.Reduce(results, combine, order, lowers, uppers, body, site));
    return results;
  }

  /// `sink` takes the indices and the components of the total.
  public void scan(
      Combine combine, List<Value> lowers, List<Value> uppers, Region body, Region sink, int site) {
    if (combine instanceof Combine.Custom custom) {
      requireCombines(custom, body);
    }
    ops.add(new Op.Scan(combine, lowers, uppers, body, sink, site));
  }

  /// `body` yields one index per axis of `target` and then the value.
  public void scatter(
      Value target,
      ScatterOp op,
      OutOfBounds outside,
      List<Value> lowers,
      List<Value> uppers,
      Region body,
      int site) {
    var element = target.view().element();
    require(op.accepts(element), "scatter " + op.mnemonic() + " into " + target.type());
    require(body.results().getLast().type() == element, "scatter into " + target.type());
    requireIndices(target, body.results().subList(0, body.results().size() - 1));
    ops.add(new Op.Scatter(target, op, outside, lowers, uppers, body, site));
  }

  private static void requireCombines(Combine.Custom combine, Region body) {
    var element = typesOf(body.results());
    require(typesOf(combine.region().results()).equals(element), "combine yields other types");
  }

  private List<Value> freshLike(List<Value> values) {
    return values.stream().map(value -> ids.fresh(value.type())).toList();
  }

  private static List<Type> typesOf(List<Value> values) {
    return values.stream().map(Value::type).toList();
  }

  private static void requireIndices(Value view, List<Value> indices) {
    require(view.view().rank() == indices.size(), indices.size() + " indices into " + view.type());
    require(
        indices.stream().allMatch(index -> index.type() == ScalarType.I64), "indices must be i64");
  }

  private static void requireSame(String what, Value left, Value right) {
    require(left.type().equals(right.type()), what + " of " + left.type() + ", " + right.type());
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw CompilerError.bug("RegionBuilder", message);
    }
  }
}
